//! Code as a part of a URL: JSON, compressed (RFC 1950), written in the letters of RFC 4648, section 5.
//!
//! It stands in the fragment, which browsers send to no server. The checksum of RFC 1950 tells a link that was cut or
//! changed from one that was not.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use miniz_oxide::{
    deflate::compress_to_vec_zlib,
    inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::components::challenge::Language;

/// The version of this form; it stands before the first dot.
const VERSION: &str = "1";
/// The longest that is written, in characters: many programs cut longer links.
pub const MAX_WRITTEN: usize = 8_000;
/// The longest that is read, in characters.
const MAX_READ: usize = 32_000;
/// The most that a link may unfold to, in bytes.
const MAX_UNFOLDED: usize = 96 * 1024;
/// The hardest that the compressor tries.
const EFFORT: u8 = 10;

/// What a link holds. Unknown members of later times are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The code.
    pub code: String,
    /// What it is written in.
    #[serde(default)]
    pub language: Language,
}

/// Why there is no link, or no code in one. The words are shown to the learner.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// It would be too long.
    #[error(
        "Your code is too long for a link: it would have {0} characters, and many programs cut links after {MAX_WRITTEN}. Copy the code itself, or shorten it."
    )]
    TooLongToWrite(usize),
    /// It is longer than any that is made here.
    #[error("This link is longer than any that is made here, so it was not opened.")]
    TooLongToRead,
    /// It was made by a later version.
    #[error(
        "This link was made by a newer version of Roundtrip. Reload the page to get the newest, and open the link again."
    )]
    Newer,
    /// It is incomplete or changed.
    #[error(
        "This link is damaged: a part of it is missing or changed. Often the end is lost when a long link is copied. Ask for it again."
    )]
    Damaged,
}

/// What follows `shared=` in the link to this code.
///
/// # Errors
/// When it would be longer than [`MAX_WRITTEN`].
pub fn write(content: &Content) -> Result<String, LinkError> {
    let json = serde_json::to_vec(content).unwrap_or_default();
    let packed = URL_SAFE_NO_PAD.encode(compress_to_vec_zlib(&json, EFFORT));
    let length = VERSION.len() + 1 + packed.len();
    if length > MAX_WRITTEN {
        return Err(LinkError::TooLongToWrite(length));
    }
    Ok(format!("{VERSION}.{packed}"))
}

/// The code that such a text holds.
///
/// # Errors
/// When it is too long, of a later version, or was not made by [`write`].
pub fn read(text: &str) -> Result<Content, LinkError> {
    if text.len() > MAX_READ {
        return Err(LinkError::TooLongToRead);
    }
    let (version, packed) = text.split_once('.').ok_or(LinkError::Damaged)?;
    match version.parse::<u32>() {
        Ok(1) => {}
        Ok(2..) => return Err(LinkError::Newer),
        _ => return Err(LinkError::Damaged),
    }
    // What follows a link in a text is at times taken for a part of it.
    let packed =
        packed.trim_end_matches(|it: char| !it.is_ascii_alphanumeric() && it != '-' && it != '_');
    let bytes = URL_SAFE_NO_PAD
        .decode(packed)
        .map_err(|_| LinkError::Damaged)?;
    let json =
        decompress_to_vec_zlib_with_limit(&bytes, MAX_UNFOLDED).map_err(|it| match it.status {
            TINFLStatus::HasMoreOutput => LinkError::TooLongToRead,
            _ => LinkError::Damaged,
        })?;
    serde_json::from_slice(&json).map_err(|_| LinkError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(code: &str) -> Content {
        Content {
            code: code.to_owned(),
            language: Language::TypeScript,
        }
    }

    #[test]
    fn what_is_written_reads_back_and_fits_into_a_url() {
        let program = "function handleRequest({ method, path }) {\n  return { status: 200, body: 'Grüße 👋' };\n}\n".repeat(20);
        for code in ["", "a", "\u{0}\n\r\t\u{2028}\"\\", &program] {
            let text = write(&typed(code)).expect("it is short enough");
            assert!(
                text.bytes()
                    .all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(&it)),
                "{text}"
            );
            assert_eq!(read(&text), Ok(typed(code)));
            assert_eq!(
                read(&format!("{text}).")),
                Ok(typed(code)),
                "a sentence goes on"
            );
        }
        assert!(write(&typed(&program)).is_ok_and(|it| it.len() < program.len() / 8));
    }

    #[test]
    fn a_link_that_was_cut_or_changed_is_damaged() {
        let text = write(&typed("function handleRequest() {}")).expect("it is short enough");
        for at in 0..text.len() {
            assert_eq!(read(&text[..at]), Err(LinkError::Damaged), "cut at {at}");
            let mut changed: Vec<u8> = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("letters");
            assert!(
                read(&changed).is_err() || at + 1 == text.len(),
                "changed at {at}"
            );
        }
        for text in [
            "", "1", "1.", ".", "x.AAAA", "0.AAAA", "1.%20", "1.ÄÖ", "-1.AA",
        ] {
            assert_eq!(read(text), Err(LinkError::Damaged), "{text}");
        }
        assert_eq!(read("2.AAAA"), Err(LinkError::Newer));
    }

    #[test]
    fn too_much_is_refused_both_ways() {
        let next = |last: &u32| Some(last.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        let noise: String = std::iter::successors(Some(1), next)
            .map(|it| char::from(b'!' + u8::try_from(it >> 26).unwrap_or(0)))
            .take(9_000)
            .collect();
        assert!(matches!(
            write(&typed(&noise)),
            Err(LinkError::TooLongToWrite(8_001..))
        ));
        assert_eq!(read(&"1.A".repeat(20_000)), Err(LinkError::TooLongToRead));
        // A few kilobytes that unfold to a hundred megabytes.
        let bomb = compress_to_vec_zlib(&vec![b' '; 20 << 20], 10);
        let bomb = format!("1.{}", URL_SAFE_NO_PAD.encode(bomb));
        assert!(bomb.len() < MAX_READ);
        assert_eq!(read(&bomb), Err(LinkError::TooLongToRead));
    }
}
