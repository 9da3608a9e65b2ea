//! From a block of the content to the component that shows it.

use exercises::model::{Html, LessonLink, Titled};
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    erase::Erase,
    lazy::Part,
    slot::{Slot, When},
};

/// A lesson as its page reads it: what the page itself shows is read, and the rest is left to the parts that show it.
#[derive(Deserialize)]
pub struct LessonPage {
    /// Its id, as in the URL.
    pub id: String,
    /// Counts from 1.
    pub number: u8,
    /// The title of the part it belongs to.
    pub part: String,
    /// The title.
    pub title: String,
    /// One line.
    pub summary: String,
    /// Who it is for.
    pub audience: String,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// The lessons that come before.
    pub prerequisites: Vec<LessonLink>,
    /// Inline HTML, one goal each.
    pub goals: Vec<Html>,
    /// The terms it uses: JSON.
    pub terms: Box<RawValue>,
    /// Its blocks, top to bottom.
    pub blocks: Vec<PageBlock>,
    /// The lesson that follows.
    pub next: Option<LessonLink>,
}

/// A block as its page reads it: the variants of [`exercises::model::Block`], some still JSON.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the model says what each is")]
pub enum PageBlock {
    Heading { id: String, text: String },
    Prose { html: Html },
    Why { html: Html },
    Terms { ids: Box<RawValue> },
    Conversation(Box<RawValue>),
    Snippet(Box<RawValue>),
    Experiment(Box<RawValue>),
    Compare(Box<RawValue>),
    Quiz(Box<RawValue>),
    Challenge(Box<RawValue>),
    RealWorld { items: Vec<Titled> },
    Faq { items: Vec<Titled> },
    Summary { points: Vec<Html> },
    Next,
}

impl LessonPage {
    /// The ids of all that a learner can complete here, as [`exercises::model::Lesson::activities`] gives them.
    pub fn activities(&self) -> Vec<String> {
        #[derive(Deserialize)]
        struct Named {
            id: String,
        }
        let parts = self.blocks.iter().filter_map(PageBlock::part);
        parts
            .filter_map(|(_, json)| serde_json::from_str::<Named>(json.get()).ok())
            .map(|it| it.id)
            .collect()
    }
}

impl PageBlock {
    /// The part that shows this block, where it is one with something to do, and its content.
    fn part(&self) -> Option<(Part, &RawValue)> {
        Some(match self {
            Self::Conversation(json) => (Part::Conversation, json),
            Self::Snippet(json) => (Part::Snippet, json),
            Self::Experiment(json) => (Part::Experiment, json),
            Self::Compare(json) => (Part::Compare, json),
            Self::Quiz(json) => (Part::Quiz, json),
            Self::Challenge(json) => (Part::Challenge, json),
            _ => return None,
        })
    }
}

/// One block of a lesson.
pub fn block(lesson: &LessonPage, block: &PageBlock) -> AnyView {
    if let Some((part, json)) = block.part() {
        return view! { <Slot part json=json.get() when=When::Near/> }.fixed();
    }
    match block {
        PageBlock::Heading { id, text } => view! { <h2 id=id.clone()>{text.clone()}</h2> }.fixed(),
        PageBlock::Prose { html } => view! { <div class="prose" inner_html=html.clone()></div> }.fixed(),
        PageBlock::Why { html } => view! {
            <section class="why" aria-labelledby="why-title">
                <h2 id="why-title">"Why this matters"</h2>
                <div class="prose" inner_html=html.clone()></div>
            </section>
        }
        .fixed(),
        PageBlock::Terms { ids } => view! { <Slot part=Part::Terms json=format!("[{ids},{}]", lesson.terms) when=When::Near/> }.fixed(),
        PageBlock::RealWorld { items } => titled(items.clone(), "real-world").fixed(),
        PageBlock::Faq { items } => faq(items.clone()).fixed(),
        PageBlock::Summary { points } => view! {
            <ul class="summary">{points.iter().cloned().map(|it| view! { <li inner_html=it></li> }).collect_view()}</ul>
        }
        .fixed(),
        PageBlock::Next => next(lesson),
        _ => ().fixed(),
    }
}

fn titled(items: Vec<Titled>, class: &'static str) -> impl IntoView {
    let items = items
        .into_iter()
        .map(
            |it| view! { <li><h3>{it.title}</h3><div class="prose" inner_html=it.html></div></li> },
        )
        .collect_view();
    view! { <ul class=class>{items}</ul> }
}

fn faq(items: Vec<Titled>) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|it| view! { <details><summary>{it.title}</summary><div class="prose" inner_html=it.html></div></details> })
        .collect_view();
    view! { <div class="faq">{items}</div> }
}

fn next(lesson: &LessonPage) -> AnyView {
    let Some(next) = lesson.next.clone() else {
        return view! { <p class="next"><a href="/">"Back to the course"</a></p> }.fixed();
    };
    if next.ready {
        let href = format!("/learn/{}/", next.id);
        view! {
            <p class="next">"Next lesson: "<a href=href>{next.title}</a><br/><span class="muted">{next.summary}</span></p>
        }
        .fixed()
    } else {
        view! {
            <p class="next"><strong>{next.title}</strong>" is the next lesson; it is still being written. "<a href="/">"Back to the course"</a><br/>
            <span class="muted">{next.summary}</span></p>
        }
        .fixed()
    }
}
