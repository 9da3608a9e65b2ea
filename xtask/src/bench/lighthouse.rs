//! What is read out of Lighthouse's reports.

use super::table::{Row, median};
use anyhow::{Context, bail};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The mobile preset is Lighthouse's own default.
pub const ARGUMENTS: [&str; 4] = [
    "--quiet",
    "--output=json",
    "--only-categories=performance,accessibility,best-practices,seo",
    "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run",
];

const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// Audit, words, unit, and the most it may be.
const AUDITS: [(&str, &str, &str, f64); 3] = [
    ("largest-contentful-paint", "largest paint", "ms", 1000.0),
    ("total-blocking-time", "blocking time", "ms", 50.0),
    ("cumulative-layout-shift", "layout shift", "", 0.0),
];

/// One report.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Result {
    categories: BTreeMap<String, Category>,
    audits: BTreeMap<String, Audit>,
    #[serde(default)]
    runtime_error: Option<RuntimeError>,
}

#[derive(Deserialize)]
struct Category {
    /// From 0 to 1; none where it could not be told.
    score: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Audit {
    numeric_value: Option<f64>,
}

#[derive(Deserialize)]
struct RuntimeError {
    message: String,
}

/// The median of several reports on one page. Scores are shown as what is missing from 100, which must be nothing.
pub fn rows(page: &str, looks: &[Result]) -> anyhow::Result<Vec<Row>> {
    if let Some(error) = looks.iter().find_map(|it| it.runtime_error.as_ref()) {
        bail!("Lighthouse could not look at {page}: {}", error.message);
    }
    let mut rows = Vec::new();
    for category in CATEGORIES {
        let scores = looks
            .iter()
            .map(|it| it.categories.get(category)?.score)
            .collect::<Option<Vec<_>>>();
        let score = median(
            scores.with_context(|| format!("Lighthouse gave {page} no score for {category}"))?,
        );
        rows.push(Row::at_least(
            format!("{page}: {category}"),
            (score * 100.0).round(),
            "",
            100.0,
        ));
    }
    for (audit, words, unit, limit) in AUDITS {
        let values = looks
            .iter()
            .map(|it| it.audits.get(audit)?.numeric_value)
            .collect::<Option<Vec<_>>>();
        let value = median(
            values.with_context(|| format!("Lighthouse did not measure {words} of {page}"))?,
        );
        rows.push(Row::limited(format!("{page}: {words}"), value, unit, limit));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(performance: f64, paint: f64) -> Result {
        serde_json::from_value(serde_json::json!({
            "categories": {
                "performance": { "score": performance }, "accessibility": { "score": 1 },
                "best-practices": { "score": 1 }, "seo": { "score": 1 },
            },
            "audits": {
                "largest-contentful-paint": { "numericValue": paint, "score": 1 },
                "total-blocking-time": { "numericValue": 0 }, "cumulative-layout-shift": { "numericValue": 0 },
            },
        }))
        .expect("a report")
    }

    #[test]
    fn the_middle_report_decides() {
        let good = rows(
            "home",
            &[look(0.9, 1400.0), look(1.0, 700.0), look(1.0, 800.0)],
        )
        .expect("three reports");
        assert!(good.iter().all(Row::holds));
        let bad = rows(
            "home",
            &[look(0.9, 1400.0), look(0.99, 1100.0), look(1.0, 800.0)],
        )
        .expect("three reports");
        let broken: Vec<_> = bad
            .iter()
            .filter(|it| !it.holds())
            .map(|it| it.what.as_str())
            .collect();
        assert_eq!(broken, ["home: performance", "home: largest paint"]);
    }

    #[test]
    fn a_report_that_failed_is_no_zero() {
        let mut failed = look(1.0, 700.0);
        failed.categories.get_mut("seo").expect("there").score = None;
        assert!(rows("home", &[failed]).is_err());
    }
}
