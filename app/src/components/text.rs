//! Between HTML fragments and plain text: labels for screen readers come out of fragments, and what a learner
//! typed goes into them.

/// A fragment's text, without its tags: for live regions and labels.
pub fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else {
            rest = &rest[open..];
            break;
        };
        rest = &rest[open + close + 1..];
    }
    text.push_str(rest);
    // `&amp;` comes last, so that what is written as `&amp;lt;` stays `&lt;`.
    for (entity, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        if text.contains(entity) {
            text = text.replace(entity, character);
        }
    }
    text
}

/// Plain text as an HTML fragment.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_is_read_without_its_tags() {
        for (html, text) in [
            ("A <em>server</em> answers.", "A server answers."),
            ("<code>a &lt; b &amp;&amp; c</code>", "a < b && c"),
            ("written <code>&amp;lt;</code>", "written &lt;"),
            ("an open < end", "an open < end"),
            ("", ""),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }

    #[test]
    fn typed_text_becomes_harmless_and_comes_back_whole() {
        let typed = "<img src=x onerror=\"alert(1)\"> & more";
        let html = escape(typed);
        assert!(!html.contains('<') && !html.contains('"'), "{html}");
        assert_eq!(plain(&html), typed);
    }
}
