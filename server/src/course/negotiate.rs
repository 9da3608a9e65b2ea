//! `GET /negotiate`: one resource in three media types and four languages. The client says what it likes, the server
//! picks, and says how.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    json,
    negotiation::{self, Wish},
    problem::{Error, Problem},
    services::Services,
};

const TYPES: [&str; 3] = ["application/json", "text/html", "text/plain"];

/// Languages and what is said in them.
const GREETINGS: [(&str, &str); 4] = [
    ("en", "Hello!"),
    ("de", "Guten Tag!"),
    ("es", "¡Hola!"),
    ("fr", "Bonjour !"),
];

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(negotiate))
}

#[derive(Serialize, ToSchema)]
struct Choice {
    /// What the resource says.
    greeting: &'static str,
    /// The media type that was chosen.
    media_type: &'static str,
    /// The language that was chosen.
    language: &'static str,
    /// How `Accept` was understood; `null` where it was not sent.
    accept: Option<Vec<Liked>>,
    /// How `Accept-Language` was understood; `null` where it was not sent.
    accept_language: Option<Vec<Liked>>,
}

#[derive(Serialize, ToSchema)]
struct Liked {
    range: String,
    /// From 0, not at all, to 1.
    q: f64,
}

impl From<Wish> for Liked {
    fn from(wish: Wish) -> Self {
        Self {
            range: wish.range,
            q: f64::from(wish.weight) / 1000.0,
        }
    }
}

/// Get what one likes best.
///
/// ```sh
/// curl -i http://127.0.0.1:3000/negotiate -H 'Accept: text/plain' -H 'Accept-Language: fr, de;q=0.5'
/// ```
#[utoipa::path(
    get,
    path = "/negotiate",
    tag = "negotiation",
    params(
        ("Accept" = Option<String>, Header, description = "Media ranges with weights. Offered are `application/json`, `text/html` and `text/plain`."),
        ("Accept-Language" = Option<String>, Header, description = "Language ranges with weights. Offered are `en`, `de`, `es` and `fr`; `en` where none of them is liked."),
    ),
    responses(
        (status = 200, content((Choice = "application/json"), (String = "text/html"), (String = "text/plain")), headers(("Vary" = String), ("Content-Language" = String))),
        (status = 406, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn negotiate(headers: HeaderMap) -> Response {
    let accept = negotiation::wishes(&headers, &header::ACCEPT);
    let languages = negotiation::wishes(&headers, &header::ACCEPT_LANGUAGE);
    let media_type = negotiation::best(accept.as_deref(), &TYPES, negotiation::media_type);
    let language = negotiation::best(
        languages.as_deref(),
        &GREETINGS.map(|it| it.0),
        negotiation::language,
    )
    // A page in a language one does not know is better than none (RFC 9110, section 12.5.4).
    .unwrap_or("en");
    let greeting = GREETINGS
        .iter()
        .find(|it| it.0 == language)
        .map_or("", |it| it.1);
    let mut response = match media_type {
        Some(media_type) => written(&Choice {
            greeting,
            media_type,
            language,
            accept: accept.map(liked),
            accept_language: languages.map(liked),
        }),
        None => Error::NotAcceptable {
            offered: TYPES.join(", "),
        }
        .into_response(),
    };
    let vary = HeaderValue::from_static("Accept, Accept-Language");
    response.headers_mut().insert(header::VARY, vary);
    response
}

fn liked(wishes: Vec<Wish>) -> Vec<Liked> {
    wishes.into_iter().map(Liked::from).collect()
}

fn written(choice: &Choice) -> Response {
    let body = match choice.media_type {
        "text/html" => format!(
            "<!doctype html><html lang=\"{}\"><title>{}</title><p>{}</p></html>\n",
            choice.language, choice.greeting, choice.greeting
        )
        .into_bytes(),
        "text/plain" => format!("{}\n", choice.greeting).into_bytes(),
        _ => match json::line(choice) {
            Ok(body) => body,
            Err(error) => {
                return Error::internal("a choice could not be written as JSON", &error)
                    .into_response();
            }
        },
    };
    let media_type = match choice.media_type {
        "text/html" => "text/html; charset=utf-8",
        "text/plain" => "text/plain; charset=utf-8",
        other => other,
    };
    let fields: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(choice.language),
        ),
    ];
    (fields, body).into_response()
}
