//! The parts whose code arrives when it is needed: each function here is where the WebAssembly is cut.
//!
//! A part gets its content as the JSON that the page holds already, so that the types of every block, and the code
//! that reads them, are cut off with it.
#![expect(
    clippy::unnecessary_wraps,
    reason = "the macro returns what can go wrong before the function is there"
)]

use exercises::model::Term;
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use serde::de::DeserializeOwned;

use super::{
    attempts,
    challenge::{self, ChallengeBlock},
    compare::CompareBlock,
    conversation::ConversationBlock,
    erase::Erase,
    experiment::ExperimentBlock,
    inspector::Inspector,
    keys, parsons,
    quiz::QuizBlock,
    snippet::SnippetBlock,
    terms::{TermPopovers, TermsBlock},
};
use crate::pages::{challenge as challenge_page, challenges, glossary, home, lesson, settings};

/// A part that arrives by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Term cards: JSON of their ids and of the lesson's terms.
    Terms,
    /// The pop-overs of the lesson's terms: JSON of the terms.
    Popovers,
    /// A conversation.
    Conversation,
    /// A comparison.
    Compare,
    /// A quiz.
    Quiz,
    /// A runnable snippet.
    Snippet,
    /// An experiment.
    Experiment,
    /// The exchange list; no content.
    Inspector,
    /// A challenge.
    Challenge,
    /// The lines of a Parsons problem: JSON of them. In a challenge.
    Parsons,
    /// What was tried of a challenge before; no content. In a challenge.
    Attempts,
    /// The form in which the learner is the server; no content. In a challenge.
    Serve,
    /// A link to the code of a challenge; no content. In a challenge.
    Share,
    /// Code that came in a link: the fragment that holds it. In a challenge.
    Shared,
    /// The home page; no content.
    Home,
    /// A lesson: its id. Its code is there already; it is a part so that it comes to life after the page's frame.
    Lesson,
    /// The list of challenges; no content.
    Challenges,
    /// The page of a challenge: its id.
    ChallengePage,
    /// The glossary page; no content.
    Glossary,
    /// The settings page; no content.
    Settings,
    /// The sheet of keys; no content.
    Keys,
}

/// A view that is made once its code is there, under the owner of whoever asked for it.
pub type Make = Box<dyn FnOnce() -> AnyView>;

/// Brings the code of a part.
///
/// # Errors
/// When the file that holds it cannot be fetched. Asking again tries again.
pub async fn bring(part: Part, json: String) -> Result<Make, SplitLoaderError> {
    match part {
        Part::Terms | Part::Popovers | Part::Conversation | Part::Compare | Part::Quiz => {
            practice(part, json).await
        }
        Part::Snippet | Part::Experiment | Part::Inspector => wire(part, json).await,
        Part::Challenge => challenge(json).await,
        Part::Parsons => lines(json).await,
        Part::Attempts | Part::Serve | Part::Share | Part::Shared => workshop(part, json).await,
        Part::Home => home().await,
        Part::Lesson => Ok(Box::new(move || lesson::page(&json))),
        Part::Challenges | Part::ChallengePage | Part::Glossary | Part::Settings | Part::Keys => {
            pages(part, json).await
        }
    }
}

/// The same at build time, where all code is there.
#[cfg(feature = "ssr")]
pub fn make(part: Part, json: String) -> AnyView {
    let make = futures::executor::block_on(bring(part, json));
    make.map_or_else(|_| ().erased(), |make| make())
}

#[wasm_split(practice, fallible, wasm_split_path = ::leptos::wasm_split)]
fn practice(part: Part, json: String) -> Result<Make, SplitLoaderError> {
    Ok(match part {
        Part::Terms => with(json, |(ids, terms): (Vec<String>, Vec<Term>)| {
            let terms = ids
                .iter()
                .filter_map(|id| terms.iter().find(|it| it.id == *id).cloned())
                .collect();
            view! { <TermsBlock terms/> }.fixed()
        }),
        Part::Popovers => with(json, |terms| view! { <TermPopovers terms/> }.fixed()),
        Part::Conversation => with(json, |conversation| {
            view! { <ConversationBlock conversation/> }.fixed()
        }),
        Part::Compare => with(json, |compare| view! { <CompareBlock compare/> }.fixed()),
        _ => with(json, |quiz| view! { <QuizBlock quiz/> }.fixed()),
    })
}

#[wasm_split(wire, fallible, wasm_split_path = ::leptos::wasm_split)]
fn wire(part: Part, json: String) -> Result<Make, SplitLoaderError> {
    Ok(match part {
        Part::Snippet => with(json, |snippet| view! { <SnippetBlock snippet/> }.fixed()),
        Part::Experiment => with(json, |experiment| {
            view! { <ExperimentBlock experiment/> }.fixed()
        }),
        _ => Box::new(|| view! { <Inspector/> }.fixed()),
    })
}

#[wasm_split(challenge, fallible, wasm_split_path = ::leptos::wasm_split)]
fn challenge(json: String) -> Result<Make, SplitLoaderError> {
    Ok(with(json, |brief| {
        view! { <ChallengeBlock brief/> }.fixed()
    }))
}

#[wasm_split(lines, fallible, wasm_split_path = ::leptos::wasm_split)]
fn lines(json: String) -> Result<Make, SplitLoaderError> {
    Ok(with(json, parsons::parsons))
}

#[wasm_split(workshop, fallible, wasm_split_path = ::leptos::wasm_split)]
fn workshop(part: Part, json: String) -> Result<Make, SplitLoaderError> {
    Ok(match part {
        Part::Attempts => Box::new(attempts::list),
        Part::Serve => Box::new(challenge::serve),
        Part::Share => Box::new(attempts::share),
        _ => Box::new(move || attempts::shared(&json)),
    })
}

#[wasm_split(home, fallible, wasm_split_path = ::leptos::wasm_split)]
fn home() -> Result<Make, SplitLoaderError> {
    Ok(Box::new(home::page))
}

#[wasm_split(pages, fallible, wasm_split_path = ::leptos::wasm_split)]
fn pages(part: Part, json: String) -> Result<Make, SplitLoaderError> {
    Ok(Box::new(match part {
        Part::ChallengePage => return Ok(Box::new(move || challenge_page::page(&json))),
        Part::Challenges => challenges::page,
        Part::Glossary => glossary::page,
        Part::Keys => keys::sheet,
        _ => settings::page,
    }))
}

/// A view of content that is read only when the view is made.
fn with<T: DeserializeOwned + 'static>(
    json: String,
    render: impl FnOnce(T) -> AnyView + 'static,
) -> Make {
    Box::new(move || match serde_json::from_str(&json) {
        Ok(content) => render(content),
        Err(error) => {
            let why = format!(
                "This part’s content is of another version than the page ({error}). Reload the page."
            );
            view! { <p class="notice bad">{why}</p> }.fixed()
        }
    })
}
