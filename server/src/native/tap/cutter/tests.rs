//! Whatever the pieces, the same messages are cut out of the same bytes.

use proptest::prelude::*;

use super::{
    super::fuzzing::{Found, cut},
    *,
};

/// A message: its head, and its body with its framing.
type Made = (Vec<u8>, Vec<u8>);

fn chunked(pieces: &[Vec<u8>], extension: &str, trailer: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for piece in pieces {
        body.extend_from_slice(format!("{:X}{extension}\r\n", piece.len()).as_bytes());
        body.extend_from_slice(piece);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("0\r\n{trailer}\r\n").as_bytes());
    body
}

fn message(start: &'static str) -> impl Strategy<Value = Made> {
    let piece = prop::collection::vec(any::<u8>(), 1..40);
    let field = prop_oneof![
        Just(""),
        Just("X-Odd: \r\n"),
        Just("Cookie: a=\u{e9}; b=content-length: 3\r\n"),
        Just("Content-Lengths: 7\r\n"),
    ];
    let body = prop_oneof![
        Just(("Content-Length: 0\r\n".to_owned(), Vec::new())),
        piece
            .clone()
            .prop_map(|it| (format!("content-LENGTH:{}\r\n", it.len()), it)),
        (
            prop::collection::vec(piece, 0..4),
            "(;a=\"[b;]{0,3}\")?",
            "(T: 1\r\n)?"
        )
            .prop_map(|(pieces, extension, trailer)| {
                let fields = "Transfer-Encoding: gzip, chunked\r\nContent-Length: 1\r\n";
                (fields.to_owned(), chunked(&pieces, &extension, &trailer))
            }),
    ];
    (field, body).prop_map(move |(field, (framing, body))| {
        (
            format!("{start}\r\n{field}{framing}\r\n").into_bytes(),
            body,
        )
    })
}

fn pieces<'a>(bytes: &'a [u8], cuts: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut ends: Vec<usize> = cuts.iter().map(|it| it.index(bytes.len() + 1)).collect();
    ends.sort_unstable();
    ends.push(bytes.len());
    let mut from = 0;
    let mut pieces = Vec::new();
    for end in ends {
        pieces.push(&bytes[from..end]);
        from = end;
    }
    pieces
}

fn holds(
    messages: &[Made],
    cuts: &[prop::sample::Index],
    responses: bool,
) -> Result<(), TestCaseError> {
    let bytes: Vec<u8> = messages
        .iter()
        .flat_map(|it| [&it.0[..], &it.1[..]].concat())
        .collect();
    let expected = Found {
        heads: messages.iter().map(|it| it.0.clone()).collect(),
        bodies: messages.iter().map(|it| it.1.clone()).collect(),
        ended: messages.len(),
        lost: false,
        responses,
    };
    prop_assert_eq!(&cut([&bytes[..]], responses), &expected);
    prop_assert_eq!(&cut(pieces(&bytes, cuts), responses), &expected);
    prop_assert_eq!(&cut(bytes.chunks(1), responses), &expected);
    Ok(())
}

proptest! {
    #[test]
    fn requests_are_cut_out_whatever_the_pieces(
        messages in prop::collection::vec(message("POST /a?b HTTP/1.1"), 0..4),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        holds(&messages, &cuts, false)?;
    }

    #[test]
    fn responses_are_cut_out_whatever_the_pieces(
        messages in prop::collection::vec(message("HTTP/1.1 200 OK"), 0..4),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        holds(&messages, &cuts, true)?;
    }

    #[test]
    fn nonsense_is_the_same_nonsense_whatever_the_pieces(
        bytes in "(GET / HTTP/1.1|POST|Content-Length: [0-9]{1,3}|Transfer-Encoding: chunked|[0-9a-f]{1,2}|[\r\n]{1,3}|\r\n\r\n|\u{0}|x: y|;){0,30}",
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let whole = cut([bytes.as_bytes()], false);
        for other in [cut(pieces(bytes.as_bytes(), &cuts), false), cut(bytes.as_bytes().chunks(1), false)] {
            prop_assert_eq!(&whole.heads, &other.heads);
            prop_assert_eq!((whole.ended, whole.lost), (other.ended, other.lost));
        }
    }

    #[test]
    fn any_bytes_at_all_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200), responses in any::<bool>()) {
        cut(bytes.chunks(7), responses);
    }
}

#[test]
fn interim_responses_are_heads_of_their_own() {
    let found = cut(
        [&b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\n\r\nuntil close"[..]],
        true,
    );
    assert_eq!((found.heads.len(), found.ended, found.lost), (3, 1, false));
    assert_eq!(found.bodies[2], b"until close");
}

#[test]
fn after_an_upgrade_nothing_is_read_as_http() {
    let found = cut(
        [&b"HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"[..]],
        true,
    );
    assert_eq!((found.heads.len(), found.lost), (1, true));
}

#[test]
fn empty_lines_before_a_request_are_skipped_and_bare_line_feeds_end_lines() {
    let found = cut(
        [&b"\r\n\nGET / HTTP/1.1\nA: b\n\nGET /2 HTTP/1.1\r\n\r\n"[..]],
        false,
    );
    assert_eq!(
        found.heads,
        [&b"GET / HTTP/1.1\nA: b\n\n"[..], b"GET /2 HTTP/1.1\r\n\r\n"]
    );
}

#[test]
fn a_head_without_end_is_given_up_within_bounds() {
    let mut cutter = Cutter::default();
    let mut found = Found::default();
    for _ in 0..1000 {
        cutter.feed(&[b'x'; 1000], &mut found);
    }
    assert!(found.lost && cutter.head.capacity() == 0);
}

#[test]
fn lengths_that_contradict_each_other_are_nonsense() {
    for fields in [
        "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: +1",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: gzip",
    ] {
        let head = format!("POST / HTTP/1.1\r\n{fields}\r\n\r\n");
        assert!(cut([head.as_bytes()], false).lost, "{fields}");
    }
}
