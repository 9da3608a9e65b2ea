//! One exchange: the client's side as page JavaScript could see it, and the place of the server's.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Panel,
    devtools::devtools,
    export::export,
    parts::{facts, fields, line, long, phases, section, server_timing},
};
use crate::{
    browser::dom,
    components::{
        erase::Erase,
        exchange::{Status, is_json},
        icon::Icon,
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
    let again = entry.request.clone();
    let tools = (!entry.initiator.is_page()).then(|| {
        view! {
            <div class="actions">
                <button type="button" class="button small" data-action="edit" on:click=move |_| panel.write(again.clone())>
                    <Icon name="send"/>
                    "Edit and send again"
                </button>
                {export(entry)}
            </div>
        }
    });
    view! {
        <section class="exchange-details" aria-labelledby=TITLE data-details=id>
            <header>
                <h3 id=TITLE tabindex="-1"><code>{request}</code>" "<Status entry=entry.clone()/></h3>
                <button type="button" class="button small quiet" data-action="close-details" aria-label="Close the details" on:click=move |_| panel.close_details(id)>
                    <Icon name="close"/>
                </button>
            </header>
            {tools}
            <div class="exchange-sides">
                <div class="side-client">
                    <h4 class="side"><Icon name="client"/>"Client’s side"</h4>
                    {client(entry)}
                </div>
                {server(entry)}
            </div>
        </section>
    }
    .fixed()
}

fn client(entry: &Arc<Entry>) -> AnyView {
    let request = request(entry);
    let (first, second, third) = (entry.clone(), entry.clone(), entry.clone());
    view! {
        {move || meaning(&first)}
        {move || section("General", general(&second))}
        {request}
        {move || response(&third)}
        {timing(entry)}
        {devtools(entry)}
    }
    .fixed()
}

fn meaning(entry: &Entry) -> AnyView {
    match entry.outcome.get() {
        Outcome::Failed(it) => view! { <p class="notice bad">{it.words()}</p> }.fixed(),
        Outcome::Waiting => view! { <p class="muted">"The request is under way."</p> }.fixed(),
        _ => match entry.code() {
            Some(code) => view! { <p>{line(explain::status(code).1)}</p> }.fixed(),
            None => ().erased(),
        },
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
    facts(vec![
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
    ])
}

fn request(entry: &Entry) -> AnyView {
    if entry.initiator.is_page() {
        return view! { <p class="muted">"The page sent this for itself and kept neither the header fields nor the body. DevTools shows them."</p> }.fixed();
    }
    let spec = &entry.request;
    let set = if spec.headers.is_empty() {
        view! { <p class="muted">"The page set none."</p> }.fixed()
    } else {
        fields(&spec.headers)
    };
    let headers = view! {
        {set}
        <p class="small muted">"The browser adds more of its own, such as Host, User-Agent, Accept-Encoding and Sec-Fetch-Mode. A page cannot read those; DevTools shows them."</p>
    }
    .fixed();
    let body = spec
        .body
        .clone()
        .map(|it| section("Request body", long(it, "Request body")));
    view! { {section("Request headers that the page set", headers)}{body} }.fixed()
}

fn response(entry: &Entry) -> AnyView {
    let Some(answer) = entry.answer() else {
        return ().erased();
    };
    let headers = view! {
        {fields(&answer.response.headers)}
        <p class="small muted">"fetch gives the names in small letters and in alphabetical order, and never Set-Cookie. DevTools shows them as they came."</p>
    }
    .fixed();
    view! { {section("Response headers", headers)}{body(answer)} }.fixed()
}

fn body(answer: Arc<Answer>) -> AnyView {
    let pretty = if is_json(&answer) {
        text::pretty(&answer.response.body)
    } else {
        None
    };
    let formatted = RwSignal::new(pretty.is_some());
    let toggle = pretty.is_some().then(|| {
        view! {
            <button type="button" class="button small" data-action="pretty" aria-pressed=move || formatted.get().to_string()
                on:click=move |_| formatted.update(|it| *it = !*it)>
                "Formatted"
            </button>
        }
    });
    let cut = answer
        .cut
        .map(|it| view! { <p class="notice warn">{it.words()}</p> });
    let nothing = match (answer.size, answer.binary) {
        (0, _) => Some("There is no body."),
        (_, true) => Some("The body is not text. Below is what can be shown of it."),
        _ => None,
    };
    let shown = move || match (&pretty, formatted.get()) {
        (Some(pretty), true) => long(pretty.clone(), "Response body"),
        _ if answer.size == 0 => ().erased(),
        _ => long(answer.response.body.clone(), "Response body"),
    };
    let content =
        view! { {toggle}{nothing.map(|it| view! { <p class="muted">{it}</p> })}{cut}{shown} }
            .fixed();
    section("Response body", content)
}

fn timing(entry: &Arc<Entry>) -> AnyView {
    let entry = entry.clone();
    let content = move || {
        let stages = entry
            .answer()
            .and_then(|it| server_timing(&it.response.headers));
        let phases = match entry.timing.get() {
            Some(it) => phases(&it),
            None => {
                view! { <p class="muted">"The browser has told no timing of this exchange."</p> }
                    .fixed()
            }
        };
        view! { {phases}{stages} }.fixed()
    };
    section("Timing", view! { {content} }.fixed())
}

/// The place of the server's side.
fn server(entry: &Arc<Entry>) -> AnyView {
    let entry = entry.clone();
    let id = move || {
        let answer = entry.answer()?;
        let field = answer
            .response
            .headers
            .iter()
            .find(|it| it.0.eq_ignore_ascii_case("x-exchange-id"))?;
        let id = field.1.clone();
        Some(view! { <p>"It knows this exchange as "<code>{id}</code>"."</p> })
    };
    view! {
        <div class="side-server" data-side="server">
            <h4 class="side"><Icon name="server"/>"Server’s side"</h4>
            <p class="muted">
                "What really arrived and left, byte for byte, and what the server did in between: only the server can show that. Its record of exchanges is not part of this version."
            </p>
            {id}
        </div>
    }
    .fixed()
}
