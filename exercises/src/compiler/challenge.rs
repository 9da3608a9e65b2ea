//! A challenge's folder: `challenge.toml`, `starter.js` and `solution.js`, or `parsons.js` in place of both, and
//! `mutants/*.js`; with `starter.py`, `solution.py` and `mutants/*.py` where it can be written in Python, too.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    decode::decode,
    diagnostic::{Diagnostic, Place, Source},
    files::{ChallengeFile, DiagnosisEntry},
    markdown::Renderer,
    parsons,
    programs::{self, programs},
    python::python,
    writer::{Places, Writer},
};
use crate::{
    judge::{
        Call, Case, CaseStep as Step, ChallengeSpec, Contract, Diagnosis, Language, MAX_BUDGET_MS,
        MAX_CASES, Solution, Symptom,
    },
    model::{ChallengeBrief, Difficulty},
};

/// A challenge with all that proves it right.
#[derive(Clone, Debug, PartialEq)]
pub struct Challenge {
    /// The folder, relative to `content/`.
    pub folder: String,
    /// What the learner reads.
    pub brief: ChallengeBrief,
    /// One line, for the list of challenges.
    pub summary: String,
    /// How much it asks for.
    pub difficulty: Difficulty,
    /// What the judge needs.
    pub spec: ChallengeSpec,
    /// Handlers that must fail, each for its own reason.
    pub mutants: Vec<Mutant>,
    /// In a Parsons problem: the solution with a line that does not belong in place of the right one, for each such line.
    pub swapped: Vec<String>,
}

/// A handler with one mistake in it, which the judge must find and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// The file's name without its ending.
    pub name: String,
    /// From its first line: the mistake in words.
    pub mistake: String,
    /// From its second line: what the judge must say it is.
    pub expect: Mistake,
    /// The program, the header included.
    pub code: String,
    /// What it is written in.
    pub language: Language,
}

/// A mistake by the name that an author uses for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// One that the judge knows.
    Known(Symptom),
    /// One that the challenge describes itself: the `id` of a diagnosis.
    Own(String),
}

impl Mistake {
    /// Its name.
    pub fn name(&self) -> String {
        match self {
            Self::Known(it) => it.name(),
            Self::Own(it) => it.clone(),
        }
    }
}

/// The files of one folder by their path inside of it.
pub(super) type Files<'a> = BTreeMap<&'a str, &'a str>;

/// Compiles the folder; `None` when something was so wrong that nothing came of it.
pub(super) fn challenge(
    folder: &str,
    files: &Files<'_>,
    renderer: &mut Renderer,
    places: &mut Places,
) -> Option<Challenge> {
    let id = folder.rsplit('/').next().unwrap_or(folder);
    let programs = programs(folder, id, files, &mut renderer.errors);
    let path = format!("{folder}/challenge.toml");
    let Some(text) = files.get("challenge.toml") else {
        let error = Place::file(&path).says("this file is missing", "every challenge has one");
        renderer.errors.push(error);
        return None;
    };
    let source = Source { path: &path, text };
    let file: ChallengeFile = decode(source, &mut renderer.errors)?;
    let mut w = Writer {
        source,
        renderer,
        places,
        scope: "challenge".to_owned(),
    };
    w.note(id, &file.title);
    check_bounds(&mut w, &file);
    let own: Vec<&str> = file
        .diagnoses
        .iter()
        .filter_map(|it| Some(it.id.as_ref()?.get_ref().as_str()))
        .collect();
    let mutants = mutants(folder, files, &own, &mut w.renderer.errors);
    let programs = programs?;
    if let Some(problem) = &programs.parsons {
        for it in mutants
            .iter()
            .filter(|it| it.language == Language::JavaScript)
        {
            let path = format!("{folder}/mutants/{}.js", it.name);
            parsons::check_mutant(&path, &it.code, problem, &mut w.renderer.errors);
        }
    }
    let mut spec = spec(&mut w, &file, id, programs.solution);
    spec.indented = programs.parsons.is_some();
    let written = programs::of_python(folder, files, &mut w.renderer.errors);
    let (python, python_starter) = python(&mut w, &file, folder, written).unzip();
    spec.python = python;
    let brief = ChallengeBrief {
        id: id.to_owned(),
        title: w.plain(&file.title),
        html: w.block(&file.text),
        starter: programs.starter,
        python: python_starter,
        parsons: programs.parsons,
        client: file.contract == Contract::Client,
    };
    Some(Challenge {
        folder: folder.to_owned(),
        brief,
        summary: w.plain(&file.summary),
        difficulty: file.difficulty,
        spec,
        mutants,
        swapped: programs.swapped,
    })
}

fn spec<'a>(
    w: &mut Writer<'a, '_>,
    file: &'a ChallengeFile,
    id: &str,
    solution: String,
) -> ChallengeSpec {
    let diagnoses = file.diagnoses.iter();
    ChallengeSpec {
        id: id.to_owned(),
        contract: file.contract,
        entry: w.plain(&file.entry),
        asynchronous: file.asynchronous,
        indented: false,
        budget_ms: *file.budget_ms.get_ref(),
        cases: file
            .cases
            .iter()
            .map(|it| case(file, it.get_ref()))
            .collect(),
        generated: file.generated.clone(),
        hints: file.hints.iter().map(|it| w.inline(it)).collect(),
        diagnoses: diagnoses
            .map(|it| diagnosis(w, it, file.hints.len()))
            .collect(),
        solution: Solution {
            code: solution,
            html: w.block(&file.solution.text),
        },
        python: None,
        language: Language::JavaScript,
    }
}

/// A case with its answers: where the author leaves them away, those of the oracle.
fn case(file: &ChallengeFile, case: &Case) -> Case {
    let mut case = case.clone();
    if let (Some(call), Some(generated)) = (&mut case.call, &file.generated)
        && call.expect.is_empty()
    {
        *call = generated.oracle.expecting(call.clone());
    }
    let open = |it: &[Step]| it.iter().any(|it| it.accept.is_empty());
    let Some(generated) = file.generated.as_ref().filter(|_| open(&case.all_steps())) else {
        return case;
    };
    let answered = generated.oracle.answered(case.all_steps());
    if let (Some(_), [step, ..]) = (&case.request, answered.as_slice()) {
        case.accept.clone_from(&step.accept);
    }
    for (step, known) in case.steps.iter_mut().zip(answered) {
        if step.accept.is_empty() {
            step.accept = known.accept;
        }
    }
    case
}

fn check_bounds(w: &mut Writer<'_, '_>, file: &ChallengeFile) {
    if !(1..=MAX_BUDGET_MS).contains(file.budget_ms.get_ref()) {
        let help = format!("write a number of milliseconds from 1 to {MAX_BUDGET_MS}");
        w.wrong(&file.budget_ms, "no such budget", help);
    }
    let generated = file.generated.as_ref().map_or(0, |it| it.count);
    if file.cases.len().saturating_add(generated) > MAX_CASES {
        let message = format!("a challenge has at most {MAX_CASES} cases, generated ones included");
        w.wrong(&file.title, message, "take some away");
    }
    for case in &file.cases {
        let steps = case.get_ref().all_steps();
        let open = |it: &Call| it.expect.is_empty();
        let is_open = steps.iter().any(|it| it.accept.is_empty())
            || case.get_ref().call.as_ref().is_some_and(open);
        if file.generated.is_none() && is_open {
            w.wrong(
                case,
                "no answer is right here",
                "add one to `accept`, or to `expect` of the call",
            );
        }
    }
}

fn diagnosis<'a>(w: &mut Writer<'a, '_>, it: &'a DiagnosisEntry, hints: usize) -> Diagnosis {
    if let Some(hint) = it.hint.as_ref().filter(|hint| *hint.get_ref() >= hints) {
        let help = format!("hints count from 0, and there are {hints}");
        w.wrong(hint, format!("there is no hint {}", hint.get_ref()), help);
    }
    Diagnosis {
        symptom: it.symptom,
        id: it.id.as_ref().map(|it| it.get_ref().clone()),
        when: it.when.clone(),
        html: it.text.as_ref().map(|it| w.inline(it)),
        hint: it.hint.as_ref().map(|it| *it.get_ref()),
    }
}

fn mutants(
    folder: &str,
    files: &Files<'_>,
    own: &[&str],
    errors: &mut Vec<Diagnostic>,
) -> Vec<Mutant> {
    let mut mutants = vec![];
    for (path, code) in files {
        let Some(name) = path.strip_prefix("mutants/") else {
            continue;
        };
        let path = format!("{folder}/{path}");
        let (name, language) = match name.strip_suffix(".py") {
            Some(name) => (name, Language::Python),
            None => (name.trim_end_matches(".js"), Language::JavaScript),
        };
        match mutant(name, code, language, own) {
            Ok(it) => mutants.push(it),
            Err((line, message)) => {
                let place = Place {
                    file: path,
                    line,
                    column: 1,
                };
                let help = "the first line is `// mistake: …` in words, the second `// expect: …` with what the judge must find; in Python, with `#` for `//`";
                errors.push(place.says(message, help));
            }
        }
    }
    mutants
}

fn mutant(
    name: &str,
    code: &str,
    language: Language,
    own: &[&str],
) -> Result<Mutant, (usize, String)> {
    let mark = language.either("// ", "# ");
    let mut lines = code.lines();
    let mut header = |key: &str, line: usize| {
        lines
            .next()
            .and_then(|it| it.strip_prefix(mark)?.strip_prefix(key)?.strip_prefix(':'))
            .map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty())
            .ok_or_else(|| (line, format!("this line must be `{mark}{key}: …`")))
    };
    let mistake = header("mistake", 1)?;
    let expect = header("expect", 2)?;
    let expect = if own.contains(&expect.as_str()) {
        Mistake::Own(expect)
    } else {
        Mistake::Known(symptom(&expect).map_err(|it| (2, it))?)
    };
    Ok(Mutant {
        name: name.to_owned(),
        mistake,
        expect,
        code: code.to_owned(),
        language,
    })
}

fn symptom(name: &str) -> Result<Symptom, String> {
    use serde::de::{IntoDeserializer, value::Error, value::StrDeserializer};
    let name: StrDeserializer<'_, Error> = name.into_deserializer();
    Symptom::deserialize(name).map_err(|it| it.to_string())
}
