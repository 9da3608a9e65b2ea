//! Sends a request to the origins that the balancer names, one after the other, until one has answered.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    body::Bytes,
    http::{HeaderMap, Method, Request, Response, StatusCode, Uri, Version},
};
use http_body_util::Full;

use super::{
    Fault,
    client::{Failure, Sent},
    forward,
    origin::Origin,
    proxy::{Answered, Asked, Inner},
};
use crate::wire::{Draft, Hop, head_of_request, mask};

/// Statuses of a gateway in trouble: another origin may do better.
const WORTH_ANOTHER: [StatusCode; 3] = [
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];

impl Inner {
    /// Sends the request with these fields. A request that may be sent twice without harm (RFC 9110, section 9.2.2), or
    /// that has not left, is tried on the next origin when one fails.
    ///
    /// # Errors
    /// What the last attempt failed of.
    pub async fn send(&self, asked: &Asked, fields: &HeaderMap) -> Result<Answered, Fault> {
        let begun = Instant::now();
        let order = self
            .balancer
            .order(&self.origins, asked.wish, &asked.fields);
        let fields = passed_on(asked, fields);
        let mut outcome = Err(Fault::Unreachable);
        for (at, origin) in order.iter().enumerate() {
            let left = self.pace.request.saturating_sub(begun.elapsed());
            if left.is_zero() {
                break;
            }
            let last = at + 1 == order.len();
            let sent = self.attempt(asked, &fields, origin, left).await;
            let again = !last && worth_another(&asked.method, &sent);
            outcome = match sent {
                Ok(response) => Ok(answered(response, origin, begun)),
                Err(failure) => Err(failure.fault),
            };
            if !again {
                break;
            }
        }
        outcome
    }

    /// Sends the request to one origin, and writes the hop down.
    async fn attempt(
        &self,
        asked: &Asked,
        fields: &HeaderMap,
        origin: &Arc<Origin>,
        left: Duration,
    ) -> Result<Response<Bytes>, Failure> {
        let _visit = origin.visit();
        let (begun, at_ms) = (Instant::now(), asked.draft.as_ref().map(Draft::elapsed_ms));
        let request = request(asked, fields, origin);
        let written = written(asked, fields);
        let sent = self.client.send(request, left.min(self.pace.attempt)).await;
        if let (Some(draft), Some(at_ms)) = (&asked.draft, at_ms) {
            draft.hop(hop(origin, &sent, &written, at_ms, begun.elapsed()));
        }
        sent.outcome
    }
}

fn worth_another(method: &Method, sent: &Result<Response<Bytes>, Failure>) -> bool {
    match sent {
        Ok(response) => method.is_idempotent() && WORTH_ANOTHER.contains(&response.status()),
        Err(failure) => method.is_idempotent() || failure.unsent,
    }
}

fn answered(mut response: Response<Bytes>, origin: &Origin, begun: Instant) -> Answered {
    forward::remove_hop_by_hop(response.headers_mut());
    Answered {
        response,
        by: origin.name,
        took: begun.elapsed(),
    }
}

/// The fields as they go on.
fn passed_on(asked: &Asked, fields: &HeaderMap) -> HeaderMap {
    let mut fields = fields.clone();
    forward::remove_hop_by_hop(&mut fields);
    forward::add_via(&mut fields, asked.version);
    forward::add_forwarded(&mut fields, asked.peer);
    fields
}

fn request(asked: &Asked, fields: &HeaderMap, origin: &Origin) -> Request<Full<Bytes>> {
    let target = asked.uri.path_and_query();
    let uri = Uri::builder()
        .scheme("http")
        .authority(origin.address.to_string())
        .path_and_query(target.map_or("/", |it| it.as_str()))
        .build();
    let mut request = Request::new(Full::new(asked.body.clone()));
    *request.method_mut() = asked.method.clone();
    *request.uri_mut() = uri.expect("an address and a path that came in a URI make a URI");
    *request.version_mut() = Version::HTTP_11;
    *request.headers_mut() = fields.clone();
    request
}

/// The head as it should be on the wire, for attempts of which the tap saw nothing.
fn written(asked: &Asked, fields: &HeaderMap) -> Vec<u8> {
    let mut request = Request::new(());
    *request.method_mut() = asked.method.clone();
    *request.headers_mut() = fields.clone();
    if let Some(Ok(target)) = asked.uri.path_and_query().map(|it| it.as_str().parse()) {
        *request.uri_mut() = target;
    }
    head_of_request(&request)
}

fn hop(origin: &Origin, sent: &Sent, written: &[u8], at_ms: f64, took: Duration) -> Hop {
    let (request, response) = match &sent.heads {
        Some((request, response)) => (&request[..], Some(mask::head(response))),
        None => (written, None),
    };
    Hop {
        to: origin.name.to_owned(),
        address: origin.address.to_string(),
        at_ms,
        ms: (took.as_secs_f64() * 1_000_000.0).round() / 1000.0,
        exact: sent.heads.is_some(),
        request: mask::head(request),
        response,
        error: sent.outcome.as_ref().err().map(|it| it.why.clone()),
    }
}
