//! `GET /openapi.json`: the description of every route, put together from what stands at the routes themselves.

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderName, HeaderValue, header},
    routing::get,
};
use utoipa::openapi::{InfoBuilder, License, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    entry::{self, Readers},
    json,
    services::Services,
};

const JSON: [(HeaderName, HeaderValue); 1] = [(
    header::CONTENT_TYPE,
    HeaderValue::from_static("application/json"),
)];

/// What the description says before any route is in it.
pub(crate) fn frame() -> OpenApi {
    let mut license = License::new("MIT OR Apache-2.0");
    license.identifier = Some("MIT OR Apache-2.0".to_owned());
    let info = InfoBuilder::new()
        .title("Roundtrip's companion server")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "A server to send requests to, and to watch answering them. Errors are `application/problem+json` (RFC 9457).",
        ))
        .license(Some(license));
    OpenApiBuilder::new().info(info.build()).build()
}

/// Gives every operation an id of its own, made of method and path: a function may answer several methods, and functions
/// of different modules may have the same name.
///
/// A parameter that takes the rest of a path has no asterisk there.
fn with_ids(mut description: OpenApi) -> OpenApi {
    let paths = std::mem::take(&mut description.paths.paths);
    description.paths.paths = paths
        .into_iter()
        .map(|(path, item)| (path.replace("{*", "{"), item))
        .collect();
    for (path, item) in &mut description.paths.paths {
        let path = path.replace(|it: char| !it.is_ascii_alphanumeric(), " ");
        let words = path.split_whitespace().collect::<Vec<_>>().join("_");
        let operations = [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("delete", &mut item.delete),
            ("options", &mut item.options),
            ("head", &mut item.head),
            ("patch", &mut item.patch),
            ("trace", &mut item.trace),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}_{words}"));
            }
        }
    }
    description
}

/// What is taken from the modules' routers, one after the other: only the one part or the other. The description of
/// all routes takes several times the memory that the routes do, so it is made when it is asked for.
pub(crate) trait Collected: Sized {
    /// With the part of one more module, whose routes have such readers.
    fn add(self, readers: Readers, module: OpenApiRouter<Services>) -> Self;

    /// With the part of one more module.
    fn merge(self, module: OpenApiRouter<Services>) -> Self {
        self.add(Readers::Own, module)
    }

    /// With the part of one more module, whose answers pages of all origins may read.
    fn merge_open(self, module: OpenApiRouter<Services>) -> Self {
        self.add(Readers::All, module)
    }
}

/// The routes without their description.
pub(crate) struct Routes<'a> {
    /// So far.
    pub routes: Router<Services>,
    /// What they need.
    pub services: &'a Services,
}

/// The description without the routes.
pub(crate) struct Description(pub OpenApi);

impl Collected for Routes<'_> {
    fn add(mut self, readers: Readers, module: OpenApiRouter<Services>) -> Self {
        let (routes, _) = module.split_for_parts();
        let routes = routes.layer(entry::layer(self.services, readers));
        self.routes = self.routes.merge(routes);
        self
    }
}

impl Collected for Description {
    fn add(mut self, _: Readers, module: OpenApiRouter<Services>) -> Self {
        self.0.merge(module.into_openapi());
        self
    }
}

/// The description as a route, made by `describe` for the first who asks. It does not describe itself.
pub(crate) fn router(describe: impl Fn() -> OpenApi + Send + Sync + 'static) -> Router<Services> {
    let text = LazyLock::new(move || {
        let text = json::line(&with_ids(describe()));
        Bytes::from(text.expect("a description can be written as JSON"))
    });
    let text = Arc::new(text);
    let text = move || (**text).clone();
    Router::new().route("/openapi.json", get(async move || (JSON, text())))
}
