//! How many requests the companion server answers a second, beside a server of axum and nothing else: both are
//! optimised, on this machine, and asked in turns, so that what else goes on here meets both.

use super::{
    process,
    programs::{self, Programs},
    table::{Row, Table, median},
};
use crate::server::{self, Server};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::{net::SocketAddr, process::Command};

/// How often each server is asked for each path, and for how long, in seconds. The middle round counts.
const ROUNDS: usize = 5;
const SECONDS: f64 = 2.0;

/// What a visitor's requests bring: such exchanges are kept in the record of the wire.
const VISITOR: &str = "Cookie: roundtrip_visitor=00000000000000000000000000000007";

/// What is asked for, the words for it, a header field, and the least that the companion must reach of what the bare
/// server does, in percent.
const PATHS: [(&str, &str, Option<&str>, Option<f64>); 5] = [
    ("/get", "/get", None, Some(70.0)),
    (
        "/get",
        "/get of a visitor, kept in the record",
        Some(VISITOR),
        None,
    ),
    ("/status/200", "/status/200", None, None),
    ("/bytes/1024", "/bytes/1024", None, None),
    ("/stream-bytes/102400", "/stream-bytes/102400", None, None),
];

/// One of the two servers.
struct Contestant {
    server: Server,
    address: SocketAddr,
}

/// What the maker of load says.
#[derive(Deserialize)]
struct Report {
    requests: f64,
    seconds: f64,
}

/// A round with one server.
struct Round {
    /// Requests a second.
    rate: f64,
    /// Microseconds of processor a request; not a number where that is not known.
    cost: f64,
}

/// Measures both servers.
pub fn measure(programs: &Programs) -> Result<Table> {
    let companion = start(|port| programs.companion(port))?;
    let bare = start(|port| {
        let mut command = Command::new(&programs.bare);
        command.arg(port.to_string());
        command
    })?;
    let mut rows = Vec::new();
    for (path, words, field, least) in PATHS {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        // The first round warms up, and does not count.
        for round in 0..=ROUNDS {
            let seconds = if round == 0 { 0.3 } else { SECONDS };
            let pair = [&companion, &bare].map(|it| ask(programs, it, path, field, seconds));
            if let ([Ok(our), Ok(their)], true) = (&pair, round > 0) {
                step_line(words, round, our, their);
            }
            let [our, their] = pair;
            let (our, their) = (our?, their?);
            if round > 0 {
                ours.push(our);
                theirs.push(their);
            }
        }
        rows.extend(compared(words, &ours, &theirs, least));
    }
    Ok(Table {
        title: format!(
            "Requests answered, 32 connections, record of the wire on, median of {ROUNDS} rounds of {SECONDS} s"
        ),
        rows,
    })
}

fn step_line(words: &str, round: usize, ours: &Round, theirs: &Round) {
    crate::step::note(&format!(
        "{words}, round {round}: {:.0} of {:.0} a second",
        ours.rate, theirs.rate
    ));
}

fn start(command: impl FnOnce(u16) -> Command) -> Result<Contestant> {
    let port = server::free_port()?;
    let address = server::local(port);
    let server = Server::start(command(port), address)?;
    Ok(Contestant { server, address })
}

fn ask(
    programs: &Programs,
    whom: &Contestant,
    path: &str,
    field: Option<&str>,
    seconds: f64,
) -> Result<Round> {
    let busy = || process::busy(whom.server.id());
    let before = busy();
    let mut command = programs.load("rate", whom.address, seconds);
    command.args(["--path", path]);
    command.args(field.iter().flat_map(|it| ["--field", it]));
    let report: Report =
        programs::report(command, || {}).with_context(|| format!("{path} was not measured"))?;
    let cost = before
        .zip(busy())
        .map(|(before, after)| after.saturating_sub(before).as_secs_f64() * 1e6 / report.requests);
    Ok(Round {
        rate: report.requests / report.seconds,
        cost: cost.unwrap_or(f64::NAN),
    })
}

/// The rows of a path. What counts is the middle one of the ratios: the two of a round were measured side by side.
fn compared(words: &str, ours: &[Round], theirs: &[Round], least: Option<f64>) -> Vec<Row> {
    let middle =
        |rounds: &[Round], figure: fn(&Round) -> f64| median(rounds.iter().map(figure).collect());
    let ratio = median(
        ours.iter()
            .zip(theirs)
            .map(|(our, their)| 100.0 * our.rate / their.rate)
            .collect(),
    );
    let mut rows = vec![
        Row::shown(
            format!("{words}: companion"),
            middle(ours, |it| it.rate),
            "/s",
        ),
        Row::shown(
            format!("{words}: bare axum"),
            middle(theirs, |it| it.rate),
            "/s",
        ),
        match least {
            Some(least) => {
                Row::at_least(format!("{words}: of the bare server's"), ratio, "%", least)
            }
            None => Row::shown(format!("{words}: of the bare server's"), ratio, "%"),
        },
    ];
    let costs = [("companion", ours), ("bare axum", theirs)];
    for (who, rounds) in costs {
        let cost = middle(rounds, |it| it.cost);
        if cost.is_finite() {
            rows.push(Row::shown(
                format!("{words}: processor time a request, {who}"),
                cost,
                "µs",
            ));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounds(rates: [f64; 3]) -> Vec<Round> {
        rates
            .map(|rate| Round {
                rate,
                cost: f64::NAN,
            })
            .into()
    }

    #[test]
    fn the_middle_of_the_ratios_decides() {
        // One round in which something else kept the machine busy.
        let ours = rounds([700.0, 100.0, 72.0]);
        let ratio = |theirs| compared("x", &ours, &rounds(theirs), Some(70.0)).remove(2);
        assert!(ratio([1000.0, 1000.0, 100.0]).holds());
        assert!(!ratio([1010.0, 1000.0, 110.0]).holds());
    }
}
