//! Whether a call can be played at all.

use std::collections::BTreeMap;

use super::{
    date::date_problem,
    script::{Call, Ending, Expect, Reply, Wanted},
};

/// The most replies in one call.
const MAX_REPLIES: usize = 40;

impl Call {
    /// What is wrong with the call, one sentence each, for its author; empty where nothing is.
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.replies.is_empty() || self.replies.len() > MAX_REPLIES {
            found.push(format!("there must be 1 to {MAX_REPLIES} `replies`"));
        }
        if self.expect.is_empty() {
            found.push("nothing is expected".to_owned());
        }
        for it in &self.replies {
            it.check(&mut found);
        }
        for it in &self.expect {
            it.check(&mut found);
        }
        found
    }
}

impl Reply {
    fn check(&self, found: &mut Vec<String>) {
        if !(200..=599).contains(&self.status) {
            found.push(format!("status {} is none that `fetch` gives", self.status));
        }
        let bodies = [
            self.body.is_some(),
            self.json.is_some(),
            !self.pieces.is_empty(),
            self.lookup.is_some(),
        ];
        if bodies.into_iter().filter(|it| *it).count() > 1 {
            found.push("a reply has one of `body`, `json`, `pieces` and `lookup`".to_owned());
        }
        if (self.lookup.as_ref()).is_some_and(|it| it.most == 0 || it.name.is_empty()) {
            found.push("a `lookup` names a parameter, and gives at least one item".to_owned());
        }
        let has_body = bodies.contains(&true);
        if has_body && matches!(self.end, Ending::Fails | Ending::Silent) {
            found.push("a reply that never comes has no body".to_owned());
        }
        found.extend(self.headers.values().filter_map(|it| date_problem(it)));
        lower(&self.headers, found);
        lower(&self.given, found);
    }
}

impl Expect {
    fn check(&self, found: &mut Vec<String>) {
        let results = [
            self.returns.is_some(),
            self.returns_null,
            self.throws.is_some(),
        ];
        if results.into_iter().filter(|it| *it).count() > 1 {
            found.push("expect one of `returns`, `returns_null` and `throws`".to_owned());
        }
        if self.requests.is_some() && self.count.is_some() {
            found.push("`count` says nothing beside `requests`".to_owned());
        }
        let listed = self.requests.iter().flatten().chain(&self.each);
        for it in listed {
            it.check(found);
        }
        for (least, most) in [self.count, self.took].into_iter().flatten() {
            bounds(least, most, found);
        }
    }
}

impl Wanted {
    fn check(&self, found: &mut Vec<String>) {
        if self.body.is_some() && self.json.is_some() {
            found.push("a request has a `body` or `json`".to_owned());
        }
        if let Some((least, most)) = self.wait {
            bounds(least, most, found);
        }
        lower(&self.headers, found);
    }
}

fn bounds(least: u32, most: u32, found: &mut Vec<String>) {
    if least > most {
        found.push(format!(
            "{least} to {most} is no range: the smaller number comes first"
        ));
    }
}

fn lower(fields: &BTreeMap<String, String>, found: &mut Vec<String>) {
    if let Some(it) = fields.keys().find(|it| **it != it.to_ascii_lowercase()) {
        found.push(format!("write `{it}` in lower case"));
    }
}
