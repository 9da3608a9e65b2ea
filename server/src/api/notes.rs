//! `/api/notes` and `/api/notes/{id}`: a resource to create, read, change and delete, with versions that keep two
//! writers from overwriting each other.

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::stored::{
    Condition, Fault, Form, Id, PRIVATE, Paging, Stored, Tags, created, hex, tagged, time,
};
use crate::{
    json::{self, Json, Sent},
    problem::{Error, Problem},
    services::Services,
    store::{self, NoteDraft, Slice},
};

const PATH: &str = "/api/notes";

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, replace, delete))
}

/// What a client says of a note.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "it describes what `draft_in` reads")]
struct NoteToBe {
    /// 1 to 120 characters.
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = "^[^\\u0000]*$",
        example = "Milk"
    )]
    title: String,
    /// At most 10,000 characters; empty where it is left out.
    #[serde(default)]
    #[schema(
        max_length = 10_000,
        pattern = "^[^\\u0000]*$",
        required = false,
        example = "Two bottles."
    )]
    text: String,
}

/// A note.
#[derive(Serialize, ToSchema)]
struct Note {
    id: i64,
    title: String,
    text: String,
    /// RFC 3339, in UTC.
    created_at: String,
    /// RFC 3339, in UTC.
    updated_at: String,
}

impl From<store::Note> for Note {
    fn from(it: store::Note) -> Self {
        Self {
            id: it.id,
            title: it.title,
            text: it.text,
            created_at: time(it.created_ms),
            updated_at: time(it.updated_ms),
        }
    }
}

/// Part of the list of notes.
#[derive(Serialize, ToSchema)]
struct NoteList {
    notes: Vec<Note>,
    /// The address of the next part; `null` after the last.
    next: Option<String>,
}

/// List your notes.
///
/// Every visitor has notes of their own. The `Link` header field says where the next part of the list is (RFC 8288).
#[utoipa::path(
    get,
    path = "/api/notes",
    tag = "notes",
    params(
        ("limit" = Option<u8>, Query, nullable = false, minimum = 1, maximum = 100, description = "How many at most; 20 unless it is said."),
        ("cursor" = Option<i64>, Query, nullable = false, minimum = 1, maximum = 9_007_199_254_740_991_i64, description = "Where to go on, as `next` and `Link` of the part before say it."),
        ("If-None-Match" = Option<String>, Header, nullable = false, example = json!("\"1.1\""), pattern = r#"^(\*|(W/)?"[!#-~]*")$"#, description = "The ETag of the list as you have it: 304 if it still holds."),
    ),
    responses(
        (status = 200, body = NoteList, headers(("Link" = String, description = "Where the first and the next part are"), ("ETag" = String, description = "Names this state of the list"))),
        (status = 304, description = "The list is as you have it."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(stored: Stored, paging: Paging, headers: HeaderMap) -> Result<Response, Error> {
    let condition = Tags::of(&headers, Condition::NoneMatch)?;
    let notes = stored.store().notes(stored.by(), paging.0).await?;
    let next = paging.next(PATH, &notes, |it| it.id);
    let link = paging.link(PATH, next.as_deref());
    let Slice { items, .. } = notes;
    let body = NoteList {
        notes: items.into_iter().map(Note::from).collect(),
        next,
    };
    let text = json::line(&body)
        .map_err(|error| Error::internal("a list could not be written as JSON", &error))?;
    let etag = format!("\"{}\"", &hex(&Sha256::digest(&text))[..16]);
    if condition.is_some_and(|it| it.has_weakly(&etag)) {
        return Ok(tagged(&etag, (StatusCode::NOT_MODIFIED, PRIVATE, link)));
    }
    Ok(tagged(&etag, (PRIVATE, link, Json(body))))
}

/// Create a note.
///
/// `Location` in the answer says where it is.
/// ```sh
/// curl -i -c jar -b jar http://127.0.0.1:3000/api/notes -H 'Content-Type: application/json' -d '{"title":"Milk"}'
/// ```
#[utoipa::path(
    post,
    path = "/api/notes",
    tag = "notes",
    request_body = NoteToBe,
    responses(
        (status = 201, body = Note, headers(("Location" = String, description = "Where the note is"), ("ETag" = String, description = "Names this version of it"))),
        (status = 400, body = Problem, content_type = "application/problem+json", description = "The body is not JSON: `line` and `column` say where."),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json", headers(("Accept-Post" = String, description = "What is taken here"))),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "`errors` says what is wrong, field by field."),
        (status = 503, body = Problem, content_type = "application/problem+json"),
        (status = 507, body = Problem, content_type = "application/problem+json", description = "You have stored all that a visitor may."),
    ),
)]
async fn create(stored: Stored, sent: Sent) -> Result<Response, Error> {
    let draft = draft_in(&sent)?;
    let note = stored.store().add_note(stored.by(), draft).await?;
    let location = format!("{PATH}/{}", note.id);
    Ok(tagged(&note.etag(), created(&location, Note::from(note))))
}

/// Read a note.
#[utoipa::path(
    get,
    path = "/api/notes/{id}",
    tag = "notes",
    params(
        ("id" = i64, Path, minimum = 1, maximum = 9_007_199_254_740_991_i64),
        ("If-None-Match" = Option<String>, Header, nullable = false, example = json!("\"1.1\""), pattern = r#"^(\*|(W/)?"[!#-~]*")$"#, description = "The ETag of the version you have: 304 if it still holds."),
    ),
    responses(
        (status = 200, body = Note, headers(("ETag" = String, description = "Names this version of the note"))),
        (status = 304, description = "The note is as you have it."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "You never had such a note."),
        (status = 410, body = Problem, content_type = "application/problem+json", description = "The note was deleted."),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn read(stored: Stored, Id(id): Id, headers: HeaderMap) -> Result<Response, Error> {
    let note = stored.store().note(stored.by(), id).await?;
    let etag = note.etag();
    if Tags::of(&headers, Condition::NoneMatch)?.is_some_and(|it| it.has_weakly(&etag)) {
        return Ok(tagged(&etag, (StatusCode::NOT_MODIFIED, PRIVATE)));
    }
    Ok(tagged(&etag, (PRIVATE, Json(Note::from(note)))))
}

/// Change a note.
///
/// Say in `If-Match` which version you have read. If somebody changed the note since, nothing happens and the answer
/// is 412. The answer to a change has no `ETag`: what is kept is more than what you sent (RFC 9110, section 9.3.4), so
/// read the note to learn which version it has now.
///
/// ```sh
/// curl -c jar -b jar http://127.0.0.1:3000/api/notes -H 'Content-Type: application/json' -d '{"title":"Milk"}'
/// curl -i -c jar -b jar -X PUT http://127.0.0.1:3000/api/notes/1 -H 'If-Match: "1.1"' -H 'Content-Type: application/json' -d '{"title":"Oat milk"}'
/// ```
#[utoipa::path(
    put,
    path = "/api/notes/{id}",
    tag = "notes",
    params(
        ("id" = i64, Path, minimum = 1, maximum = 9_007_199_254_740_991_i64),
        ("If-Match" = String, Header, example = json!("\"1.1\""), pattern = r#"^(\*|"[!#-~]*")$"#, description = "The ETag of the version that you have read, or `*` for any. Without it, the answer is 428."),
    ),
    request_body = NoteToBe,
    responses(
        (status = 200, body = Note, description = "The note as it is now."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json", description = "The note has another version by now: `ETag` names it."),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json", headers(("Accept" = String, description = "What is taken here"))),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 428, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
        (status = 507, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn replace(
    stored: Stored,
    Id(id): Id,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Error> {
    let Some(version) = version_asked_for(&stored, id, &headers).await? else {
        return Err(Fault::NeedsCondition.into());
    };
    let draft = draft_in(&sent)?;
    let replaced = stored
        .store()
        .replace_note(stored.by(), id, Some(version), draft);
    let note = replaced.await?;
    Ok((PRIVATE, Json(Note::from(note))).into_response())
}

/// Delete a note.
///
/// Its number is not given out again: from now on it is 410, not 404.
#[utoipa::path(
    delete,
    path = "/api/notes/{id}",
    tag = "notes",
    params(
        ("id" = i64, Path, minimum = 1, maximum = 9_007_199_254_740_991_i64),
        ("If-Match" = Option<String>, Header, nullable = false, example = json!("\"1.1\""), pattern = r#"^(\*|"[!#-~]*")$"#, description = "The ETag of the version that may be deleted; any where it is left out."),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn delete(stored: Stored, Id(id): Id, request: Request) -> Result<StatusCode, Error> {
    let version = version_asked_for(&stored, id, request.headers()).await?;
    let deleted = stored.store().delete_note(stored.by(), id, version);
    deleted.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The version that a change is allowed to replace: that which the note has now, if the request names it. Nothing
/// where the request has no condition.
///
/// The note comes first: on one that is not there, a condition does not matter (RFC 9110, section 13.2.1).
async fn version_asked_for(
    stored: &Stored,
    id: i64,
    headers: &HeaderMap,
) -> Result<Option<i64>, Error> {
    let note = stored.store().note(stored.by(), id).await?;
    let Some(tags) = Tags::of(headers, Condition::Match)? else {
        return Ok(None);
    };
    let current = note.etag();
    if !tags.has_strongly(&current) {
        return Err(Fault::from(store::Fault::Stale { current }).into());
    }
    Ok(Some(note.version))
}

fn draft_in(sent: &Sent) -> Result<NoteDraft, Error> {
    let draft = Form::read(sent.json()?, |form| NoteDraft {
        title: form.text("title", 1..=120),
        text: form.maybe_text("text", 0..=10_000),
    })?;
    Ok(draft)
}
