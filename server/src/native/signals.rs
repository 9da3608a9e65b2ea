//! When to end: Ctrl-C in a terminal, or what a process manager sends.

/// Ready once the process has been asked to end. Where signals cannot be heard, it never is.
pub(super) async fn asked_to_end() {
    tokio::select! {
        heard = tokio::signal::ctrl_c() => {
            if let Err(error) = heard {
                tracing::warn!("Ctrl-C cannot be heard: {error}");
                std::future::pending::<()>().await;
            }
        }
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(error) => {
            tracing::warn!("SIGTERM cannot be heard: {error}");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}
