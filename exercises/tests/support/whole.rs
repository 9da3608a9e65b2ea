//! Whether a value came out of the sandbox whole, read from the line itself: what is shown of a value is cut again.

use exercises::judge::Run;
use serde_json::Value as Json;

/// Everything that was observed in a run, in order: `[index, kind, value, ms, logs, dropped]` each.
pub fn observed(run: &Run) -> Vec<Json> {
    let said = super::lines(run).into_iter();
    let seen = said.flat_map(|it| after(&it, "seen"));
    seen.collect()
}

/// What stands in a line behind this word; nothing in a line that begins with another.
pub fn after(line: &str, word: &str) -> Vec<Json> {
    let mut parts: Vec<Json> = serde_json::from_str(line).expect("a line is JSON");
    let first = parts.remove(0);
    if first == word { parts } else { Vec::new() }
}

/// Whether nothing of a tagged value was left out or cut.
pub fn whole(value: &Json) -> bool {
    let Some((tag, rest)) = value.as_array().and_then(|it| it.split_first()) else {
        return true;
    };
    match (tag.as_str(), rest) {
        (Some("a" | "o" | "m" | "t"), [Json::Array(items), total, ..]) => {
            *total == items.len() && items.iter().all(whole)
        }
        (Some("x"), []) | (Some("s"), [_, _]) => false,
        // A pair, or something that is never cut.
        _ => rest.iter().chain([tag]).all(whole),
    }
}
