//! The binary is killed while clients write, again and again: what was acknowledged is there afterwards, once.
//!
//! 20 rounds; `ROUNDTRIP_CRASHES=100` makes it as many as you like.
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    env,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

/// The server, on its data.
struct Server {
    process: Child,
    host: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_roundtrip"))
            .args(["--port", "0", "--dev", "--site", "no-such-folder", "--data"])
            .arg(data)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let host = line
            .strip_prefix("Roundtrip is at http://")
            .and_then(|it| it.strip_suffix("/\n"));
        let host = host.unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self { process, host }
    }

    /// SIGKILL: nothing is tidied up.
    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A client on one connection, which is somebody.
struct Client {
    stream: BufReader<TcpStream>,
    host: String,
    visitor: u128,
}

impl Client {
    fn connect(host: &str, visitor: u128) -> Self {
        let stream = TcpStream::connect(host).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        Self {
            stream: BufReader::new(stream),
            host: host.to_owned(),
            visitor,
        }
    }

    /// One exchange: its status and its body, or nothing where no whole answer arrived.
    fn send(
        &mut self,
        method: &str,
        target: &str,
        key: &str,
        body: &Value,
    ) -> Option<(u16, Value)> {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let key = if key.is_empty() {
            String::new()
        } else {
            format!("Idempotency-Key: {key}\r\n")
        };
        let text = format!(
            "{method} {target} HTTP/1.1\r\nHost: {}\r\nCookie: roundtrip_visitor={:032x}\r\n{key}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            self.visitor,
            body.len(),
        );
        self.stream.get_mut().write_all(text.as_bytes()).ok()?;
        self.answer()
    }

    fn answer(&mut self) -> Option<(u16, Value)> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).ok().filter(|it| *it > 0)?;
            if line == "\r\n" {
                break;
            }
            lines.push(line.to_ascii_lowercase());
        }
        let status = lines.first()?.split(' ').nth(1)?.parse().ok()?;
        let length = lines
            .iter()
            .find_map(|it| it.strip_prefix("content-length:"))?;
        let mut body = vec![0; length.trim().parse().ok()?];
        self.stream.read_exact(&mut body).ok()?;
        Some((status, serde_json::from_slice(&body).ok()?))
    }
}

/// What a client does again and again, each time under a key of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Like,
    Order,
    Payment,
}

impl Deed {
    const ALL: [Self; 3] = [Self::Like, Self::Order, Self::Payment];

    fn key(self, number: usize) -> String {
        format!("{self:?}-{number}")
    }

    /// Does it for the `number`th time; what was answered, if anything was.
    fn done(self, client: &mut Client, number: usize) -> Option<Value> {
        let key = self.key(number);
        let (status, answer) = match self {
            Self::Like => client.send("POST", "/api/posts/1/like", &key, &Value::Null)?,
            Self::Payment => {
                let payment = json!({"recipient": "Shop", "amount_cents": number + 1});
                client.send("POST", "/api/payments", &key, &payment)?
            }
            Self::Order => {
                let quantity = json!({"quantity": number % 99 + 1});
                client.send("PUT", "/api/cart/items/1", "", &quantity)?;
                client.send("POST", "/api/checkout", &key, &Value::Null)?
            }
        };
        assert!(
            [200, 201].contains(&status),
            "{self:?} {number}: {status} {answer}"
        );
        Some(answer)
    }
}

/// Does a deed until the server is gone: the answers that arrived.
fn until_it_is_gone(host: &str, visitor: u128, deed: Deed) -> Vec<Value> {
    let mut client = Client::connect(host, visitor);
    (0..)
        .map_while(|number| deed.done(&mut client, number))
        .collect()
}

/// Repeats on a new server what was not acknowledged, and what was: the former happens, the latter is answered as
/// before. Returns all answers.
fn repeated(host: &str, visitor: u128, deed: Deed, mut answers: Vec<Value>) -> Vec<Value> {
    let mut client = Client::connect(host, visitor);
    let last = answers.len();
    for (number, answer) in answers.iter().enumerate().skip(last.saturating_sub(3)) {
        let again = deed.done(&mut client, number).unwrap();
        assert_eq!(again, *answer, "{deed:?} {number} was acknowledged");
    }
    answers.push(deed.done(&mut client, last).unwrap());
    answers
}

/// That there is what was answered, and nothing else.
fn check(host: &str, visitor: u128, deed: Deed, answers: &[Value]) {
    let mut client = Client::connect(host, visitor);
    let expected: Vec<u64> = (1..=answers.len() as u64).collect();
    let id = |it: &Value| it["id"].as_u64().unwrap();
    match deed {
        Deed::Like => {
            let told: Vec<u64> = answers
                .iter()
                .map(|it| it["likes"].as_u64().unwrap())
                .collect();
            assert_eq!(told, expected, "each like counted once");
            let posts = client
                .send("GET", "/api/posts", "", &Value::Null)
                .unwrap()
                .1;
            assert_eq!(posts["posts"][0]["likes"], answers.len());
        }
        Deed::Order | Deed::Payment => {
            assert_eq!(answers.iter().map(id).collect::<Vec<_>>(), expected);
            let (path, name) = match deed {
                Deed::Order => ("/api/orders", "orders"),
                _ => ("/api/payments", "payments"),
            };
            assert_eq!(list(&mut client, path, name), answers);
        }
    }
}

fn list(client: &mut Client, path: &str, name: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut next = Some(format!("{path}?limit=100"));
    while let Some(target) = next {
        let part = client.send("GET", &target, "", &Value::Null).unwrap().1;
        items.extend(part[name].as_array().unwrap().iter().cloned());
        next = part["next"].as_str().map(ToOwned::to_owned);
    }
    items
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_by_a_crash() {
    let rounds = env::var("ROUNDTRIP_CRASHES").map_or(20, |it| it.parse().unwrap());
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path());
    let mut known = BTreeMap::new();
    for round in 1..=rounds {
        let visitor = move |deed: Deed| round * 10 + deed as u128;
        let clients = Deed::ALL.map(|deed| {
            let host = server.host.clone();
            thread::spawn(move || (deed, until_it_is_gone(&host, visitor(deed), deed)))
        });
        thread::sleep(Duration::from_millis(10 + getrandom::u64().unwrap() % 150));
        server.kill();
        server = Server::start(data.path());
        for client in clients {
            let (deed, answers) = client.join().unwrap();
            let answers = repeated(&server.host, visitor(deed), deed, answers);
            check(&server.host, visitor(deed), deed, &answers);
            known.insert(visitor(deed), (deed, answers));
        }
    }
    for (visitor, (deed, answers)) in &known {
        check(&server.host, *visitor, *deed, answers);
    }
    let all: usize = known.values().map(|it| it.1.len()).sum();
    println!("{rounds} crashes, {all} acknowledged writes: none lost, none doubled");
    assert!(
        all > 3 * known.len(),
        "the clients hardly got to write anything"
    );
}
