//! `/api/login`, `/api/logout`, `/api/me` and `/api/admin`: who somebody is (authentication), and what they may do
//! (authorization).

mod accounts;
mod session;

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use self::session::AuthFault;
use self::{
    accounts::{ACCOUNTS, Account},
    session::{COOKIE, LoggedIn, Via, digest, token_in},
};
use super::stored::{Fault, Form, Stored, time};
use crate::{
    json::{Json, Sent},
    problem::{Error, Problem},
    services::Services,
    store::Session,
};

/// The longest that a session lasts, in seconds, and how long it does unless it is said.
const LONGEST_S: i64 = 60 * 60;
const USUAL_S: i64 = 30 * 60;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(accounts, log_in))
        .routes(routes!(log_out))
        .routes(routes!(me))
        .routes(routes!(admin))
}

/// The accounts there are.
#[derive(Serialize, ToSchema)]
struct Accounts {
    accounts: Vec<Account>,
}

/// Say which accounts there are.
///
/// They are for practice, and everybody knows their passwords.
#[utoipa::path(get, path = "/api/login", tag = "who are you", responses((status = 200, body = Accounts)))]
async fn accounts() -> Json<Accounts> {
    let accounts = ACCOUNTS.to_vec();
    Json(Accounts { accounts })
}

/// Who wants to log in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "it describes what `log_in` reads")]
struct Login {
    #[schema(
        min_length = 1,
        max_length = 80,
        pattern = "^[^\\u0000]*$",
        example = "alice"
    )]
    user: String,
    #[schema(
        min_length = 1,
        max_length = 80,
        pattern = "^[^\\u0000]*$",
        example = "wonderland"
    )]
    password: String,
    /// How long the session lasts, in seconds: 1800 unless it is said.
    #[schema(minimum = 1, maximum = 3600, nullable = false)]
    lasts_s: Option<i64>,
    /// Whether to answer with a token for `Authorization: Bearer` instead of setting a cookie.
    #[schema(nullable = false)]
    token: Option<bool>,
}

/// Who is logged in.
#[derive(Serialize, ToSchema)]
struct Me {
    user: &'static str,
    role: &'static str,
    scope: &'static str,
    /// RFC 3339, in UTC.
    expires_at: String,
    /// How the request said who sends it: `cookie` or `bearer`.
    via: &'static str,
}

/// A token for `Authorization: Bearer`, as RFC 6749, section 5.1, has it.
#[derive(Serialize, ToSchema)]
#[allow(clippy::struct_field_names, reason = "the RFC names them")]
struct Token {
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// In seconds.
    expires_in: i64,
    scope: &'static str,
}

#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it describes what `log_in` answers")]
enum Welcome {
    Cookie(Me),
    Token(Token),
}

/// Log in.
///
/// The answer sets a cookie that no script can read (`HttpOnly`) and that other sites cannot make the browser send
/// along with their requests (`SameSite=Lax`); with `"token": true` it has a token in its body instead.
/// ```sh
/// curl -i -c jar -b jar http://127.0.0.1:3000/api/login -H 'Content-Type: application/json' -d '{"user":"alice","password":"wonderland"}'
/// ```
#[utoipa::path(
    post,
    path = "/api/login",
    tag = "who are you",
    request_body = Login,
    responses(
        (status = 200, body = Welcome, headers(("Set-Cookie" = String, description = "The session, unless a token was asked for"))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json", headers(("WWW-Authenticate" = String, description = "How to say who you are"))),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
        (status = 507, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn log_in(stored: Stored, sent: Sent) -> Result<Response, Error> {
    let (user, password, lasts_s, token) = Form::read(sent.json()?, |form| {
        (
            form.text("user", 1..=80),
            form.text("password", 1..=80),
            form.maybe_whole("lasts_s", 1..=LONGEST_S),
            form.flag("token"),
        )
    })?;
    let account = Account::with(&user, &password).ok_or(Fault::Auth(AuthFault::WrongPassword))?;
    let expires_in = lasts_s.unwrap_or(USUAL_S);
    let access_token = format!("{:032x}", stored.services().random());
    let session = Session {
        account: account.user.to_owned(),
        created_ms: stored.by().now_ms,
        expires_ms: stored.by().now_ms + expires_in * 1000,
    };
    let kept = session.clone();
    let digest = digest(&access_token);
    let opened = stored
        .store()
        .open_session(stored.by(), &digest, kept)
        .await;
    opened?;
    if token {
        return Ok(Json(Token {
            access_token,
            token_type: "Bearer",
            expires_in,
            scope: account.scope,
        })
        .into_response());
    }
    let cookie = set_cookie(&access_token, expires_in);
    Ok((cookie, Json(Me::new(account, &session, Via::Cookie))).into_response())
}

/// Log out.
///
/// The session ends on the server, and the cookie goes. It is 204 also where nobody was logged in.
#[utoipa::path(
    post,
    path = "/api/logout",
    tag = "who are you",
    responses(
        (status = 204, description = "Nobody is logged in any more.", headers(("Set-Cookie" = String, description = "Removes the cookie"))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn log_out(stored: Stored, headers: HeaderMap) -> Result<Response, Error> {
    if let Some((_, token)) = token_in(&headers)? {
        let digest = digest(&token);
        let closed = stored.store().close_session(stored.by(), &digest).await;
        closed?;
    }
    Ok((StatusCode::NO_CONTENT, set_cookie("", 0)).into_response())
}

/// Say who is logged in.
#[utoipa::path(
    get,
    path = "/api/me",
    tag = "who are you",
    responses(
        (status = 200, body = Me),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json", headers(("WWW-Authenticate" = String, description = "How to say who you are, and what was wrong with how you did"))),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn me(it: LoggedIn) -> Json<Me> {
    Json(Me::new(it.account, &it.session, it.via))
}

/// What only an administrator sees.
#[derive(Serialize, ToSchema)]
struct Overview {
    user: &'static str,
    /// What keeps the data: `memory`, `SQLite` or `PostgreSQL`.
    engine: &'static str,
    /// What you have stored, in this browser.
    stored: Amount,
    /// What you may.
    allowed: Amount,
}

#[derive(Serialize, ToSchema)]
struct Amount {
    rows: i64,
    bytes: i64,
}

/// Look behind the scenes, as an administrator.
///
/// Somebody who is not logged in gets 401; somebody who is, without being an administrator, 403.
#[utoipa::path(
    get,
    path = "/api/admin",
    tag = "who are you",
    responses(
        (status = 200, body = Overview),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json", headers(("WWW-Authenticate" = String, description = "How to say who you are, and what was wrong with how you did"))),
        (status = 403, body = Problem, content_type = "application/problem+json", headers(("WWW-Authenticate" = String, description = "What it would take"))),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn admin(
    LoggedIn { account, .. }: LoggedIn,
    stored: Stored,
) -> Result<Json<Overview>, Error> {
    let scope = "admin";
    if !account.may(scope) {
        let user = account.user;
        return Err(Fault::Auth(AuthFault::Forbidden { user, scope }).into());
    }
    let (usage, limits) = stored.store().usage(stored.by()).await?;
    Ok(Json(Overview {
        user: account.user,
        engine: stored.store().engine(),
        stored: Amount {
            rows: usage.rows,
            bytes: usage.bytes,
        },
        allowed: Amount {
            rows: limits.rows,
            bytes: limits.bytes,
        },
    }))
}

impl Me {
    fn new(account: Account, session: &Session, via: Via) -> Self {
        Self {
            user: account.user,
            role: account.role,
            scope: account.scope,
            expires_at: time(session.expires_ms),
            via: match via {
                Via::Cookie => "cookie",
                Via::Bearer => "bearer",
            },
        }
    }
}

/// The cookie of a session; with 0 seconds it goes. It has no `Secure`, since the course is served over plain HTTP.
fn set_cookie(token: &str, lasts_s: i64) -> [(HeaderName, HeaderValue); 1] {
    let cookie = format!("{COOKIE}={token}; Path=/; Max-Age={lasts_s}; HttpOnly; SameSite=Lax");
    let value = HeaderValue::from_str(&cookie).expect("hexadecimal digits are visible ASCII");
    [(header::SET_COOKIE, value)]
}
