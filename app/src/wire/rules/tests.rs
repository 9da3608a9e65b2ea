//! Tables of requests that a browser lets a page send, and of those that it does not.

use super::*;

const ORIGIN: &str = "http://127.0.0.1:3000";

fn draft() -> Draft {
    Draft {
        method: "GET".into(),
        url: "/api/hello".into(),
        ..Draft::default()
    }
}

fn with_header(name: &str, value: &str) -> Draft {
    Draft {
        headers: vec![(name.into(), value.into())],
        ..draft()
    }
}

/// The places of the problems that block, and of the notes.
fn places(draft: &Draft) -> (Vec<Place>, Vec<Place>) {
    let (blocking, notes): (Vec<_>, Vec<_>) =
        check(draft, ORIGIN).into_iter().partition(|it| it.blocks);
    let places = |it: Vec<Problem>| it.into_iter().map(|it| it.place).collect();
    (places(blocking), places(notes))
}

#[test]
fn methods() {
    for (method, blocks, notes) in [
        ("GET", false, false),
        ("get", false, false),
        ("QUERY", false, false),
        ("M-SEARCH", false, false),
        ("patch", false, true),
        ("", true, false),
        ("  ", true, false),
        ("GET IT", true, false),
        ("GÉT", true, false),
        ("CONNECT", true, false),
        ("connect", true, false),
        ("Trace", true, false),
        ("TRACK", true, false),
    ] {
        let (blocking, noted) = places(&Draft {
            method: method.into(),
            ..draft()
        });
        assert_eq!(blocking == [Place::Method], blocks, "{method:?} blocks");
        assert_eq!(noted == [Place::Method], notes, "{method:?} is noted");
    }
}

#[test]
fn urls() {
    for (url, blocks, notes) in [
        ("/", false, false),
        ("/api/greeting?name=Ada&x=//y", false, false),
        ("/time:12", false, false),
        ("/a?next=http://other.example/", false, false),
        ("http://127.0.0.1:3000/api/hello", false, false),
        ("HTTP://127.0.0.1:3000/api/hello", false, false),
        ("//127.0.0.1:3000/api/hello", false, false),
        ("/a#b", false, true),
        ("/a b", false, true),
        ("", true, false),
        ("api/hello", true, false),
        ("?a", true, false),
        ("/a\nb", true, false),
        ("/\\other.example/", true, false),
        ("http://", true, false),
        ("http:///a", true, false),
        ("http:/a", true, false),
        ("ftp://127.0.0.1:3000/", true, false),
        ("javascript:alert(1)", true, false),
        ("http://me:secret@127.0.0.1:3000/", true, false),
        ("http://localhost:3000/", true, false),
        ("https://127.0.0.1:3000/", true, false),
        ("http://127.0.0.1:3001/", true, false),
        ("http://127.0.0.1:3000.other.example/", true, false),
        ("//other.example/a", true, false),
    ] {
        let (blocking, noted) = places(&Draft {
            url: url.into(),
            ..draft()
        });
        assert_eq!(blocking == [Place::Url], blocks, "{url:?} blocks");
        assert_eq!(noted == [Place::Url], notes, "{url:?} is noted");
    }
}

#[test]
fn a_default_port_may_be_written_or_left_out() {
    for (url, origin) in [
        ("http://course.example:80/a", "http://course.example"),
        ("https://course.example:443/a", "https://course.example"),
        ("//Course.example/a", "https://course.example"),
    ] {
        assert_eq!(
            check(
                &Draft {
                    url: url.into(),
                    ..draft()
                },
                origin
            ),
            [],
            "{url}"
        );
    }
}

#[test]
fn another_origin_is_named_beside_the_page_s() {
    let problems = check(
        &Draft {
            url: "https://other.example/a?b".into(),
            ..draft()
        },
        ORIGIN,
    );
    let text = &problems[0].text;
    assert!(
        text.starts_with("https://other.example is another origin"),
        "{text}"
    );
    assert!(
        text.contains(ORIGIN) && text.contains("connect-src 'self'"),
        "{text}"
    );
}

#[test]
fn header_names_that_the_browser_keeps_to_itself() {
    for name in [
        "Accept-Charset",
        "Accept-Encoding",
        "Access-Control-Request-Headers",
        "Access-Control-Request-Method",
        "Connection",
        "Content-Length",
        "Cookie",
        "Cookie2",
        "Date",
        "DNT",
        "Expect",
        "Host",
        "Keep-Alive",
        "Origin",
        "Referer",
        "Set-Cookie",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Via",
        "Proxy-Authorization",
        "Sec-Fetch-Site",
        "sec-anything",
    ] {
        assert_eq!(
            places(&with_header(name, "x")).0,
            [Place::HeaderName(0)],
            "{name}"
        );
    }
    for name in [
        "Accept",
        "Authorization",
        "Content-Type",
        "If-None-Match",
        "User-Agent",
        "X-Anything",
        "Range",
        "Secret",
    ] {
        assert_eq!(places(&with_header(name, "x")).0, [], "{name}");
    }
}

#[test]
fn an_override_may_not_name_a_forbidden_method() {
    assert_eq!(
        places(&with_header("X-HTTP-Method-Override", "PUT, trace")).0,
        [Place::HeaderName(0)]
    );
    assert_eq!(places(&with_header("X-HTTP-Method-Override", "PUT")).0, []);
}

#[test]
fn header_syntax() {
    for (name, value, place) in [
        ("X Y", "a", Some(Place::HeaderName(0))),
        ("X:", "a", Some(Place::HeaderName(0))),
        ("X\r\nY", "a", Some(Place::HeaderName(0))),
        ("Größe", "a", Some(Place::HeaderName(0))),
        ("", "a", Some(Place::HeaderName(0))),
        ("X-A", "a\r\nX-B: c", Some(Place::HeaderValue(0))),
        ("X-A", "a\0b", Some(Place::HeaderValue(0))),
        ("X-A", "日本", Some(Place::HeaderValue(0))),
        ("X-A", "é", None),
        ("X-A", "", None),
        ("X-A", "a: b; c=\"d\"", None),
        ("", "", None),
        (" X-A ", " a ", None),
    ] {
        let expected: Vec<_> = place.into_iter().collect();
        assert_eq!(
            places(&with_header(name, value)).0,
            expected,
            "{name:?}: {value:?}"
        );
    }
}

#[test]
fn every_problem_counts_the_rows_as_they_stand() {
    let headers = vec![
        (String::new(), String::new()),
        ("Cookie".into(), "a=b".into()),
        ("X".into(), "☃".into()),
    ];
    let problems = check(&Draft { headers, ..draft() }, ORIGIN);
    let labels: Vec<_> = problems.iter().map(|it| it.place.label()).collect();
    assert_eq!(labels, ["Header 2, name", "Header 3, value"]);
}

#[test]
fn bodies() {
    for (method, kind, body, blocks, notes) in [
        ("GET", BodyKind::Json, "{}", true, false),
        ("head", BodyKind::Text, "", true, false),
        ("GET", BodyKind::None, "kept", false, false),
        ("POST", BodyKind::Json, "{}", false, false),
        ("POST", BodyKind::Json, "{\"a\":", false, true),
        ("POST", BodyKind::Text, "{\"a\":", false, false),
        ("DELETE", BodyKind::Form, "a=b", false, false),
        ("POST", BodyKind::Other, "<a/>", false, true),
    ] {
        let (blocking, noted) = places(&Draft {
            method: method.into(),
            kind,
            body: body.into(),
            ..draft()
        });
        assert_eq!(
            blocking == [Place::Body],
            blocks,
            "{method} {kind:?} {body:?} blocks"
        );
        assert_eq!(
            noted == [Place::Body],
            notes,
            "{method} {kind:?} {body:?} is noted"
        );
    }
}

#[test]
fn broken_json_is_placed_but_may_be_sent() {
    let problems = check(
        &Draft {
            method: "POST".into(),
            kind: BodyKind::Json,
            body: "{\n \"a\" 1}".into(),
            ..draft()
        },
        ORIGIN,
    );
    assert_eq!(problems.len(), 1);
    assert!(
        !problems[0].blocks && problems[0].text.contains("line 2, column 6"),
        "{problems:?}"
    );
}

#[test]
fn a_content_type_row_beside_a_kind_of_body_is_noted() {
    let draft = Draft {
        method: "POST".into(),
        kind: BodyKind::Text,
        ..with_header("content-type", "text/html")
    };
    assert_eq!(places(&draft), (vec![], vec![Place::HeaderValue(0)]));
}
