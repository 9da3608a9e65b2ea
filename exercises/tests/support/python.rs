//! The agent for Python, in Node: `QuickJS` has no WebAssembly. One process for all runs of a test binary.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Mutex, OnceLock, PoisonError},
};

/// Node, and the pipes to it.
struct Node {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    _process: Child,
}

/// What the agent says of a run that begins with this line.
pub fn said(line: &str) -> Vec<String> {
    static NODE: OnceLock<Mutex<Node>> = OnceLock::new();
    let node = NODE.get_or_init(|| Mutex::new(start()));
    let mut node = node.lock().unwrap_or_else(PoisonError::into_inner);
    writeln!(node.input, "{line}").expect("Node reads what it is sent");
    let mut answer = String::new();
    node.output
        .read_line(&mut answer)
        .expect("Node answers every line");
    serde_json::from_str(&answer).expect(
        "the answer is a list of lines; `cargo xtask setup` installs what Node needs for it",
    )
}

/// Starts Node; it ends with its input, when the tests do.
fn start() -> Node {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/python.mjs");
    let mut process = Command::new("node")
        .arg(script)
        .arg(env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node runs; `cargo xtask setup` says how to get it");
    Node {
        input: process.stdin.take().expect("it is piped"),
        output: BufReader::new(process.stdout.take().expect("it is piped")),
        _process: process,
    }
}
