//! Whether a challenge can be run at all, and whether its written answers agree with its oracle.

use super::spec::{Answer, ChallengeSpec, MAX_BUDGET_MS, MAX_CASES};

impl ChallengeSpec {
    /// What is wrong with the challenge, one sentence each, for its author; empty where nothing is.
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        if !is_identifier(&self.entry) {
            found.push(format!(
                "entry `{}` is no name that a function can have",
                self.entry
            ));
        }
        if self.budget_ms == 0 || self.budget_ms > MAX_BUDGET_MS {
            found.push(format!(
                "budget_ms is {}, and must be 1 to {MAX_BUDGET_MS}",
                self.budget_ms
            ));
        }
        if self.solution.code.trim().is_empty() {
            found.push("the solution is empty".to_owned());
        }
        let count = self.cases.len() + self.generated.as_ref().map_or(0, |it| it.count);
        if self.cases.is_empty() || count > MAX_CASES {
            found.push(format!(
                "there must be at least one written case, and at most {MAX_CASES} in all"
            ));
        }
        self.check_cases(&mut found);
        for it in &self.diagnoses {
            if let Some(hint) = it.hint.filter(|hint| *hint >= self.hints.len()) {
                found.push(format!(
                    "a diagnosis names hint {hint}, and there are {} (counted from 0)",
                    self.hints.len()
                ));
            }
        }
        found
    }

    fn check_cases(&self, found: &mut Vec<String>) {
        for (at, case) in self.cases.iter().enumerate() {
            let name = &case.name;
            if self.cases[..at].iter().any(|it| it.name == *name) {
                found.push(format!("two cases are named `{name}`"));
            }
            if case.accept.is_empty() {
                found.push(format!("case `{name}` accepts no answer"));
            }
            for it in case
                .accept
                .iter()
                .filter(|it| !(100..=599).contains(&it.status))
            {
                found.push(format!(
                    "case `{name}` accepts status {}, which is none",
                    it.status
                ));
            }
            if let Some(oracle) = self.generated.as_ref().map(|it| it.oracle) {
                let known = oracle.accept(&case.request);
                if !same(&known, &case.accept) {
                    found.push(format!(
                        "case `{name}` accepts other answers than the oracle, which accepts {}",
                        list(&known)
                    ));
                }
            }
        }
    }
}

fn same(a: &[Answer], b: &[Answer]) -> bool {
    a.len() == b.len() && a.iter().all(|it| b.contains(it))
}

fn list(answers: &[Answer]) -> String {
    let texts: Vec<String> = answers.iter().map(super::compare::answer).collect();
    texts.join(" or ")
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
}
