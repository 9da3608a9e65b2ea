//! A link to the code, and code that came in one. It stands in the fragment of the URL: no server sees it, and it is not
//! run before somebody who has read it asks for that.

use leptos::{prelude::*, task::spawn_local};

use super::{
    link::{self, Content},
    list::shown,
};
use crate::{
    browser::dom,
    components::{
        challenge::{Challenge, SHARED, SharedCode},
        el::{button, el, icon, live, nothing},
    },
    pages::Route,
};

/// The making of a link.
pub fn share(challenge: Challenge) -> AnyView {
    let said = RwSignal::new(None::<String>);
    let made = RwSignal::new(None::<String>);
    let content = move || Content {
        code: challenge.code(),
        language: challenge.record.with_untracked(|it| it.language),
    };
    let copy = move || match link::write(&content()) {
        Err(why) => {
            made.set(None);
            tell(challenge, said, why.to_string());
        }
        Ok(text) => {
            let path = Route::Challenge(challenge.id()).path();
            let url = format!("{}{path}#{SHARED}{text}", dom::origin());
            made.set(Some(url.clone()));
            spawn_local(async move {
                let words = match dom::copy(&url).await {
                    Ok(()) => "The link is copied. It holds your code as it is now.".to_owned(),
                    Err(why) => format!("Not copied: {why}. Select the link and copy it."),
                };
                tell(challenge, said, words);
            });
        }
    };
    let field = move || {
        let Some(url) = made.get() else {
            return nothing();
        };
        let id = format!("{}-link", challenge.id());
        el("div")
            .class("field")
            .child(el("label").set("for", id.clone()).text("Link"))
            .child(
                el("input")
                    .class("input")
                    .set("id", id)
                    .set("type", "text")
                    .set("value", url)
                    .set("data-link", "")
                    .flag("readonly", true),
            )
            .done()
    };
    el("div")
        .class("share")
        .child(el("p").class("small").text(
            "The link holds your code itself, behind its #, where browsers keep it from every server. Whoever opens it reads your code, and runs it only if they choose to.",
        ))
        .child(el("p").child(button("button small").set("data-action", "copy-link").click(copy).view(icon("copy")).text("Copy a link to my solution")))
        .child(el("p").class("small").set("data-link-said", "").hidden(move || said.with(Option::is_none)).live_text(move || said.get().unwrap_or_default()))
        .view(live(field))
        .done()
}

/// Says it in the page and to screen readers.
fn tell(challenge: Challenge, said: RwSignal<Option<String>>, words: String) {
    challenge.announcer.say(words.clone());
    // The page may have been left in the meantime.
    let _ = said.try_set(Some(words));
}

/// Says why code that came in a link is not shown.
fn refused(challenge: Challenge, why: String, close: impl Fn() + 'static) -> AnyView {
    challenge.announcer.say(why.clone());
    let close = button("button small")
        .set("data-action", "close-shared")
        .click(close)
        .text("Close");
    el("div")
        .class("notice warn shared")
        .set("data-shared-code", "refused")
        .child(el("p").text(why))
        .child(el("p").child(close))
        .done()
}

/// Code that came in a link.
pub fn shared(challenge: Challenge, text: &str) -> AnyView {
    let place = use_context::<SharedCode>();
    let close = move || {
        if let Some(it) = place {
            it.close();
        }
    };
    let Content { code, language } = match link::read(text) {
        Ok(it) if challenge.can_be_in(it.language) => it,
        Ok(it) => {
            let name = it.language.name();
            let why = format!(
                "This link holds code in {name}, in which this challenge cannot be written."
            );
            return refused(challenge, why, close);
        }
        Err(why) => return refused(challenge, why.to_string(), close),
    };
    challenge
        .announcer
        .say("Somebody shared code for this challenge. It has not been run.");
    let view = shown(&code, "The shared code");
    let take = move || {
        let text = "The shared code is in the editor. Your own is kept among the attempts.";
        if challenge.bring(&code, language, text) {
            close();
        }
    };
    el("section")
        .class("notice shared")
        .set("data-shared-code", "read")
        .set("aria-label", "Shared code")
        .child(el("h4").text("Somebody shared code for this challenge"))
        .child(el("p").text("It came in the link that you opened. It has not been run, and no server has seen it. Read it before you run it."))
        .view(view)
        .child(
            el("p")
                .class("actions")
                .child(button("button small primary").set("data-action", "take-shared").click(take).text("Put it into my editor"))
                .child(button("button small").set("data-action", "close-shared").click(close).text("Not now")),
        )
        .done()
}
