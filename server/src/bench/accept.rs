//! What a client accepts, weighed (RFC 9110, section 12.4.2 and 12.5.1).

use axum::http::{HeaderMap, HeaderName, header};

/// The items of a field such as `Accept-Encoding`, in lower case and without other parameters, with their weights in
/// thousandths. `None` where there is no such field.
pub(super) fn list(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<(String, u16)>> {
    let mut values = headers.get_all(name).iter().peekable();
    values.peek()?;
    let items = values
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','));
    Some(items.filter_map(item).collect())
}

fn item(text: &str) -> Option<(String, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let name = parts
        .next()
        .filter(|it| !it.is_empty())?
        .to_ascii_lowercase();
    let weights = parts.filter_map(|it| it.split_once('='));
    let weight = weights
        .filter(|it| it.0.trim().eq_ignore_ascii_case("q"))
        .map(|it| weight(it.1.trim()))
        .next();
    Some((name, weight.unwrap_or(1000)))
}

/// `0.5` is 500; what is no weight counts for nothing.
fn weight(text: &str) -> u16 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = decimals.len() <= 3 && decimals.bytes().all(|it| it.is_ascii_digit());
    let thousandths = format!("{decimals:0<3}").parse().unwrap_or(0);
    match whole {
        "1" if digits && thousandths == 0 => 1000,
        "0" if digits => thousandths,
        _ => 0,
    }
}

/// The media type that a client likes best among those offered; the earlier one where it likes two as much. `None`
/// where it accepts none of them.
pub(super) fn best<'a>(headers: &HeaderMap, offers: &[&'a str]) -> Option<&'a str> {
    let Some(list) = list(headers, &header::ACCEPT) else {
        return offers.first().copied();
    };
    let liking = |offer: &str| {
        let family = offer.split('/').next().unwrap_or_default();
        let matches = |name: &str| match name.strip_suffix("/*") {
            Some("*") => Some(0),
            Some(it) if it == family => Some(1),
            _ if name == offer => Some(2),
            _ => None,
        };
        // The most specific one counts.
        let ranges = list
            .iter()
            .filter_map(|(name, weight)| Some((matches(name)?, *weight)));
        ranges.max_by_key(|it| it.0).map_or(0, |it| it.1)
    };
    let weighed = offers
        .iter()
        .map(|it| (*it, liking(it)))
        .filter(|it| it.1 > 0);
    weighed.rev().max_by_key(|it| it.1).map(|it| it.0)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    const IMAGES: [&str; 3] = ["image/png", "image/webp", "image/svg+xml"];

    fn liked(accept: &str) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
        best(&headers, &IMAGES)
    }

    #[test]
    fn the_weights_and_then_the_order_decide() {
        for (accept, image) in [
            ("image/webp", Some("image/webp")),
            ("image/*", Some("image/png")),
            ("*/*", Some("image/png")),
            ("image/avif,image/webp,*/*;q=0.8", Some("image/webp")),
            (
                "image/*;q=0.5, IMAGE/SVG+XML ; q=0.6",
                Some("image/svg+xml"),
            ),
            ("image/png;q=0, */*", Some("image/webp")),
            ("text/html", None),
            ("image/png;q=0", None),
            ("image/png;q=2", None),
            ("", None),
        ] {
            assert_eq!(liked(accept), image, "{accept}");
        }
        assert_eq!(best(&HeaderMap::new(), &IMAGES), Some("image/png"));
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_is_one_of_the_offers(accept in "[ -~]*|(image/(png|webp|\\*)|;q=|[0-9.]|,| )*") {
            if let Some(image) = liked(&accept) {
                prop_assert!(IMAGES.contains(&image));
            }
        }
    }
}
