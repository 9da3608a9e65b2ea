//! Free play: one request that the learner writes, and what the function makes of it, outside of any test.

use std::collections::BTreeMap;

use exercises::judge::{CaseReport, ChallengeSpec, Contract, Reason, Report, Request};
use leptos::{ev, html, prelude::*, task::spawn_local};

use super::{
    console::console,
    report::{explanation, problem},
    state::{Challenge, Run},
    words,
};
use crate::{
    browser::sandbox,
    components::{erase::Erase, icon::Icon},
    state::content::Load,
};

/// How a trial ended.
#[derive(Clone)]
enum Ended {
    /// With what the function made of the request.
    Told(Box<Report>),
    /// Nothing was run; why.
    Refused(String),
}

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
pub fn Trial(challenge: Challenge) -> impl IntoView {
    let ended = RwSignal::new(None::<Ended>);
    let busy = RwSignal::new(false);
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
    let idle = move || {
        !busy.get_untracked() && matches!(challenge.run.get_untracked(), Run::Idle | Run::Done)
    };
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if idle() {
            start(challenge, fields, ended, busy);
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
                <p><button type="submit" class="button small" data-action="try" disabled=move || busy.get()><Icon name="send"/>"Try it"</button></p>
            </form>
            <div aria-live="polite" data-tried=move || ended.with(|it| it.as_ref().map(|_| "")) >{move || ended.get().map(|it| told(challenge, it))}</div>
        </details>
    }
    .fixed()
}

fn start(
    challenge: Challenge,
    fields: Fields,
    ended: RwSignal<Option<Ended>>,
    busy: RwSignal<bool>,
) {
    challenge.come_near();
    let Load::Ready(spec) = challenge.spec.get_untracked() else {
        return ended.set(Some(Ended::Refused(
            "What is needed to run the code is still on its way. Try again in a moment.".to_owned(),
        )));
    };
    let request = match request(&spec, fields) {
        Ok(it) => it,
        Err(why) => return ended.set(Some(Ended::Refused(why))),
    };
    let code = challenge.code();
    if let Some(why) = Challenge::refusal(&code) {
        return ended.set(Some(Ended::Refused(why)));
    }
    busy.set(true);
    spawn_local(async move {
        let told = match challenge.runnable(&code).await {
            Ok(source) => Ok(sandbox::trial(&spec, &source, request).await),
            Err(why) => why.report(&spec),
        };
        // The page may have been left in the meantime.
        let _ = busy.try_set(false);
        let _ = ended.try_set(Some(match told {
            Ok(report) => Ended::Told(Box::new(report)),
            Err(why) => Ended::Refused(why.to_owned()),
        }));
    });
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

/// Lines such as `accept: */*`. Names are written in lower case, as the function gets them.
fn header_fields(text: &str) -> Result<BTreeMap<String, String>, String> {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    lines
        .map(|line| match line.split_once(':') {
            Some((name, value)) if !name.trim().is_empty() => {
                Ok((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
            }
            _ => Err(format!(
                "“{line}” is no header field: write a name, a colon and a value, such as accept: text/html."
            )),
        })
        .collect()
}

fn told(challenge: Challenge, ended: Ended) -> AnyView {
    let report = match ended {
        Ended::Refused(why) => {
            return view! { <p class="notice warn" data-refused>{why}</p> }.fixed();
        }
        Ended::Told(report) => report,
    };
    let case = report.cases.first();
    let answer = case.and_then(|it| it.actual.clone());
    let asked = case
        .map(|it| words::request(&it.request))
        .unwrap_or_default();
    let stopped = matches!(report.reason, Some(Reason::Cancelled));
    view! {
        <div class="trial-told">
            {answer.map(|it| view! { <p><code>{asked}</code>" was answered with"</p><pre data-answer><code>{it}</code></pre> })}
            {stopped.then(|| view! { <p>"Stopped."</p> })}
            {report.explanation.as_ref().filter(|_| !stopped).map(|it| explanation(challenge, it))}
            {report.problem.as_ref().map(|it| problem(challenge, it))}
            {console(&logs(&report, case), report.dropped, "Console")}
        </div>
    }
    .fixed()
}

/// What was logged while the code was loaded, and by the call.
fn logs(report: &Report, case: Option<&CaseReport>) -> Vec<exercises::judge::LogLine> {
    let called = case.into_iter().flat_map(|it| &it.logs);
    report.logs.iter().chain(called).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_fields_are_read_line_by_line() {
        let read = header_fields(" Accept : text/html \n\nx-a:b:c\n");
        let pairs = [("accept", "text/html"), ("x-a", "b:c")];
        let expected: BTreeMap<_, _> = pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        assert_eq!(read, Ok(expected));
        assert!(
            header_fields("accept").is_err_and(|it| it.contains("“accept” is no header field"))
        );
        assert!(header_fields(": x").is_err());
    }
}
