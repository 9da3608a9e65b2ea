//! Whatever stands in the files, the compiler gives a value or errors, and its HTML is its own.

use proptest::prelude::*;

use super::{compile, real_content, with};

/// Pieces that mean something to one of the parsers, so that chance goes deep.
#[rustfmt::skip]
const SHARDS: &[&str] = &[
    "```", "quiz", "\n", "\n\n", "check", "## ", "### ", "- ", "> ", "|a|b|\n|-|-|\n", "[x](term:client)", "[x](", "<b>",
    "<!--", "![", "    ", "\t", "\r\n", "`", "*", "_", "\\", "&amp;", "é", "\u{0}", "\u{feff}", "[[terms]]\n", "id = ", "\"",
    "'''", "{", "}", "[", "]", "=", ",", "1", "true", "kind = \"fill\"\n", "[[quizzes]]\n", "[[quizzes.questions]]\n", "#",
    "<script>alert(1)</script>", "](javascript:alert(1))", "](/a\" onerror=\"x)", "<javascript:x>", "&lt;b>", "https://a.example",
];

fn damage() -> impl Strategy<Value = String> {
    let shard = prop::sample::select(SHARDS).prop_map(str::to_owned);
    let piece = prop_oneof![4 => shard, 1 => "\\PC{0,4}"];
    prop::collection::vec(piece, 0..12).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), which in 0..3_usize) {
        let path = ["course.toml", "01-first/lesson.md", "01-first/lesson.toml"][which];
        let _ = compile(&with(path, &String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn no_damage_to_good_files_makes_it_panic(
        which in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        cut in 0..40_usize,
        new in damage(),
    ) {
        let mut files = real_content();
        let path = which.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let text = &files[&path];
        let start = text.floor_char_boundary(from.index(text.len() + 1));
        let end = text.ceil_char_boundary((start + cut).min(text.len()));
        let damaged = format!("{}{new}{}", &text[..start], &text[end..]);
        files.insert(path, damaged);
        match compile(&files) {
            Ok(compiled) => {
                crate::compiler::check::check(&compiled);
                prop_assert!(compiled.files().is_ok());
            }
            Err(errors) => prop_assert!(!errors.is_empty() && errors.iter().all(|it| !it.message.is_empty())),
        }
    }

    #[test]
    fn html_holds_only_what_the_compiler_writes(md in damage()) {
        let md = format!("{md}\n\n```quiz\ncheck\n```\n");
        if let Ok(compiled) = compile(&with("01-first/lesson.md", &md)) {
            for block in &compiled.lessons[0].blocks {
                if let crate::model::Block::Prose { html } = block {
                    for tag in html.split('<').skip(1) {
                        let known = ["p>", "/", "a ", "em>", "strong>", "code", "pre tabindex=\"0\">", "/pre>", "ul>", "ol", "li>", "h3 id=", "table>",
                            "thead>", "tbody>", "tr>", "t", "blockquote>", "del>", "br />", "hr />"];
                        prop_assert!(known.iter().any(|it| tag.starts_with(it)), "<{}", tag);
                        prop_assert!(!tag.starts_with("a ") || tag.starts_with("a href=\"/") || tag.starts_with("a href=\"#")
                            || tag.starts_with("a href=\"https://") || tag.starts_with("a class=\"term\""), "<{}", tag);
                    }
                }
            }
        }
    }
}
