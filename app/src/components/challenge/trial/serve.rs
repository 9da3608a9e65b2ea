//! The part in which the learner is the server: its form, as soon as the cases are there that it begins with.

use leptos::prelude::*;

use super::form::Form;
use crate::{
    components::{
        challenge::state::Challenge,
        el::{button, el, live, nothing},
    },
    state::content::Load,
};

/// Whether what the form begins with is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Coming,
    There,
    Failed,
}

/// The form for the challenge around this; nothing where there is none.
pub fn serve() -> AnyView {
    let Some(challenge) = use_context::<Challenge>() else {
        return nothing();
    };
    let stage = Memo::new(move |_| {
        challenge.spec.with(|it| match it {
            Load::Ready(_) => Stage::There,
            Load::Loading => Stage::Coming,
            Load::Missing | Load::Failed(_) => Stage::Failed,
        })
    });
    live(
        move || match (stage.get(), challenge.spec.get_untracked()) {
            (_, Load::Ready(spec)) => Form::of(challenge, &spec).view(&spec),
            (Stage::Failed, _) => el("p")
                .class("notice warn")
                .text("What this needs could not be fetched. ")
                .child(
                    button("button small")
                        .set("data-action", "retry-serve")
                        .click(move || challenge.retry())
                        .text("Try again"),
                )
                .done(),
            _ => el("p")
                .class("small muted")
                .text("Fetching the first test…")
                .done(),
        },
    )
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::sync::Arc;

    use exercises::{judge::ChallengeSpec, model::ChallengeBrief};
    use serde_json::json;

    use super::*;

    /// The form, once the cases are there or are not.
    fn html(spec: Load<ChallengeSpec>) -> String {
        Owner::new().with(|| {
            let challenge = Challenge::new(ChallengeBrief {
                id: "ask".into(),
                title: "Ask".into(),
                client: true,
                ..ChallengeBrief::default()
            });
            challenge.spec.set(spec);
            provide_context(challenge);
            serve().to_html()
        })
    }

    #[test]
    fn every_control_has_a_label_and_a_place_for_what_is_wrong() {
        let spec = json!({
            "id": "ask", "contract": "client", "entry": "load",
            "cases": [{ "name": "a", "visible": true, "call": {
                "args": [{ "id": "<b>" }],
                "replies": [{ "status": 503, "after": 7 }, { "end": "silent" }],
            } }],
            "solution": { "code": "x", "html": "x" },
        });
        let spec = serde_json::from_value(spec).expect("it is a challenge");
        let html = html(Load::Ready(Arc::new(spec)));
        assert!(html.contains("{\"id\":\"&lt;b&gt;\"}</textarea>"), "{html}");
        for id in [
            "argument-0",
            "ending-1",
            "delay-1",
            "status-2",
            "path-2",
            "headers-2",
            "body-1",
        ] {
            let id = format!("ask-serve-{id}");
            for part in [
                format!("for=\"{id}\""),
                format!("id=\"{id}\""),
                format!("aria-describedby=\"{id}-problem\""),
                format!("id=\"{id}-problem\""),
            ] {
                assert_eq!(html.matches(&part).count(), 1, "{part}: {html}");
            }
        }
        assert!(
            html.contains("value=\"503\"") && html.contains("value=\"7\""),
            "{html}"
        );
        assert!(
            html.contains("Reply 2") && !html.contains("Reply 3"),
            "{html}"
        );
        // What a server that never answers would say is not asked.
        assert_eq!(
            html.matches("class=\"serve-answer\" hidden").count(),
            1,
            "{html}"
        );
        assert!(
            !html.contains("aria-invalid") && !html.contains("style="),
            "{html}"
        );
    }

    #[test]
    fn before_the_cases_have_come_there_is_no_form() {
        assert!(html(Load::Loading).contains("Fetching"));
        assert!(html(Load::Failed("no".into())).contains("retry-serve"));
    }
}
