//! Proves every challenge of the course in `QuickJS`, with the agent and the judge that learners meet: the starter does
//! not pass, the solution passes whatever is generated, and every mutant is caught and told what is wrong with it.

#![cfg(feature = "compiler")]

mod support;

use std::{collections::BTreeMap, fs, path::Path};

use exercises::{
    compiler::{Challenge, Mistake, compile},
    judge::{Reason, Report, Symptom, Verdict},
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

#[test]
fn no_starter_passes_and_none_is_broken() {
    for it in challenges() {
        let report = support::grade(&it.spec, &it.brief.starter, 1);
        assert_ne!(
            report.verdict,
            Verdict::Pass,
            "{}: the starter passes",
            it.folder
        );
        let broken = [
            Reason::LoadError,
            Reason::NoEntry,
            Reason::Threw,
            Reason::Timeout,
        ];
        assert!(
            report.reason.is_none_or(|it| !broken.contains(&it)),
            "{}: {}",
            it.folder,
            story(&report)
        );
    }
}

#[test]
fn every_solution_passes_whatever_is_generated() {
    for it in challenges() {
        for seed in 0..SOLUTION_SEEDS {
            let report = support::grade(&it.spec, &it.spec.solution.code, seed);
            assert_eq!(
                report.verdict,
                Verdict::Pass,
                "{}, seed {seed}: {}",
                it.folder,
                story(&report)
            );
            assert_eq!(report.passed, report.total);
        }
    }
}

#[test]
fn every_mutant_is_caught_and_told_its_mistake() {
    for it in challenges() {
        assert!(!it.mutants.is_empty(), "{} has no mutants", it.folder);
        for mutant in &it.mutants {
            // A hang takes a second each time.
            let hangs = mutant.expect == Mistake::Known(Symptom::Timeout);
            for seed in 0..if hangs { 1 } else { MUTANT_SEEDS } {
                let report = support::grade(&it.spec, &mutant.code, seed);
                let name = format!("{}/mutants/{}.js, seed {seed}", it.folder, mutant.name);
                assert_ne!(report.verdict, Verdict::Pass, "{name} passes");
                let told = report.explanation.as_ref().map(|it| match &it.rule {
                    Some(own) => Mistake::Own(own.clone()),
                    None => Mistake::Known(it.symptom),
                });
                assert_eq!(
                    told.as_ref(),
                    Some(&mutant.expect),
                    "{name}: {}",
                    story(&report)
                );
            }
        }
    }
}
