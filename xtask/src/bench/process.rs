//! What the system says of another process, and how quickly a server answers. On systems without `/proc` nothing is
//! known of memory and time of a process: those figures are left out there.

use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// A unit of time in `/proc/…/stat`: a hundredth of a second on every Linux that there is.
const TICK: Duration = Duration::from_millis(10);

/// Resident memory, in MiB; how much of it is of the process's own making comes second.
pub fn memory(process: u32) -> Option<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let field = |name: &str| -> Option<f64> {
        let line = status.lines().find_map(|it| it.strip_prefix(name))?;
        let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
        Some(kibibytes / 1024.0)
    };
    Some((field("VmRSS:")?, field("RssAnon:")?))
}

/// How long a process has kept processors busy, in its own code and in the system's for it.
pub fn busy(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in parentheses, may hold anything. Behind it, the twelfth and the thirteenth field are the times.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11);
    let mut time = || times.next()?.parse::<u32>().ok();
    Some(TICK * (time()? + time()?))
}

/// The body of what a server answers, which must be a 200.
pub fn get(server: SocketAddr, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect_timeout(&server, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream
        .take(1 << 20)
        .read_to_string(&mut answer)
        .with_context(|| format!("no answer to {path}"))?;
    match answer.split_once("\r\n\r\n") {
        Some((head, body)) if head.starts_with("HTTP/1.1 200 ") => Ok(body.to_owned()),
        _ => bail!("{path} is not answered with 200"),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn this_process_has_memory_and_has_been_busy() {
        let id = std::process::id();
        let (resident, own) = memory(id).expect("it runs");
        assert!((1.0..10_000.0).contains(&resident) && own < resident);
        let begun = Instant::now();
        let before = busy(id).expect("it runs");
        while busy(id).expect("it runs") < before + 2 * TICK {
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "it is busy all the time"
            );
        }
    }
}
