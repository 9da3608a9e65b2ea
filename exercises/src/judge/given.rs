//! What the learner's function is given of a request, by contract.

use serde_json::{Map, Value as Json, json};

use super::spec::{Contract, Request};

/// The request as the function's argument.
pub fn given(contract: Contract, request: &Request) -> Json {
    if contract == Contract::V1 {
        return json!({ "method": request.method, "path": request.path });
    }
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    json!({
        "method": request.method,
        "path": path,
        "query": parameters(query),
        "headers": request.headers,
        "body": request.body,
    })
}

/// The parameters of a query, decoded as forms are (`application/x-www-form-urlencoded`). One that is repeated is a
/// list.
fn parameters(query: &str) -> Map<String, Json> {
    let mut found = Map::new();
    for pair in query.split('&').filter(|it| !it.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = Json::from(decoded(value));
        match found.entry(decoded(name)) {
            serde_json::map::Entry::Vacant(it) => {
                it.insert(value);
            }
            serde_json::map::Entry::Occupied(mut it) => match it.get_mut() {
                Json::Array(list) => list.push(value),
                first => *first = Json::Array(vec![first.take(), value]),
            },
        }
    }
    found
}

/// `+` is a space and `%2F` a slash; what is no escape stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |it: usize| bytes.get(it).and_then(|it| char::from(*it).to_digit(16));
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
                continue;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(path: &str) -> Request {
        Request {
            method: "GET".into(),
            path: path.into(),
            headers: [("accept".to_owned(), "*/*".to_owned())].into(),
            body: "x".into(),
        }
    }

    #[test]
    fn the_first_contract_gives_the_target_as_it_is() {
        let seen = given(Contract::V1, &request("/a?b=1"));
        assert_eq!(seen, json!({ "method": "GET", "path": "/a?b=1" }));
    }

    #[test]
    fn later_contracts_take_the_query_apart() {
        let seen = given(Contract::V2, &request("/a?b=1&c=x+y%2Fz%&b=&d&=e&b=%c3%a9"));
        assert_eq!(
            seen,
            json!({
                "method": "GET", "path": "/a", "headers": { "accept": "*/*" }, "body": "x",
                "query": { "b": ["1", "", "é"], "c": "x y/z%", "d": "", "": "e" },
            })
        );
    }
}
