//! Renders pages to HTML at build time, with the same components that bring them to life in the browser.

use std::sync::Arc;

use any_spawner::Executor;
use anyhow::{Context, Result, ensure};
use exercises::model::{ChallengeCard, Course, LessonState};
use futures::StreamExt;
use hydration_context::{SharedContext, SsrSharedContext};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{pages::Route, shell::Shell, state::content::Content};

/// A page to write.
pub struct Page {
    /// Which.
    pub route: Route,
    /// The file, relative to the site.
    pub file: String,
    /// What stands in its `<head>`.
    pub head: Head,
}

/// What a page says of itself to search engines and browser tabs.
pub struct Head {
    /// The title.
    pub title: String,
    /// One sentence.
    pub description: String,
}

/// Every page there is.
///
/// # Errors
/// When the course map or the list of challenges is not what the compiler writes.
pub fn pages(course: &str, challenges: &str) -> Result<Vec<Page>> {
    let course: Course = serde_json::from_str(course).context("course.json is not a course")?;
    let challenges: Vec<ChallengeCard> =
        serde_json::from_str(challenges).context("challenges.json is no list of challenges")?;
    let page = |route: Route, file: &str, title: &str, description: &str| Page {
        route,
        file: file.to_owned(),
        head: Head {
            title: title.to_owned(),
            description: description.to_owned(),
        },
    };
    let mut pages = vec![
        page(
            Route::Home,
            "index.html",
            "Roundtrip: how clients and servers talk",
            "Learn how clients and servers talk by making them talk: real requests, both sides of the wire, and code that is graded in milliseconds.",
        ),
        page(
            Route::Challenges,
            "challenges/index.html",
            "Challenges · Roundtrip",
            "Write the server's side yourself: every coding challenge of the course, graded in your browser in milliseconds.",
        ),
        page(
            Route::Glossary,
            "glossary/index.html",
            "Glossary · Roundtrip",
            "Every term of the course, each defined once.",
        ),
        page(
            Route::Settings,
            "settings/index.html",
            "Settings · Roundtrip",
            "Theme, motion, and your progress: export, import, reset.",
        ),
        page(
            Route::NotFound,
            "404.html",
            "Not found · Roundtrip",
            "There is no page at this address.",
        ),
    ];
    for card in course
        .lessons
        .iter()
        .filter(|it| it.state == LessonState::Ready)
    {
        let file = format!("learn/{}/index.html", card.id);
        pages.push(page(
            Route::Lesson(card.id.clone()),
            &file,
            &format!("{} · Roundtrip", card.title),
            &card.summary,
        ));
    }
    for card in &challenges {
        pages.push(page(
            Route::Challenge(card.id.clone()),
            &format!("challenges/{}/index.html", card.id),
            &format!("{} · Roundtrip", card.title),
            &card.summary,
        ));
    }
    Ok(pages)
}

/// The HTML inside the mount point of a page.
pub async fn render(route: &Route, content: Vec<(String, String)>) -> String {
    // An error only means that an executor is there already.
    let _ = Executor::init_tokio();
    let route = route.clone();
    let shared = Arc::new(SsrSharedContext::new()) as Arc<dyn SharedContext + Send + Sync>;
    let owner = Owner::new_root(Some(shared));
    let stream = owner.with(|| {
        let seeded = Content::new();
        for (path, text) in content {
            seeded.seed(path, text);
        }
        view! { <Shell content=seeded route/> }.to_html_stream_in_order()
    });
    let html = stream.collect::<Vec<_>>().await.concat();
    owner.cleanup();
    html
}

/// The files that every page names.
pub struct Assets {
    script: String,
    wasm: String,
    css: String,
    editor: String,
    late: String,
    boot: String,
    /// Scripts of a development server, kept as they are.
    kept: String,
}

/// What the asset step wrote.
#[derive(Deserialize)]
struct Manifest {
    css: String,
    late: String,
    editor: String,
    code: String,
}

impl Assets {
    /// Takes the names from the asset step's manifest, and from Trunk's page what reloads it in development.
    ///
    /// # Errors
    /// When the manifest is none, or names no code.
    pub fn new(template: &str, manifest: &str, boot: String) -> Result<Self> {
        let manifest: Manifest =
            serde_json::from_str(manifest).context("manifest.json is not a manifest")?;
        ensure!(
            !manifest.code.is_empty(),
            "manifest.json names no folder of code"
        );
        let code = |name: &str| format!("/{}/{name}", manifest.code);
        Ok(Self {
            kept: live_reload(template),
            script: code("app.js"),
            wasm: code("app_bg.wasm"),
            css: manifest.css,
            late: manifest.late,
            editor: manifest.editor,
            boot: boot.trim().to_owned(),
        })
    }

    /// A whole page.
    pub fn page(&self, route: &Route, head: &Head, body: &str) -> String {
        let Self {
            script,
            wasm,
            css,
            late,
            editor,
            boot,
            kept,
        } = self;
        let (title, description, path) = (
            escape(&head.title),
            escape(&head.description),
            escape(&route.path()),
        );
        format!(
            "<!doctype html><html lang=\"en\" data-script=\"{script}\" data-wasm=\"{wasm}\" data-editor=\"/{editor}\" data-late=\"/{late}\"><head>\
             <meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <title>{title}</title><meta name=\"description\" content=\"{description}\">\
             <link rel=\"stylesheet\" href=\"/{css}\"><link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\
             <script>{boot}</script></head><body><div id=\"app\" data-route=\"{path}\">{body}</div>{kept}</body></html>\n"
        )
    }
}

/// The scripts by which a development server reloads the page; none in a release.
fn live_reload(html: &str) -> String {
    html.split("<script")
        .skip(1)
        .filter_map(|it| it.split_once("</script>").map(|(script, _)| script))
        .filter(|it| it.contains("_trunk/ws") || it.contains("__TRUNK"))
        .flat_map(|it| ["<script", it, "</script>"])
        .collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"<link rel="preload" href="/app-1_bg.wasm"><script>init()</script><script>connect("_trunk/ws")</script>"#;

    #[test]
    fn the_names_of_the_built_files_are_found_and_preloads_are_not_carried_over() {
        let assets = Assets::new(
            TEMPLATE,
            r#"{"css":"app-1.css","late":"late-4.css","editor":"editor-2.js","code":"code-3"}"#,
            "go()\n".into(),
        )
        .expect("all is there");
        let page = assets.page(
            &Route::Home,
            &Head {
                title: "a < b".into(),
                description: "\"".into(),
            },
            "<p>hi</p>",
        );
        assert!(page.contains("data-script=\"/code-3/app.js\" data-wasm=\"/code-3/app_bg.wasm\""));
        assert!(page.contains("<title>a &lt; b</title>") && page.contains("content=\"&quot;\""));
        assert!(
            page.contains("<script>go()</script>")
                && page.contains("_trunk/ws")
                && !page.contains("preload")
                && !page.contains("init()")
        );
    }

    #[test]
    fn a_site_without_code_is_refused() {
        let error = Assets::new(
            "<html>",
            r#"{"css":"","late":"","editor":"","code":""}"#,
            String::new(),
        )
        .err()
        .expect("no code");
        assert!(error.to_string().contains("folder of code"));
    }
}
