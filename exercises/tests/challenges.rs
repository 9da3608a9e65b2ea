//! Proves every challenge of the course in `QuickJS`, with the agent and the judge that learners meet: the starter does
//! not pass, the solution passes whatever is generated, and every mutant is caught and told what is wrong with it.

#![cfg(feature = "compiler")]

mod support;

use std::{collections::BTreeMap, fs, path::Path};

use exercises::{
    compiler::{Challenge, Mistake, Mutant, compile},
    judge::{Case, ChallengeSpec, Contract, Explanation, Reason, Report, Run, Symptom, Verdict},
    model::{Arrangement, Parsons},
};

const SOLUTION_SEEDS: u64 = 100;
const MUTANT_SEEDS: u64 = 5;

fn challenges() -> Vec<Challenge> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut sources = BTreeMap::new();
    gather(&root, &root, &mut sources);
    let compiled = compile(&sources).unwrap_or_else(|errors| panic!("{errors:#?}"));
    compiled.challenges
}

fn gather(root: &Path, folder: &Path, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            gather(root, &path, sources);
        } else {
            let name = path
                .strip_prefix(root)
                .expect("found below the root")
                .to_str()
                .expect("file names are UTF-8")
                .replace('\\', "/");
            sources.insert(name, fs::read_to_string(&path).expect("content is UTF-8"));
        }
    }
}

fn story(report: &Report) -> String {
    let failing = report.cases.iter().find(|it| it.verdict != Verdict::Pass);
    format!(
        "{:?} {:?} {}\n{:#?}\n{failing:#?}",
        report.verdict, report.reason, report.summary, report.explanation
    )
}

#[test]
fn the_course_has_challenges_that_can_be_run() {
    let challenges = challenges();
    assert!(!challenges.is_empty());
    for it in challenges {
        assert_eq!(it.spec.problems(), Vec::<String>::new(), "{}", it.folder);
    }
}

/// Code without any text of a challenge in it.
const CODE: &str = "function it() {}";

/// The same run as if all its cases had been written, and nobody had said what is right or what there is to say of it.
fn blanked(spec: &ChallengeSpec, seed: u64) -> ChallengeSpec {
    let mut it = spec.clone();
    let case = |steps, call| Case {
        name: String::new(),
        request: None,
        accept: Vec::new(),
        steps,
        call,
        visible: false,
        note: None,
    };
    if let Some(made) = it.generated.take() {
        let steps = made.oracle.cases(seed, made.count).into_iter();
        let calls = made.oracle.calls(seed, made.count).into_iter();
        it.cases.extend(steps.map(|one| case(one, None)));
        it.cases
            .extend(calls.map(|one| case(Vec::new(), Some(one))));
    }
    for one in &mut it.cases {
        one.name.clear();
        one.note = None;
        one.accept.clear();
        one.steps.iter_mut().for_each(|it| it.accept.clear());
        one.call.iter_mut().for_each(|it| it.expect.clear());
    }
    it.hints.clear();
    it.diagnoses.clear();
    it.solution.code.clear();
    it.solution.html.clear();
    it
}

/// How many right answers a run has to hold against what comes.
fn answers(spec: &ChallengeSpec) -> usize {
    let of = |it: &Case| {
        let steps = it.all_steps();
        let called = it.call.iter().flat_map(|call| &call.expect);
        steps.iter().flat_map(|it| &it.accept).count() + called.count()
    };
    spec.cases.iter().map(of).sum()
}

#[test]
fn what_goes_into_the_sandbox_is_the_same_whatever_is_right() {
    for it in challenges() {
        for spec in [Some(it.spec.clone()), it.spec.in_python()]
            .into_iter()
            .flatten()
        {
            assert!(
                answers(&spec) > 0,
                "{}: nothing could be given away",
                it.folder
            );
            for seed in 0..MUTANT_SEEDS {
                let nothing = blanked(&spec, seed);
                assert_eq!(answers(&nothing), 0);
                let sent = Run::new(&spec, CODE, seed).start_line();
                // Not by `assert_eq`, which would print some hundred kilobytes.
                assert!(
                    sent == Run::new(&nothing, CODE, seed).start_line(),
                    "{}, {:?}, seed {seed}: what is right changes what is sent in",
                    it.folder,
                    spec.language
                );
            }
        }
    }
}

#[test]
fn every_challenge_is_proven() {
    // One alone, for whoever writes it.
    let only = std::env::var("ROUNDTRIP_CHALLENGE").ok();
    let wanted = |it: &Challenge| only.as_ref().is_none_or(|id| *id == it.spec.id);
    for it in challenges().into_iter().filter(wanted) {
        match &it.brief.parsons {
            Some(problem) => lines(&it, problem),
            None => starter(&it, &it.spec, &it.brief.starter),
        }
        let cases = solution(&it, &it.spec);
        if it.spec.asynchronous && it.spec.contract != Contract::Client {
            asynchronous(&it);
        }
        let mutants = mutants(&it, &it.spec);
        println!(
            "proof: {}: {}; the solution passes {SOLUTION_SEEDS} seeds of {cases} cases; {} mutants are told their mistakes",
            it.spec.id,
            begins(&it),
            mutants
        );
        in_python(&it);
    }
}

/// What was found of what the learner begins with.
fn begins(it: &Challenge) -> String {
    match &it.brief.parsons {
        None => "the starter does not pass".to_owned(),
        Some(problem) => format!(
            "{} lines as they are shown do not pass, nor do {} programs with a line that does not belong",
            problem.lines.len(),
            it.swapped.len()
        ),
    }
}

/// The starter does not pass, and is not broken either.
fn starter(it: &Challenge, spec: &ChallengeSpec, code: &str) {
    let report = support::grade(spec, code, 1);
    let broken = [
        Reason::LoadError,
        Reason::NoEntry,
        Reason::Threw,
        Reason::Timeout,
    ];
    assert!(
        report.verdict != Verdict::Pass && report.reason.is_none_or(|it| !broken.contains(&it)),
        "{}, the starter in {:?}: {}",
        it.folder,
        spec.language,
        story(&report)
    );
}

/// In a Parsons problem, neither no line nor all of them as they are shown will do, nor the right order at the margin, nor
/// a line that does not belong in place of the one that does.
fn lines(it: &Challenge, problem: &Parsons) {
    let mut shown = Arrangement::default();
    for line in 0..problem.lines.len() {
        shown.put(line, line, 0);
    }
    let (mut flat, unknown) = Arrangement::read(&it.spec.solution.code, problem);
    assert_eq!(unknown, 0, "{}: the solution is of other lines", it.folder);
    for placed in flat.placed().to_vec() {
        let place = flat.place_of(placed.line).unwrap_or_default();
        flat.put(placed.line, place, 0);
    }
    let wrong = [String::new(), shown.code(problem), flat.code(problem)];
    for code in wrong.iter().chain(&it.swapped) {
        for seed in 0..MUTANT_SEEDS {
            let report = support::grade(&it.spec, code, seed);
            assert_ne!(
                report.verdict,
                Verdict::Pass,
                "{} passes:\n{code}",
                it.folder
            );
            assert!(
                report.explanation.is_some(),
                "{}: nothing is said of\n{code}",
                it.folder
            );
        }
    }
}

/// The solution passes whatever is generated; how many cases there are.
fn solution(it: &Challenge, spec: &ChallengeSpec) -> usize {
    let mut cases = 0;
    for seed in 0..SOLUTION_SEEDS {
        let report = support::grade(spec, &spec.solution.code, seed);
        assert_eq!(
            report.verdict,
            Verdict::Pass,
            "{}, {:?}, seed {seed}: {}",
            it.folder,
            spec.language,
            story(&report)
        );
        assert_eq!(report.passed, report.total);
        cases = report.total;
    }
    assert!(cases >= 50, "{}: only {cases} cases", it.folder);
    cases
}

/// Where promises are taken, the solution passes with `async` as it does without.
fn asynchronous(it: &Challenge) {
    let entry = format!("function {}(", it.spec.entry);
    let code = &it.spec.solution.code;
    assert!(!code.contains(&format!("async {entry}")), "{}", it.folder);
    let later = code.replace(&entry, &format!("async {entry}"));
    assert_ne!(*code, later, "{}: where does it begin?", it.folder);
    for seed in 0..MUTANT_SEEDS {
        let report = support::grade(&it.spec, &later, seed);
        let name = &it.folder;
        assert_eq!(report.verdict, Verdict::Pass, "{name}: {}", story(&report));
    }
}

/// Every mutant in the language of `spec` is caught, and told what is wrong with it; how many there are.
fn mutants(it: &Challenge, spec: &ChallengeSpec) -> usize {
    let same = |one: &&Mutant| one.language == spec.language;
    let mutants: Vec<_> = it.mutants.iter().filter(same).collect();
    for mutant in &mutants {
        // A hang takes a second each time.
        let hangs = mutant.expect == Mistake::Known(Symptom::Timeout);
        for seed in 0..if hangs { 1 } else { MUTANT_SEEDS } {
            let report = support::grade(spec, &mutant.code, seed);
            let name = format!(
                "{}/mutants/{}, {:?}, seed {seed}",
                it.folder, mutant.name, spec.language
            );
            assert_ne!(report.verdict, Verdict::Pass, "{name} passes");
            let told = report.explanation.as_ref().map(Explanation::mistake);
            assert_eq!(
                told.as_deref(),
                Some(mutant.expect.name().as_str()),
                "{name}: {}",
                story(&report)
            );
        }
    }
    mutants.len()
}

/// The same in Python, where it can be written in it.
fn in_python(it: &Challenge) {
    let Some(spec) = it.spec.in_python() else {
        return;
    };
    let code = it.brief.python.as_deref().unwrap_or_default();
    starter(it, &spec, code);
    let cases = solution(it, &spec);
    let mutants = mutants(it, &spec);
    println!(
        "proof: {} in Python: the starter does not pass; the solution passes {SOLUTION_SEEDS} seeds of {cases} cases; \
         {mutants} mutants are told their mistakes",
        spec.id
    );
}
