//! What the agent's lines are made of, beside values: text, whole numbers, and requests as they were sent.

use serde_json::Value as Json;

use super::value::NotAValue;
use crate::observe::RequestSpec;

/// A piece of text.
pub fn text(json: &Json) -> Result<String, NotAValue> {
    json.as_str().map(str::to_owned).ok_or(NotAValue)
}

/// A list of such pieces.
pub fn texts(json: &Json) -> Result<Vec<String>, NotAValue> {
    let items = json.as_array().ok_or(NotAValue)?;
    items.iter().map(text).collect()
}

/// A whole number from 0 on.
pub fn number(json: &Json) -> Result<u32, NotAValue> {
    let whole = json.as_u64().ok_or(NotAValue)?;
    u32::try_from(whole).map_err(|_| NotAValue)
}

/// A request: its method, its URL, its header fields as pairs, and its body, which is `null` where there is none.
pub fn request(
    method: &Json,
    url: &Json,
    headers: &Json,
    body: &Json,
) -> Result<RequestSpec, NotAValue> {
    let headers = headers.as_array().ok_or(NotAValue)?;
    Ok(RequestSpec {
        method: text(method)?,
        url: text(url)?,
        headers: headers.iter().map(field).collect::<Result<_, _>>()?,
        body: match body {
            Json::Null => None,
            other => Some(text(other)?),
        },
    })
}

fn field(json: &Json) -> Result<(String, String), NotAValue> {
    match json.as_array().map(Vec::as_slice) {
        Some([name, value]) => Ok((text(name)?, text(value)?)),
        _ => Err(NotAValue),
    }
}
