//! The bench: routes that clients of HTTP are tried on. Paths and JSON are httpbin's, so that every tutorial, client
//! and tool that knows httpbin works here; where httpbin teaches wrong HTTP, the answer is that of the standards,
//! unless [`Compat::Httpbin`] asks for its own.
//!
//! Everybody may read these answers from any origin, and nobody's secrets are in them.

mod alphabet;
mod auth;
mod base64;
mod coded;
mod cookies;
mod cors;
mod digest;
mod documents;
mod echo;
mod fault;
mod fields;
mod flow;
mod image;
mod inspect;
mod links;
mod mix;
mod params;
mod random;
mod range;
mod redirects;
mod settings;
mod shape;
mod sse;
mod status;
mod stream;
mod target;
mod trailers;
mod unstable;
mod upload;
mod validators;

use utoipa_axum::router::OpenApiRouter;

pub(crate) use cors::Asked;
pub use fault::Fault;
#[cfg(feature = "native")]
pub(crate) use params::PathOf;
pub use settings::{Bench, Compat};

use crate::services::Services;

/// The routes of the bench: its table of contents.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .merge(echo::router()) //       /get /post /put /patch /delete /anything[/…]
        .merge(inspect::router()) //    /headers /ip /user-agent /uuid
        .merge(status::router()) //     /status/{codes}
        .merge(unstable::router()) //   /unstable
        .merge(redirects::router()) //  /redirect/{n} /relative-redirect/{n} /absolute-redirect/{n} /redirect-to
        .merge(cookies::router()) //    /cookies[/set[/{name}/{value}],/delete]
        .merge(auth::router()) //       /basic-auth/… /hidden-basic-auth/… /bearer
        .merge(digest::router()) //     /digest-auth/…
        .merge(validators::router()) // /etag/{etag} /cache[/{seconds}]
        .merge(range::router()) //      /range/{n}
        .merge(random::router()) //     /bytes/{n} /stream-bytes/{n}
        .merge(stream::router()) //     /stream/{n} /jsonl /drip /delay/{seconds}
        .merge(sse::router()) //        /sse
        .merge(links::router()) //      /links/{n}[/{offset}]
        .merge(coded::router()) //      /gzip /deflate /brotli /zstd
        .merge(documents::router()) //  /html /json /xml /robots.txt /deny /encoding/utf8 /forms/post
        .merge(image::router()) //      /image[/png,/jpeg,/webp,/svg]
        .merge(base64::router()) //     /base64/{value}
        .merge(mix::router()) //        /mix /response-headers
        .merge(trailers::router()) //   /trailers
        .merge(upload::router()) //     /upload
}
