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

/// Whether the fence that `raw` holds is closed: its last line is made of as many of the same sign as opened it, or more.
pub(super) fn is_closed(raw: &str) -> bool {
    let raw = raw.trim();
    let Some(sign) = raw.chars().next() else {
        return false;
    };
    let opened = raw.chars().take_while(|it| *it == sign).count();
    let last = raw.lines().skip(1).last().unwrap_or_default();
    let last = last.trim_start_matches([' ', '>']);
    last.chars().all(|it| it == sign) && last.chars().count() >= opened
}

/// Whether a fence with these words opens a block.
pub(super) fn is_block(info: &str) -> bool {
    KINDS.contains(&info.trim())
}

#[cfg(test)]
mod tests {
    use super::is_closed;

    #[test]
    fn a_fence_is_closed_by_as_many_signs_as_opened_it() {
        for (raw, closed) in [
            ("```js\nx\n```", true),
            ("```js\n```\n", true),
            ("````why\n```js\n```\n````", true),
            ("```js\n> x\n> ```", true),
            ("~~~js\nx\n~~~~", true),
            ("````why\nx\n```", false),
            ("```js\nx", false),
            ("```js", false),
            ("", false),
        ] {
            assert_eq!(is_closed(raw), closed, "{raw}");
        }
    }
}
