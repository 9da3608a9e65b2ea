//! URLs: where a page may send a request to.

use super::{Place, Problem, blocking, note};

/// What is wrong with a URL. `origin` is the page's.
pub(super) fn check(url: &str, origin: &str) -> Vec<Problem> {
    let wrong = |text: &str| vec![blocking(Place::Url, text)];
    if url.is_empty() {
        return wrong("There is no URL. Write a path of this server, such as /api/hello.");
    }
    if url.chars().any(char::is_control) {
        return wrong(
            "There is a line break, a tab or another control character in the URL. Take it out.",
        );
    }
    if url.contains('\\') {
        return wrong("Browsers read \\ in a URL as /. Write / instead.");
    }
    let elsewhere = match split_origin(url) {
        Err(text) => return wrong(text),
        Ok(Some(other)) => foreign(&other, origin),
        Ok(None) if url.starts_with('/') => None,
        Ok(None) => {
            return wrong("A path starts with /. Write a / in front, or a whole URL with http://.");
        }
    };
    let mut problems: Vec<_> = elsewhere.into_iter().collect();
    if url.contains('#') {
        problems.push(note(
            Place::Url,
            "What follows # is the fragment. It stays in the browser and is never sent (RFC 9110, section 7.1). To send a #, write %23.",
        ));
    }
    if url.contains(' ') {
        problems.push(note(
            Place::Url,
            "A space may not stand in a URL: the browser will send it as %20.",
        ));
    }
    problems
}

/// The origin of an absolute URL in small letters; `None` for one without.
fn split_origin(url: &str) -> Result<Option<String>, &'static str> {
    let (scheme, rest) = match url.strip_prefix("//") {
        Some(rest) => ("", rest),
        None => match url.split_once(':') {
            Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => {
                let Some(rest) = rest.strip_prefix("//") else {
                    return Err(
                        "This is no URL that can be fetched. Write a path such as /api/hello, or a whole URL that starts with http://.",
                    );
                };
                (scheme, rest)
            }
            _ => return Ok(None),
        },
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() {
        return Err(
            "There is no host after //. Write one, as in http://127.0.0.1:3000/, or only a path.",
        );
    }
    if host.contains('@') {
        return Err(
            "fetch refuses URLs with a user name or password in them. Take out what stands before @ in the host.",
        );
    }
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https" | "") {
        return Err(
            "Only http:// and https:// can be requested here. Change what stands before ://.",
        );
    }
    let default = if scheme == "https" { ":443" } else { ":80" };
    let host = host.to_ascii_lowercase();
    Ok(Some(format!(
        "{scheme}://{}",
        host.strip_suffix(default).unwrap_or(&host)
    )))
}

fn foreign(other: &str, origin: &str) -> Option<Problem> {
    // A URL that starts with // takes the page's scheme.
    let same = if other.starts_with(':') {
        origin
            .split_once(':')
            .is_some_and(|(_, host)| &other[1..] == host)
    } else {
        other == origin
    };
    if same || origin.is_empty() {
        return None;
    }
    let other = other.trim_start_matches(['/', ':']);
    Some(blocking(
        Place::Url,
        format!(
            "{other} is another origin than this page's, {origin}. A page may read another origin's answers only where that \
             origin agrees (CORS), and this page's Content-Security-Policy (connect-src 'self') lets it connect to its own \
             origin alone. Use a path, such as /api/hello; curl may go anywhere."
        ),
    ))
}
