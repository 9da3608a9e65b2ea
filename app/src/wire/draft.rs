//! What stands in the request builder, and the request that it makes.

use exercises::observe::RequestSpec;

/// The methods offered in the list; any other can be written.
pub const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// What kind of body a request has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyKind {
    /// None at all.
    #[default]
    None,
    /// JSON.
    Json,
    /// Plain text.
    Text,
    /// The fields of a form, as an HTML form sends them.
    Form,
    /// Something else: a header line says what.
    Other,
}

impl BodyKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::None, Self::Json, Self::Text, Self::Form, Self::Other];

    /// The value in the form.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Json => "json",
            Self::Text => "text",
            Self::Form => "form",
            Self::Other => "other",
        }
    }

    /// The kind of that value; none for an unknown one.
    pub fn of(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|it| it.key() == key)
            .unwrap_or_default()
    }

    /// What a learner reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "No body",
            Self::Json => "JSON (application/json)",
            Self::Text => "Text (text/plain)",
            Self::Form => "Form (application/x-www-form-urlencoded)",
            Self::Other => "Other (write a Content-Type header)",
        }
    }

    /// The content type that is sent with it.
    pub fn content_type(self) -> Option<&'static str> {
        match self {
            Self::Json => Some("application/json"),
            Self::Text => Some("text/plain; charset=utf-8"),
            Self::Form => Some("application/x-www-form-urlencoded"),
            Self::None | Self::Other => None,
        }
    }
}

/// What stands in the request builder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// As it was written.
    pub method: String,
    /// As it was written.
    pub url: String,
    /// One entry a row, in order; a row may be empty.
    pub headers: Vec<(String, String)>,
    /// What kind of body there is.
    pub kind: BodyKind,
    /// The body; not sent with [`BodyKind::None`].
    pub body: String,
}

impl Draft {
    /// The builder's content for a request.
    pub fn of(spec: &RequestSpec) -> Self {
        let mut headers = spec.headers.clone();
        let kind = match spec.body {
            None => BodyKind::None,
            Some(_) => take_kind(&mut headers),
        };
        Self {
            method: spec.method.clone(),
            url: spec.url.clone(),
            headers,
            kind,
            body: spec.body.clone().unwrap_or_default(),
        }
    }

    /// The request. A `Content-Type` row wins over what the kind of body says; empty rows are left out.
    pub fn spec(&self) -> RequestSpec {
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .filter(|(name, value)| !name.is_empty() || !value.is_empty())
            .collect();
        if let Some(it) = self.kind.content_type()
            && !headers.iter().any(|(name, _)| is_content_type(name))
        {
            headers.push(("Content-Type".to_owned(), it.to_owned()));
        }
        RequestSpec {
            method: method(&self.method),
            url: self.url.trim().to_owned(),
            headers,
            body: (self.kind != BodyKind::None).then(|| self.body.clone()),
        }
    }
}

/// A method as `fetch` sends it: six names in capitals however they were written, every other as it stands.
pub fn method(written: &str) -> String {
    let written = written.trim();
    let upper = written.to_ascii_uppercase();
    match upper.as_str() {
        "DELETE" | "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" => upper,
        _ => written.to_owned(),
    }
}

pub(super) fn is_content_type(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case("content-type")
}

/// The kind that the `Content-Type` says. The header is taken out where the kind alone says the same.
fn take_kind(headers: &mut Vec<(String, String)>) -> BodyKind {
    let mut found = headers
        .iter()
        .enumerate()
        .filter(|(_, (name, _))| is_content_type(name));
    let (Some((at, (_, value))), None) = (found.next(), found.next()) else {
        return BodyKind::Other;
    };
    let kind = BodyKind::ALL.into_iter().find(|it| {
        it.content_type().is_some_and(|it| {
            it.split(';').next() == Some(&*value.trim().to_ascii_lowercase()) || it == value
        })
    });
    if kind.is_some() {
        headers.remove(at);
    }
    kind.unwrap_or(BodyKind::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str, value: &str) -> (String, String) {
        (name.into(), value.into())
    }

    #[test]
    fn a_request_survives_the_way_through_the_builder() {
        for (headers, body) in [
            (vec![], None),
            (vec![header("Accept", "text/html")], None),
            (vec![header("Content-Type", "application/json")], Some("{}")),
            (
                vec![header("Content-Type", "application/xml")],
                Some("<a/>"),
            ),
            (vec![], Some("untyped")),
            (
                vec![header("Content-Type", "application/json; charset=utf-8")],
                Some("{}"),
            ),
        ] {
            let spec = RequestSpec {
                method: "POST".into(),
                url: "/api/echo?a=b".into(),
                headers,
                body: body.map(Into::into),
            };
            assert_eq!(Draft::of(&spec).spec(), spec);
        }
    }

    #[test]
    fn a_content_type_row_wins_over_the_kind_of_body() {
        let draft = Draft {
            headers: vec![header("content-type", "text/html"), header("", " ")],
            kind: BodyKind::Json,
            ..Draft::default()
        };
        assert_eq!(draft.spec().headers, [header("content-type", "text/html")]);
    }

    #[test]
    fn a_body_that_is_switched_off_is_not_sent() {
        let draft = Draft {
            body: "kept".into(),
            ..Draft::default()
        };
        assert_eq!(draft.spec().body, None);
    }

    #[test]
    fn only_six_methods_are_put_into_capitals() {
        for (written, sent) in [
            ("get", "GET"),
            (" Post ", "POST"),
            ("patch", "patch"),
            ("BREW", "BREW"),
            ("", ""),
        ] {
            assert_eq!(method(written), sent);
        }
    }

    #[test]
    fn every_kind_has_a_key_of_its_own() {
        for kind in BodyKind::ALL {
            assert_eq!(BodyKind::of(kind.key()), kind);
        }
        assert_eq!(BodyKind::of("no such"), BodyKind::None);
    }
}
