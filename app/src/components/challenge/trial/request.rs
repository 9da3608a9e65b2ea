//! One request of the learner's own, and what the function makes of it.

use std::collections::BTreeMap;

use exercises::judge::{ChallengeSpec, Contract, Request};
use leptos::{ev, html, prelude::*};

use super::{Trials, headers::header_fields};
use crate::{
    browser::sandbox,
    components::{challenge::state::Challenge, erase::Erase, icon::Icon},
    state::content::Load,
};

/// The fields of the request.
#[derive(Clone, Copy)]
struct Fields {
    method: NodeRef<html::Input>,
    path: NodeRef<html::Input>,
    headers: NodeRef<html::Textarea>,
    body: NodeRef<html::Textarea>,
}

/// The place to try one request.
#[component]
pub fn RequestTrial(challenge: Challenge) -> impl IntoView {
    let trials = Trials::of(challenge);
    let fields = Fields {
        method: NodeRef::new(),
        path: NodeRef::new(),
        headers: NodeRef::new(),
        body: NodeRef::new(),
    };
    let whole = Memo::new(move |_| {
        challenge
            .spec
            .with(|it| matches!(it, Load::Ready(spec) if spec.contract != Contract::V1))
    });
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if trials.idle() {
            start(trials, fields);
        }
    };
    let id = |field: &str| format!("{}-try-{field}", challenge.id());
    view! {
        <details class="trial" data-trial on:toggle=move |_| challenge.come_near()>
            <summary>"Send it a request of your own"</summary>
            <form on:submit=send autocomplete="off" novalidate>
                <div class="trial-line">
                    <div class="field"><label for=id("method")>"Method"</label><input class="input" id=id("method") name="method" value="GET" spellcheck="false" node_ref=fields.method/></div>
                    <div class="field"><label for=id("path")>"Path and query"</label><input class="input" id=id("path") name="path" value="/" spellcheck="false" node_ref=fields.path/></div>
                </div>
                <div class="trial-more" hidden=move || !whole.get()>
                    <div class="field"><label for=id("headers")>"Header fields, one a line"</label><textarea class="textarea" id=id("headers") name="headers" rows="2" spellcheck="false" placeholder="accept: application/json" node_ref=fields.headers></textarea></div>
                    <div class="field"><label for=id("body")>"Body"</label><textarea class="textarea" id=id("body") name="body" rows="2" spellcheck="false" node_ref=fields.body></textarea></div>
                </div>
                <p><button type="submit" class="button small" data-action="try" disabled=move || trials.busy.get()><Icon name="send"/>"Try it"</button></p>
            </form>
            {trials.outcome()}
        </details>
    }
    .fixed()
}

fn start(trials: Trials, fields: Fields) {
    let Some(spec) = trials.spec() else { return };
    match request(&spec, fields) {
        Err(why) => trials.refuse(why),
        Ok(request) => {
            trials.start(async move |spec, source| sandbox::trial(&spec, &source, request).await);
        }
    }
}

/// The request as it is written, or what is wrong with it.
fn request(spec: &ChallengeSpec, fields: Fields) -> Result<Request, String> {
    let input =
        |it: NodeRef<html::Input>| it.get_untracked().map(|it| it.value()).unwrap_or_default();
    let area =
        |it: NodeRef<html::Textarea>| it.get_untracked().map(|it| it.value()).unwrap_or_default();
    let (method, path) = (input(fields.method), input(fields.path));
    let method = method.trim();
    if method.is_empty() {
        return Err("A request has a method, such as GET.".to_owned());
    }
    if !path.trim().starts_with('/') {
        return Err("A path begins with a slash, such as /hello.".to_owned());
    }
    let (headers, body) = match spec.contract {
        Contract::V1 => (BTreeMap::new(), String::new()),
        _ => (header_fields(&area(fields.headers))?, area(fields.body)),
    };
    Ok(Request {
        method: method.to_owned(),
        path: path.trim().to_owned(),
        headers,
        body,
    })
}
