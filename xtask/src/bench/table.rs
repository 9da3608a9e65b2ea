//! Figures beside their budgets, as text.

use std::fmt;

/// One figure.
pub struct Row {
    /// What was measured.
    pub what: String,
    /// The figure.
    pub value: f64,
    /// What it may be at most, where there is a budget.
    pub limit: Option<f64>,
    /// What the figure counts: `KB`, `ms`; empty for a plain number.
    pub unit: &'static str,
}

/// Figures of one kind.
pub struct Table {
    /// What they are about, and how they were got.
    pub title: String,
    /// The figures.
    pub rows: Vec<Row>,
}

impl Row {
    /// A figure with a budget.
    pub fn limited(what: impl Into<String>, value: f64, unit: &'static str, limit: f64) -> Self {
        Self {
            what: what.into(),
            value,
            limit: Some(limit),
            unit,
        }
    }

    /// A figure that is only shown.
    pub fn shown(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            what: what.into(),
            value,
            limit: None,
            unit,
        }
    }

    fn holds(&self) -> bool {
        // A figure that is no number keeps no budget.
        self.limit.is_none_or(|limit| self.value <= limit)
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
            let digits = usize::from(*unit == "KB" || *unit == "ms" && *value < 100.0);
            write!(f, "  {what:<width$}  {value:>8.digits$} {unit:<2}")?;
            match row.limit {
                Some(limit) if row.holds() => writeln!(f, "  of {limit}")?,
                Some(limit) => writeln!(f, "  of {limit}  OVER")?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_kept_up_to_and_with_its_limit() {
        let table = |value| Table {
            title: "Sizes".into(),
            rows: vec![
                Row::shown("all", 900.0, "KB"),
                Row::limited("page", value, "KB", 20.0),
            ],
        };
        assert!(table(20.0).holds());
        assert!(!table(20.1).holds());
        assert!(!table(f64::NAN).holds());
        assert!(
            table(20.1)
                .to_string()
                .contains("page      20.1 KB  of 20  OVER"),
            "{}",
            table(20.1)
        );
    }
}
