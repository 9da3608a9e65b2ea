//! Words for lines that do not stand as deep as their block.

use crate::judge::indent::Misplaced;

/// The most lines that are named.
const NAMED: usize = 4;

/// Where a line of this level stands.
pub fn depth(level: usize) -> String {
    match level {
        0 => "This line is in no block, so it stands at the margin.".to_owned(),
        1 => "This line is in one block, so it stands one step deep.".to_owned(),
        level => format!("This line is in {level} blocks, so it stands {level} steps deep."),
    }
}

/// The words for a program that does what it should, with lines at the wrong depth; at least one.
pub fn of_indentation(found: &[Misplaced]) -> String {
    let named: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|it| it.line.to_string())
        .collect();
    let more = found.len().saturating_sub(NAMED);
    let lines = match (named.as_slice(), more) {
        ([only], _) => format!("Line {only} does not stand as deep as its block."),
        ([first @ .., last], 0) => format!(
            "Lines {} and {last} do not stand as deep as their blocks.",
            first.join(", ")
        ),
        (named, more) => format!(
            "Lines {} and {more} more do not stand as deep as their blocks.",
            named.join(", ")
        ),
    };
    format!(
        "The order is right: the program does what it should. {lines} JavaScript does not mind, but whoever reads it sees by the \
         indentation what belongs to what: between `{{` and `}}` a line stands one step deeper."
    )
}
