//! What ends a run before its last case, and what is said of it.

use super::{
    diagnose,
    language::Language,
    problem::{Layout, problem},
    report::{Problem, Reason},
    run::MAX_SOURCE,
    spec::ChallengeSpec,
    symptom::Symptom,
    value::{Thrown, Value},
    words::{self, Function},
};
use crate::typescript::Problem as Unreadable;

/// What ended a run before its last case.
pub struct Failure {
    /// In a word.
    pub reason: Reason,
    /// The likeliest mistake.
    pub symptom: Symptom,
    /// For a beginner.
    pub text: String,
    /// What the engine said.
    pub problem: Option<Problem>,
}

impl Failure {
    /// A reason that is told in the same words whatever was going on.
    pub fn plain(spec: &ChallengeSpec, reason: Reason, symptom: Symptom) -> Self {
        Self::new(reason, symptom, words::of_run(symptom, &spec.entry))
    }

    /// No answer in time to what was `asked`; none while loading. `exact`: it was this and nothing later.
    pub fn timeout(
        spec: &ChallengeSpec,
        asked: Option<&str>,
        exact: bool,
        over_budget: bool,
    ) -> Self {
        let text = words::of_timeout(&Function::of(spec), asked, exact, over_budget);
        Self::new(Reason::Timeout, Symptom::Timeout, text)
    }

    /// The code could not be loaded.
    pub fn load(spec: &ChallengeSpec, thrown: &Value, at: (u32, u32), layout: Layout) -> Self {
        let mut problem = problem(thrown, at, layout);
        if spec.language == Language::Python && problem.stack.is_empty() {
            problem.column = None; // Python names lines only
        }
        let symptom = load_symptom(thrown, &problem);
        let text = words::of_load(symptom, &Function::of(spec), &problem);
        Self {
            problem: Some(problem),
            ..Self::new(Reason::LoadError, symptom, text)
        }
    }

    /// The code is TypeScript that has no JavaScript in it to run.
    pub fn unreadable(problem: &Unreadable) -> Self {
        let problem = Problem::from(problem);
        let text = words::of_unreadable(&problem);
        Self {
            problem: Some(problem),
            ..Self::new(Reason::LoadError, Symptom::SyntaxError, text)
        }
    }

    /// There is no function of the expected name.
    pub fn entry(spec: &ChallengeSpec, found: &Value, defined: &[String]) -> Self {
        let symptom = match found {
            Value::Undefined => Symptom::EntryMissing,
            _ => Symptom::EntryNotFunction,
        };
        Self::new(
            Reason::NoEntry,
            symptom,
            words::of_entry(&Function::of(spec), found, defined),
        )
    }

    /// The code is longer than what is run.
    pub fn too_long(bytes: usize) -> Self {
        let message = format!("the code has {bytes} bytes, and at most {MAX_SOURCE} are run");
        let text = format!("Your code is too long to be run: {message}.");
        Self {
            problem: Some(Problem {
                name: String::new(),
                message,
                line: None,
                column: None,
                stack: Vec::new(),
            }),
            ..Self::new(Reason::LoadError, Symptom::ThrewOnLoad, text)
        }
    }

    fn new(reason: Reason, symptom: Symptom, text: String) -> Self {
        Self {
            reason,
            symptom,
            text,
            problem: None,
        }
    }
}

/// A syntax error comes with no calls of the learner's, unlike one that running code threw (`JSON.parse` does).
fn load_symptom(thrown: &Value, problem: &Problem) -> Symptom {
    match thrown {
        Value::Error(Thrown { name, message, .. })
            if (name == "SyntaxError" || name == "IndentationError")
                && problem.stack.is_empty() =>
        {
            // Whole words: a variable may be called `imports`.
            let mut words = message.split(|it: char| !it.is_alphanumeric());
            if words.any(|it| it == "export" || it == "import") {
                Symptom::ModuleSyntax
            } else {
                Symptom::SyntaxError
            }
        }
        other => match diagnose::thrown(other) {
            Symptom::Threw => Symptom::ThrewOnLoad,
            other => other,
        },
    }
}
