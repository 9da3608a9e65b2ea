//! What a browser may do in our pages: the Content Security Policy of each HTML file, with the hashes of the inline
//! scripts that stand in it.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// The policy of a page of the app. `others` are the origins that it may send requests to beside its own, each with a
/// space before it.
pub fn page_policy(html: &str, others: &str) -> String {
    let hashes = hashes(html);
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'{others}; frame-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'; object-src 'none'"
    )
}

/// The policy of the document in which learner code runs: an origin of its own, no network, no storage.
pub fn sandbox_policy(html: &str) -> String {
    let hashes = hashes(html);
    format!(
        "sandbox allow-scripts; default-src 'none'; script-src{hashes} 'unsafe-eval' blob:; worker-src blob:; \
         connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
}

/// The hash source of every inline script, each with a space before it.
fn hashes(html: &str) -> String {
    let mut sources: Vec<String> = inline_scripts(html).iter().map(|it| source(it)).collect();
    sources.dedup();
    sources.concat()
}

fn source(script: &str) -> String {
    // A browser makes every line break LF before it hashes.
    let script = script.replace("\r\n", "\n").replace('\r', "\n");
    let digest = Sha256::digest(script.as_bytes());
    format!(" 'sha256-{}'", BASE64_STANDARD.encode(digest))
}

/// The text of every script that would run and has no `src`, in order.
fn inline_scripts(html: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = html;
    while let Some(at) = find(rest, "<script") {
        rest = &rest[at + "<script".len()..];
        if !rest.starts_with([' ', '\t', '\n', '\r', '\u{c}', '/', '>']) {
            continue;
        }
        let Some(tag_end) = tag_end(rest) else {
            break;
        };
        let (attributes, body) = (&rest[..tag_end], &rest[tag_end + 1..]);
        let end = find(body, "</script").unwrap_or(body.len());
        if runs_inline(attributes) {
            scripts.push(&body[..end]);
        }
        rest = &body[end..];
    }
    scripts
}

/// Where `needle`, in lower case, begins in `text`, in any case.
fn find(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes()
        .windows(needle.len())
        .position(|it| it.eq_ignore_ascii_case(needle.as_bytes()))
}

/// Where the `>` is that ends a tag: not one in a quoted value.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.char_indices().find_map(|(at, it)| {
        match quote {
            Some(open) if it == open => quote = None,
            None if it == '>' => return Some(at),
            None if it == '"' || it == '\'' => quote = Some(it),
            _ => {}
        }
        None
    })
}

/// Whether a script with these attributes stands in the page itself and would run. Data blocks, such as
/// `type="application/json"`, never do.
fn runs_inline(attributes: &str) -> bool {
    let attributes = parse(attributes);
    let value = |name: &str| {
        attributes
            .iter()
            .find(|(it, _)| it.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_ascii_lowercase())
    };
    value("src").is_none()
        && matches!(
            value("type").as_deref(),
            None | Some("" | "module" | "importmap" | "text/javascript" | "application/javascript")
        )
}

/// The attributes of a tag, as `(name, value)`.
fn parse(mut rest: &str) -> Vec<(&str, &str)> {
    let space = |it: char| it.is_ascii_whitespace() || it == '/';
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(space);
        if rest.is_empty() {
            return attributes;
        }
        // A name may begin with an equals sign, but not hold one.
        let name_end = rest
            .char_indices()
            .skip(1)
            .find(|&(_, it)| space(it) || it == '=')
            .map_or(rest.len(), |(at, _)| at);
        let (name, after) = rest.split_at(name_end);
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => ("", after),
        };
        attributes.push((name, value));
        rest = after;
    }
}

/// An attribute's value, and what follows it.
fn value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_at(
            text.find(|it: char| it.is_ascii_whitespace())
                .unwrap_or(text.len()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn inline_scripts_are_found_and_others_left() {
        let html = r#"<!doctype html><SCRIPT>one()</SCRIPT>
            <script src="/app.js"></script><script type="application/json">{"a":"<b>"}</script>
            <script type=module data-x="a > b">two()</script ><scripted>no</scripted>
            <script data-src="x"
                    async>three("</p>")</script><script type="text/template">no</script>"#;
        assert_eq!(inline_scripts(html), ["one()", "two()", "three(\"</p>\")"]);
    }

    #[test]
    fn a_hash_is_the_one_that_browsers_compute() {
        // Computed with `openssl dgst -sha256 -binary | base64`.
        assert_eq!(
            source("alert('Hello, world.');"),
            " 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
        assert_eq!(source("a\r\nb"), source("a\nb"));
    }

    #[test]
    fn a_page_without_scripts_allows_none_inline() {
        let policy = page_policy("<p>hello</p>", "");
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'; "));
        assert!(!policy.contains("unsafe-inline"));
    }

    proptest! {
        #[test]
        fn no_file_makes_the_scanner_panic(html in "(<script|</script|>|src=|type=|[\"'/ é=])*") {
            let _ = page_policy(&html, "");
        }
    }
}
