//! The examples of `/docs`, run as they are printed: each block of shell in the description, by `sh`, with `curl`.

use std::{path::Path, process::Stdio, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{binary::Started, support::patiently_for};

/// The origin that the examples are written for.
const WRITTEN_FOR: &str = "http://127.0.0.1:3000";

/// Longer than any example takes: the longest waits for three seconds.
const PATIENCE: Duration = Duration::from_mins(1);

/// How many run at a time.
const AT_ONCE: usize = 8;

/// Examples whose answer has no end. They are stopped once it has begun.
const ENDLESS: [&str; 2] = ["/api/events", "/_wire/events"];

/// Examples that show a refusal or a failure, and the status that they show.
const REFUSED: [(&str, &str); 5] = [
    ("/status/{codes}", "404"),
    ("/websocket/echo", "426"),
    ("/api/ws", "426"),
    ("/unstable", "500"),
    ("/mix", "503"),
];

/// A block of shell from the description of a path.
#[derive(Debug)]
struct Example {
    path: String,
    script: String,
    /// What it prints, where the description says so: the block behind it, of `text` or `json`.
    prints: Option<String>,
}

/// The fenced blocks of a text: what they say they are, and what is in them.
fn blocks(text: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.trim().strip_prefix("```") {
            let inside = lines.by_ref().take_while(|it| it.trim() != "```");
            let inside: Vec<&str> = inside.collect();
            blocks.push((kind, inside.join("\n")));
        }
    }
    blocks
}

fn examples(description: &Value, origin: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        // What several methods have in common is described with each of them.
        let mut seen = Vec::new();
        for operation in item.as_object().unwrap().values() {
            let text = operation["description"].as_str().unwrap_or_default();
            if seen.contains(&text) {
                continue;
            }
            seen.push(text);
            for (kind, inside) in blocks(text) {
                let inside = inside.replace(WRITTEN_FOR, origin);
                match kind {
                    "sh" => examples.push(Example {
                        path: path.clone(),
                        script: inside,
                        prints: None,
                    }),
                    "text" | "json" => {
                        let before = examples.last_mut().filter(|it| it.path == *path);
                        before.expect("a block of shell is before it").prints = Some(inside);
                    }
                    other => panic!("{path} has a block of {other:?}"),
                }
            }
        }
    }
    examples
}

/// Starts an example in a folder of its own. There, `curl` is set up to say each status on standard error.
fn start(example: &Example, folder: &Path) -> Child {
    let settings = "no-progress-meter\nwrite-out = \"%{stderr}answered %{http_code}\\n\"\n";
    std::fs::write(folder.join(".curlrc"), settings).unwrap();
    Command::new("sh")
        .args(["-eu", "-c", &example.script])
        .current_dir(folder)
        .envs([("CURL_HOME", folder), ("HOME", folder)])
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .expect("there is a shell")
}

/// What is wrong with an example; nothing where it does what it says.
async fn fault(example: &Example) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut child = start(example, folder.path());
    if ENDLESS.contains(&&*example.path) {
        let first = begin(&mut child).await;
        let fits = first.starts_with(':') || first.starts_with("retry: ");
        return (!fits).then(|| format!("{example:?} begins with {first:?}"));
    }
    let output = patiently_for(PATIENCE, child.wait_with_output())
        .await
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    let printed = example
        .prints
        .as_deref()
        .is_none_or(|it| it == text.trim_end());
    let refused = REFUSED.iter().find(|it| it.0 == example.path);
    let answered = said
        .lines()
        .filter_map(|it| it.strip_prefix("answered "))
        .all(|it| it.starts_with(['2', '3']) || refused.is_some_and(|known| known.1 == it));
    let fits = output.status.success() && printed && answered;
    (!fits).then(|| format!("{example:#?}\n{}\n{said}\n{text}", output.status))
}

/// Waits until an answer without an end has begun, and ends it: its first line.
async fn begin(child: &mut Child) -> String {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = patiently_for(PATIENCE, lines.next_line()).await.unwrap();
    let group = format!("-{}", child.id().unwrap());
    let mut kill = Command::new("kill");
    let killed = kill.args(["-KILL", "--", &group]).status().await;
    assert!(killed.unwrap().success());
    patiently_for(PATIENCE, child.wait()).await.unwrap();
    first.unwrap_or_default()
}

#[cfg(unix)]
#[tokio::test]
async fn every_example_does_what_it_says() {
    use futures_util::{StreamExt, stream};

    let curl = Command::new("curl").arg("--version").output().await;
    assert!(
        curl.is_ok_and(|it| it.status.success()),
        "the examples of /docs are run with curl, which is not installed: install it from your system's packages"
    );
    let server = Started::new();
    let answer = server.get("/openapi.json");
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let examples = examples(&serde_json::from_str(body).unwrap(), &server.url);
    assert!(examples.len() > 40, "{}", examples.len());
    for path in ENDLESS.iter().chain(REFUSED.iter().map(|it| &it.0)) {
        assert!(examples.iter().any(|it| it.path == *path), "{path}");
    }
    assert!(examples.iter().filter(|it| it.prints.is_some()).count() > 2);
    let faults: Vec<String> = stream::iter(&examples)
        .map(fault)
        .buffer_unordered(AT_ONCE)
        .filter_map(std::future::ready)
        .collect()
        .await;
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
