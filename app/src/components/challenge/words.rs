//! Sentences about a report, as plain text.

use exercises::judge::{CaseReport, Problem, Reason, Report, Request, Verdict};

/// What the live region says of a report.
pub fn spoken(report: &Report) -> String {
    let mut text = report.summary.clone();
    if let Some(case) = first_wrong(report) {
        text.push_str(if case.verdict == Verdict::Fail {
            " First failing: "
        } else {
            " It stopped at: "
        });
        text.push_str(&asked(case));
        text.push('.');
    }
    if let Some(problem) = &report.problem {
        text.push(' ');
        if let Some(line) = problem.line {
            text.push_str("Line ");
            text.push_str(&line.to_string());
            text.push_str(": ");
        }
        text.push_str(&self::problem(problem));
    }
    text
}

/// The first case that did not pass, of those that were run.
pub fn first_wrong(report: &Report) -> Option<&CaseReport> {
    report
        .cases
        .iter()
        .find(|it| matches!(it.verdict, Verdict::Fail | Verdict::Error))
}

/// What a case asked: `GET /hello`, or how a client was called.
pub fn asked(case: &CaseReport) -> String {
    match &case.client {
        Some(client) => client.called.clone(),
        None => request(&case.request),
    }
}

/// `GET /hello`.
pub fn request(request: &Request) -> String {
    format!("{} {}", request.method, request.path)
}

/// `TypeError: x is not a function`.
pub fn problem(problem: &Problem) -> String {
    if problem.name.is_empty() {
        problem.message.clone()
    } else {
        format!("{}: {}", problem.name, problem.message)
    }
}

/// `line 3, column 5`.
pub fn place(line: u32, column: Option<u32>) -> String {
    match column {
        Some(column) => format!("line {line}, column {column}"),
        None => format!("line {line}"),
    }
}

/// The heading of a report: what the verdict means.
pub fn heading(report: &Report) -> &'static str {
    match (report.verdict, report.reason) {
        (Verdict::Pass, _) => "Solved: every test passes",
        (Verdict::Error, Some(Reason::LoadError)) => "The code could not be loaded",
        (Verdict::Error, Some(Reason::NoEntry)) => "The function was not found",
        (Verdict::Error, Some(Reason::Timeout)) => "No answer in time",
        (Verdict::Error, Some(Reason::Memory)) => "The memory ran out",
        (Verdict::Error, Some(Reason::Threw)) => "The function threw an error",
        (Verdict::Error, Some(Reason::NotAResponse)) => "That is no response yet",
        (Verdict::Error, Some(Reason::TooMuchOutput)) => "Too much output",
        (Verdict::Error, Some(Reason::Protocol)) => "The run was broken off",
        (Verdict::Error, Some(Reason::Cancelled)) => "Stopped",
        (Verdict::Error, Some(Reason::Unavailable)) => "The code could not be run",
        _ => "Not there yet",
    }
}

/// The word for a case's verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "passes",
        Verdict::Fail => "fails",
        Verdict::Error => "error",
        Verdict::NotRun => "not run",
    }
}

/// Milliseconds in a form to read: `0.4 ms`, `12 ms`, `1.2 s`. Without float formatting, which is large.
pub fn duration(ms: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bounded by the clamp
    let tenths = (ms * 10.0).round().clamp(0.0, 1e9) as u32;
    match tenths {
        0 => "< 0.1 ms".into(),
        1..100 => format!("{}.{} ms", tenths / 10, tenths % 10),
        100..10_000 => format!("{} ms", tenths / 10),
        _ => format!("{}.{} s", tenths / 10_000, tenths / 1_000 % 10),
    }
}

/// A time since the call of a client: `50 ms`, `3.25 s`.
pub fn moment(ms: u32) -> String {
    if ms < 1_000 {
        return format!("{ms} ms");
    }
    let thousandths = format!("{:03}", ms % 1_000);
    match thousandths.trim_end_matches('0') {
        "" => format!("{} s", ms / 1_000),
        rest => format!("{}.{rest} s", ms / 1_000),
    }
}

/// A sentence cut at its backticks: each piece, and whether it stood between two of them.
pub fn pieces(text: &str) -> Vec<(&str, bool)> {
    let pieces: Vec<_> = text.split('`').collect();
    if pieces.len() % 2 == 0 {
        // One of them has no partner, so none is taken for a mark.
        return vec![(text, false)];
    }
    pieces
        .into_iter()
        .enumerate()
        .map(|(at, it)| (it, at % 2 == 1))
        .filter(|(it, _)| !it.is_empty())
        .collect()
}

/// `1 line`, `2 lines`.
pub fn count(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        for (ms, text) in [
            (0.01, "< 0.1 ms"),
            (0.1, "0.1 ms"),
            (9.96, "10 ms"),
            (57.4, "57 ms"),
            (1234.0, "1.2 s"),
            (f64::NAN, "< 0.1 ms"),
            (-1.0, "< 0.1 ms"),
        ] {
            assert_eq!(duration(ms), text, "{ms}");
        }
    }

    #[test]
    fn moments_are_exact() {
        assert_eq!(
            [0, 999, 1_000, 3_250, 60_001].map(moment),
            ["0 ms", "999 ms", "1 s", "3.25 s", "60.001 s"]
        );
    }

    #[test]
    fn code_in_a_sentence_is_told_apart() {
        assert_eq!(pieces("`a` is no b"), [("a", true), (" is no b", false)]);
        assert_eq!(pieces("plain"), [("plain", false)]);
        assert_eq!(pieces("a ` alone"), [("a ` alone", false)]);
    }

    #[test]
    fn one_is_no_plural() {
        assert_eq!(
            [count(0, "line"), count(1, "line"), count(2, "line")],
            ["0 lines", "1 line", "2 lines"]
        );
    }
}
