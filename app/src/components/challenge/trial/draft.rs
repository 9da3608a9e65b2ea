//! What is written in the form of a server: at first what the challenge's first case has, and then a call that can be played,
//! or what is wrong with it and where.

use exercises::judge::{Call, ChallengeSpec, Ending, Reply};
use serde_json::Value as Json;

use super::reply::ReplyDraft;

/// So many replies can be written.
pub const MAX_REPLIES: usize = 10;
/// The longest text in one field, in bytes.
const MAX_TEXT: usize = 20_000;
/// The field of an argument, in the form before its place.
pub const ARGUMENT: &str = "argument";

/// The name of a field in the form.
pub fn field(name: &str, number: usize) -> String {
    format!("{name}-{number}")
}

/// What is written in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What the function is given before `fetch` and the clock, each as JSON.
    pub args: Vec<String>,
    /// The replies, in their order.
    pub replies: Vec<ReplyDraft>,
    /// Whether the last reply is given again and again; else the connection fails then.
    pub repeats: bool,
}

/// Something that keeps the call from being played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: String,
    /// Words for the learner.
    pub text: String,
}

impl Draft {
    /// What the first visible case of a challenge is given and answered with. What a reply asks of a request beside its path
    /// is left out: nothing counts that is not to be seen.
    pub fn of(spec: &ChallengeSpec) -> Self {
        let mut cases = spec.cases.iter();
        let first = cases.clone().find(|it| it.visible).or_else(|| cases.next());
        let Some(call) = first.and_then(|it| it.call.as_ref()) else {
            return Self::default();
        };
        let replies = call.replies.iter().take(MAX_REPLIES).zip(1..);
        Self {
            args: call.args.iter().map(Json::to_string).collect(),
            replies: replies.map(|(it, id)| ReplyDraft::of(it, id)).collect(),
            repeats: true,
        }
    }

    /// The call that is written.
    ///
    /// # Errors
    /// What is wrong, in the order of the form.
    pub fn call(&self) -> Result<Call, Vec<Problem>> {
        let mut problems = Vec::new();
        let args = self.args.iter().enumerate();
        let args = args
            .filter_map(|(at, text)| {
                argument(text)
                    .map_err(|text| problems.push(problem(field(ARGUMENT, at), text)))
                    .ok()
            })
            .collect();
        let mut replies: Vec<Reply> = (self.replies.iter())
            .map(|it| it.reply(&mut problems))
            .collect();
        if !self.repeats {
            replies.push(Reply {
                end: Ending::Fails,
                ..Reply::default()
            });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Call {
            args,
            replies,
            expect: Vec::new(),
        })
    }
}

/// An argument that is written as JSON.
fn argument(text: &str) -> Result<Json, String> {
    short(text)?;
    if text.trim().is_empty() {
        return Err("Write one JSON value, such as \"42\", 42, null or { \"id\": 42 }.".to_owned());
    }
    serde_json::from_str(text).map_err(|why| {
        format!("This is no JSON: {why}. Names and texts stand in double quotes, and nothing follows after the value.")
    })
}

/// Refuses what is longer than one field may hold.
///
/// # Errors
/// Words for the learner.
pub fn short(text: &str) -> Result<(), String> {
    if text.len() <= MAX_TEXT {
        return Ok(());
    }
    Err(format!(
        "This is longer than {MAX_TEXT} bytes. Make it shorter."
    ))
}

/// A problem at a field.
pub fn problem(field: String, text: String) -> Problem {
    Problem { field, text }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft(call: &Json) -> Draft {
        let spec = json!({
            "id": "x", "contract": "client", "entry": "load",
            "cases": [
                { "name": "hidden", "call": { "args": ["no"] } },
                { "name": "a", "visible": true, "call": call },
            ],
            "solution": { "code": "x", "html": "x" },
        });
        Draft::of(&serde_json::from_value(spec).expect("it is a challenge"))
    }

    #[test]
    fn the_form_holds_the_first_visible_case_and_says_the_same() {
        let written = draft(&json!({
            "args": ["42", { "id": 1 }],
            "replies": [
                { "after": 7, "status": 503, "headers": { "retry-after": "{date+2000}" } },
                { "method": "GET", "path": "/a/*", "given": { "x": "y" }, "json": [1] },
                { "end": "fails" },
                { "pieces": [{ "text": "a" }, { "after": 9, "text": "é" }] },
                { "lookup": { "name": "ids", "most": 5, "items": { "7": { "id": 7 }, "9": 9 } } },
            ],
            "expect": [{ "returns": "secret" }],
        }));
        assert_eq!(written.args, ["\"42\"", "{\"id\":1}"]);
        assert_eq!(written.replies[1].headers, "content-type: application/json");
        let call = written.call().expect("nothing is wrong");
        assert_eq!(call.args, [json!("42"), json!({ "id": 1 })]);
        assert_eq!(call.expect, []);
        let [busy, good, failing, pieces, lookup] = &call.replies[..] else {
            panic!("{call:?}");
        };
        assert_eq!((busy.after, busy.status, &busy.body), (7, 503, &None));
        assert_eq!(busy.headers["retry-after"], "{date+2000}");
        assert_eq!((good.path.as_deref(), &good.method), (Some("/a/*"), &None));
        assert!(good.given.is_empty());
        assert_eq!(
            (good.text().as_str(), good.content_type()),
            ("[1]", Some("application/json"))
        );
        assert_eq!(failing.end, Ending::Fails);
        assert_eq!(pieces.text(), "aé");
        assert_eq!(lookup.text(), "[{\"id\":7},9]");
        assert_eq!(call.problems(), ["nothing is expected"]);
    }

    #[test]
    fn where_the_last_is_not_given_again_the_connection_fails() {
        let mut written = draft(&json!({ "replies": [{}] }));
        assert_eq!(written.call().map(|it| it.replies.len()), Ok(1));
        written.repeats = false;
        let replies = written.call().expect("nothing is wrong").replies;
        assert_eq!(replies[1].end, Ending::Fails);
        assert_eq!(replies[1].path, None);
    }

    #[test]
    fn arguments_are_json_and_nothing_is_lost_where_they_are_not() {
        let mut written = draft(&json!({ "args": [1, 2, 3], "replies": [{}] }));
        written.args = vec!["{ id: 1 }".into(), "7".into(), " ".into()];
        let problems = written.call().expect_err("two are wrong");
        let fields: Vec<_> = problems.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["argument-0", "argument-2"]);
        assert!(
            problems[0].text.contains("no JSON") && problems[0].text.contains("column 3"),
            "{problems:?}"
        );
        assert!(problems[1].text.starts_with("Write one JSON value"));
    }
}
