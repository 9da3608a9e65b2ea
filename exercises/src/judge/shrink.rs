//! From a made case that failed to the smallest that fails in the same way: fewer requests, then shorter ones; for a
//! client, fewer replies, then shorter ones.
//!
//! A round is a run over everything that is a little smaller than the best so far; the first that makes the same
//! mistake is the next best. Every one is truly smaller, so that rounds come to an end.

use serde_json::Value as Json;

use super::{
    client::{self, Call, Expect},
    diagnose::Routes,
    oracle::Oracle,
    plan::Planned,
    report::{CaseReport, Report, Verdict, Visibility},
    run::Run,
    spec::{ChallengeSpec, Step},
    summary::simplest,
    symptom::Symptom,
};

/// Runs that a search makes at most.
pub const MAX_ROUNDS: usize = 24;
/// Cases of one such run at most.
const MAX_CANDIDATES: usize = 64;

/// A search under way. Whoever drives runs drives these, too, for as long as there is time.
pub struct Shrink<'a> {
    spec: &'a ChallengeSpec,
    source: &'a str,
    oracle: Oracle,
    routes: Routes,
    found: usize,
    best: CaseReport,
    steps: Vec<Step>,
    call: Option<Call>,
    candidates: Vec<Planned>,
    rounds: usize,
}

impl<'a> Run<'a> {
    /// A search for a smaller case that fails like the made one that the report will show; none where none failed, or
    /// where the run was ended before its last case.
    pub fn shrink(&self) -> Option<Shrink<'a>> {
        let spec = self.bench.spec;
        if self.failure.is_some() || !self.is_over() {
            return None;
        }
        let best = simplest(&self.outcomes)?;
        let planned = &self.plan[best.index];
        let call = planned.call.clone();
        // What comes after the first wrong answer is not needed for it.
        let steps = planned.steps.iter().take(best.before.len() + 1);
        Some(Shrink {
            spec,
            source: self.source,
            oracle: spec.generated.as_ref()?.oracle,
            routes: self.bench.routes.clone(),
            found: length(best, call.as_ref()),
            best: best.clone(),
            steps: steps.cloned().collect(),
            call,
            candidates: Vec::new(),
            rounds: 0,
        })
    }
}

impl<'a> Shrink<'a> {
    /// The next run to drive; none where nothing smaller is left to try.
    pub fn next_run(&mut self) -> Option<Run<'a>> {
        if self.rounds == MAX_ROUNDS {
            return None;
        }
        self.rounds += 1;
        self.candidates = self.smaller();
        self.candidates.truncate(MAX_CANDIDATES);
        if self.candidates.is_empty() {
            return None;
        }
        let plan = self.candidates.clone();
        Some(Run::over(self.spec, self.source, plan, self.routes.clone()))
    }

    /// Everything that is a little smaller than the best so far, with what is right for it.
    fn smaller(&self) -> Vec<Planned> {
        if let Some(call) = &self.call {
            let calls = client::smaller(call).into_iter();
            let calls = calls.map(|it| self.oracle.expecting(it));
            // Of a script that the oracle does not understand it expects nothing in particular.
            let calls = calls.filter(|it| it.expect != [Expect::default()]);
            let planned = calls.map(|it| Planned::generated_call(&self.spec.entry, it));
            return planned.collect();
        }
        let answered = candidates(&self.steps).into_iter();
        let answered = answered.map(|it| self.oracle.answered(it));
        answered.map(Planned::generated).collect()
    }

    /// Takes a run that is over. False where it brought nothing, and the search is at its end.
    pub fn take(&mut self, run: &Run<'_>) -> bool {
        let wanted = mistake(&self.best);
        let next = run.outcomes.iter().find(|it| mistake(it) == wanted);
        let Some(next) = next.filter(|_| wanted.is_some()) else {
            return false;
        };
        let planned = &self.candidates[next.index];
        let steps = planned.steps.iter().take(next.before.len() + 1);
        self.steps = steps.cloned().collect();
        self.call.clone_from(&planned.call);
        self.best = CaseReport {
            index: self.best.index,
            ..next.clone()
        };
        true
    }

    /// Puts what was found into the report, in the place of the case that it began with.
    pub fn put(self, report: &mut Report) {
        let Self {
            found,
            mut best,
            call,
            ..
        } = self;
        let place = report
            .cases
            .iter_mut()
            .find(|it| it.index == best.index && it.visibility == Visibility::Generated);
        let Some(place) = place else { return };
        if report.explanation == place.explanation {
            report.explanation.clone_from(&best.explanation);
        }
        best.shrunk_from = (found > length(&best, call.as_ref())).then_some(found);
        *place = best;
    }
}

/// How many requests a case has up to the wrong answer; for a client, how many replies.
fn length(case: &CaseReport, call: Option<&Call>) -> usize {
    call.map_or(case.before.len() + 1, |it| it.replies.len())
}

/// How a case went wrong: its verdict, the mistake by name, and the error that was thrown, with its line.
type Mistake<'a> = (
    Verdict,
    Option<Symptom>,
    Option<&'a str>,
    Option<(&'a str, Option<u32>)>,
);

/// How a case went wrong; none where it did not.
fn mistake(it: &CaseReport) -> Option<Mistake<'_>> {
    let told = it.explanation.as_ref();
    let rule = told.and_then(|it| it.rule.as_deref());
    let thrown = (it.problem.as_ref()).map(|it| (it.name.as_str(), it.line));
    match it.verdict {
        Verdict::Fail | Verdict::Error => {
            Some((it.verdict, told.map(|it| it.symptom), rule, thrown))
        }
        Verdict::Pass | Verdict::NotRun => None,
    }
}

/// How large a case is: what shrinking makes smaller.
fn size(steps: &[Step]) -> (usize, usize) {
    let step = |it: &Step| {
        let request = &it.request;
        let fields = request.headers.iter().map(|(a, b)| a.len() + b.len() + 1);
        request.path.len() + request.body.len() + fields.sum::<usize>() + it.clock.to_string().len()
    };
    (steps.len(), steps.iter().map(step).sum())
}

/// Everything that is a little smaller, what is much smaller first.
fn candidates(steps: &[Step]) -> Vec<Vec<Step>> {
    let mut found: Vec<Vec<Step>> = Vec::new();
    let mut add = |it: Vec<Step>| {
        if !it.is_empty() && size(&it) < size(steps) && !found.contains(&it) {
            found.push(it);
        }
    };
    let mut length = steps.len() / 2;
    while length > 0 {
        for from in (0..steps.len()).step_by(length) {
            let to = (from + length).min(steps.len());
            add([&steps[..from], &steps[to..]].concat());
        }
        length /= 2;
    }
    for (at, step) in steps.iter().enumerate() {
        for smaller in smaller(step) {
            let mut all = steps.to_vec();
            all[at] = smaller;
            add(all);
        }
    }
    found
}

/// A request with less in it.
fn smaller(step: &Step) -> Vec<Step> {
    let request = &step.request;
    let with = |change: &dyn Fn(&mut Step)| {
        let mut it = step.clone();
        change(&mut it);
        it
    };
    let mut found: Vec<Step> = shorter_targets(&request.path)
        .iter()
        .map(|path| with(&|it| it.request.path.clone_from(path)))
        .collect();
    for name in request.headers.keys() {
        found.push(with(&|it| {
            it.request.headers.remove(name);
        }));
    }
    for body in shorter_bodies(&request.body) {
        found.push(with(&|it| it.request.body.clone_from(&body)));
    }
    if step.clock > 0 {
        found.push(with(&|it| it.clock = 0));
    }
    found
}

/// Without its query, without one of its parameters, without one of its segments, with only the beginning of one.
fn shorter_targets(target: &str) -> Vec<String> {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    let mut found = Vec::new();
    let whole = |path: &str| query.map_or_else(|| path.to_owned(), |it| format!("{path}?{it}"));
    if let Some(query) = query {
        found.push(path.to_owned());
        let parts: Vec<&str> = query.split('&').collect();
        for at in 0..parts.len() {
            let rest: Vec<&str> = [&parts[..at], &parts[at + 1..]].concat();
            found.push(format!("{path}?{}", rest.join("&")));
        }
    }
    let segments: Vec<&str> = path.split('/').collect();
    for at in 1..segments.len() {
        let mut rest = segments.clone();
        rest.remove(at);
        found.push(whole(&rest.join("/")));
        for start in beginnings(segments[at]) {
            let mut short = segments.clone();
            short[at] = start;
            found.push(whole(&short.join("/")));
        }
    }
    found.retain(|it| it.starts_with('/'));
    found
}

/// The first sign of a text, its first half, and all but its last sign; each shorter than the text.
fn beginnings(text: &str) -> Vec<&str> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).collect();
    let mut wanted = vec![0, ends.len() / 2, ends.len().saturating_sub(1)];
    wanted.dedup();
    let found = wanted.into_iter().filter_map(|it| ends.get(it));
    found.map(|end| &text[..*end]).collect()
}

/// Without a body, or, where it is a JSON object, without one of its members.
fn shorter_bodies(body: &str) -> Vec<String> {
    if body.is_empty() {
        return Vec::new();
    }
    let mut found = vec![String::new()];
    if let Ok(Json::Object(members)) = serde_json::from_str(body) {
        for name in members.keys() {
            let mut rest = members.clone();
            rest.remove(name);
            found.push(Json::Object(rest).to_string());
        }
    }
    found
}

#[cfg(test)]
mod clients;
#[cfg(test)]
mod holds;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::judge::spec::Request;

    fn step(path: &str) -> Step {
        Step::asking(Request {
            method: "GET".into(),
            path: path.into(),
            ..Request::default()
        })
    }

    fn paths(of: &[Vec<Step>]) -> Vec<String> {
        let joined = |it: &Vec<Step>| {
            it.iter()
                .map(|it| it.request.path.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        of.iter().map(joined).collect()
    }

    #[test]
    fn requests_go_first_then_what_is_in_them() {
        assert_eq!(
            paths(&candidates(&[step("/a"), step("/b"), step("/c")])),
            ["/b /c", "/a /c", "/a /b"]
        );
        assert_eq!(
            paths(&candidates(&[step("/ab/c?d=1&e")])),
            [
                "/ab/c",
                "/ab/c?e",
                "/ab/c?d=1",
                "/c?d=1&e",
                "/a/c?d=1&e",
                "/ab?d=1&e"
            ]
        );
    }

    #[test]
    fn texts_are_cut_from_their_end() {
        assert_eq!(beginnings("öbcd"), ["ö", "öb", "öbc"]);
        assert_eq!(beginnings("ab"), ["a"]);
        assert_eq!(beginnings("a"), [""; 0]);
    }

    prop_compose! {
        fn any_step()(
            path in "(/[a-c]{0,3}){1,3}(\\?[a-c=&]{0,6})?",
            headers in prop::collection::btree_map("[a-c]", "[a-c]{0,3}", 0..3),
            body in prop_oneof![Just(String::new()), "[a-c]{1,4}", Just(r#"{"a":1,"b":[2]}"#.to_owned())],
            clock in 0_u32..200,
        ) -> Step {
            let request = Request { method: "GET".into(), path, headers, body };
            Step { clock, ..Step::asking(request) }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_taken_each_time_it_ends(mut steps in prop::collection::vec(any_step(), 1..5), choices in prop::collection::vec(any::<prop::sample::Index>(), 400)) {
            let mut left = choices.into_iter();
            loop {
                let next = candidates(&steps);
                prop_assert!(next.iter().all(|it| !it.is_empty() && size(it) < size(&steps)));
                if next.is_empty() {
                    break;
                }
                let choice = left.next().expect("it ends long before");
                steps = next[choice.index(next.len())].clone();
            }
            prop_assert_eq!(steps.len(), 1);
        }
    }
}
