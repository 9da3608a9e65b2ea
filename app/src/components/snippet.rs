//! A code example that runs: real JavaScript in the sandbox, whose `fetch` the page performs, so that its requests are
//! exchanges like any other.
//!
//! # Layout
//! - `bench`: the code, its runs and its requests; `output`: what is seen of a run.

mod bench;
mod output;

use exercises::model::Snippet;
use leptos::{ev, prelude::*};

use self::{
    bench::{Bench, Kept},
    output::output,
};
use super::{erase::Erase, icon::Icon};
use crate::{browser::sandbox, wire::text};

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
    bench
        .page
        .get_value()
        .progress
        .on_restore::<Kept>(id.clone(), move |kept| {
            bench.restore(kept.unwrap_or_default());
        });
    Effect::new(move |_| sandbox::start());
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
    let single = server_code.is_empty();
    let rows = code.lines().count().clamp(3, 24).to_string();
    view! {
        <section class="block block-snippet" id=id.clone() aria-labelledby=heading.clone() data-snippet=id data-state=move || bench.state()>
            <h3 id=heading.clone()>{title}</h3>
            <p inner_html=html></p>
            <div class="snippet-sides" class:single=single>
                <div class="snippet-client">
                    <label class="label" for=field.clone()><Icon name="client"/>"The client’s side: runs here, and you can change it"</label>
                    <textarea class="textarea code" id=field node_ref=bench.field rows=rows maxlength=MAX_CODE.to_string() spellcheck="false"
                        autocapitalize="off" autocomplete="off" aria-describedby=help.clone() inner_html=text::escape(&code)
                        on:keydown=keys on:change=move |_| bench.save(false)></textarea>
                    {controls(bench, help)}
                    <div class="snippet-output">{move || output(bench)}</div>
                </div>
                {server_side(server_code)}
            </div>
        </section>
    }
    .fixed()
}

fn controls(bench: Bench, help: String) -> AnyView {
    let reset = move || {
        if bench.undo.with(Option::is_some) {
            "Undo: bring my code back"
        } else {
            "Reset"
        }
    };
    view! {
        <div class="actions">
            <button type="button" class="button primary" data-action="run" aria-disabled=move || bench.running.get().to_string() on:click=move |_| bench.run()>
                <Icon name="play"/>
                {move || if bench.running.get() { "Running…" } else { "Run" }}
            </button>
            <button type="button" class="button" data-action="stop" hidden=move || !bench.running.get() on:click=move |_| bench.stop()>
                <Icon name="stop"/>
                "Stop"
            </button>
            <button type="button" class="button quiet" data-action="reset" on:click=move |_| bench.reset()><Icon name="reset"/>{reset}</button>
            <span class="small muted" id=help><kbd>"Ctrl"</kbd>" or "<kbd>"⌘"</kbd>" with "<kbd>"Enter"</kbd>" runs it"</span>
        </div>
    }
    .fixed()
}

fn server_side(code: String) -> AnyView {
    if code.is_empty() {
        return ().erased();
    }
    view! {
        <figure class="snippet-server">
            <figcaption class="label"><Icon name="server"/>"The server’s side: to read"</figcaption>
            <pre tabindex="0"><code>{code}</code></pre>
        </figure>
    }
    .fixed()
}
