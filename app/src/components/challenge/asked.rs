//! What a case asked: the requests before, the request itself with its headers and body, and how to send it from a
//! terminal.

use exercises::{
    judge::{CaseReport, Request},
    observe::RequestSpec,
};
use leptos::{prelude::*, task::spawn_local};

use super::{state::Challenge, words};
use crate::{
    browser::dom,
    components::{erase::Erase, icon::Icon},
    wire::render::Sent,
};

/// Where somebody's own server is taken to be.
const SERVER: &str = "http://localhost:8080";

/// Everything about the requests of a case that its heading does not say.
pub fn asked(it: &CaseReport) -> AnyView {
    view! {
        {it.shrunk_from.map(|from| shrunk(from, it.before.len() + 1))}
        {(!it.before.is_empty()).then(|| series(it))}
        {message(&it.request)}
    }
    .fixed()
}

fn shrunk(from: usize, to: usize) -> AnyView {
    let text = format!(
        "This was found in a series of {from} requests. {} is the shortest that fails in the same way.",
        match to {
            1 => "This one alone".to_owned(),
            to => format!("These {to}"),
        }
    );
    view! { <p class="small muted" data-shrunk>{text}</p> }.fixed()
}

/// The requests in order, each but the last with what was answered.
fn series(it: &CaseReport) -> AnyView {
    let clock = it.before.iter().map(|it| it.clock).chain([it.clock]);
    let timed = clock.clone().any(|it| it > 0);
    let answers = it.before.iter().map(|it| it.answer.clone()).chain([None]);
    let requests = it.before.iter().map(|it| &it.request).chain([&it.request]);
    let items: Vec<_> = requests
        .zip(answers)
        .zip(clock)
        .map(|((request, answer), clock)| {
            let answer = match answer {
                Some(answer) => view! { " was answered with "<code>{answer}</code> }.fixed(),
                None => view! { <strong>" is what this test is about"</strong> }.fixed(),
            };
            let time =
                timed.then(|| view! { <span class="muted">{format!(" at {clock} ms")}</span> });
            view! { <li><code>{words::request(request)}</code>{body(request)}{time}{answer}</li> }
                .fixed()
        })
        .collect();
    view! {
        <div class="case-series" data-series>
            <p>"The requests of this test, one after the other:"</p>
            <ol>{items}</ol>
        </div>
    }
    .fixed()
}

fn body(request: &Request) -> Option<AnyView> {
    let body = request.body.clone();
    (!body.is_empty()).then(|| view! { " with "<code>{body}</code> }.fixed())
}

/// The request's headers and body, where it has any.
fn message(request: &Request) -> Option<AnyView> {
    if request.headers.is_empty() && request.body.is_empty() {
        return None;
    }
    let mut text = words::request(request);
    for (name, value) in &request.headers {
        text.extend(["\n", name, ": ", value]);
    }
    if !request.body.is_empty() {
        text.push_str("\n\n");
        text.push_str(&request.body);
    }
    Some(view! { <pre class="case-message" data-message tabindex="0" aria-label="The request"><code>{text}</code></pre> }.fixed())
}

/// A button that copies the requests as curl commands, and shows them.
pub fn curl(challenge: Challenge, it: &CaseReport) -> AnyView {
    let commands = StoredValue::new(commands(it));
    let said = RwSignal::new(None::<String>);
    let copy = move |_| {
        let text = commands.get_value();
        spawn_local(async move {
            let mut about =
                format!("It asks a server of your own at {SERVER}: put its address there.");
            if text.contains("\nsleep ") {
                about.push_str(" Where the clock of the test moves on, it waits as long.");
            }
            let told = match dom::copy(&text).await {
                Ok(()) => format!("Copied. {about}"),
                Err(why) => format!("Not copied: {why}. Select the text and copy it. {about}"),
            };
            challenge.announcer.say(told.clone());
            // The report may have been replaced in the meantime.
            let _ = said.try_set(Some(told));
        });
    };
    view! {
        <p class="case-curl"><button type="button" class="button quiet small" data-action="copy-curl" on:click=copy><Icon name="copy"/>"Copy as cURL"</button></p>
        {move || said.get().map(|it| view! {
            <div class="small" data-copied><p>{it}</p><pre tabindex="0" aria-label="Copied text"><code>{commands.get_value()}</code></pre></div>
        })}
    }
    .fixed()
}

/// The requests of a case, one after the other, with its waits between them.
fn commands(it: &CaseReport) -> String {
    let before = it.before.iter().map(|it| (&it.request, it.clock));
    let mut lines = Vec::new();
    let mut now = None;
    for (request, clock) in before.chain([(&it.request, it.clock)]) {
        let wait = clock - now.replace(clock).unwrap_or(clock).min(clock);
        if wait > 0 {
            lines.push(format!("sleep {}", f64::from(wait) / 1_000.0));
        }
        lines.push(command(request));
    }
    lines.join("\n")
}

fn command(request: &Request) -> String {
    let url = format!("{SERVER}{}", request.path);
    let spec = RequestSpec {
        method: request.method.clone(),
        url: url.clone(),
        headers: request.headers.clone().into_iter().collect(),
        body: (!request.body.is_empty()).then(|| request.body.clone()),
    };
    Sent {
        request: &spec,
        url: &url,
    }
    .plain_curl()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_series_is_sent_in_its_order_and_its_time() {
        let get = |path: &str| json!({ "method": "GET", "path": path });
        let put = json!({ "method": "PUT", "path": "/notes/1", "body": "{}" });
        let case: CaseReport = serde_json::from_value(json!({
            "index": 0, "name": "a", "visibility": "visible", "verdict": "fail",
            "before": [
                { "request": put, "clock": 1_000, "answer": null },
                { "request": get("/"), "clock": 1_000, "answer": null },
            ],
            "request": get("/notes"), "clock": 6_500,
            "fields": [], "expected": [], "logs": [], "dropped": 0,
        }))
        .expect("it is a report");
        assert_eq!(
            commands(&case),
            "curl -i -X 'PUT' 'http://localhost:8080/notes/1' \\\n  -H 'Content-Type:' \\\n  --data-raw '{}'\n\
             curl -i 'http://localhost:8080/'\nsleep 5.5\ncurl -i 'http://localhost:8080/notes'"
        );
    }
}
