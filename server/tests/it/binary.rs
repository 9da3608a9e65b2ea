//! The binary, as somebody starts it in a terminal.

use std::{
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// A server that finds a port, and needs no built site.
const USUAL: [&str; 5] = ["--port", "0", "--dev", "--site", "no-such-folder"];

fn roundtrip(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roundtrip"));
    command
        .args(arguments)
        .env_remove("RUST_LOG")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A started server; it is ended when a test fails half-way.
pub struct Started {
    process: Child,
    pub url: String,
}

impl Started {
    pub fn new() -> Self {
        Self::with(&[])
    }

    fn with(more: &[&str]) -> Self {
        Self::of(roundtrip(&[&USUAL, more].concat()))
    }

    fn of(mut command: Command) -> Self {
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line
            .strip_prefix("Roundtrip is at ")
            .and_then(|it| it.strip_suffix("/\n"))
            .unwrap_or_else(|| panic!("{line:?}"));
        Self {
            process,
            url: url.to_owned(),
        }
    }

    pub fn get(&self, path: &str) -> String {
        ask(&self.url, path, "")
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn fails(arguments: &[&str]) -> String {
    let Output {
        status,
        stderr,
        stdout,
    } = roundtrip(arguments).output().unwrap();
    assert!(!status.success(), "{arguments:?}");
    assert!(stdout.is_empty(), "{arguments:?}");
    let message = String::from_utf8(stderr).unwrap();
    assert_eq!(message.lines().count(), 1, "{message}");
    message
}

#[test]
fn it_says_where_it_is_answers_and_logs_a_line() {
    let mut server = Started::new();
    let answer = server.get("/api/hello?log=me");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    server.process.kill().unwrap();
    let mut log = String::new();
    server
        .process
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    let line = log
        .lines()
        .find(|it| it.contains("GET /api/hello?log=me"))
        .unwrap();
    assert!(
        line.contains("-> 200") && line.contains(" ms") && line.contains("28 bytes"),
        "{line}"
    );
}

#[cfg(unix)]
#[test]
fn it_ends_within_five_seconds_when_asked() {
    for signal in ["-INT", "-TERM"] {
        let mut server = Started::new();
        // At once: from its first line on it must be ready to end.
        let asked = Instant::now();
        let pid = server.process.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(server.process.wait().unwrap().success(), "{signal}");
        assert!(asked.elapsed() < Duration::from_secs(5), "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn with_few_files_allowed_it_takes_fewer_connections_and_says_so() {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "ulimit -n 400 && exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_roundtrip"))
        .args(USUAL)
        .env_remove("RUST_LOG")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut server = Started::of(shell);
    assert!(server.get("/api/hello").starts_with("HTTP/1.1 200"));
    server.process.kill().unwrap();
    let mut log = String::new();
    let stderr = server.process.stderr.as_mut().unwrap();
    stderr.read_to_string(&mut log).unwrap();
    // 300 files are for all else, and two listeners share the rest.
    assert!(
        log.contains("may have only 400 files open, so 50 connections")
            && log.contains("ulimit -n"),
        "{log}"
    );
}

#[test]
fn a_port_in_use_is_said_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "home").unwrap();
    let message = fails(&["--port", &port, "--site", folder.path().to_str().unwrap()]);
    assert!(
        message.contains(&port) && message.contains("--port"),
        "{message}"
    );
}

/// The answer to a request that needs no more than a path and a few fields.
fn ask(origin: &str, path: &str, fields: &str) -> String {
    use std::io::Write;
    let host = origin.strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{fields}\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_second_origin_listens_beside_the_first_and_has_nothing_else() {
    let server = Started::new();
    let answer = server.get("/api/origins");
    let origins: serde_json::Value =
        serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    assert_eq!(origins["first"], server.url);
    let second = origins["second"].as_str().unwrap();
    assert_ne!(second, server.url);
    let own = format!("Origin: {}\r\n", server.url);
    let answer = ask(second, "/cors/exact-origin", &own);
    assert!(
        answer.contains(&format!("Access-Control-Allow-Origin: {}\r\n", server.url)),
        "{answer}"
    );
    assert!(ask(second, "/api/hello", "").starts_with("HTTP/1.1 404 "));
}

#[test]
fn one_can_do_without_the_second_origin() {
    let server = Started::with(&["--no-second-origin"]);
    assert!(server.get("/api/origins").contains("\"second\":null"));
}

/// A port that is free, and a listener on the next. They are below those that are given to whoever asks for any, so
/// that no other test gets the free one.
fn neighbours() -> (u16, TcpListener) {
    let listen = |port| TcpListener::bind(("127.0.0.1", port)).ok();
    let pair = |port| listen(port).and(listen(port + 1)).map(|it| (port, it));
    (20_000..30_000)
        .find_map(pair)
        .expect("of ten thousand ports, two are free")
}

#[test]
fn a_second_port_in_use_is_said_with_what_to_do() {
    let (first, _taken) = neighbours();
    let (first, second) = (first.to_string(), first + 1);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "home").unwrap();
    let message = fails(&["--port", &first, "--site", folder.path().to_str().unwrap()]);
    assert!(
        message.contains(&second.to_string()) && message.contains("--no-second-origin"),
        "{message}"
    );
}

#[test]
fn a_site_that_is_not_built_is_said_with_what_to_do() {
    let message = fails(&["--port", "0", "--site", "no-such-folder"]);
    assert!(
        message.contains("no-such-folder") && message.contains("cargo xtask play"),
        "{message}"
    );
}

#[test]
fn listening_everywhere_needs_an_address_to_give_out() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "home").unwrap();
    let site = folder.path().to_str().unwrap();
    let message = fails(&["--port", "0", "--listen", "0.0.0.0", "--site", site]);
    assert!(message.contains("--public-url"), "{message}");
}

#[test]
fn a_log_filter_that_is_misspelt_is_said() {
    let Output { stderr, .. } = roundtrip(&["--port", "0", "--site", "no-such-folder"])
        .env("RUST_LOG", "server=loud")
        .output()
        .unwrap();
    let log = String::from_utf8(stderr).unwrap();
    assert!(log.contains("RUST_LOG"), "{log}");
}
