//! What a request wants of the site.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, Uri, header},
};

/// What is needed of a request after it has been handed on.
pub(super) struct Wanted {
    pub uri: Uri,
    method: Method,
    accept: Option<HeaderValue>,
    accept_encoding: Option<HeaderValue>,
}

impl Wanted {
    pub fn of(request: &Request) -> Self {
        let field = |name| request.headers().get(name).cloned();
        Self {
            uri: request.uri().clone(),
            method: request.method().clone(),
            accept: field(header::ACCEPT),
            accept_encoding: field(header::ACCEPT_ENCODING),
        }
    }

    /// Whether `text/html` is asked for by name: that is how a browser opens a page.
    pub fn reads_html(&self) -> bool {
        let accept = self.accept.as_ref().and_then(|it| it.to_str().ok());
        accept.unwrap_or_default().split(',').any(|range| {
            range.trim().parse::<mime::Mime>().is_ok_and(|range| {
                let refused = range
                    .get_param("q")
                    .is_some_and(|q| q.as_str().parse() == Ok(0.0));
                range.essence_str() == mime::TEXT_HTML.essence_str() && !refused
            })
        })
    }

    /// Asks whether there is anything, whatever the method was.
    pub fn probe(&self) -> Request {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = Method::HEAD;
        *request.uri_mut() = self.uri.clone();
        request
    }

    /// The same for another path, without conditions.
    pub fn but_for(&self, path: &'static str) -> Request {
        let mut request = Request::new(Body::empty());
        if self.method == Method::HEAD {
            *request.method_mut() = Method::HEAD;
        }
        *request.uri_mut() = Uri::from_static(path);
        if let Some(accept_encoding) = &self.accept_encoding {
            request
                .headers_mut()
                .insert(header::ACCEPT_ENCODING, accept_encoding.clone());
        }
        request
    }
}
