//! Words for what ends a whole run.

use super::{place, said, threw};
use crate::judge::{
    language::Language,
    report::Problem,
    show::show_in,
    spec::{ChallengeSpec, Contract},
    symptom::Symptom,
    text::prefix,
    value::Value,
};

/// The function that a learner is to write.
pub struct Function<'a> {
    /// Its name.
    pub name: &'a str,
    /// How it is called.
    pub contract: Contract,
    /// What it is written in.
    pub language: Language,
}

impl<'a> Function<'a> {
    /// The one that a challenge asks for.
    pub fn of(spec: &'a ChallengeSpec) -> Self {
        Self {
            name: &spec.entry,
            contract: spec.contract,
            language: spec.language,
        }
    }

    /// As it is written.
    pub fn written(&self) -> String {
        let name = self.name;
        match (self.language, self.contract) {
            (Language::Python, Contract::V3) => format!("def {name}(request, store, clock):"),
            (Language::Python, _) => format!("def {name}(request):"),
            (Language::JavaScript, Contract::Client) => format!("async function {name}(…) {{ … }}"),
            (Language::JavaScript, _) => format!("function {name}(request) {{ … }}"),
        }
    }
}

/// Where to look when something takes too long.
const NEVER_ENDS: &str = "Most likely a loop never ends: look at the condition of each `while` and `for`, and whether something in the loop makes it false one day.";
const NEVER_ENDS_OR_GROWS: &str = "Most likely a loop never ends, or a list grows without end: look at the condition of each `while`, and whether something in the loop makes it false one day.";

/// The words for code that did not load.
pub fn of_load(symptom: Symptom, function: &Function, problem: &Problem) -> String {
    let (entry, language) = (function.name, function.language);
    let wanted = function.written();
    let at = place(Some(problem));
    let message = said(problem);
    match symptom {
        Symptom::ModuleSyntax => format!(
            "Your code uses `import` or `export`{at}, which only work in modules. Here a plain `{wanted}` is all that is needed."
        ),
        Symptom::SyntaxError if language == Language::Python => format!(
            "Python cannot read your code{at}: {message} Look there, and at the end of the line before: often a colon, \
             a bracket or a quote is missing, or a line does not stand as deep as its neighbours."
        ),
        Symptom::SyntaxError if problem.column.is_none() => format!(
            "Your code ends too early: something that was opened is never closed. Count the brackets, braces and quotes. ({message})"
        ),
        Symptom::SyntaxError => format!(
            "JavaScript cannot read your code{at}: {message} Look there, and at the end of the line before: \
             often a bracket, a comma or a quote is missing or one too many."
        ),
        Symptom::StackOverflow | Symptom::Memory => {
            threw(symptom, language, entry, "any request", Some(problem))
        }
        _ if language == Language::Python => format!(
            "Your code raised an error{at} before {entry} was ever called: {message} Look at what stands outside of the function."
        ),
        _ => format!(
            "Your code threw{at} before {entry} was ever called: {message} Look at what stands outside of the function."
        ),
    }
}

/// The words for TypeScript that cannot be turned into JavaScript.
pub fn of_unreadable(problem: &Problem) -> String {
    let at = place(Some(problem));
    format!(
        "Your TypeScript cannot be turned into JavaScript{at}. Nothing was run. Look there, and at the end of the line before."
    )
}

/// The words for a missing entry; `defined` are the functions that are there instead.
pub fn of_entry(function: &Function, found: &Value, defined: &[String]) -> String {
    let (entry, wanted) = (function.name, function.written());
    if !matches!(found, Value::Undefined) {
        let shown = show_in(function.language, found);
        return format!(
            "`{entry}` is there, but it is {}, not a function. Write `{wanted}`.",
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
            "There is no function named `{entry}`. Write `{wanted}`, outside of any other function."
        ),
    }
}

/// The words for a run that had to be stopped; `asked` is what was being answered, none while loading.
pub fn of_timeout(
    function: &Function,
    asked: Option<&str>,
    exact: bool,
    over_budget: bool,
) -> String {
    let entry = function.name;
    // Out of memory, Python looks for room for very long.
    let look = function.language.either(NEVER_ENDS, NEVER_ENDS_OR_GROWS);
    match asked {
        _ if over_budget => {
            format!("All tests together took longer than they may. {entry} is too slow. {look}")
        }
        None => format!(
            "Your code was still busy after a second, before {entry} was called for the first time. {look}"
        ),
        Some(asked) if exact => {
            format!("{entry} did not answer {asked} within a second. {look}")
        }
        Some(asked) => format!(
            "{entry} did not answer {asked} or one of the requests right after it within a second. {look}"
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
             Write the function without touching what is built in."
            .to_owned(),
        Symptom::Cancelled => "The run was stopped before it ended.".to_owned(),
        _ => "The place where your code runs could not be started. Reload the page; if that does not help, try another browser, \
             without extensions that block scripts."
            .to_owned(),
    }
}
