//! `/websocket/echo`, `/websocket/room/{name}` and `/api/ws`: connections on which both sides may speak at any time
//! (RFC 6455).

mod close;
#[cfg(any(fuzzing, test))]
pub(crate) mod fuzzing;
mod lesson;
mod rooms;
mod talk;

use std::sync::Arc;

use axum::{
    Extension,
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::rooms::Rooms;
use crate::{
    bench::{Fault, PathOf},
    problem::{Error, Problem},
    services::Services,
};

/// The most sockets at a time.
const MAX_SOCKETS: usize = 1000;

/// The longest message that is echoed, in bytes: 1 MiB.
const MAX_ECHO: usize = 1 << 20;

/// The longest message in a room, in bytes.
const MAX_IN_ROOM: usize = 16 << 10;

/// What the sockets share.
struct Sockets {
    places: Arc<Semaphore>,
    rooms: Arc<Rooms>,
}

/// The routes of this resource: those that pages of all origins may open, and the one for pages of its own.
pub(crate) fn routers() -> [OpenApiRouter<Services>; 2] {
    let sockets = Arc::new(Sockets {
        places: Arc::new(Semaphore::new(MAX_SOCKETS)),
        rooms: Arc::default(),
    });
    let open = OpenApiRouter::new()
        .routes(routes!(echo))
        .routes(routes!(room));
    [open, lesson::router()].map(|it| it.layer(Extension(sockets.clone())))
}

type Upgrade = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// Say back every message, over a WebSocket.
///
/// The message `close 4000 bye` makes the server close with that code and reason; `close` closes without a code, and
/// `close 1006` breaks off without closing.
///
/// ```sh
/// curl --include http://127.0.0.1:3000/websocket/echo
/// ```
#[utoipa::path(
    get,
    path = "/websocket/echo",
    tag = "bench: websockets",
    responses(
        (status = 101, description = "From here on, both sides speak the WebSocket protocol."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 426, body = Problem, content_type = "application/problem+json", headers(("Upgrade" = String))),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn echo(
    State(services): State<Services>,
    Extension(sockets): Extension<Arc<Sockets>>,
    upgrade: Upgrade,
) -> Response {
    let (upgrade, place) = match accept(&sockets, upgrade, "/websocket/echo") {
        Ok(accepted) => accepted,
        Err(fault) => return refuse(fault),
    };
    let upgrade = upgrade.max_message_size(MAX_ECHO);
    upgrade.on_upgrade(move |socket| async move {
        talk::echo(socket, &services).await;
        drop(place);
    })
}

/// Say every message to all who are in the room, over a WebSocket.
#[utoipa::path(
    get,
    path = "/websocket/room/{name}",
    tag = "bench: websockets",
    params(("name" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$", example = "harbour", description = "Any name: whoever comes first opens the room.")),
    responses(
        (status = 101, description = "From here on, both sides speak the WebSocket protocol."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 426, body = Problem, content_type = "application/problem+json", headers(("Upgrade" = String))),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn room(
    State(services): State<Services>,
    Extension(sockets): Extension<Arc<Sockets>>,
    PathOf(name): PathOf<String>,
    upgrade: Upgrade,
) -> Response {
    let entered = checked(&name).and_then(|()| {
        let accepted = accept(&sockets, upgrade, "/websocket/room/harbour")?;
        Ok((accepted, sockets.rooms.enter(&name).ok_or(Fault::Full)?))
    });
    let ((upgrade, place), member) = match entered {
        Ok(entered) => entered,
        Err(fault) => return refuse(fault),
    };
    let upgrade = upgrade.max_message_size(MAX_IN_ROOM);
    upgrade.on_upgrade(move |socket| async move {
        talk::in_room(socket, &services, member).await;
        drop(place);
    })
}

fn checked(name: &str) -> Result<(), Fault> {
    let is_name = |it: u8| it.is_ascii_alphanumeric() || it == b'_' || it == b'-';
    if name.is_empty() || name.len() > 64 || !name.bytes().all(is_name) {
        let wanted = "1 to 64 letters, digits, hyphens and underscores";
        return Err(Fault::value("name", wanted, name));
    }
    Ok(())
}

/// The upgrade, and a place for it. `path` is an address at which one can be had.
fn accept(
    sockets: &Sockets,
    upgrade: Upgrade,
    path: &'static str,
) -> Result<(WebSocketUpgrade, OwnedSemaphorePermit), Fault> {
    let upgrade = upgrade.map_err(|why| match why {
        WebSocketUpgradeRejection::WebSocketKeyHeaderMissing(_) => Fault::NoKey,
        _ => Fault::NoUpgrade { path },
    })?;
    let place = Arc::clone(&sockets.places).try_acquire_owned();
    Ok((upgrade, place.map_err(|_| Fault::Full)?))
}

fn refuse(fault: Fault) -> Response {
    let wants_upgrade = matches!(fault, Fault::NoUpgrade { .. });
    let mut response = Error::from(fault).into_response();
    if wants_upgrade {
        let headers = response.headers_mut();
        headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
        headers.insert(
            header::SEC_WEBSOCKET_VERSION,
            HeaderValue::from_static("13"),
        );
    }
    response
}
