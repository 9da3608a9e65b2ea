//! What a beginner is told of a mistake: what was seen, why it is not right, and where to look.
//!
//! `client`: clients that are not right; `value`: what is no response; `answer`: responses that are not the right ones;
//! `run`: what ends a whole run; `indent`: lines that do not stand as deep as their block.

mod answer;
pub mod client;
mod indent;
mod run;
mod value;

pub use indent::{depth, of_indentation};
pub use run::{Function, of_entry, of_load, of_run, of_timeout, of_unreadable};

use super::{
    diagnose::Routes,
    language::Language,
    report::Problem,
    spec::{Answer, Contract, Request},
    symptom::Symptom,
    text::prefix,
    value::Value,
};

/// One failing case, as far as words need it.
pub struct Scene<'a> {
    /// The name of the learner's function.
    pub entry: &'a str,
    /// How it is called.
    pub contract: Contract,
    /// Whether it may return a promise.
    pub asynchronous: bool,
    /// What it was given.
    pub request: &'a Request,
    /// What is right.
    pub accept: &'a [Answer],
    /// What came back or was thrown.
    pub value: &'a Value,
    /// The challenge's known paths.
    pub routes: &'a Routes,
    /// What the program is written in.
    pub language: Language,
}

/// The words for a mistake in one case.
pub fn of_case(symptom: Symptom, scene: &Scene, problem: Option<&Problem>) -> String {
    let entry = scene.entry;
    let asked = asked(scene.request);
    match symptom {
        Symptom::Threw | Symptom::StackOverflow | Symptom::Memory => {
            threw(symptom, scene.language, entry, &asked, problem)
        }
        Symptom::ReturnedUndefined
        | Symptom::ReturnedNull
        | Symptom::ReturnedString
        | Symptom::ReturnedNumber
        | Symptom::ReturnedArray
        | Symptom::ReturnedPromise
        | Symptom::ReturnedOther => value::returned(symptom, &asked, scene),
        Symptom::MissingStatus
        | Symptom::MissingBody
        | Symptom::StatusIsString
        | Symptom::StatusNotNumber
        | Symptom::HeadersNotObject
        | Symptom::PartIsPromise
        | Symptom::BodyIsObject
        | Symptom::BodyNotString => value::field(symptom, &asked, scene),
        _ => answer::answered(symptom, &asked, scene),
    }
}

fn threw(
    symptom: Symptom,
    language: Language,
    entry: &str,
    asked: &str,
    problem: Option<&Problem>,
) -> String {
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
            let (threw, thrown) = (
                language.either("threw", "raised an error"),
                language.either("thrown", "raised"),
            );
            format!(
                "Instead of answering {asked}, {entry} {threw}{at}: {message} \
                 An error that is {thrown} ends the function before it can return a response."
            )
        }
    }
}

/// `GET /hello`, bounded.
pub fn asked(request: &Request) -> String {
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
