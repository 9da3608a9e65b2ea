//! Measurements in a real browser, against the optimised server: what loads before the first paint, how long grading
//! takes, and what Lighthouse says.

use super::table::{Row, Table};
use crate::{
    place,
    server::{self, Server},
    setup::Tools,
    step::Step,
    tools::node,
};
use anyhow::{Context, Result};
use serde::{Deserialize, de::DeserializeOwned};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The lesson that is measured, and its challenge.
const LESSON: &str = "who-talks-to-whom";
const CHALLENGE: &str = "handle-request";

/// The other runner, which is measured in the same browser on the same requests.
const BESIDE: &str = "@freecodecamp/curriculum-helpers";

/// How often Lighthouse looks at a page; the middle result counts.
const LOOKS: usize = 3;

/// A server with a site, and a browser to look at it with.
pub struct Bench<'a> {
    tools: &'a Tools,
    chrome: &'a Path,
    url: String,
    _server: Server,
}

#[derive(Deserialize)]
struct Loading {
    home: Early,
    lesson: Early,
}

/// What a page fetched.
#[derive(Deserialize)]
struct Early {
    /// How many requests the first paint waited for, and how many bytes they brought.
    requests: f64,
    bytes: f64,
    /// How many WebAssembly modules were asked for before that.
    wasm: f64,
    /// JavaScript and WebAssembly without the editor, in bytes: until the page was live, and until no more came.
    live: f64,
    settled: f64,
}

#[derive(Deserialize)]
struct Grading {
    ten: Latency,
    thousand: Latency,
    python: Latency,
    pythons: Latency,
    #[serde(rename = "loop")]
    endless: Latency,
    /// The first run on a page.
    first: Latency,
    /// Another runner, on the same requests.
    other: Other,
}

/// In milliseconds, until every test had its result.
#[derive(Deserialize)]
struct Other {
    ten: f64,
    thousand: f64,
    #[serde(rename = "loop")]
    endless: f64,
}

/// In milliseconds: until the judge had its verdict, and until the page showed it.
#[derive(Deserialize)]
struct Latency {
    judged: f64,
    shown: f64,
}

impl<'a> Bench<'a> {
    /// Starts the server.
    pub fn start(tools: &'a Tools, chrome: &'a Path) -> Result<Self> {
        let program = server::build(tools, true)?;
        let port = server::free_port()?;
        let mut command = server::command(&program, &place::dist(), port);
        command.arg("--no-second-origin");
        command.env("RUST_LOG", "warn");
        let server = Server::start(command, server::local(port))?;
        Ok(Self {
            tools,
            chrome,
            url: format!("http://127.0.0.1:{port}"),
            _server: server,
        })
    }

    /// What comes before the first paint, and what until the page is live.
    pub fn loading(&self) -> Result<Table> {
        let loading: Loading = self.script("Measure loading", "loading")?;
        let mut rows = Vec::new();
        for (page, it) in [("home", loading.home), ("lesson", loading.lesson)] {
            let (bytes, live, settled) = (it.bytes / 1000.0, it.live / 1000.0, it.settled / 1000.0);
            rows.push(Row::limited(
                format!("{page}: requests that the first paint waits for"),
                it.requests,
                "",
                3.0,
            ));
            rows.push(Row::limited(
                format!("{page}: what they bring"),
                bytes,
                "KB",
                20.0,
            ));
            rows.push(Row::limited(
                format!("{page}: WebAssembly asked for before the paint"),
                it.wasm,
                "",
                0.0,
            ));
            rows.push(Row::limited(
                format!("{page}: code until it is live"),
                live,
                "KB",
                150.0,
            ));
            rows.push(Row::shown(
                format!("{page}: code until no more comes by itself"),
                settled,
                "KB",
            ));
        }
        Ok(Table {
            title: "Loading from a cold cache, without the editor".into(),
            rows,
        })
    }

    /// How long a learner waits for a verdict.
    pub fn grading(&self) -> Result<Table> {
        let grading: Grading = self.script("Measure grading", "grading")?;
        let mut rows = Vec::new();
        for (what, latency, limit, other) in [
            ("10 cases", grading.ten, 4.0, Some(grading.other.ten)),
            (
                "1,000 cases",
                grading.thousand,
                50.0,
                Some(grading.other.thousand),
            ),
            (
                "while (true) {}",
                grading.endless,
                1100.0,
                Some(grading.other.endless),
            ),
            ("10 cases, first run on a page", grading.first, 60.0, None),
        ] {
            rows.push(Row::limited(
                format!("{what}: until the verdict"),
                latency.judged,
                "ms",
                limit,
            ));
            rows.push(Row::shown(
                format!("{what}: from the click until it is shown"),
                latency.shown,
                "ms",
            ));
            rows.extend(other.map(|it| Row::shown(format!("{what}: {BESIDE}"), it, "ms")));
        }
        for (what, latency) in [
            ("10 cases in Python", grading.python),
            ("1,000 cases in Python", grading.pythons),
        ] {
            let what = format!("{what}: until the verdict");
            rows.push(Row::shown(what, latency.judged, "ms"));
        }
        Ok(Table {
            title: "Grading, warm but for the first run, median of 30 (the other runner's endless loop: once)".into(),
            rows,
        })
    }

    fn script<T: DeserializeOwned>(&self, what: &str, name: &str) -> Result<T> {
        let figures = figures(name)?;
        let mut command = self.tools.command("node");
        command.arg(format!("e2e/bench/{name}.mjs")).arg(&figures);
        command
            .env("CHROME", self.chrome)
            .env("ROUNDTRIP_URL", &self.url)
            .env("LESSON", LESSON)
            .env("CHALLENGE", CHALLENGE);
        Step::new(what, command).run()?;
        read(&figures)
    }

    /// What Lighthouse says of home and lesson, as seen from a slow phone.
    pub fn lighthouse(&self) -> Result<Table> {
        let mut rows = Vec::new();
        for (page, path) in [
            ("home", "/".to_owned()),
            ("lesson", format!("/learn/{LESSON}/")),
        ] {
            let looks = (1..=LOOKS)
                .map(|look| self.look(page, &path, look))
                .collect::<Result<Vec<_>>>()?;
            rows.extend(super::lighthouse::rows(page, &looks)?);
        }
        Ok(Table {
            title: format!("Lighthouse, mobile preset, median of {LOOKS}"),
            rows,
        })
    }

    fn look(&self, page: &str, path: &str, look: usize) -> Result<super::lighthouse::Result> {
        let figures = figures(&format!("lighthouse-{page}-{look}"))?;
        let mut command = self.tools.command("node");
        command
            .arg(node::script_path("lighthouse/cli/index.js"))
            .arg(format!("{}{path}", self.url));
        command
            .args(super::lighthouse::ARGUMENTS)
            .arg(format!("--output-path={}", figures.display()));
        command.env("CHROME_PATH", self.chrome);
        Step::new(
            format!("Ask Lighthouse about {page} ({look} of {LOOKS})"),
            command,
        )
        .within(5)
        .run()?;
        read(&figures)
    }
}

/// An empty place for figures.
fn figures(name: &str) -> Result<PathBuf> {
    let folder = place::own().join("bench");
    fs::create_dir_all(&folder)?;
    let path = folder.join(name).with_extension("json");
    if path.exists() {
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok(path)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let bytes =
        fs::read(path).with_context(|| format!("no figures were written to {}", path.display()))?;
    serde_json::from_slice(&bytes)
        .with_context(|| format!("{} holds no such figures", path.display()))
}
