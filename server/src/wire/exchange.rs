//! How an exchange is told.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{services::ExchangeId, sql::Statement};

/// How far an exchange is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ExchangeState)]
pub enum State {
    /// The response's head has left; its body is still on its way.
    Open,
    /// The response has left whole.
    Complete,
    /// The connection ended, or the server gave up, before the response had left whole.
    CutOff,
    /// The connection was handed to another protocol (101), whose bytes are not recorded.
    Upgraded,
}

/// One exchange: a request, what the server did for it, and the response.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Exchange {
    /// Its name: the `X-Exchange-Id` of the response.
    #[schema(value_type = String)]
    #[serde(serialize_with = "id")]
    pub id: ExchangeId,
    /// How far it is.
    pub state: State,
    /// Whether both heads are the bytes that went over the wire. Otherwise they are written down from what the router
    /// understood: names in lower case, no spelling kept.
    pub exact: bool,
    /// When the request's head had arrived: RFC 3339, in UTC, to the millisecond.
    pub time: String,
    /// The method.
    pub method: String,
    /// The request's target, as it stood in the request line.
    pub target: String,
    /// The route that matched, with its parameters in braces; absent where none did.
    pub route: Option<String>,
    /// The status; absent where the client went away before there was a response.
    pub status: Option<u16>,
    /// What happened when, in order.
    pub stages: Vec<Stage>,
    /// What arrived.
    pub request: Message,
    /// The heads of interim responses (100 Continue), in order.
    pub interim: Vec<String>,
    /// What left.
    pub response: Message,
    /// The SQL that ran for this, in order.
    pub statements: Vec<SqlStatement>,
    /// Where the request was sent on to, in order.
    pub hops: Vec<Hop>,
}

/// A moment of an exchange.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ExchangeStage)]
pub struct Stage {
    /// `head_arrived`, `handler_began`, `answered` (the response's head is decided), `head_left`, `body_ended`.
    pub name: &'static str,
    /// Milliseconds since the request's head had arrived.
    #[schema(minimum = 0)]
    pub ms: f64,
}

/// A request or a response.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ExchangeMessage)]
pub struct Message {
    /// Start line and header fields up to and with the empty line, one character a byte (ISO-8859-1). The values of
    /// credentials are replaced by their length.
    pub head: String,
    /// The content, without the framing of HTTP/1.1.
    pub body: Body,
}

/// The content of a message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = ExchangeBody)]
pub struct Body {
    /// How many bytes there were, as far as they were read or sent.
    pub length: u64,
    /// Whether `text` or `base64` is only the beginning: at most 16 KiB are kept.
    pub cut: bool,
    /// The content, where it is UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The content in base 64, where it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
}

/// One SQL statement.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ExchangeStatement)]
pub struct SqlStatement {
    /// The SQL, with placeholders.
    pub text: String,
    /// What stood for the placeholders.
    pub parameters: Vec<String>,
    /// How many rows came back or were changed.
    pub rows: u64,
    /// How long the database took, in milliseconds.
    #[schema(minimum = 0)]
    pub ms: f64,
}

/// One hop: the request as a proxy sent it on, and what it got.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ExchangeHop)]
pub struct Hop {
    /// Who was asked.
    pub to: String,
    /// The address that was asked, IP address and port.
    pub address: String,
    /// When it was asked, in milliseconds since the request's head had arrived.
    #[schema(minimum = 0)]
    pub at_ms: f64,
    /// How long it took until the response's head was there, or the attempt had failed.
    #[schema(minimum = 0)]
    pub ms: f64,
    /// Whether the heads are the bytes that went over the wire.
    pub exact: bool,
    /// The request's head as it was sent; credentials are masked.
    pub request: String,
    /// The response's head as it came; absent where none did.
    pub response: Option<String>,
    /// Why there is no response.
    pub error: Option<String>,
}

impl Hop {
    /// About how much memory it takes, in bytes.
    pub(super) fn weight(&self) -> usize {
        128 + self.request.len() + self.response.as_ref().map_or(0, String::len)
    }
}

impl From<Statement> for SqlStatement {
    fn from(statement: Statement) -> Self {
        Self {
            text: statement.text,
            parameters: statement.parameters,
            rows: statement.rows,
            ms: statement.took.as_secs_f64() * 1000.0,
        }
    }
}

fn id<S: serde::Serializer>(id: &ExchangeId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(id.as_str())
}
