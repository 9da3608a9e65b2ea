//! `/upload`: takes what one sends, weighs it, and keeps nothing.

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, header},
    response::Response,
};
use futures_util::{Stream, StreamExt, stream};
use multer::{Field, Multipart};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{digest::hex, fault::Fault, shape};
use crate::{
    problem::{Error, Problem},
    services::Services,
};

/// The longest upload, in bytes: 16 MiB.
pub const MAX_UPLOAD: usize = 16 << 20;

/// The most parts of a form.
const MAX_PARTS: usize = 100;

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(upload))
}

/// What arrived.
#[derive(Serialize, ToSchema)]
struct Upload {
    /// Its length, of all parts together.
    bytes: usize,
    /// Its parts: those of a form, or the body as one.
    files: Vec<File>,
}

#[derive(Default, Serialize, ToSchema)]
struct File {
    bytes: usize,
    content_type: Option<String>,
    /// The name of the file on the client's side.
    filename: Option<String>,
    /// The name of the field in the form.
    name: Option<String>,
    /// Its SHA-256, in hexadecimal.
    sha256: String,
}

/// Take a file, or a form with files, of at most 16 MiB, and say what arrived.
///
/// ```sh
/// head --bytes=5M /dev/urandom | curl --upload-file - http://127.0.0.1:3000/upload
/// curl --form 'photo=@/etc/hostname' http://127.0.0.1:3000/upload
/// ```
#[utoipa::path(
    method(post, put),
    path = "/upload",
    tag = "bench: methods",
    request_body(content((Option<Vec<u8>> = "application/octet-stream"), (Option<String> = "text/plain"))),
    responses(
        (status = 200, body = Upload),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn upload(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    let (parts, body) = request.into_parts();
    refuse_early(&parts.headers)?;
    let content_type = parts.headers.get(header::CONTENT_TYPE);
    let content_type = content_type
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    let files = match multer::parse_boundary(content_type) {
        Ok(boundary) => form(boundary, body).await?,
        Err(_) if content_type.starts_with("multipart/form-data") => {
            return Err(Fault::Form {
                reason: "Content-Type gives no boundary".to_owned(),
            }
            .into());
        }
        Err(_) => vec![whole(content_type, body).await?],
    };
    let bytes = files.iter().map(|it| it.bytes).sum();
    Ok(shape::answer(&services, &Upload { bytes, files }))
}

/// A client that asks first need not send what is too long anyway (RFC 9110, section 10.1.1).
fn refuse_early(headers: &HeaderMap) -> Result<(), Fault> {
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|it| it.to_str().ok()?.parse().ok());
    if headers.contains_key(header::EXPECT) && length.is_some_and(|it: usize| it > MAX_UPLOAD) {
        return Err(Fault::UploadTooLarge);
    }
    Ok(())
}

/// The pieces of a body, up to [`MAX_UPLOAD`]. What is longer is read to twice that and thrown away, so that the
/// client sees the answer and not a broken connection.
fn bounded(body: Body) -> impl Stream<Item = Result<Bytes, Stop>> + Send + 'static {
    let state = (body.into_data_stream(), 0);
    stream::unfold(state, |(mut pieces, seen): (_, usize)| async move {
        let piece = match pieces.next().await {
            Some(Ok(piece)) => piece,
            Some(Err(_)) => return Some((Err(Stop::Broken), (pieces, seen))),
            None if seen > MAX_UPLOAD => return Some((Err(Stop::TooLarge), (pieces, 0))),
            None => return None,
        };
        let seen = seen + piece.len();
        let piece = match seen {
            _ if seen <= MAX_UPLOAD => Ok(piece),
            _ if seen <= 2 * MAX_UPLOAD => Ok(Bytes::new()),
            _ => Err(Stop::TooLarge),
        };
        Some((piece, (pieces, seen)))
    })
}

/// Why no more of a body is read.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error("it broke off")]
    Broken,
    #[error("it is too long")]
    TooLarge,
}

async fn whole(content_type: &str, body: Body) -> Result<File, Error> {
    let mut file = File {
        content_type: Some(content_type)
            .filter(|it| !it.is_empty())
            .map(ToOwned::to_owned),
        ..File::default()
    };
    let mut hash = Sha256::new();
    let mut pieces = std::pin::pin!(bounded(body));
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|it| match it {
            Stop::Broken => Error::BodyBroken,
            Stop::TooLarge => Fault::UploadTooLarge.into(),
        })?;
        file.bytes += piece.len();
        hash.update(&piece);
    }
    file.sha256 = hex(&hash.finalize());
    Ok(file)
}

async fn form(boundary: String, body: Body) -> Result<Vec<File>, Error> {
    let mut multipart = Multipart::new(bounded(body), boundary);
    let mut files = Vec::new();
    while let Some(part) = multipart.next_field().await.map_err(explain)? {
        if files.len() == MAX_PARTS {
            return Err(Fault::Form {
                reason: format!("it has more than {MAX_PARTS} parts"),
            }
            .into());
        }
        files.push(file(part).await?);
    }
    Ok(files)
}

async fn file(mut part: Field<'_>) -> Result<File, Error> {
    let mut file = File {
        content_type: part.content_type().map(ToString::to_string),
        filename: part.file_name().map(ToOwned::to_owned),
        name: part.name().map(ToOwned::to_owned),
        ..File::default()
    };
    let mut hash = Sha256::new();
    while let Some(piece) = part.chunk().await.map_err(explain)? {
        file.bytes += piece.len();
        hash.update(&piece);
    }
    file.sha256 = hex(&hash.finalize());
    Ok(file)
}

fn explain(error: multer::Error) -> Error {
    match &error {
        multer::Error::StreamReadFailed(cause) => match cause.downcast_ref() {
            Some(Stop::TooLarge) => Fault::UploadTooLarge.into(),
            _ => Error::BodyBroken,
        },
        other => Fault::Form {
            reason: other.to_string(),
        }
        .into(),
    }
}
