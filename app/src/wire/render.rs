//! A request in other clothes: as a curl command, as a call of `fetch`, and as the HTTP/1.1 message it stands for.

use exercises::observe::RequestSpec;

/// A request with the absolute URL that it went to: without fragment, as the browser resolved it.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// What was asked.
    pub request: &'a RequestSpec,
    /// `http://127.0.0.1:3000/api/hello`.
    pub url: &'a str,
}

impl Sent<'_> {
    /// A curl command for a POSIX shell (bash, zsh, Git Bash): what a page sends that sets these fields. It calls a body
    /// that is text `text/plain`.
    pub fn curl(self) -> String {
        self.curl_with("Content-Type: text/plain;charset=UTF-8")
    }

    /// A curl command for a POSIX shell, of a request that has these fields and no others. By itself curl would call a
    /// body a form; a name without a value prevents that.
    pub fn plain_curl(self) -> String {
        self.curl_with("Content-Type:")
    }

    /// `untold` is the field for a body whose type the request does not tell.
    fn curl_with(self, untold: &str) -> String {
        let RequestSpec {
            method,
            headers,
            body,
            ..
        } = self.request;
        let mut out = String::from("curl -i");
        if self.url.contains(['[', ']', '{', '}']) {
            out.push_str(" --globoff");
        }
        match (method.as_str(), body) {
            ("GET", None) | ("POST", Some(_)) => {}
            ("HEAD", None) => out.push_str(" --head"),
            _ => {
                out.push_str(" -X ");
                out.push_str(&quoted(method));
            }
        }
        out.push(' ');
        out.push_str(&quoted(self.url));
        for (name, value) in headers {
            // curl removes a header that is written without a value; a semicolon keeps it.
            let line = if value.is_empty() {
                format!("{name};")
            } else {
                format!("{name}: {value}")
            };
            out.push_str(" \\\n  -H ");
            out.push_str(&quoted(&line));
        }
        if let Some(body) = body {
            if !headers
                .iter()
                .any(|(name, _)| name.eq_ignore_ascii_case("content-type"))
            {
                out.push_str(" \\\n  -H ");
                out.push_str(&quoted(untold));
            }
            out.push_str(" \\\n  --data-raw ");
            out.push_str(&quoted(body));
        }
        out
    }

    /// A call of `fetch` that sends the same request from a page.
    pub fn fetch(self) -> String {
        let RequestSpec {
            method,
            headers,
            body,
            ..
        } = self.request;
        let mut options = Vec::new();
        if method != "GET" {
            options.push(format!("  method: {}", literal(method)));
        }
        if !headers.is_empty() {
            // Pairs, and not an object: a name may stand twice.
            let pairs: Vec<_> = headers
                .iter()
                .map(|(name, value)| format!("    [{}, {}]", literal(name), literal(value)))
                .collect();
            options.push(format!("  headers: [\n{},\n  ]", pairs.join(",\n")));
        }
        if let Some(body) = body {
            options.push(format!("  body: {}", literal(body)));
        }
        let url = literal(self.url);
        if options.is_empty() {
            return format!("const response = await fetch({url});");
        }
        format!(
            "const response = await fetch({url}, {{\n{},\n}});",
            options.join(",\n")
        )
    }

    /// The message as HTTP/1.1 would carry it (RFC 9112), with what the page set. Lines end with CR LF on the wire; here
    /// with LF, as people copy them. The browser adds more header lines of its own.
    pub fn raw(self) -> String {
        let RequestSpec {
            method,
            headers,
            body,
            ..
        } = self.request;
        let after = self
            .url
            .split_once("://")
            .map_or(self.url, |(_, rest)| rest);
        let at = after.find(['/', '?']).unwrap_or(after.len());
        let (host, target) = after.split_at(at);
        let slash = if target.starts_with('/') { "" } else { "/" };
        let mut out = format!("{method} {slash}{target} HTTP/1.1\nHost: {host}\n");
        for (name, value) in headers {
            out = out + name + ": " + value + "\n";
        }
        if body.is_some()
            && !headers
                .iter()
                .any(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        {
            out.push_str("Content-Type: text/plain;charset=UTF-8\n");
        }
        let body = body.as_deref().unwrap_or_default();
        if !body.is_empty() || matches!(method.as_str(), "POST" | "PUT") {
            out = out + "Content-Length: " + &body.len().to_string() + "\n";
        }
        out.push('\n');
        out.push_str(body);
        out
    }
}

/// A word for a POSIX shell, in single quotes: nothing in them means anything to the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A JavaScript string literal: JSON's are, since ECMAScript 2019.
fn literal(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(method: &str, headers: &[(&str, &str)], body: Option<&str>) -> RequestSpec {
        RequestSpec {
            method: method.into(),
            url: "/ignored".into(),
            headers: headers
                .iter()
                .map(|(n, v)| ((*n).into(), (*v).into()))
                .collect(),
            body: body.map(Into::into),
        }
    }

    #[test]
    fn curl_quotes_for_the_shell() {
        let json = [("Content-Type", "application/json")];
        for (request, url, expected) in [
            (
                spec("GET", &[], None),
                "http://h:1/a?b=c&d",
                "curl -i 'http://h:1/a?b=c&d'",
            ),
            (
                spec("HEAD", &[], None),
                "http://h/",
                "curl -i --head 'http://h/'",
            ),
            (
                spec("DELETE", &[], None),
                "http://h/'$(x)",
                r"curl -i -X 'DELETE' 'http://h/'\''$(x)'",
            ),
            (
                spec("GET", &[], None),
                "http://h/?a[]=1",
                "curl -i --globoff 'http://h/?a[]=1'",
            ),
            (
                spec("POST", &json, Some("{\"it\":\"it's\"}")),
                "http://h/a",
                "curl -i 'http://h/a' \\\n  -H 'Content-Type: application/json' \\\n  --data-raw '{\"it\":\"it'\\''s\"}'",
            ),
            (
                spec("POST", &[("X-Empty", "")], Some("@file")),
                "http://h/a",
                "curl -i 'http://h/a' \\\n  -H 'X-Empty;' \\\n  -H 'Content-Type: text/plain;charset=UTF-8' \\\n  --data-raw '@file'",
            ),
            (
                spec("POST", &[], None),
                "http://h/a",
                "curl -i -X 'POST' 'http://h/a'",
            ),
        ] {
            assert_eq!(
                Sent {
                    request: &request,
                    url
                }
                .curl(),
                expected
            );
        }
    }

    #[test]
    fn fetch_is_javascript() {
        let get = spec("GET", &[], None);
        assert_eq!(
            Sent {
                request: &get,
                url: "http://h/a\""
            }
            .fetch(),
            r#"const response = await fetch("http://h/a\"");"#
        );
        let post = spec("POST", &[("A", "1"), ("A", "2")], Some("x\ny"));
        assert_eq!(
            Sent {
                request: &post,
                url: "http://h/"
            }
            .fetch(),
            "const response = await fetch(\"http://h/\", {\n  method: \"POST\",\n  headers: [\n    [\"A\", \"1\"],\n    [\"A\", \"2\"],\n  ],\n  body: \"x\\ny\",\n});"
        );
    }

    #[test]
    fn raw_is_a_message_of_http_1_1() {
        for (request, url, expected) in [
            (
                spec("GET", &[("Accept", "*/*")], None),
                "http://h:1/a?b",
                "GET /a?b HTTP/1.1\nHost: h:1\nAccept: */*\n\n",
            ),
            (
                spec("GET", &[], None),
                "http://h",
                "GET / HTTP/1.1\nHost: h\n\n",
            ),
            (
                spec("POST", &[], None),
                "https://h?q",
                "POST /?q HTTP/1.1\nHost: h\nContent-Length: 0\n\n",
            ),
            (
                spec("POST", &[("content-type", "text/plain")], Some("é")),
                "http://h/",
                "POST / HTTP/1.1\nHost: h\ncontent-type: text/plain\nContent-Length: 2\n\né",
            ),
        ] {
            assert_eq!(
                Sent {
                    request: &request,
                    url
                }
                .raw(),
                expected
            );
        }
    }
}
