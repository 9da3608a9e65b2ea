//! The challenge: code to write, with tests that run in the page and a report on them.
//!
//! # Layout
//! - [`state`]: the signals that the parts share. [`keep`]: what is kept of them, in the form of a [`record`], and [`others`] in other tabs.
//! - [`run`]: from Run to the report.
//! - [`code`]: the editor. [`tools`], [`format`]: what stands above it. [`controls`]: the buttons beneath it.
//! - [`split`]: the edge between the brief and the editor.
//! - [`language`]: what the code is written in, and what is run of it.
//! - [`report`], with [`case`], [`asked`], [`fields`], [`timeline`] and [`console`]: what the learner is told.
//! - [`trial`](mod@trial): free play, outside of any test. [`help`]: hints and the solution.
//! - [`attempts`]: what was tried before; [`workshop`]: the places of what comes when it is asked for, the list of it
//!   and links that share code.
//! - [`words`]: sentences, apart from where they stand.

mod asked;
pub mod attempts;
mod case;
mod code;
mod console;
mod controls;
mod fields;
mod format;
mod help;
mod keep;
mod language;
mod others;
mod record;
mod report;
mod run;
mod split;
mod state;
mod timeline;
mod tools;
mod trial;
mod words;
mod workshop;

use exercises::model::{ChallengeBrief, Html};
use leptos::{html, prelude::*};

use self::{
    code::Code,
    controls::Controls,
    help::Help,
    report::ReportView,
    split::split,
    trial::trial,
    workshop::{Shared, Workshop},
};
pub use self::{
    record::Language,
    state::Challenge,
    trial::serve,
    workshop::{SHARED, SharedCode},
};
use super::{
    el::el,
    erase::Erase,
    icon::Icon,
    lazy::Part,
    slot::{Slot, When},
};
use crate::browser::{sandbox, viewport};

/// How near the window a challenge comes before what it needs is fetched, in pixels.
const MARGIN: u32 = 900;

/// A challenge.
#[component]
pub fn ChallengeBlock(
    /// What the learner reads of it.
    brief: ChallengeBrief,
) -> impl IntoView {
    let (id, title, text) = (brief.id.clone(), brief.title.clone(), brief.html.clone());
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    let lines = brief.parsons.as_ref().map(serde_json::to_string);
    let challenge = Challenge::new(brief);
    provide_context(challenge);
    let section = NodeRef::<html::Section>::new();
    live(challenge, section);
    view! {
        <section
            class="block block-challenge"
            id=id
            aria-labelledby=labelled
            node_ref=section
            data-done=move || challenge.done().then_some("")
            on:focusin=move |_| challenge.come_near()
            on:pointerenter=move |_| challenge.come_near()
        >
            <p class="block-kind">"Challenge"{move || challenge.done().then(|| view! { <span class="badge good"><Icon name="check"/>"Solved"</span> })}</p>
            <h3 id=title_id>{title}</h3>
            <div class="challenge">{parts(challenge, text, lines.and_then(Result::ok))}</div>
        </section>
    }
    .fixed()
}

/// The task, the editor and the report, in the order in which they are read.
fn parts(challenge: Challenge, text: Html, lines: Option<String>) -> AnyView {
    let kind = match lines {
        Some(_) => "challenge-work",
        None => "challenge-work code-work",
    };
    let work = el("div")
        .class(kind)
        .view(view! { <Shared challenge/> }.fixed())
        .view(place_of_code(challenge, lines))
        .view(view! { <Controls challenge/> }.fixed())
        .view(trial(challenge))
        .view(view! { <Workshop challenge/> }.fixed());
    let told = el("div")
        .class("challenge-told")
        .view(view! { <ReportView challenge/> }.fixed())
        .view(view! { <Help challenge/> }.fixed());
    el("div")
        .class("challenge-parts")
        .child(el("div").class("challenge-brief prose").html(text))
        .child(split())
        .child(work)
        .child(told)
        .done()
}

/// Where the code is written, or put together from the lines of a Parsons problem, as JSON.
fn place_of_code(challenge: Challenge, lines: Option<String>) -> AnyView {
    match lines {
        Some(json) => view! { <Slot part=Part::Parsons json when=When::Near/> }.fixed(),
        None => view! { <Code challenge/> }.fixed(),
    }
}

/// What happens once the page is live: restoring, fetching when near, keeping the code when the page is left.
fn live(challenge: Challenge, section: NodeRef<html::Section>) {
    let watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(section) = section.get() else { return };
        match viewport::watch(&section, MARGIN, move || challenge.come_near()) {
            Ok(it) => watch.set_value(Some(it)),
            Err(_) => challenge.come_near(),
        }
    });
    Effect::new(move |_| {
        if challenge.near.get() {
            watch.set_value(None);
            sandbox::start();
        }
    });
    challenge.go_on_when_fetched();
    challenge.follow_other_tabs();
    Effect::new(move |_| {
        // The first comes before the next page is fetched, which leaves the time to store; the second comes always.
        for name in ["beforeunload", "pagehide"] {
            let leave = window_event_listener_untyped(name, move |_| challenge.save_now());
            on_cleanup(move || leave.remove());
        }
    });
    on_cleanup(move || {
        challenge.save_now();
        challenge.stop();
        challenge.with_editor(crate::browser::editor::Editor::destroy);
    });
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_first_html_holds_the_brief_and_a_labelled_textarea_with_the_starter() {
        let html = Owner::new().with(|| {
            let brief = ChallengeBrief {
                id: "greet".into(),
                title: "Greet".into(),
                html: "<p>Write it.</p>".into(),
                starter: "if (a < b) {\n  return 'x';\n}".into(),
                ..ChallengeBrief::default()
            };
            view! { <ChallengeBlock brief/> }.to_html()
        });
        assert!(html.contains("<p>Write it.</p>"), "{html}");
        assert!(
            html.contains("for=\"greet-code\"") && html.contains("id=\"greet-code\""),
            "{html}"
        );
        assert!(html.contains("if (a &lt; b) {\n  return 'x';\n}"), "{html}");
        assert!(
            html.contains("data-report=\"greet\"") && html.contains("data-state=\"idle\""),
            "{html}"
        );
        assert!(
            !html.contains("data-verdict") && !html.contains("style="),
            "{html}"
        );
    }
}
