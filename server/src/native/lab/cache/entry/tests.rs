//! What may be stored, and what may then be done with it.

use super::*;

fn fields(text: &str) -> HeaderMap {
    let lines = text.split(" | ").filter(|it| !it.is_empty());
    lines
        .map(|it| it.split_once(": ").unwrap())
        .fold(HeaderMap::new(), |mut map, (name, value)| {
            map.append::<HeaderName>(name.parse().unwrap(), value.parse().unwrap());
            map
        })
}

fn stored(status: u16, asked: &str, response: &str) -> Option<Entry> {
    let mut answer = Response::new(Bytes::from_static(b"body"));
    *answer.status_mut() = StatusCode::from_u16(status).unwrap();
    *answer.headers_mut() = fields(response);
    Entry::new(&fields(asked), &answer, Duration::ZERO)
}

#[test]
fn what_may_be_stored_is_and_nothing_else() {
    const OLD: &str = "last-modified: Fri, 02 Jan 2026 03:04:05 GMT";
    for (status, asked, response, kept) in [
        (200, "", "cache-control: max-age=10", true),
        (200, "", "cache-control: no-cache | etag: \"a\"", false),
        (200, "", "cache-control: max-age=0 | etag: \"a\"", true),
        (200, "", "cache-control: max-age=0", false),
        (200, "", "expires: Fri, 02 Jan 2099 03:04:05 GMT", true),
        (200, "", "expires: 0", false),
        (200, "", OLD, true),
        (200, "", "", false),
        (500, "", OLD, false),
        (500, "", "cache-control: max-age=10", true),
        (206, "", "cache-control: max-age=10", false),
        (200, "", "cache-control: max-age=10, no-store", false),
        (
            200,
            "cache-control: no-store",
            "cache-control: max-age=10",
            false,
        ),
        (200, "", "cache-control: max-age=10, private", false),
        (
            200,
            "",
            "cache-control: max-age=10, private=\"set-cookie\"",
            false,
        ),
        (
            200,
            "",
            "cache-control: max-age=10 | set-cookie: a=b",
            false,
        ),
        (
            200,
            "",
            "cache-control: max-age=10 | vary: accept, *",
            false,
        ),
        (
            200,
            "authorization: Basic x",
            "cache-control: max-age=10",
            false,
        ),
        (
            200,
            "authorization: Basic x",
            "cache-control: max-age=10, public",
            true,
        ),
        (
            200,
            "authorization: Basic x",
            "cache-control: s-maxage=10",
            true,
        ),
    ] {
        let entry = stored(status, asked, response);
        assert_eq!(entry.is_some(), kept, "{status} {asked} -> {response}");
    }
}

#[test]
fn freshness_decides_what_may_be_done() {
    let (validate, insists) = (
        Use::Validate { request: false },
        Use::Validate { request: true },
    );
    for (response, asked, usable) in [
        ("cache-control: max-age=10 | age: 9", "", Use::Fresh),
        ("cache-control: max-age=10 | age: 10", "", validate),
        (
            "cache-control: max-age=10, s-maxage=20 | age: 15",
            "",
            Use::Fresh,
        ),
        (
            "cache-control: max-age=20, s-maxage=10 | age: 15",
            "",
            validate,
        ),
        ("cache-control: max-age=10, no-cache", "", validate),
        (
            "cache-control: max-age=10",
            "cache-control: no-cache",
            insists,
        ),
        ("cache-control: max-age=10", "pragma: no-cache", insists),
        (
            "cache-control: max-age=10",
            "pragma: no-cache | cache-control: max-age=60",
            Use::Fresh,
        ),
        (
            "cache-control: max-age=10 | age: 5",
            "cache-control: max-age=4",
            insists,
        ),
        (
            "cache-control: max-age=10 | age: 5",
            "cache-control: min-fresh=4",
            Use::Fresh,
        ),
        (
            "cache-control: max-age=10 | age: 5",
            "cache-control: min-fresh=6",
            insists,
        ),
        (
            "cache-control: max-age=10 | age: 15",
            "cache-control: max-stale",
            Use::Fresh,
        ),
        (
            "cache-control: max-age=10 | age: 15",
            "cache-control: max-stale=6",
            Use::Fresh,
        ),
        (
            "cache-control: max-age=10 | age: 15",
            "cache-control: max-stale=4",
            validate,
        ),
        (
            "cache-control: max-age=10, must-revalidate | age: 15",
            "cache-control: max-stale",
            validate,
        ),
        (
            "cache-control: max-age=10, stale-while-revalidate=6 | age: 15",
            "",
            Use::Meanwhile,
        ),
        (
            "cache-control: max-age=10, stale-while-revalidate=4 | age: 15",
            "",
            validate,
        ),
        (
            "cache-control: max-age=10, stale-while-revalidate=6, proxy-revalidate | age: 15",
            "",
            validate,
        ),
    ] {
        let entry = stored(200, "", response).unwrap();
        assert_eq!(
            entry.usable(&fields(asked)),
            usable,
            "{response} for {asked}"
        );
    }
}

#[test]
fn an_old_date_makes_a_response_old() {
    let an_hour_ago = SystemTime::now() - Duration::from_hours(1);
    let date = httpdate::fmt_http_date(an_hour_ago);
    let entry = stored(
        200,
        "",
        &format!("cache-control: max-age=7200 | date: {date}"),
    )
    .unwrap();
    assert!((3599..=3601).contains(&entry.ttl()), "{}", entry.ttl());
    let age = entry.respond().headers()[header::AGE]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(["3600", "3601"].contains(&&*age), "{age}");
}

#[test]
fn an_entry_fits_requests_that_are_alike_in_what_it_depends_on() {
    let entry = stored(
        200,
        "accept-language: de",
        "cache-control: max-age=9 | vary: Accept-Language, x-a",
    )
    .unwrap();
    for (asked, fits) in [
        ("accept-language: de", true),
        ("accept-language:  de | x-other: 1", true),
        ("accept-language: en", false),
        ("", false),
        ("accept-language: de | x-a: 1", false),
        ("accept-language: de | accept-language: en", false),
    ] {
        assert_eq!(entry.fits(&fields(asked)), fits, "{asked}");
    }
}

#[test]
fn a_validated_entry_is_fresh_again_with_the_new_fields() {
    let entry = stored(
        200,
        "",
        "cache-control: max-age=10 | age: 15 | etag: \"a\" | x-served-by: red | content-length: 4",
    )
    .unwrap();
    let new = fields("cache-control: max-age=20 | x-served-by: blue | content-length: 0");
    let entry = entry
        .validated(&HeaderMap::new(), &new, Duration::ZERO)
        .unwrap();
    assert_eq!(entry.fields["x-served-by"], "blue");
    assert_eq!(entry.fields["content-length"], "4");
    assert_eq!(
        (entry.body.as_ref(), entry.usable(&HeaderMap::new())),
        (&b"body"[..], Use::Fresh)
    );
}

#[test]
fn a_failing_origin_is_covered_up_only_where_that_is_allowed() {
    for (response, survives) in [
        (
            "cache-control: max-age=10, stale-if-error=60 | age: 15",
            true,
        ),
        (
            "cache-control: max-age=10, stale-if-error=4 | age: 15",
            false,
        ),
        ("cache-control: max-age=10 | age: 15", false),
        (
            "cache-control: max-age=10, stale-if-error=60, must-revalidate | age: 15",
            false,
        ),
    ] {
        assert_eq!(
            stored(200, "", response).unwrap().survives_errors(),
            survives,
            "{response}"
        );
    }
}
