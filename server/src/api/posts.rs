//! `GET /api/posts`, `POST /api/posts/{id}/like` and `GET /api/n-plus-one`: a counter that everybody wants to press
//! twice, and what lists cost that are loaded one by one.

use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::stored::{Fault, Id, MaybeKey, Stored, marked, single};
use crate::{
    json::Json,
    problem::{Error, Problem},
    services::Services,
    store::{self, Way},
};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(posts))
        .routes(routes!(like))
        .routes(routes!(n_plus_one))
}

/// A post.
#[derive(Serialize, ToSchema)]
struct Post {
    id: i64,
    title: String,
    author: String,
    /// How often you liked it.
    likes: i64,
}

impl From<store::Post> for Post {
    fn from(it: store::Post) -> Self {
        Self {
            id: it.id,
            title: it.title,
            author: it.author,
            likes: it.likes,
        }
    }
}

/// All posts.
#[derive(Serialize, ToSchema)]
struct PostList {
    posts: Vec<Post>,
}

/// List the posts, with your likes.
#[utoipa::path(
    get,
    path = "/api/posts",
    tag = "posts",
    responses(
        (status = 200, body = PostList),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn posts(stored: Stored) -> Result<Json<PostList>, Error> {
    let posts = stored.store().posts(stored.by(), Way::Joined).await?;
    let posts = posts.into_iter().map(Post::from).collect();
    Ok(Json(PostList { posts }))
}

/// The likes of a post.
#[derive(Serialize, ToSchema)]
struct Likes {
    post: i64,
    likes: i64,
}

/// Like a post.
///
/// Every request counts once more. If an answer gets lost and the request is sent again, that is twice; with an
/// `Idempotency-Key`, it is once.
/// ```sh
/// curl -i -c jar -b jar -X POST http://127.0.0.1:3000/api/posts/1/like -H 'Idempotency-Key: my-first-like'
/// ```
#[utoipa::path(
    post,
    path = "/api/posts/{id}/like",
    tag = "posts",
    params(
        ("id" = i64, Path, minimum = 1, maximum = 9_007_199_254_740_991_i64),
        ("Idempotency-Key" = Option<String>, Header, nullable = false, min_length = 1, max_length = 255, pattern = r#"^("([!#-\[\]-~]|\\["\\])+"|[!#-~][!-~]*)$"#, description = "Names this like. The same key again is the same like, for 24 hours."),
    ),
    responses(
        (status = 200, body = Likes, headers(("Idempotency-Replayed" = Option<String>, description = "`true` on the answer of the first time, given again"))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "The key came before, for another post."),
        (status = 503, body = Problem, content_type = "application/problem+json"),
        (status = 507, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn like(stored: Stored, Id(id): Id, key: MaybeKey) -> Result<Response, Error> {
    let key = key.of(&["like", &id.to_string()])?;
    let liked = stored.store().like(stored.by(), id, key.as_ref()).await?;
    let store::Likes { post, likes } = liked.value;
    Ok(marked(
        Json(Likes { post, likes }).into_response(),
        liked.replayed,
    ))
}

/// The posts with their authors, and what it cost to get them.
#[derive(Serialize, ToSchema)]
struct Loaded {
    /// `slow` or `joined`.
    way: &'static str,
    /// How many statements the database was sent.
    queries: usize,
    /// How long it took for them all, in milliseconds.
    database_ms: f64,
    posts: Vec<Post>,
}

/// Load posts and their authors, one by one or at once.
///
/// The slow way asks for the posts, and then for the author of each of them: N+1 queries. The other joins both in one.
#[utoipa::path(
    get,
    path = "/api/n-plus-one",
    tag = "posts",
    params(("way" = inline(Option<WayName>), Query, description = "`slow` unless it is said.")),
    responses(
        (status = 200, body = Loaded),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn n_plus_one(stored: Stored, RawQuery(query): RawQuery) -> Result<Json<Loaded>, Error> {
    let way = way_in(query.as_deref().unwrap_or_default())?;
    let posts = stored.store().posts(stored.by(), way).await?;
    let log = &stored.by().log;
    Ok(Json(Loaded {
        way: match way {
            Way::Slow => "slow",
            Way::Joined => "joined",
        },
        queries: log.count(),
        database_ms: (log.total().as_secs_f64() * 100_000.0).round() / 100.0,
        posts: posts.into_iter().map(Post::from).collect(),
    }))
}

/// How to load.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[allow(dead_code, reason = "it describes what `way_in` reads")]
enum WayName {
    Slow,
    Joined,
}

fn way_in(query: &str) -> Result<Way, Fault> {
    match single(query, "way")?.as_deref() {
        None | Some("slow") => Ok(Way::Slow),
        Some("joined") => Ok(Way::Joined),
        Some(_) => Err(Fault::Query {
            name: "way",
            why: "must be slow or joined.",
        }),
    }
}
