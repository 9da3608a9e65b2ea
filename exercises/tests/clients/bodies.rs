//! Bodies of responses: read once, cloned, given up.

use serde_json::json;

use crate::returns;

#[test]
fn a_body_is_read_once_and_a_clone_has_one_of_its_own() {
    let used = "const told = (it) => it.then(() => 'read', (error) => error.name);";
    let replies = json!([{ "body": "aé" }]);
    returns(
        &replies,
        &json!([
            true,
            [97, 195, 169],
            true,
            "TypeError",
            "TypeError",
            "TypeError"
        ]),
        &format!(
            "{used} const r = await fetch('/'); const bytes = await r.arrayBuffer(); \
             let clone = 'cloned'; try {{ r.clone(); }} catch (error) {{ clone = error.name; }} \
             return [bytes instanceof ArrayBuffer, [...new Uint8Array(bytes)], r.bodyUsed, clone, await told(r.text()), await told(r.arrayBuffer())];"
        ),
    );
    returns(
        &replies,
        &json!([false, false, "aé", true, false, "aé", 3, "TypeError"]),
        &format!(
            "{used} const r = await fetch('/'); const other = r.clone(); const third = other.clone(); \
             const found = [r.bodyUsed, other.bodyUsed, await r.text(), r.bodyUsed, other.bodyUsed, await other.text()]; \
             return [...found, (await third.arrayBuffer()).byteLength, await told(other.json())];"
        ),
    );
    // A reader has taken the body, though nothing was read.
    returns(
        &replies,
        &json!("TypeError"),
        "const r = await fetch('/'); r.body.getReader(); try { r.clone(); } catch (error) { return error.name; }",
    );
    returns(
        &json!([{ "status": 404, "headers": { "x-a": "1" }, "json": 1 }]),
        &json!([404, "Not Found", false, "1", "/a", 1, "Response"]),
        "const it = (await fetch('/a')).clone(); \
         return [it.status, it.statusText, it.ok, it.headers.get('x-a'), it.url, await it.json(), it.constructor.name];",
    );
    returns(
        &json!([{ "status": 204 }]),
        &json!(0),
        "return (await (await fetch('/')).arrayBuffer()).byteLength;",
    );
}

#[test]
fn a_clone_is_given_every_piece_and_keeps_the_body_coming() {
    let pieces =
        json!([{ "pieces": [{ "text": "a" }, { "after": 100, "text": "b" }], "end": "close" }]);
    let read = "const decoder = new TextDecoder(); \
         const read = async (it) => { const found = []; for await (const bytes of it.body) found.push([decoder.decode(bytes), clock.now()]); return found; };";
    returns(
        &pieces,
        &json!([[["a", 50], ["b", 150]], [["a", 50], ["b", 150]]]),
        &format!(
            "{read} const r = await fetch('/'); const other = r.clone(); return Promise.all([read(r), read(other)]);"
        ),
    );
    // One that is given up ends for itself alone; the other goes on.
    let case = returns(
        &pieces,
        &json!([true, true, "ab"]),
        "const r = await fetch('/'); const other = r.clone(); const reader = r.body.getReader(); \
         await reader.read(); const next = reader.read(); await reader.cancel(); \
         return [(await next).done, (await reader.read()).done, await other.text()];",
    );
    assert_eq!(
        case.client.expect("it is a client").requests[0].answer,
        "200 OK"
    );
    // Where both are, nobody reads the body any more.
    let case = returns(
        &pieces,
        &json!([true, true]),
        "const r = await fetch('/'); const other = r.clone(); await r.body.cancel(); await r.body.cancel(); await other.body.cancel(); \
         return [r.bodyUsed, other.bodyUsed];",
    );
    assert_eq!(
        case.client.expect("it is a client").requests[0].answer,
        "200 OK, and the client gave up the body"
    );
    // Whoever asks first gets the first piece.
    returns(
        &json!([{ "pieces": [{ "after": 10, "text": "a" }, { "after": 10, "text": "b" }] }]),
        &json!(["a", "b", true]),
        "const reader = (await fetch('/')).body.getReader(); const decoder = new TextDecoder(); \
         const [one, two, three] = await Promise.all([reader.read(), reader.read(), reader.read()]); \
         return [decoder.decode(one.value), decoder.decode(two.value), three.done];",
    );
    returns(
        &json!([{ "pieces": [{ "text": "a" }, { "after": 100, "text": "b" }], "end": "cut" }]),
        &json!(["TypeError", "TypeError"]),
        "const r = await fetch('/'); const failed = (it) => it.catch((error) => error.name); \
         return Promise.all([failed(r.clone().arrayBuffer()), failed(r.text())]);",
    );
}
