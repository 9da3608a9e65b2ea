//! One exchange: the client's side as page JavaScript could see it, and the place of the server's.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Panel,
    devtools::devtools,
    export::export,
    parts::{facts, fields, line, long, note, phases, section, server_timing},
};
use crate::{
    browser::dom,
    components::{
        el::{El, all, button, el, icon, live, nothing},
        exchange::{is_json, status},
    },
    state::exchanges::{Entry, Outcome},
    wire::{answer::Answer, explain, text},
};

/// The id of the heading, which takes the focus when the details are asked for.
const TITLE: &str = "exchange-details-title";

/// The details of an exchange.
pub fn details(panel: Panel, entry: &Arc<Entry>) -> AnyView {
    let id = entry.id;
    let shown = panel.exchanges.shown();
    Effect::new(move |last: Option<u32>| {
        let now = shown.get();
        if now > last.unwrap_or_default() {
            request_animation_frame(|| dom::focus(TITLE));
        }
        now
    });
    let request = format!("{} {}", entry.request.method, entry.target());
    let title = el("h3")
        .set("id", TITLE)
        .set("tabindex", "-1")
        .child(el("code").text(request))
        .text(" ")
        .view(status(entry));
    let close = button("button small quiet")
        .set("data-action", "close-details")
        .set("aria-label", "Close the details")
        .click(move || panel.close_details(id))
        .view(icon("close"));
    let sides = el("div")
        .class("exchange-sides")
        .child(client(entry))
        .child(server(entry));
    el("section")
        .class("exchange-details")
        .set("aria-labelledby", TITLE)
        .set("data-details", id.to_string())
        .child(el("header").child(title).child(close))
        .view(if entry.initiator.is_page() {
            nothing()
        } else {
            tools(panel, entry)
        })
        .child(sides)
        .done()
}

fn tools(panel: Panel, entry: &Arc<Entry>) -> AnyView {
    let again = entry.request.clone();
    let edit = button("button small")
        .set("data-action", "edit")
        .click(move || panel.write(again.clone()))
        .view(icon("send"))
        .text("Edit and send again");
    el("div")
        .class("actions")
        .child(edit)
        .view(export(entry))
        .done()
}

fn side(name: &'static str, title: &'static str) -> El {
    el("h4").class("side").view(icon(name)).text(title)
}

fn client(entry: &Arc<Entry>) -> El {
    let part = |show: fn(&Entry) -> AnyView| {
        let entry = entry.clone();
        live(move || show(&entry))
    };
    el("div")
        .class("side-client")
        .child(side("client", "Client’s side"))
        .view(part(meaning))
        .view(part(general))
        .view(request(entry))
        .view(part(response))
        .view(part(timing))
        .view(devtools(entry))
}

fn meaning(entry: &Entry) -> AnyView {
    match entry.outcome.get() {
        Outcome::Failed(it) => note("notice bad", it.words()),
        Outcome::Waiting => note("muted", "The request is under way."),
        _ => entry.code().map_or_else(nothing, |code| {
            el("p").view(line(explain::status(code).1)).done()
        }),
    }
}

fn general(entry: &Entry) -> AnyView {
    let timing = entry.timing.get();
    let answer = entry.answer();
    let came = timing.as_ref().map(|it| {
        match (it.cached(), it.reused()) {
            (true, _) => "the browser’s cache; nothing was sent",
            (false, true) => "the network, over a connection that was open already",
            (false, false) => "the network, over a new connection",
        }
        .to_owned()
    });
    let protocol = timing.as_ref().map(|it| it.protocol.clone());
    let moved = timing
        .as_ref()
        .filter(|it| it.transferred > 0)
        .map(|it| text::bytes(it.transferred));
    let body = timing.as_ref().filter(|it| it.decoded > 0).map(|it| {
        let sent = text::bytes(it.encoded);
        if it.encoded == it.decoded {
            sent
        } else {
            format!("{sent}, compressed from {}", text::bytes(it.decoded))
        }
    });
    let read = answer.as_ref().map(|it| text::bytes(it.size as u64));
    let redirected = answer.filter(|it| it.redirected).map(|it| it.url.clone());
    section(
        "General",
        [facts(vec![
            ("URL", entry.url.clone()),
            ("Method", entry.request.method.clone()),
            ("Status", entry.status()),
            ("Sent by", entry.initiator.words()),
            (
                "Answered after redirects by",
                redirected.unwrap_or_default(),
            ),
            (
                "Came from",
                came.filter(|_| entry.code().is_some()).unwrap_or_default(),
            ),
            ("Protocol", protocol.unwrap_or_default()),
            ("Over the network", moved.unwrap_or_default()),
            ("Body", body.or(read).unwrap_or_default()),
        ])],
    )
}

fn request(entry: &Entry) -> AnyView {
    if entry.initiator.is_page() {
        return note(
            "muted",
            "The page sent this for itself and kept neither the header fields nor the body. DevTools shows them.",
        );
    }
    let spec = &entry.request;
    let set = if spec.headers.is_empty() {
        note("muted", "The page set none.")
    } else {
        fields(&spec.headers)
    };
    let more = "The browser adds more of its own, such as Host, User-Agent, Accept-Encoding and Sec-Fetch-Mode. A page \
                cannot read those; DevTools shows them.";
    let mut views = vec![section(
        "Request headers that the page set",
        [set, note("small muted", more)],
    )];
    if let Some(body) = &spec.body {
        views.push(section("Request body", [long(body, "Request body")]));
    }
    all(views)
}

fn response(entry: &Entry) -> AnyView {
    let Some(answer) = entry.answer() else {
        return nothing();
    };
    let names = "fetch gives the names in small letters and in alphabetical order, and never Set-Cookie. DevTools shows them \
                 as they came.";
    let headers = [fields(&answer.response.headers), note("small muted", names)];
    all(vec![section("Response headers", headers), body(answer)])
}

fn body(answer: Arc<Answer>) -> AnyView {
    let pretty = if is_json(&answer) {
        text::pretty(&answer.response.body)
    } else {
        None
    };
    let formatted = RwSignal::new(pretty.is_some());
    let mut views = Vec::new();
    if pretty.is_some() {
        let toggle = button("button small")
            .set("data-action", "pretty")
            .live("aria-pressed", move || Some(formatted.get().to_string()))
            .click(move || formatted.update(|it| *it = !*it))
            .text("Formatted");
        views.push(toggle.done());
    }
    match (answer.size, answer.binary) {
        (0, _) => views.push(note("muted", "There is no body.")),
        (_, true) => views.push(note(
            "muted",
            "The body is not text. Below is what can be shown of it.",
        )),
        _ => {}
    }
    views.extend(answer.cut.map(|it| note("notice warn", it.words())));
    views.push(live(move || match (&pretty, formatted.get()) {
        (Some(pretty), true) => long(pretty, "Response body"),
        _ if answer.size == 0 => nothing(),
        _ => long(&answer.response.body, "Response body"),
    }));
    section("Response body", views)
}

fn timing(entry: &Entry) -> AnyView {
    let phases = match entry.timing.get() {
        Some(it) => phases(&it),
        None => note("muted", "The browser has told no timing of this exchange."),
    };
    let stages = entry
        .answer()
        .and_then(|it| server_timing(&it.response.headers));
    section("Timing", [phases].into_iter().chain(stages))
}

/// The place of the server's side.
fn server(entry: &Arc<Entry>) -> El {
    let entry = entry.clone();
    let id = move || {
        let answer = entry.answer()?;
        let field = answer
            .response
            .headers
            .iter()
            .find(|it| it.0.eq_ignore_ascii_case("x-exchange-id"))?;
        Some(
            el("p")
                .text("It knows this exchange as ")
                .child(el("code").text(&field.1))
                .text(".")
                .done(),
        )
    };
    let only = "What really arrived and left, byte for byte, and what the server did in between: only the server can show \
                that. It keeps a record, at /_wire/exchanges; this page does not show it yet.";
    el("div")
        .class("side-server")
        .set("data-side", "server")
        .child(side("server", "Server’s side"))
        .view(note("muted", only))
        .view(live(move || id().unwrap_or_else(nothing)))
}
