//! A code example that runs: real JavaScript in the sandbox, whose `fetch` the page performs, so that its requests are
//! exchanges like any other.
//!
//! # Layout
//! - `bench`: the code, its runs and its requests; `keep`: what is kept of it; `output`: what is seen of a run.

mod bench;
mod keep;
mod output;

use exercises::model::Snippet;
use leptos::{ev, prelude::*};

use self::{bench::Bench, keep::Kept, output::output};
use super::el::{El, button, el, icon, live, nothing};
use crate::{browser::sandbox, wire::text::escape};

/// The longest code, in characters.
const MAX_CODE: usize = 20_000;

/// A code example with Run.
#[component]
pub fn SnippetBlock(
    /// The code, and what it shows.
    snippet: Snippet,
) -> impl IntoView {
    let Snippet {
        id,
        title,
        html,
        code,
        server_code,
    } = snippet.clone();
    let bench = Bench::new(snippet);
    let mut first = true;
    bench
        .page
        .get_value()
        .progress
        .on_restore::<Kept>(id.clone(), move |kept| {
            bench.restore(kept.unwrap_or_default(), std::mem::take(&mut first));
        });
    let other = move |before: Kept, theirs| bench.unite(&before, theirs);
    bench.page.get_value().progress.on_other(id.clone(), other);
    Effect::new(move |_| sandbox::start());
    bench.save_when_left();
    on_cleanup(move || bench.leave());
    let heading = format!("{id}-title");
    let field = format!("{id}-code");
    let help = format!("{id}-help");
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            bench.run();
        }
    };
    let rows = code.lines().count().clamp(3, 24).to_string();
    let sides = if server_code.is_empty() {
        "snippet-sides single"
    } else {
        "snippet-sides"
    };
    let textarea = el("textarea")
        .class("textarea code")
        .set("id", field.clone())
        .keep(bench.field)
        .set("rows", rows)
        .set("maxlength", MAX_CODE.to_string())
        .set("spellcheck", "false")
        .set("autocapitalize", "off")
        .set("autocomplete", "off")
        .set("aria-describedby", help.clone())
        .html(escape(&code))
        .on("keydown", keys)
        .on("input", move |_: ev::Event| bench.changed())
        .on("change", move |_: ev::Event| bench.save_now());
    let label = el("label")
        .class("label")
        .set("for", field)
        .view(icon("client"))
        .text("The client’s side: runs here, and you can change it");
    let client = el("div")
        .class("snippet-client")
        .child(label)
        .child(textarea)
        .child(controls(bench, help))
        .child(
            el("div")
                .class("snippet-output")
                .view(live(move || output(bench))),
        );
    el("section")
        .class("block block-snippet")
        .set("id", id.clone())
        .set("aria-labelledby", heading.clone())
        .set("data-snippet", id)
        .live("data-state", move || Some(bench.state().into()))
        .child(el("h3").set("id", heading).text(title))
        .child(el("p").html(html))
        .child(
            el("div")
                .class(sides)
                .child(client)
                .view(server_side(server_code)),
        )
        .done()
}

fn controls(bench: Bench, help: String) -> El {
    let run = button("button primary")
        .set("data-action", "run")
        .live("aria-disabled", move || {
            Some(bench.running.get().to_string())
        })
        .click(move || bench.run())
        .view(icon("play"))
        .live_text(move || {
            if bench.running.get() {
                "Running…".into()
            } else {
                "Run".into()
            }
        });
    let stop = button("button")
        .set("data-action", "stop")
        .hidden(move || !bench.running.get())
        .click(move || bench.stop())
        .view(icon("stop"))
        .text("Stop");
    let undo = move || bench.undo.with(Option::is_some);
    let reset = button("button quiet")
        .set("data-action", "reset")
        .click(move || bench.reset())
        .view(icon("reset"))
        .live_text(move || {
            if undo() {
                "Undo: bring my code back".into()
            } else {
                "Reset".into()
            }
        });
    let help = el("span")
        .class("small muted")
        .set("id", help)
        .child(el("kbd").text("Ctrl"))
        .text(" or ")
        .child(el("kbd").text("⌘"))
        .text(" with ")
        .child(el("kbd").text("Enter"))
        .text(" runs it");
    el("div")
        .class("actions")
        .child(run)
        .child(stop)
        .child(reset)
        .child(help)
}

fn server_side(code: String) -> AnyView {
    if code.is_empty() {
        return nothing();
    }
    let caption = el("figcaption")
        .class("label")
        .view(icon("server"))
        .text("The server’s side: to read");
    let code = el("pre").set("tabindex", "0").child(el("code").text(code));
    el("figure")
        .class("snippet-server")
        .child(caption)
        .child(code)
        .done()
}
