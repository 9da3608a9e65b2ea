//! `/bytes/{n}` and `/stream-bytes/{n}`: random bytes, with their length announced or without it.

use axum::{
    body::{Body, Bytes},
    extract::{RawQuery, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use fastrand::Rng;
use rand_mt::Mt;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    fault::Fault,
    flow::{self, PIECE},
    params::{PathOf, Query, clamped},
};
use crate::{
    problem::{Error, Problem},
    services::Services,
};

/// The most bytes in one answer: 10 MiB.
pub(super) const MAX_BYTES: u64 = 10 << 20;

/// The same, for httpbin.
const HTTPBINS_MAX: u64 = 100 << 10;

const BINARY: (header::HeaderName, HeaderValue) = (
    header::CONTENT_TYPE,
    HeaderValue::from_static("application/octet-stream"),
);

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(bytes))
        .routes(routes!(stream_bytes))
}

/// Answer with random bytes, their number announced in Content-Length.
///
/// With a seed they are the same each time, and the same as httpbin's.
///
/// ```sh
/// curl --silent 'http://127.0.0.1:3000/bytes/16?seed=1' | od --format=x1
/// ```
#[utoipa::path(
    get,
    path = "/bytes/{n}",
    tag = "bench: dynamic data",
    params(
        ("n" = u64, Path, minimum = 0, maximum = 10_485_760, example = 16, description = "How many."),
        ("seed" = Option<i64>, Query, description = "What the bytes follow from."),
    ),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn bytes(
    State(services): State<Services>,
    PathOf(n): PathOf<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let n = clamped(&services, "n", &n, 0..=MAX_BYTES, HTTPBINS_MAX)?;
    let source = Source::of(&services, &Query::of(query.as_deref()))?;
    let length = usize::try_from(n).unwrap_or(usize::MAX);
    if length <= PIECE {
        return Ok(([BINARY], source.only(length)).into_response());
    }
    let body = source.flowing(&services, length, PIECE);
    Ok(([BINARY, (header::CONTENT_LENGTH, n.into())], body).into_response())
}

/// Answer with random bytes without saying beforehand how many: each piece comes with its own length.
///
/// ```sh
/// curl --silent --raw --include 'http://127.0.0.1:3000/stream-bytes/64?chunk_size=16' | od --format=c
/// ```
#[utoipa::path(
    get,
    path = "/stream-bytes/{n}",
    tag = "bench: dynamic data",
    params(
        ("n" = u64, Path, minimum = 0, maximum = 10_485_760, example = 64, description = "How many."),
        ("seed" = Option<i64>, Query, description = "What the bytes follow from."),
        ("chunk_size" = Option<u64>, Query, minimum = 1, maximum = 65536, description = "How many at a time."),
    ),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn stream_bytes(
    State(services): State<Services>,
    PathOf(n): PathOf<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let n = clamped(&services, "n", &n, 0..=MAX_BYTES, HTTPBINS_MAX)?;
    let query = Query::of(query.as_deref());
    let piece = flow::piece(&services, &query)?;
    let source = Source::of(&services, &query)?;
    let body = source.flowing(&services, usize::try_from(n).unwrap_or(usize::MAX), piece);
    Ok(([BINARY], body).into_response())
}

/// Where random bytes come from.
enum Source {
    /// Fast; nobody can say what comes.
    Any(Rng),
    /// What Python's `random.randint(0, 255)` gives after `random.seed(…)`, one by one.
    Seeded(Box<Mt>),
}

impl Source {
    fn of(services: &Services, query: &Query<'_>) -> Result<Self, Fault> {
        let Some(text) = query.get("seed")? else {
            let seed = u64::try_from(services.random() >> 64).unwrap_or_default();
            return Ok(Self::Any(Rng::with_seed(seed)));
        };
        let seed: Option<i64> = text.parse().ok().filter(|_| !text.starts_with('+'));
        let seed = seed.ok_or_else(|| Fault::value("seed", "a whole number of 64 bits", text))?;
        // As Python: the sign does not count, and the number is cut into words, the lowest first.
        let words = [seed.unsigned_abs() & 0xffff_ffff, seed.unsigned_abs() >> 32]
            .map(|it| u32::try_from(it).unwrap_or_default());
        let key = if words[1] == 0 { &words[..1] } else { &words };
        Ok(Self::Seeded(Box::new(Mt::new_with_key(
            key.iter().copied(),
        ))))
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        match self {
            Self::Any(rng) => rng.fill(bytes),
            Self::Seeded(rng) => bytes.fill_with(|| {
                // Nine bits, thrown again until they are a byte.
                loop {
                    if let Ok(byte) = u8::try_from(rng.next_u32() >> 23) {
                        return byte;
                    }
                }
            }),
        }
    }

    fn only(mut self, length: usize) -> Bytes {
        let mut bytes = vec![0; length];
        self.fill(&mut bytes);
        bytes.into()
    }

    fn flowing(mut self, services: &Services, length: usize, piece: usize) -> Body {
        let mut left = length;
        flow::paced(services, std::time::Duration::ZERO, move || {
            let mut bytes = vec![0; left.min(piece)];
            left -= bytes.len();
            self.fill(&mut bytes);
            Some(bytes.into()).filter(|it: &Bytes| !it.is_empty())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_what_python_gives() {
        // python3 -c 'import random; random.seed(SEED); print([random.randint(0, 255) for _ in range(6)])'
        for (seed, bytes) in [
            ("seed=0", [197, 215, 20, 132, 248, 207]),
            ("seed=-7", [165, 77, 202, 24, 37, 48]),
            ("seed=1099511627781", [137, 14, 23, 84, 40, 68]),
        ] {
            let now = jiff::Timestamp::UNIX_EPOCH;
            let services = Services::new(crate::clock::FixedClock(now), || 1);
            let source = Source::of(&services, &Query::of(Some(seed))).unwrap();
            assert_eq!(source.only(6)[..], bytes, "{seed}");
        }
    }
}
