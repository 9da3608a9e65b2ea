//! The words that may follow three backticks: kinds of blocks, and languages of code.

/// Blocks that a lesson is built from. The body of the fence is the id of a table in lesson.toml, Markdown, or nothing.
pub(super) const KINDS: &[&str] = &[
    "why",
    "terms",
    "conversation",
    "snippet",
    "experiment",
    "compare",
    "quiz",
    "challenge",
    "real-world",
    "faq",
    "summary",
    "next",
];

/// Languages that code may be in; `text` for none.
pub(super) const LANGUAGES: &[&str] = &[
    "console", "css", "html", "http", "js", "json", "rust", "sql", "text", "toml", "ts",
];

/// Whether a fence with these words opens a block.
pub(super) fn is_block(info: &str) -> bool {
    KINDS.contains(&info.trim())
}
