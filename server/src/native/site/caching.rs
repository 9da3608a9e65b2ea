//! How long a file may be kept: for ever when its name holds a hash of its content, else only to be asked for again.

/// `Cache-Control` for a path of the site (RFC 9111, section 5.2.2; `immutable` is RFC 8246).
pub(super) fn rule(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    if has_hash(name) || in_hashed_folder(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// Whether a file lies in a folder `code-<16 hexadecimal digits>`, whose files change only together with its name.
fn in_hashed_folder(path: &str) -> bool {
    path.strip_prefix("/code-")
        .and_then(|rest| rest.split_once('/'))
        .is_some_and(|(hash, _)| hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit()))
}

/// Whether a file is called `name-<hash>.ext`: 16 hexadecimal digits as Trunk writes them, before wasm-bindgen's
/// `_bg` if it is there, or 8 characters of upper-case base 32 as esbuild does.
fn has_hash(name: &str) -> bool {
    let Some((stem, _)) = name.split_once('.') else {
        return false;
    };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let Some((_, hash)) = stem.rsplit_once('-') else {
        return false;
    };
    let all = |of: fn(u8) -> bool| hash.bytes().all(of);
    match hash.len() {
        16 => all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f')),
        8 => all(|it| matches!(it, b'A'..=b'Z' | b'2'..=b'7')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for path in [
            "/app-1a2b3c4d5e6f7890.js",
            "/app-1a2b3c4d5e6f7890_bg.wasm",
            "/code-1a2b3c4d5e6f7890/app_bg.wasm",
            "/web/editor-ABCD2345.js",
            "/app-ZZZZZZZZ.css",
        ] {
            assert!(rule(path).contains("immutable"), "{path}");
        }
        for path in [
            "/",
            "/learn/who-talks-to-whom/",
            "/learn/lesson-ABCD2345/",
            "/content/lessons/who-talks-to-whom.json",
            "/snippets/app-1a2b3c4d5e6f7890/inline0.js",
            "/editor-overview.js",
            "/sandbox.html",
        ] {
            assert_eq!(rule(path), "no-cache", "{path}");
        }
    }
}
