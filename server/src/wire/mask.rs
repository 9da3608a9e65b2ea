//! Takes the credentials out of a raw head. A page's script may not read an `HttpOnly` cookie or what a browser sends
//! as a password, and the record must not become the way around that.

use std::borrow::Cow;

/// A raw head as it may be shown: one character a byte (ISO-8859-1), with the length in the place of each secret.
pub fn head(raw: &[u8]) -> String {
    latin1(&masked(raw, |secret| {
        format!("({} bytes, not shown)", secret.len()).into_bytes()
    }))
}

/// A raw head with an asterisk for each byte of a secret, so that nothing else moves.
pub fn starred(raw: &[u8]) -> Vec<u8> {
    masked(raw, |secret| vec![b'*'; secret.len()])
}

/// Each byte as the character of that number.
pub fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

fn masked(raw: &[u8], hide: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut shown = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|it| *it == b'\n') {
        shown.extend_from_slice(&masked_line(line, &hide));
    }
    shown
}

fn masked_line<'a>(line: &'a [u8], hide: &impl Fn(&[u8]) -> Vec<u8>) -> Cow<'a, [u8]> {
    let Some(colon) = line.iter().position(|it| *it == b':') else {
        return line.into();
    };
    let (name, rest) = (&line[..colon], &line[colon + 1..]);
    let start = colon + 1 + (rest.len() - rest.trim_ascii_start().len());
    let end = line.trim_ascii_end().len().max(start);
    let value = &line[start..end];
    let value = match name.trim_ascii().to_ascii_lowercase().as_slice() {
        b"cookie" => cookies(value, hide),
        b"set-cookie" => set_cookie(value, hide),
        b"authorization" | b"proxy-authorization" => credentials(value, hide),
        _ => return line.into(),
    };
    [&line[..start], &value, &line[end..]].concat().into()
}

/// `a=1; b=2`: names stay.
fn cookies(value: &[u8], hide: &impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let pairs: Vec<Vec<u8>> = value
        .split(|it| *it == b';')
        .map(|pair| {
            let space = pair.len() - pair.trim_ascii_start().len();
            [&pair[..space], &named(&pair[space..], hide)].concat()
        })
        .collect();
    pairs.join(&b';')
}

/// `a=1; HttpOnly; Path=/`: name and attributes stay. A cookie that scripts may read is left as it is.
fn set_cookie(value: &[u8], hide: &impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let end = value
        .iter()
        .position(|it| *it == b';')
        .unwrap_or(value.len());
    let (pair, attributes) = value.split_at(end);
    let http_only = attributes.split(|it| *it == b';').any(|it| {
        let name = it.split(|it| *it == b'=').next().unwrap_or_default();
        name.trim_ascii().eq_ignore_ascii_case(b"httponly")
    });
    if !http_only {
        return value.to_vec();
    }
    [&named(pair, hide), attributes].concat()
}

/// `name=secret`; without a name all of it is secret.
fn named(pair: &[u8], hide: &impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let secret = pair
        .iter()
        .position(|it| *it == b'=')
        .map_or(0, |it| it + 1);
    let (name, secret) = pair.split_at(secret);
    [name, &hide(secret)].concat()
}

/// `Scheme secret`; without a scheme all of it is secret.
fn credentials(value: &[u8], hide: &impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let secret = value
        .iter()
        .position(|it| *it == b' ')
        .map_or(0, |it| it + 1);
    let (scheme, secret) = value.split_at(secret);
    [scheme, &hide(secret)].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_of_credentials_are_replaced_by_their_length() {
        let raw =
            b"GET /a:b HTTP/1.1\r\nCookie: a=one; b=three==; odd\r\nAUTHORIZATION:Basic abc=\r\n\
            Proxy-Authorization: xyz\r\nX-Caf\xE9: \xFF\r\n\r\n";
        assert_eq!(
            head(raw),
            "GET /a:b HTTP/1.1\r\nCookie: a=(3 bytes, not shown); b=(7 bytes, not shown); (3 bytes, not shown)\r\n\
             AUTHORIZATION:Basic (4 bytes, not shown)\r\nProxy-Authorization: (3 bytes, not shown)\r\nX-Caf\u{e9}: \u{ff}\r\n\r\n"
        );
    }

    #[test]
    fn a_cookie_that_is_set_is_shown_only_if_scripts_may_read_it() {
        let raw = b"HTTP/1.1 200 OK\r\nSet-Cookie: id=secret; Path=/; httponly\r\nset-cookie: theme=dark; Path=/\r\n\r\n";
        assert_eq!(
            head(raw),
            "HTTP/1.1 200 OK\r\nSet-Cookie: id=(6 bytes, not shown); Path=/; httponly\r\nset-cookie: theme=dark; Path=/\r\n\r\n"
        );
    }

    #[test]
    fn asterisks_move_nothing() {
        let raw = b"GET / HTTP/1.1\nCookie: a=one \n\n";
        assert_eq!(starred(raw), b"GET / HTTP/1.1\nCookie: a=*** \n\n");
    }

    proptest! {
        #[test]
        fn any_head_is_masked_without_a_panic_and_no_secret_is_left(
            before in "[ -~\u{e9}\r\n]{0,40}", secret in "[a-z0-9]{12}", scheme in "(Basic |a=|a=b; c=)?",
        ) {
            let raw = format!("GET / HTTP/1.1\r\nX: {before}\r\ncOOkie:{scheme}{secret}\r\nAuthorization: {secret}\r\n\r\n");
            let shown = head(raw.as_bytes());
            prop_assert!(!shown.contains(&secret), "{}", shown);
            prop_assert_eq!(starred(raw.as_bytes()).len(), raw.len());
        }
    }
}
