//! Proactive negotiation (RFC 9110, section 12.5): which of the representations at hand a client wants most.

use axum::http::{HeaderMap, HeaderName};

/// How many entries of a field are looked at; what comes after them is ignored.
const MAX_ENTRIES: usize = 64;

/// One entry of `Accept`, `Accept-Language` or `Accept-Encoding`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// A media range, language range or content coding, in lower case, without its weight.
    pub range: String,
    /// The weight in thousandths, from 0 (not at all) to 1000.
    pub weight: u16,
}

/// The wishes in a header field, in the order they came. `None` where the field is absent. Entries that make no sense
/// are left out, as a client's mistake must not cost it the answer.
pub fn wishes(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<Wish>> {
    let mut lines = headers.get_all(name).iter().peekable();
    lines.peek()?;
    let entries = lines
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| split(it, ','));
    Some(entries.take(MAX_ENTRIES).filter_map(wish).collect())
}

/// The offer of the greatest weight; of equal ones the first. `None` where none of them is acceptable.
///
/// An absent field (`None`) accepts everything.
pub fn best<'a>(
    wishes: Option<&[Wish]>,
    offers: &[&'a str],
    weight: fn(&[Wish], &str) -> u16,
) -> Option<&'a str> {
    let Some(wishes) = wishes else {
        return offers.first().copied();
    };
    let weighed = offers.iter().map(|it| (weight(wishes, it), *it));
    // The last of equal ones is taken, so the first must come last.
    weighed
        .rev()
        .max_by_key(|it| it.0)
        .filter(|it| it.0 > 0)
        .map(|it| it.1)
}

/// The weight of a media type: that of the most specific range that covers it (section 12.5.1).
pub fn media_type(wishes: &[Wish], offer: &str) -> u16 {
    let kind = offer.split('/').next().unwrap_or_default();
    let specific = |it: &Wish| {
        let range = it.range.split(';').next().unwrap_or_default().trim();
        match range {
            "*/*" => Some(0),
            _ if range == offer => Some(2),
            _ if range.strip_suffix("/*") == Some(kind) => Some(1),
            _ => None,
        }
    };
    most_specific(wishes, specific)
}

/// The weight of a language: that of the longest range that it begins with (RFC 4647, section 3.3.1).
pub fn language(wishes: &[Wish], offer: &str) -> u16 {
    most_specific(wishes, |it| match it.range.as_str() {
        "*" => Some(0),
        range => {
            let rest = offer.strip_prefix(range)?;
            (rest.is_empty() || rest.starts_with('-')).then_some(range.len())
        }
    })
}

/// The weight of a content coding (section 12.5.3). `identity` is acceptable unless it is ruled out.
pub fn coding(wishes: &[Wish], offer: &str) -> u16 {
    let named = wishes.iter().find(|it| it.range == offer);
    let any = wishes.iter().find(|it| it.range == "*");
    match named.or(any) {
        Some(wish) => wish.weight,
        None => u16::from(offer == "identity"),
    }
}

fn most_specific(wishes: &[Wish], specific: impl Fn(&Wish) -> Option<usize>) -> u16 {
    let covering = wishes
        .iter()
        .filter_map(|it| Some((specific(it)?, it.weight)));
    covering.max_by_key(|it| it.0).map_or(0, |it| it.1)
}

fn wish(entry: &str) -> Option<Wish> {
    let mut parts = split(entry, ';');
    let mut range = parts.next()?.trim().to_ascii_lowercase();
    if range.is_empty() {
        return None;
    }
    let mut weight = 1000;
    for part in parts {
        let part = part.trim();
        match part.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("q") => {
                weight = thousandths(value.trim())?;
            }
            _ => range = format!("{range};{}", part.to_ascii_lowercase()),
        }
    }
    Some(Wish { range, weight })
}

/// A qvalue (section 12.4.2): at most three digits after the point, at most 1.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    if rest.len() > 3 || !rest.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let rest: u16 = format!("{rest:0<3}").parse().ok()?;
    match (whole, rest) {
        ("0", rest) => Some(rest),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

/// The parts between separators that stand outside of quotation marks.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |it| {
        let literal = std::mem::take(&mut escaped);
        match it {
            '\\' if quoted && !literal => escaped = true,
            '"' if !literal => quoted = !quoted,
            _ => {}
        }
        it == separator && !quoted
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header};
    use proptest::prelude::*;

    use super::*;

    fn of(name: &HeaderName, value: &str) -> Option<Vec<Wish>> {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_bytes(value.as_bytes()).ok()?);
        wishes(&headers, name)
    }

    fn choose(
        value: &str,
        offers: &[&'static str],
        weight: fn(&[Wish], &str) -> u16,
    ) -> Option<&'static str> {
        best(of(&header::ACCEPT, value).as_deref(), offers, weight)
    }

    #[test]
    fn the_most_specific_range_decides_about_a_media_type() {
        let offers = ["application/json", "text/html", "text/plain"];
        for (accept, chosen) in [
            ("*/*", Some("application/json")),
            ("text/*", Some("text/html")),
            ("text/plain", Some("text/plain")),
            (
                "text/*;q=0.3, text/html;q=0.1, */*;q=0.2",
                Some("text/plain"),
            ),
            ("TEXT/HTML;level=1;Q=0.5", Some("text/html")),
            ("text/html, application/json;q=0", Some("text/html")),
            ("image/png", None),
            ("*/*;q=0", None),
            ("text/html;q=2, text/plain;q=0.001", Some("text/plain")),
            ("text/html;q=2", None),
            ("text/html ; q=0.5, text/plain ; q=0.6", Some("text/plain")),
            ("text/plain;x=\"a,b;q=0\"", Some("text/plain")),
            ("", None),
        ] {
            assert_eq!(choose(accept, &offers, media_type), chosen, "{accept}");
        }
        assert_eq!(best(None, &offers, media_type), Some("application/json"));
    }

    #[test]
    fn languages_are_found_by_their_beginnings() {
        let offers = ["en", "de", "de-ch"];
        for (accept, chosen) in [
            ("de", Some("de")),
            ("de-ch", Some("de-ch")),
            ("de;q=0.5, de-ch;q=0.9", Some("de-ch")),
            ("fr, *;q=0.1", Some("en")),
            ("*;q=0.1, en;q=0", Some("de")),
            ("d", None),
            ("fr", None),
        ] {
            assert_eq!(choose(accept, &offers, language), chosen, "{accept}");
        }
    }

    #[test]
    fn identity_is_acceptable_until_it_is_ruled_out() {
        let offers = ["br", "gzip", "identity"];
        for (accept, chosen) in [
            ("gzip, br", Some("br")),
            ("gzip;q=1, br;q=0.5", Some("gzip")),
            ("deflate", Some("identity")),
            ("", Some("identity")),
            ("identity;q=0", None),
            ("*;q=0", None),
            ("*;q=0, gzip", Some("gzip")),
            ("*", Some("br")),
        ] {
            assert_eq!(choose(accept, &offers, coding), chosen, "{accept}");
        }
    }

    proptest! {
        #[test]
        fn no_field_makes_it_panic_and_weights_stay_within_bounds(value in "\\PC*|[a-z*/;=,q0-9.\"\\\\ ]*") {
            for wish in of(&header::ACCEPT, &value).unwrap_or_default() {
                prop_assert!(wish.weight <= 1000);
                prop_assert!(!wish.range.is_empty());
            }
        }

        #[test]
        fn whatever_is_accepted_is_one_of_the_offers(value in "[ -~]*|(text/(html|plain|\\*)|;q=|[0-9.]|,| )*") {
            let offers = ["text/html", "text/plain"];
            if let Some(chosen) = choose(&value, &offers, media_type) {
                prop_assert!(offers.contains(&chosen));
            }
        }

        #[test]
        fn every_weight_is_read_as_it_was_written(weight in 0u16..=1000) {
            let text = format!("text/html;q={}.{:03}", weight / 1000, weight % 1000);
            prop_assert_eq!(of(&header::ACCEPT, &text).unwrap()[0].weight, weight);
        }
    }
}
