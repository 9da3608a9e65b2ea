//! Fetches the playground's own content.

use gloo_net::http::{Request, Response};
use thiserror::Error;
use web_sys::AbortSignal;

/// How long a file may take to arrive, in milliseconds.
const DEADLINE: u32 = 20_000;

/// Why content could not be fetched. The words are shown to the learner.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FetchError {
    /// No response arrived.
    #[error("No answer came back: the companion server may be stopped, or the network is away.")]
    Unreachable,
    /// A response arrived, with another status than 200.
    #[error("The server answered {0} for this page's content.")]
    Status(u16),
}

/// The text of a file of this site.
///
/// # Errors
/// When no response arrives within 20 s, or its status is not in the 200s.
pub async fn text(path: &str) -> Result<String, FetchError> {
    let text = response(path).await?.text().await;
    text.map_err(|_| FetchError::Unreachable)
}

/// The bytes of a file of this site.
///
/// # Errors
/// As [`text`].
pub async fn bytes(path: &str) -> Result<Vec<u8>, FetchError> {
    let bytes = response(path).await?.binary().await;
    bytes.map_err(|_| FetchError::Unreachable)
}

async fn response(path: &str) -> Result<Response, FetchError> {
    let deadline = AbortSignal::timeout_with_u32(DEADLINE);
    let response = Request::get(path)
        .abort_signal(Some(&deadline))
        .send()
        .await
        .map_err(|_| FetchError::Unreachable)?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    Ok(response)
}
