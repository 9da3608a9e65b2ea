//! What authors write in TOML, key by key. Every value of type [`Md`] is Markdown.

use serde::Deserialize;
use toml::Spanned;

use crate::{
    judge::{Case, Contract, Generated, MAX_BUDGET_MS, Symptom, When, one_or_more},
    model::{ActorKind, Difficulty, MessageKind},
    observe::{ExchangeCheck, RequestSpec, ResponseCheck},
};

/// Text with its place in the file.
pub(super) type Str = Spanned<String>;
/// Markdown with its place in the file.
pub(super) type Md = Spanned<String>;

/// course.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseFile {
    pub parts: Vec<PartEntry>,
    pub beliefs: Vec<BeliefEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartEntry {
    pub title: Str,
    pub lessons: Vec<CardEntry>,
}

/// A lesson in the course map. One that is written says the rest in its own folder.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CardEntry {
    pub id: Str,
    pub title: Option<Str>,
    pub summary: Option<Str>,
    pub minutes: Option<Spanned<u16>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BeliefEntry {
    pub id: Str,
    pub text: Str,
}

/// lesson.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LessonFile {
    pub id: Str,
    pub title: Str,
    pub summary: Str,
    pub audience: Str,
    pub minutes: Spanned<u16>,
    #[serde(default)]
    pub prerequisites: Vec<Str>,
    pub goals: Vec<Md>,
    #[serde(default)]
    pub terms: Vec<TermEntry>,
    #[serde(default)]
    pub conversations: Vec<ConversationEntry>,
    #[serde(default)]
    pub snippets: Vec<SnippetEntry>,
    #[serde(default)]
    pub experiments: Vec<ExperimentEntry>,
    #[serde(default)]
    pub compares: Vec<CompareEntry>,
    #[serde(default)]
    pub quizzes: Vec<QuizEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermEntry {
    pub id: Str,
    pub name: Str,
    pub text: Md,
    pub source: Option<SourceEntry>,
    #[serde(default)]
    pub see: Vec<Str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceEntry {
    pub label: Str,
    pub url: Str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConversationEntry {
    pub id: Str,
    pub title: Str,
    pub caption: Md,
    pub actors: Vec<ActorEntry>,
    pub messages: Vec<MessageEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorEntry {
    pub id: Str,
    pub name: Str,
    pub kind: ActorKind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageEntry {
    pub from: Str,
    pub to: Str,
    pub kind: MessageKind,
    pub label: Str,
    pub text: Md,
    #[serde(default)]
    pub bytes: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SnippetEntry {
    pub id: Str,
    pub title: Str,
    pub text: Md,
    pub code: String,
    #[serde(default)]
    pub server_code: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExperimentEntry {
    pub id: Str,
    pub title: Str,
    pub text: Md,
    pub steps: Vec<StepEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepEntry {
    pub id: Str,
    pub title: Str,
    pub text: Md,
    pub request: RequestSpec,
    pub goal: Option<RequestSpec>,
    pub prediction: PredictionEntry,
    pub check: ExchangeCheck,
    pub after: Md,
    pub devtools: Md,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PredictionEntry {
    pub prompt: Md,
    pub belief: Option<Str>,
    pub options: Vec<PredictionOptionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PredictionOptionEntry {
    pub id: Str,
    pub text: Str,
    pub when: ResponseCheck,
    pub explain: Md,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CompareEntry {
    pub id: Str,
    pub title: Str,
    pub text: Md,
    pub columns: Vec<ColumnEntry>,
    pub items: Vec<CompareItemEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnEntry {
    pub id: Str,
    pub title: Str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CompareItemEntry {
    pub text: Str,
    pub column: Str,
    pub explain: Md,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuizEntry {
    pub id: Str,
    pub title: Str,
    pub questions: Vec<QuestionEntry>,
}

/// A question of any kind: which of the later keys belong, depends on `kind`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionEntry {
    pub id: Str,
    pub kind: Spanned<KindEntry>,
    pub prompt: Md,
    pub belief: Option<Str>,
    pub options: Option<Spanned<Vec<ChoiceEntry>>>,
    pub items: Option<Spanned<Vec<OrderEntry>>>,
    pub pairs: Option<Spanned<Vec<PairEntry>>>,
    pub gap: Option<Spanned<GapEntry>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum KindEntry {
    Single,
    Multiple,
    Order,
    Fill,
    Match,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceEntry {
    pub text: Md,
    #[serde(default)]
    pub correct: bool,
    pub explain: Md,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderEntry {
    pub text: Md,
    pub explain: Md,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairEntry {
    pub left: Md,
    pub right: Str,
    pub explain: Md,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GapEntry {
    #[serde(default)]
    pub before: String,
    #[serde(default)]
    pub after: String,
    pub accept: Vec<Str>,
    pub explain: Md,
    #[serde(default)]
    pub wrong: Vec<WrongEntry>,
    pub otherwise: Md,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrongEntry {
    pub text: Str,
    pub explain: Md,
}

/// challenge.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChallengeFile {
    pub title: Str,
    pub summary: Str,
    pub difficulty: Difficulty,
    pub text: Md,
    #[serde(default)]
    pub contract: Contract,
    pub entry: Str,
    #[serde(default, rename = "async")]
    pub asynchronous: bool,
    #[serde(default = "default_budget")]
    pub budget_ms: Spanned<u32>,
    pub cases: Vec<Spanned<Case>>,
    pub generated: Option<Generated>,
    pub hints: Vec<Md>,
    #[serde(default)]
    pub diagnoses: Vec<DiagnosisEntry>,
    pub solution: SolutionEntry,
    pub python: Option<PythonEntry>,
}

/// What is different in Python.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PythonEntry {
    pub hints: Spanned<Vec<Md>>,
    #[serde(default)]
    pub diagnoses: Vec<SaidEntry>,
    pub solution: SolutionEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SaidEntry {
    pub symptom: Option<Spanned<Symptom>>,
    pub id: Option<Str>,
    pub text: Option<Md>,
}

fn default_budget() -> Spanned<u32> {
    Spanned::new(0..0, MAX_BUDGET_MS)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DiagnosisEntry {
    pub symptom: Option<Symptom>,
    pub id: Option<Str>,
    #[serde(default, deserialize_with = "one_or_more")]
    pub when: Vec<When>,
    pub text: Option<Md>,
    pub hint: Option<Spanned<usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SolutionEntry {
    pub text: Md,
}
