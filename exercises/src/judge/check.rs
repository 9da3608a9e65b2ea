//! Whether a challenge can be run at all, and whether its written answers agree with its oracle.

use super::{
    show::is_name,
    spec::{Answer, Case, ChallengeSpec, Contract, Generated, MAX_BUDGET_MS, MAX_CASES, Step},
};

impl ChallengeSpec {
    /// What is wrong with the challenge, one sentence each, for its author; empty where nothing is.
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        if !is_name(&self.entry) {
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
        let client = self.contract == Contract::Client;
        let makes_calls = |it: &Generated| it.oracle.makes_calls();
        if self
            .generated
            .as_ref()
            .is_some_and(|it| makes_calls(it) != client)
        {
            found.push("the oracle makes cases for another contract".to_owned());
        }
        self.check_cases(&mut found);
        for it in &self.diagnoses {
            let of_its_own = !it.when.is_empty();
            if of_its_own != it.id.is_some() || of_its_own == it.symptom.is_some() {
                found
                    .push("a diagnosis has either a `symptom`, or an `id` and a `when`".to_owned());
            }
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
            if self.contract == Contract::Client {
                self.check_call(case, found);
                continue;
            }
            if case.call.is_some() {
                found.push(format!(
                    "case `{name}` has a `call`, which only the contract `client` knows"
                ));
            }
            if case.request.is_some() != case.steps.is_empty() {
                found.push(format!(
                    "case `{name}` must have either a `request` or `steps`"
                ));
            }
            let steps = case.all_steps();
            if steps.len() > 1 && self.contract != Contract::V3 {
                found.push(format!(
                    "case `{name}` has several steps, which only contract v3 knows"
                ));
            }
            for it in &steps {
                self.check_step(name, it, found);
            }
            self.check_oracle(name, &steps, found);
        }
    }

    fn check_call(&self, case: &Case, found: &mut Vec<String>) {
        let name = &case.name;
        let Some(call) = &case.call else {
            found.push(format!("case `{name}` must have a `call`"));
            return;
        };
        if !case.all_steps().is_empty() {
            found.push(format!(
                "case `{name}` has a request, and the learner writes the client: it belongs into `call`"
            ));
        }
        found.extend(
            call.problems()
                .iter()
                .map(|it| format!("case `{name}`: {it}")),
        );
        let Some(generated) = &self.generated else {
            return;
        };
        let known = generated.oracle.expecting(call.clone());
        if known.expect != call.expect {
            let known = serde_json::to_string(&known.expect).unwrap_or_default();
            found.push(format!(
                "case `{name}` expects something else than the oracle, which expects {known}"
            ));
        }
    }

    fn check_step(&self, name: &str, step: &Step, found: &mut Vec<String>) {
        if step.accept.is_empty() {
            found.push(format!("case `{name}` accepts no answer"));
        }
        let plain = step.request.headers.is_empty() && step.request.body.is_empty();
        if self.contract == Contract::V1 && !plain {
            found.push(format!(
                "case `{name}` has headers or a body, which contract v1 does not know"
            ));
        }
        if let Some(it) = (step.request.headers.keys()).find(|it| **it != it.to_ascii_lowercase()) {
            found.push(format!("case `{name}`: write `{it}` in lower case"));
        }
        for it in &step.accept {
            if !(100..=599).contains(&it.status) {
                found.push(format!(
                    "case `{name}` accepts status {}, which is none",
                    it.status
                ));
            }
            if self.contract == Contract::V1 && it.body.is_none() && it.json.is_none() {
                found.push(format!("case `{name}` accepts an answer without a `body`"));
            }
        }
    }

    fn check_oracle(&self, name: &str, steps: &[Step], found: &mut Vec<String>) {
        let Some(generated) = &self.generated else {
            return;
        };
        let known = generated.oracle.answered(steps.to_vec());
        for (step, known) in steps.iter().zip(&known) {
            if !same(&known.accept, &step.accept) {
                let asked = format!("{} {}", step.request.method, step.request.path);
                found.push(format!(
                    "case `{name}`, `{asked}`: accepts other answers than the oracle, which accepts {}",
                    list(&known.accept)
                ));
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
