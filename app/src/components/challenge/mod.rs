//! The challenge: code to write, with tests that run in the page and a report on them.
//!
//! # Layout
//! - [`state`]: the signals that the parts share, and what is kept. [`record`] is the form in which it is kept.
//! - [`run`]: from Run to the report.
//! - [`code`]: the editor. [`controls`]: the buttons beneath it.
//! - [`language`]: what the code is written in, and what is run of it.
//! - [`report`], with [`case`], [`asked`], [`fields`], [`timeline`] and [`console`]: what the learner is told.
//! - [`trial`]: one request of the learner's own. [`help`]: hints and the solution.
//! - [`words`]: sentences, apart from where they stand.

mod asked;
mod case;
mod code;
mod console;
mod controls;
mod fields;
mod help;
mod language;
mod record;
mod report;
mod run;
mod state;
mod timeline;
mod trial;
mod words;

use exercises::model::ChallengeBrief;
use leptos::{html, prelude::*};

use self::{
    code::Code, controls::Controls, help::Help, report::ReportView, state::Challenge, trial::Trial,
};
use super::{erase::Erase, icon::Icon};
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
    let client = brief.client;
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    let challenge = Challenge::new(brief);
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
            <div class="challenge">
                <div class="challenge-brief prose" inner_html=text></div>
                <div class="challenge-work">
                    <Code challenge/>
                    <Controls challenge/>
                    {(!client).then(|| view! { <Trial challenge/> })}
                </div>
                <div class="challenge-told">
                    <ReportView challenge/>
                    <Help challenge/>
                </div>
            </div>
        </section>
    }
    .fixed()
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
                client: false,
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
