//! Words for clients: what they sent, when, and what came of it.

use super::{place, said};
use crate::judge::{
    client::{Played, answer},
    finding::Finding,
    report::Problem,
    show::show,
    symptom::Symptom,
    text::prefix,
    wire::Kind,
};

/// A call that is not as it should be, as far as words need it.
pub struct Scene<'a> {
    /// How the function was called: `load("42")`.
    pub called: &'a str,
    /// What it did.
    pub played: Played<'a>,
    /// What it did beside the nearest of what is right.
    pub found: &'a [Finding],
    /// What the engine said, where it threw unasked.
    pub problem: Option<&'a Problem>,
}

impl Scene<'_> {
    /// The first field that is wrong beside the result, else the result.
    fn wrong(&self) -> (&str, &str, &str) {
        let mut wrong = self.found.iter().filter(|it| !it.right);
        let is_endless = matches!(self.played.kind, Kind::Late | Kind::Requests);
        let telling = |it: &&Finding| {
            if is_endless {
                it.name.starts_with("request ")
            } else {
                it.name != "result"
            }
        };
        let first = wrong.clone().find(telling);
        first.or_else(|| wrong.next()).map_or(("", "", ""), |it| {
            (
                it.name.as_str(),
                prefix(&it.expected, 200),
                prefix(&it.actual, 200),
            )
        })
    }

    /// How the call ended, as the end of a sentence.
    fn ended(&self) -> String {
        let value = show(self.played.value);
        let value = prefix(&value, 120).trim_end_matches('.');
        if self.played.kind.threw() {
            format!("threw {value}")
        } else {
            format!("returned {value}")
        }
    }

    /// What became of the last request, as a sentence.
    fn last(&self) -> String {
        match self.played.record.requests.last() {
            None => String::new(),
            Some(it) => format!(
                " The last was `{}`: {}.",
                prefix(&it.line(), 120),
                answer(it)
            ),
        }
    }
}

/// The words for a mistake in one call.
pub fn of_call(symptom: Symptom, scene: &Scene<'_>) -> String {
    let called = format!("`{}`", scene.called);
    without_end(symptom, &called, scene)
        .or_else(|| requests(symptom, &called, scene))
        .unwrap_or_else(|| result(symptom, &called, scene))
}

/// The call never came to an end.
fn without_end(symptom: Symptom, called: &str, scene: &Scene<'_>) -> Option<String> {
    let last = scene.last();
    Some(match symptom {
        Symptom::NeverSettled => format!(
            "{called} waits for something that never comes: no answer is on its way and no timer runs.{last} \
             A client that may wait for ever needs a limit, such as `AbortSignal.timeout(ms)`; a promise of your own needs its `resolve` called."
        ),
        Symptom::WaitsTooLong => format!(
            "{called} is still waiting after 10 minutes of virtual time.{last} A client has to give up one day."
        ),
        Symptom::RequestsWithoutEnd => format!(
            "{called} sent more than 50 requests, and was stopped.{last} Count your tries, and give up after the last."
        ),
        Symptom::TimersWithoutEnd => format!(
            "{called} set one timer after the other, thousands of them, and was stopped. Look for a loop or a `setInterval` that nothing ends."
        ),
        _ => return None,
    })
}

/// What was sent is not what should be sent.
fn requests(symptom: Symptom, called: &str, scene: &Scene<'_>) -> Option<String> {
    let (name, expected, actual) = scene.wrong();
    let nth = ordinal(name);
    let header = name.rsplit("headers.").next().unwrap_or(name);
    Some(match symptom {
        Symptom::NoRequest => format!(
            "{called} sent no request at all. `await fetch(…)` sends one and waits for the answer."
        ),
        Symptom::MoreRequests => format!(
            "{called} sent {actual} requests where {expected} should be sent.{}",
            scene.last()
        ),
        Symptom::FewerRequests => format!(
            "{called} sent {actual} of {expected} requests, then {}.{}",
            scene.ended(),
            scene.last()
        ),
        Symptom::WrongRequest => {
            format!("The {nth} of {called} should be `{expected}` and is `{actual}`.")
        }
        Symptom::HeaderMissing => format!(
            "The {nth} of {called} lacks the header field `{header}`. It should be {expected}: put it into `headers` in the options of `fetch`."
        ),
        Symptom::HeaderUnwanted => format!(
            "The {nth} of {called} has the header field `{header}`, which does not belong there."
        ),
        Symptom::HeaderVaries => format!(
            "All tries of {called} must carry the same `{header}`: that is how the server knows that they are one. It was {expected}, and is {actual} in the {nth}."
        ),
        Symptom::HeaderWrong => format!(
            "The header field `{header}` in the {nth} of {called} should be {expected} and is {actual}."
        ),
        Symptom::WrongBody => {
            format!("The body of the {nth} of {called} should be {expected} and is {actual}.")
        }
        Symptom::TooSoon if name == "time" => {
            format!("{called} should take {expected}, and was at its end after {actual}.")
        }
        Symptom::TooLate if name == "time" => {
            format!("{called} should take {expected}, and took {actual}.")
        }
        Symptom::TooSoon => format!(
            "The {nth} of {called} came too soon: {actual} after the one before had ended, where {expected} are right."
        ),
        Symptom::TooLate => format!(
            "The {nth} of {called} came too late: {actual} after the one before had ended, where {expected} are right."
        ),
        Symptom::TooManyAtOnce => format!(
            "{called} had {actual} requests under way at the same time, and {expected} may be."
        ),
        Symptom::NotAborted if expected == "no" => {
            format!("The {nth} of {called} was aborted, and should have been waited for.")
        }
        Symptom::NotAborted => format!(
            "The {nth} of {called} was never aborted. Hand a `signal` to `fetch` in its options."
        ),
        _ => return None,
    })
}

/// `second request` for `request 2 headers.accept`.
fn ordinal(name: &str) -> String {
    let number = name.trim_start_matches("request ");
    let number = number.split(' ').next().unwrap_or_default();
    match number.as_bytes() {
        b"1" => "first request".to_owned(),
        b"2" => "second request".to_owned(),
        b"3" => "third request".to_owned(),
        [.., b'2'..=b'9', b'1'] => format!("{number}st request"),
        [.., b'2'..=b'9', b'2'] => format!("{number}nd request"),
        [.., b'2'..=b'9', b'3'] => format!("{number}rd request"),
        _ => format!("{number}th request"),
    }
}

/// What came of the call is not what should.
fn result(symptom: Symptom, called: &str, scene: &Scene<'_>) -> String {
    let expected = scene
        .found
        .first()
        .map_or("", |it| prefix(&it.expected, 200));
    let shown = scene.played.shown();
    let actual = prefix(&shown, 200);
    match symptom {
        Symptom::Threw | Symptom::StackOverflow | Symptom::Memory => {
            let message = scene.problem.map(said).unwrap_or_default();
            let at = place(scene.problem);
            match expected.strip_prefix("throws ") {
                Some(other) => format!(
                    "{called} threw{at}: {message} That comes from a slip in the code. It should throw {other}."
                ),
                None => format!("{called} threw{at}: {message} It should return {expected}."),
            }
        }
        Symptom::ShouldThrow => {
            let what = match show(scene.played.value).as_str() {
                "undefined" => "came to its end as if all were well".to_owned(),
                _ => format!("returned {actual} as if all were well"),
            };
            format!(
                "{called} {what}. It should throw an error here.{}",
                scene.last()
            )
        }
        Symptom::WrongError => format!(
            "It is right that {called} throws, but the error is another one: it {}, and what is right is that it {expected}.",
            actual.trim_end_matches('.')
        ),
        Symptom::ReturnedUndefined => format!(
            "{called} came to its end without returning anything, so its result is undefined. It should be {expected}. Is a `return` missing?"
        ),
        Symptom::ReturnedResponse => format!(
            "{called} returned the Response itself. What is wanted is in its body: `await response.json()`."
        ),
        Symptom::ReturnedPromise => format!(
            "{called} returned {actual}, and a promise is in it: something that comes later and was not waited for. \
             `response.json()` and `response.text()` give promises, too: write `await` before them."
        ),
        _ => format!("{called} should return {expected}, and returned {actual}."),
    }
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn requests_are_counted_as_people_count() {
        for (name, said) in [
            ("request 1", "first request"),
            ("request 2 headers.accept", "second request"),
            ("request 3 wait", "third request"),
            ("request 4", "4th request"),
            ("request 11 body", "11th request"),
            ("request 21 aborted", "21st request"),
            ("request 42", "42nd request"),
            ("request 50", "50th request"),
        ] {
            assert_eq!(ordinal(name), said);
        }
    }
}
