//! What the fuzzer is let loose on: everything that reads what a stranger sends. Each target takes any bytes, and
//! panics where the server would break a promise. The targets of `server/fuzz` call these functions, and a test here
//! replays the inputs that are kept there, so that neither can rot.

mod answer;
mod app;
mod fields;
mod framing;
mod readers;
mod script;

#[cfg(test)]
mod replay;

/// A name, and the function that takes any bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets. Each has a binary in `server/fuzz/targets` and its first inputs in `server/fuzz/seeds`.
pub const TARGETS: [Target; 14] = [
    ("router", script::router),
    ("cutter", framing::cutter),
    ("query", readers::query),
    ("redirect", readers::redirect),
    ("ranges", readers::ranges),
    ("accept", fields::accept),
    ("conditions", fields::conditions),
    ("key", fields::key),
    ("cookies", fields::cookies),
    ("digest", fields::digest),
    ("dial", readers::dial),
    ("forms", readers::forms),
    ("json", readers::json),
    ("talk", framing::talk),
];

/// Runs the target of this name.
///
/// # Panics
/// Where there is no such target, and where the input breaks a promise of the server.
pub fn run(name: &str, input: &[u8]) {
    let target = TARGETS.iter().find(|it| it.0 == name);
    target.expect("a target has the name of its file").1(input);
}
