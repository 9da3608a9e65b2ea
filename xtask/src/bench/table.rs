//! Figures beside their budgets, as text.

use std::fmt;

/// One figure.
pub struct Row {
    /// What was measured.
    pub what: String,
    value: f64,
    budget: Budget,
    /// What the figure counts: `KB`, `ms`, `/s`; empty for a plain number.
    unit: &'static str,
}

enum Budget {
    None,
    AtMost(f64),
    AtLeast(f64),
}

/// Figures of one kind.
pub struct Table {
    /// What they are about, and how they were got.
    pub title: String,
    /// The figures.
    pub rows: Vec<Row>,
}

impl Row {
    /// A figure that may be at most `limit`.
    pub fn limited(what: impl Into<String>, value: f64, unit: &'static str, limit: f64) -> Self {
        Self {
            what: what.into(),
            value,
            budget: Budget::AtMost(limit),
            unit,
        }
    }

    /// A figure that must be at least `least`.
    pub fn at_least(what: impl Into<String>, value: f64, unit: &'static str, least: f64) -> Self {
        Self {
            what: what.into(),
            value,
            budget: Budget::AtLeast(least),
            unit,
        }
    }

    /// A figure that is only shown.
    pub fn shown(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            what: what.into(),
            value,
            budget: Budget::None,
            unit,
        }
    }

    /// Whether it keeps its budget. A figure that is no number keeps none.
    pub fn holds(&self) -> bool {
        match self.budget {
            Budget::None => true,
            Budget::AtMost(limit) => self.value <= limit,
            Budget::AtLeast(least) => self.value >= least,
        }
    }
}

impl Table {
    /// Whether every figure keeps its budget.
    pub fn holds(&self) -> bool {
        self.rows.iter().all(Row::holds)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        let width = self
            .rows
            .iter()
            .map(|it| it.what.chars().count())
            .max()
            .unwrap_or(0);
        for row in &self.rows {
            let Row {
                what, value, unit, ..
            } = row;
            let digits = usize::from(value.fract() != 0.0 && (*unit == "KB" || *value < 100.0));
            let verdict = if row.holds() { "" } else { "  BROKEN" };
            write!(f, "  {what:<width$}  {value:>8.digits$} {unit:<2}")?;
            match row.budget {
                Budget::None => writeln!(f)?,
                Budget::AtMost(limit) => writeln!(f, "  at most {limit}{verdict}")?,
                Budget::AtLeast(least) => writeln!(f, "  at least {least}{verdict}")?,
            }
        }
        Ok(())
    }
}

/// The middle one of several figures; not a number where there are none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(value: f64) -> Table {
        Table {
            title: "Sizes".into(),
            rows: vec![
                Row::shown("all", 900.0, "KB"),
                Row::limited("page", value, "KB", 20.0),
                Row::at_least("score", 100.0, "", 100.0),
            ],
        }
    }

    #[test]
    fn a_budget_is_kept_up_to_and_with_its_limit() {
        assert!(table(20.0).holds());
        assert!(!table(20.1).holds());
        assert!(!table(f64::NAN).holds());
        assert!(!Row::at_least("score", 99.0, "", 100.0).holds());
    }

    #[test]
    fn a_broken_budget_stands_out() {
        let text = table(20.1).to_string();
        assert!(
            text.contains("page       20.1 KB  at most 20  BROKEN\n"),
            "{text}"
        );
        assert!(
            text.contains("score       100     at least 100\n"),
            "{text}"
        );
    }
}
