//! Fetches the playground's own content.

use gloo_net::http::Request;
use thiserror::Error;

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
/// When no response arrives within the browser's own limits, or its status is not in the 200s.
pub async fn text(path: &str) -> Result<String, FetchError> {
    let response = Request::get(path)
        .send()
        .await
        .map_err(|_| FetchError::Unreachable)?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    response.text().await.map_err(|_| FetchError::Unreachable)
}
