//! From the outcomes of a run to what is told of the whole of it.

use std::collections::BTreeMap;

use super::{
    indent::{Misplaced, misplaced},
    outcome::{explanation, not_run, reason},
    report::{CaseReport, Explanation, Problem, Reason, Report, Unseen, Verdict, Visibility},
    run::Run,
    spec::ChallengeSpec,
    symptom::Symptom,
    words,
};

/// The report of a run that is over.
pub fn report(run: Run, ms: f64) -> Report {
    let Run {
        bench,
        source,
        plan,
        outcomes,
        failure,
        logs,
        dropped,
        ..
    } = run;
    let passed = outcomes
        .iter()
        .filter(|it| it.verdict == Verdict::Pass)
        .count();
    let total = plan.len();
    let unseen = unseen(&outcomes, plan.iter().map(|it| it.visibility));
    let errored = outcomes.iter().find(|it| it.verdict == Verdict::Error);
    let (verdict, reason, explanation, problem) = match failure {
        Some(it) => {
            let words = explanation(bench.spec, it.symptom, it.text);
            (Verdict::Error, Some(it.reason), Some(words), it.problem)
        }
        None => match errored {
            Some(case) => (
                Verdict::Error,
                Some(reason(case)),
                commonest(&outcomes, Verdict::Error),
                case.problem.clone(),
            ),
            None if passed == total => match first_misplaced(bench.spec, source) {
                Some((words, problem)) => (Verdict::Fail, None, Some(words), Some(problem)),
                None => (Verdict::Pass, None, None, None),
            },
            None => (
                Verdict::Fail,
                None,
                commonest(&outcomes, Verdict::Fail),
                None,
            ),
        },
    };
    let reached = outcomes.len();
    let rest = plan.iter().enumerate().skip(reached);
    let not_reached = rest
        .filter(|(_, case)| case.visibility == Visibility::Visible)
        .map(|(index, case)| not_run(bench.spec, index, case, 0));
    let listed: Vec<CaseReport> = listed(outcomes).into_iter().chain(not_reached).collect();
    Report {
        verdict,
        reason,
        summary: summary(verdict, reason, passed, total),
        explanation,
        problem,
        passed,
        total,
        cases: listed,
        unseen,
        logs,
        dropped,
        ms,
    }
}

/// What is said of lines that do not stand as deep as their block, where that counts; the first of them is marked.
fn first_misplaced(spec: &ChallengeSpec, source: &str) -> Option<(Explanation, Problem)> {
    let found = if spec.indented {
        misplaced(source)
    } else {
        Vec::new()
    };
    let Misplaced { line, level, .. } = *found.first()?;
    let problem = Problem {
        name: String::new(),
        message: words::depth(level),
        line: Some(line),
        column: None,
        stack: Vec::new(),
    };
    let text = words::of_indentation(&found);
    Some((explanation(spec, Symptom::Indentation, text), problem))
}

fn unseen(outcomes: &[CaseReport], planned: impl Iterator<Item = Visibility>) -> Unseen {
    let mut unseen = Unseen::default();
    for visibility in planned {
        match visibility {
            Visibility::Visible => {}
            Visibility::Hidden => unseen.hidden += 1,
            Visibility::Generated => unseen.generated += 1,
        }
    }
    for case in outcomes.iter().filter(|it| it.verdict == Verdict::Pass) {
        match case.visibility {
            Visibility::Visible => {}
            Visibility::Hidden => unseen.hidden_passed += 1,
            Visibility::Generated => unseen.generated_passed += 1,
        }
    }
    unseen
}

/// The explanation of the mistake that most cases of that verdict share; of equals the one seen first.
fn commonest(outcomes: &[CaseReport], verdict: Verdict) -> Option<Explanation> {
    let wrong: Vec<(&CaseReport, &Explanation)> = outcomes
        .iter()
        .filter(|it| it.verdict == verdict)
        .filter_map(|it| Some((it, it.explanation.as_ref()?)))
        .collect();
    // Where only requests with a query are taken for unknown, it is the query, whatever their method.
    let queries_only = wrong.iter().all(|(case, it)| {
        it.symptom != Symptom::NotFoundForMethod || case.request.path.contains('?')
    });
    let mistake = |it: &Explanation| match it.symptom {
        Symptom::NotFoundForMethod if queries_only && it.rule.is_none() => {
            (Symptom::QueryNotIgnored, None)
        }
        symptom => (symptom, it.rule.clone()),
    };
    let mut counts = BTreeMap::new();
    for (_, it) in &wrong {
        *counts.entry(mistake(it)).or_insert(0_usize) += 1;
    }
    let most = counts.values().copied().max()?;
    let told = |it: &Explanation| (it.symptom, it.rule.clone());
    wrong
        .iter()
        .find(|(_, it)| counts.get(&told(it)) == Some(&most) && mistake(it) == told(it))
        .or_else(|| {
            wrong
                .iter()
                .find(|(_, it)| counts.get(&mistake(it)) == Some(&most))
        })
        .map(|(_, it)| (*it).clone())
}

/// Of the made cases that did not pass the simplest.
pub fn simplest(outcomes: &[CaseReport]) -> Option<&CaseReport> {
    outcomes
        .iter()
        .filter(|it| it.visibility == Visibility::Generated && it.verdict != Verdict::Pass)
        .min_by_key(|it| {
            (
                it.verdict != Verdict::Error,
                it.before.len(),
                (it.client.as_ref()).map_or(0, |it| it.requests.len()),
                it.request.path.len(),
                it.index,
            )
        })
}

/// Every visible case, every hidden one that did not pass, and the simplest generated one that did not.
fn listed(outcomes: Vec<CaseReport>) -> Vec<CaseReport> {
    let simplest = simplest(&outcomes).map(|it| it.index);
    outcomes
        .into_iter()
        .filter(|it| match it.visibility {
            Visibility::Visible => true,
            Visibility::Hidden => it.verdict != Verdict::Pass,
            Visibility::Generated => Some(it.index) == simplest,
        })
        .collect()
}

fn summary(verdict: Verdict, reason: Option<Reason>, passed: usize, total: usize) -> String {
    let count = format!("{passed} of {total} tests pass.");
    let Some(reason) = reason else {
        return match verdict {
            Verdict::Pass => format!("All {total} tests pass."),
            // Only a line's depth can be wrong then.
            _ if passed == total => {
                format!("All {total} tests pass, but the indentation is not right yet.")
            }
            _ => count,
        };
    };
    match reason {
        Reason::LoadError => "Your code could not be loaded, so no test ran.".to_owned(),
        Reason::NoEntry => "The function to test is missing, so no test ran.".to_owned(),
        Reason::Timeout => format!("Stopped: no answer in time. {count}"),
        Reason::Memory => format!("Stopped: out of memory. {count}"),
        Reason::Threw => format!("Your function threw an error. {count}"),
        Reason::NotAResponse => {
            format!("Your function returned something that is no response. {count}")
        }
        Reason::TooMuchOutput => format!("Stopped: too much output. {count}"),
        Reason::Protocol => "Stopped: the tests were interfered with.".to_owned(),
        Reason::Cancelled => "Stopped.".to_owned(),
        Reason::Unavailable => "Your code could not be run.".to_owned(),
    }
}
