//! What a beginner is told of a mistake: what was seen, why it is not right, and where to look.

use super::{
    compare::{self, nearest},
    diagnose::{Routes, path},
    report::Problem,
    show::show,
    spec::{Answer, Request},
    symptom::Symptom,
    text::prefix,
    value::Value,
};

/// One failing case, as far as words need it.
pub struct Scene<'a> {
    /// The name of the learner's function.
    pub entry: &'a str,
    /// What it was given.
    pub request: &'a Request,
    /// What is right.
    pub accept: &'a [Answer],
    /// What came back or was thrown.
    pub value: &'a Value,
    /// The challenge's known paths.
    pub routes: &'a Routes,
}

/// The words for a mistake in one case.
pub fn of_case(symptom: Symptom, scene: &Scene, problem: Option<&Problem>) -> String {
    let entry = scene.entry;
    let asked = asked(scene.request);
    match symptom {
        Symptom::Threw | Symptom::StackOverflow | Symptom::Memory => {
            threw(symptom, entry, &asked, problem)
        }
        Symptom::ReturnedUndefined
        | Symptom::ReturnedNull
        | Symptom::ReturnedString
        | Symptom::ReturnedNumber
        | Symptom::ReturnedArray
        | Symptom::ReturnedPromise
        | Symptom::ReturnedOther => returned(symptom, entry, &asked, scene.value),
        Symptom::MissingStatus
        | Symptom::MissingBody
        | Symptom::StatusIsString
        | Symptom::StatusNotNumber
        | Symptom::BodyIsObject
        | Symptom::BodyNotString => field(symptom, &asked, scene.value),
        _ => answered(symptom, &asked, scene),
    }
}

fn threw(symptom: Symptom, entry: &str, asked: &str, problem: Option<&Problem>) -> String {
    let at = place(problem);
    match symptom {
        Symptom::StackOverflow => format!(
            "A function called itself again and again{at} until there was no room for one more call. \
             A function that calls itself needs a case in which it stops."
        ),
        Symptom::Memory => format!(
            "Answering {asked} took more memory than there is{at}. Look for something that grows without end."
        ),
        _ => {
            let message = problem.map(said).unwrap_or_default();
            format!(
                "Instead of answering {asked}, {entry} threw{at}: {message} \
                 An error that is thrown ends the function before it can return a response."
            )
        }
    }
}

fn returned(symptom: Symptom, entry: &str, asked: &str, value: &Value) -> String {
    let shown = prefix(&show(value), 80).to_owned();
    let wanted = "an object such as { status: 200, body: \"…\" }";
    match symptom {
        Symptom::ReturnedUndefined => format!(
            "For {asked}, {entry} came to its end without returning anything, so its result is undefined. \
             Is a `return` missing, or is there a request that none of your `if`s catches?"
        ),
        Symptom::ReturnedNull => {
            format!("For {asked}, {entry} returned null. A response is {wanted}.")
        }
        Symptom::ReturnedString => format!(
            "For {asked}, {entry} returned only text: {shown}. \
             A response has two parts, so return {wanted}, with the text as its body."
        ),
        Symptom::ReturnedNumber => format!(
            "For {asked}, {entry} returned only the number {shown}. \
             A response has two parts, so return {wanted}, with the number as its status."
        ),
        Symptom::ReturnedArray => format!(
            "For {asked}, {entry} returned a list. Return {wanted}: curly braces, with named parts."
        ),
        Symptom::ReturnedPromise => format!(
            "For {asked}, {entry} returned a promise: an answer that comes later. \
             Nothing here has to be waited for. Take away `async`, and return {wanted} at once."
        ),
        _ => format!("For {asked}, {entry} returned {shown}. A response is {wanted}."),
    }
}

fn field(symptom: Symptom, asked: &str, value: &Value) -> String {
    let shown = |name: &str| {
        let text = value.property(name).map(show).unwrap_or_default();
        prefix(&text, 80).to_owned()
    };
    match symptom {
        Symptom::MissingStatus => format!(
            "The object returned for {asked} has no `status`{}. The name must be exactly `status`.",
            present(value)
        ),
        Symptom::MissingBody => format!(
            "The object returned for {asked} has no `body`{}. The name must be exactly `body`.",
            present(value)
        ),
        Symptom::StatusIsString => format!(
            "The status for {asked} is the text {}. A status code is a number: write it without quotes.",
            shown("status")
        ),
        Symptom::StatusNotNumber => {
            format!(
                "The status for {asked} is {}, which is no number such as 200.",
                shown("status")
            )
        }
        Symptom::BodyIsObject => format!(
            "The body for {asked} is an object: {}. Here a body is plain text, so put the text itself in its place.",
            shown("body")
        ),
        _ => format!(
            "The body for {asked} is {}, which is no text. Put the text in quotes.",
            shown("body")
        ),
    }
}

/// `: it has statusCode and text`.
fn present(value: &Value) -> String {
    let Value::Object { pairs, .. } = value else {
        return String::new();
    };
    let names: Vec<String> = pairs
        .iter()
        .take(4)
        .map(|(key, _)| format!("`{}`", prefix(key, 40)))
        .collect();
    match names.split_last() {
        None => ": it is empty".to_owned(),
        Some((last, [])) => format!(", only {last}"),
        Some((last, rest)) => format!(", only {} and {last}", rest.join(", ")),
    }
}

fn answered(symptom: Symptom, asked: &str, scene: &Scene) -> String {
    let wanted_path = path(scene.request);
    let actual = |name: &str| {
        let text = scene.value.property(name).map(show).unwrap_or_default();
        prefix(&text, 120).to_owned()
    };
    let Some(near) = nearest(scene.value, scene.accept) else {
        return format!("{asked} was not answered as it should be.");
    };
    match symptom {
        Symptom::QueryNotIgnored => format!(
            "{asked} was answered as an unknown path. The part from `?` on is the query and not part of the path: \
             this request is for `{wanted_path}`. Cut the query off before you compare the path."
        ),
        Symptom::MethodCase => format!(
            "{asked} was answered as if the method were `{}`. Methods are case-sensitive: `{}` is another method, \
             and one that this server does not support.",
            scene.request.method.to_ascii_uppercase(),
            scene.request.method
        ),
        Symptom::PathNotExact => format!(
            "{asked} was answered as if the path were `{}`. It is nearly the same, but `{wanted_path}` is unknown here: \
             the whole path must match exactly.",
            scene.routes.nearly(wanted_path).unwrap_or("another one")
        ),
        Symptom::NotFoundForMethod => not_found_for_method(asked, scene.request),
        Symptom::MethodForNotFound => format!(
            "{asked} was answered with 405, which says: this path exists, but not with that method. \
             There is nothing at `{wanted_path}`, whatever the method, so the answer is 404."
        ),
        Symptom::BodyNearlyRight => format!(
            "The body for {asked} is nearly right. Compare it letter by letter: upper and lower case, spaces, commas and full stops count."
        ),
        Symptom::WrongBody => format!(
            "The status for {asked} is right, the body is not: it should be \"{}\" and is {}.",
            near.body,
            actual("body")
        ),
        Symptom::WrongStatus => format!(
            "The body for {asked} is right, the status is not: it should be {} and is {}.",
            near.status,
            actual("status")
        ),
        _ => format!(
            "{asked} should be answered with {}, and was answered with status {}. Which of your `if`s did this request take?",
            compare::answer(near),
            actual("status")
        ),
    }
}

fn not_found_for_method(asked: &str, request: &Request) -> String {
    let path = path(request);
    let query = if request.path.contains('?') {
        " Mind the query, too: the part from `?` on is not part of the path."
    } else {
        ""
    };
    format!(
        "{asked} was answered with 404, which says: there is nothing at this path. But `{path}` is known; \
         it is the method that does not fit, so the answer is 405.{query}"
    )
}

/// The words for code that did not load.
pub fn of_load(symptom: Symptom, entry: &str, problem: &Problem) -> String {
    let at = place(Some(problem));
    let message = said(problem);
    match symptom {
        Symptom::ModuleSyntax => format!(
            "Your code uses `import` or `export`{at}, which only work in modules. Here a plain `function {entry}(request) {{ … }}` is all that is needed."
        ),
        Symptom::SyntaxError if problem.column.is_none() => format!(
            "Your code ends too early: something that was opened is never closed. Count the brackets, braces and quotes. ({message})"
        ),
        Symptom::SyntaxError => format!(
            "JavaScript cannot read your code{at}: {message} Look there, and at the end of the line before: \
             often a bracket, a comma or a quote is missing or one too many."
        ),
        Symptom::StackOverflow | Symptom::Memory => {
            threw(symptom, entry, "any request", Some(problem))
        }
        _ => format!(
            "Your code threw{at} before {entry} was ever called: {message} Look at what stands outside of the function."
        ),
    }
}

/// The words for a missing entry; `defined` are the functions that are there instead.
pub fn of_entry(entry: &str, found: &Value, defined: &[String]) -> String {
    if !matches!(found, Value::Undefined) {
        let shown = show(found);
        return format!(
            "`{entry}` is there, but it is {}, not a function. Write `function {entry}(request) {{ … }}`.",
            prefix(&shown, 80)
        );
    }
    let alike =
        |name: &&String| name.eq_ignore_ascii_case(entry) || name.len().abs_diff(entry.len()) <= 2;
    match defined.iter().find(alike).or(defined.first()) {
        Some(name) => format!(
            "There is no function named `{entry}`. There is one named `{}`: if that is the one, give it the name `{entry}`, letter by letter.",
            prefix(name, 60)
        ),
        None => format!(
            "There is no function named `{entry}`. Write `function {entry}(request) {{ … }}`, outside of any other function."
        ),
    }
}

/// The words for a run that had to be stopped; `request` is what was being answered, none while loading.
pub fn of_timeout(
    entry: &str,
    request: Option<&Request>,
    exact: bool,
    over_budget: bool,
) -> String {
    let look = "Most likely a loop never ends: look at the condition of each `while` and `for`, and whether something in the loop makes it false one day.";
    match request {
        _ if over_budget => {
            format!("All tests together took longer than they may. {entry} is too slow. {look}")
        }
        None => format!(
            "Your code was still busy after a second, before {entry} was called for the first time. {look}"
        ),
        Some(request) if exact => format!(
            "{entry} did not answer {} within a second. {look}",
            asked(request)
        ),
        Some(request) => format!(
            "{entry} did not answer {} or one of the requests right after it within a second. {look}",
            asked(request)
        ),
    }
}

/// The words for a run that ended for a reason of its own.
pub fn of_run(symptom: Symptom, entry: &str) -> String {
    match symptom {
        Symptom::Memory => "Your code used up all the memory it may have. Look for a list or a text that grows without end.".to_owned(),
        Symptom::TooMuchOutput => format!(
            "{entry} returned far more than can be read: a response here is a status and a short text."
        ),
        Symptom::Interfered => "Your code changed something that the tests need to listen to it, so nothing can be said about it. \
             Write the function without touching JavaScript's own objects."
            .to_owned(),
        Symptom::Cancelled => "The run was stopped before it ended.".to_owned(),
        _ => "The place where your code runs could not be started. Reload the page; if that does not help, try another browser, \
             without extensions that block scripts."
            .to_owned(),
    }
}

/// `GET /hello`, bounded.
fn asked(request: &Request) -> String {
    format!(
        "`{} {}`",
        prefix(&request.method, 40),
        prefix(&request.path, 200)
    )
}

fn place(problem: Option<&Problem>) -> String {
    problem
        .and_then(|it| it.line)
        .map(|line| format!(" in line {line}"))
        .unwrap_or_default()
}

/// What the engine said, as a sentence.
fn said(problem: &Problem) -> String {
    let message = prefix(&problem.message, 300);
    let text = match (problem.name.as_str(), message) {
        ("", message) => message.to_owned(),
        (name, "") => name.to_owned(),
        (name, message) => format!("{name}: {message}"),
    };
    if text.ends_with(['.', '!', '?']) {
        text
    } else {
        format!("{text}.")
    }
}
