//! Whatever JavaScript value there is, the judge reads of it what it was: values are made from a description, in `QuickJS`,
//! carried out by the agent, and held against the same description.

mod support;

use exercises::judge::{ChallengeSpec, Key, Run, Thrown, Value};
use proptest::{prelude::*, strategy::Union};
use support::{greeter, lines};

/// The longest text that is carried out whole, in UTF-16 units: `MAX_STRING` of the agent.
const MAX_STRING: usize = 8_192;
/// The longest name of a property that is, likewise.
const MAX_KEY: usize = 200;

/// An expression, and what the judge must read of its value.
#[derive(Clone, Debug)]
struct Made {
    js: String,
    value: Value,
}

fn made(js: impl Into<String>, value: Value) -> Made {
    let js = js.into();
    Made { js, value }
}

/// A text of any UTF-16 units, as JavaScript that is nothing but ASCII.
fn units_js(units: &[u16]) -> String {
    let escaped: Vec<String> = units.iter().map(|it| format!("\\u{it:04x}")).collect();
    format!("\"{}\"", escaped.concat())
}

fn text_js(text: &str) -> String {
    units_js(&text.encode_utf16().collect::<Vec<_>>())
}

/// What is read of a text of these units.
fn text_value(units: &[u16]) -> Value {
    let kept = &units[..units.len().min(MAX_STRING)];
    let cut = units.len() > MAX_STRING;
    match (cut, String::from_utf16(units)) {
        (false, Ok(text)) => Value::text(&text),
        _ => Value::Text {
            text: String::from_utf16_lossy(kept),
            cut: cut.then_some(units.len() as u64),
            exact: false,
        },
    }
}

/// What is read of a text that is only shown.
fn shortened(text: &str, limit: usize) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let kept = String::from_utf16_lossy(&units[..units.len().min(limit)]);
    kept + if units.len() > limit { "…" } else { "" }
}

fn texts() -> impl Strategy<Value = Made> {
    let surrogates = prop::collection::vec(prop_oneof![0xd7f0_u16..0xe010, any::<u16>()], 0..8);
    let long = (MAX_STRING - 3..MAX_STRING + 3, any::<[u16; 3]>())
        .prop_map(|(length, units)| units.into_iter().cycle().take(length).collect());
    let plain = any::<String>().prop_map(|it| it.encode_utf16().collect());
    prop_oneof![6 => plain, 6 => surrogates, 1 => long]
        .prop_map(|units: Vec<u16>| made(units_js(&units), text_value(&units)))
}

fn numbers() -> impl Strategy<Value = Made> {
    prop_oneof![
        any::<f64>(),
        any::<i32>().prop_map(f64::from),
        prop::num::f64::ANY,
        prop::sample::select(vec![
            0.0,
            -0.0,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::from_bits(1),
            9_007_199_254_740_993.0,
            1e21,
            1e-7,
        ]),
    ]
    .prop_map(|it| made(number_js(it), Value::Number(it)))
}

fn number_js(it: f64) -> String {
    if it.is_nan() {
        "NaN".to_owned()
    } else if it.is_infinite() {
        if it > 0.0 { "Infinity" } else { "(-Infinity)" }.to_owned()
    } else {
        format!("({it:e})")
    }
}

/// What holds nothing else.
fn leaves() -> Union<BoxedStrategy<Made>> {
    let short = "[^0-9]{0,20}";
    Union::new([
        texts().boxed(),
        numbers().boxed(),
        prop::sample::select(vec![
            made("undefined", Value::Undefined),
            made("null", Value::Null),
            made("true", Value::Bool(true)),
            made("Object(false) && false", Value::Bool(false)),
            made("Promise.resolve(1)", Value::Promise),
            made("/a+\\/\"/gu", Value::RegExp("/a+\\/\"/gu".into())),
            made("new Date(NaN)", Value::Date(f64::NAN)),
        ])
        .boxed(),
        prop_oneof![8 => any::<i128>().prop_map(|it| it.to_string()), 1 => "-?[1-9][0-9]{990,1010}"]
            .prop_map(|it| made(format!("({it}n)"), Value::BigInt(shortened(&it, 1_000))))
            .boxed(),
        prop_oneof![4 => short, 1 => ".{195,205}"]
            .prop_map(|it| {
                let symbol = format!("Symbol({})", text_js(&it));
                made(symbol, Value::Symbol(shortened(&it, 200)))
            })
            .boxed(),
        prop_oneof![4 => short, 1 => ".{95,105}"].prop_map(function).boxed(),
        "[a-z]{190,205}"
            .prop_map(|it| made(format!("/{it}/"), Value::RegExp(shortened(&format!("/{it}/"), 200))))
            .boxed(),
        (-8_640_000_000_000_000_i64..=8_640_000_000_000_000)
            .prop_map(|ms| {
                #[allow(clippy::cast_precision_loss, reason = "no date needs 54 bits")]
                let value = Value::Date(ms as f64);
                made(format!("new Date({ms})"), value)
            })
            .boxed(),
        (
            prop::sample::select(vec!["Error", "TypeError", "RangeError"]),
            prop_oneof![4 => any::<String>(), 1 => ".{995,1005}"],
            any::<String>(),
        )
            .prop_map(|(name, message, stack)| error(name, message, stack))
            .boxed(),
        any::<String>()
            .prop_map(|it| {
                let throws = format!("({{ get it() {{ throw new Error({}); }} }})", text_js(&it));
                made(throws, plain(vec![(Key::exact("it"), Value::Threw(shortened(&it, 200)))]))
            })
            .boxed(),
    ])
}

fn function(name: String) -> Made {
    let named = format!(
        "Object.defineProperty(() => 1, 'name', {{ value: {} }})",
        text_js(&name)
    );
    made(named, Value::Function(shortened(&name, 100)))
}

fn error(name: &str, message: String, stack: String) -> Made {
    let (told, calls) = (text_js(&message), text_js(&stack));
    made(
        format!("Object.assign(new {name}({told}), {{ stack: {calls} }})"),
        Value::Error(Thrown {
            name: name.to_owned(),
            message: shortened(&message, 1_000),
            stack,
        }),
    )
}

fn plain(pairs: Vec<(Key, Value)>) -> Value {
    let total = pairs.len() as u64;
    Value::Object {
        pairs,
        total,
        class: String::new(),
    }
}

/// Names that an object keeps in the order in which they were given, `__proto__` among them.
fn keys() -> impl Strategy<Value = Vec<u16>> {
    // Long ones begin alike, so that two may look the same once they are cut.
    let long = "[ab]{0,8}".prop_map(|it| "k".repeat(MAX_KEY - 4) + &it);
    let plain = prop_oneof![
        "[^0-9]{0,6}",
        Just("__proto__".to_owned()),
        Just("then".to_owned()),
        long
    ];
    let surrogates = prop::collection::vec(0xd7f0_u16..0xe010, 1..4);
    prop_oneof![4 => plain.prop_map(|it| it.encode_utf16().collect()), 1 => surrogates]
}

/// What is read of a property's name of these units.
fn key_value(units: &[u16]) -> Key {
    let kept = &units[..units.len().min(MAX_KEY)];
    let cut = (units.len() > MAX_KEY).then_some(units.len() as u64);
    Key {
        text: String::from_utf16_lossy(kept),
        cut,
        exact: cut.is_none() && String::from_utf16(units).is_ok(),
    }
}

/// Values in lists, objects, maps, sets and classes.
fn values() -> impl Strategy<Value = Made> {
    leaves().prop_recursive(5, 60, 5, |inner| {
        let items = prop::collection::vec(prop::option::weighted(0.9, inner.clone()), 0..5);
        let pairs = prop::collection::vec((keys(), inner.clone()), 0..5).boxed();
        let entries = prop::collection::vec((inner.clone(), inner.clone()), 0..4);
        prop_oneof![
            items.prop_map(list),
            pairs.clone().prop_map(|it| object(it, "")),
            ("[A-Z][a-z]{0,5}", pairs).prop_map(|(class, it)| object(it, &class)),
            entries.prop_map(map),
            prop::collection::vec(inner.clone(), 0..4).prop_map(set),
            inner.prop_map(circle),
        ]
    })
}

fn joined(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

/// A list; what is not there is a hole.
fn list(items: Vec<Option<Made>>) -> Made {
    let total = items.len() as u64;
    let js = items.iter().map(|it| {
        it.as_ref()
            .map_or(",".to_owned(), |it| format!("{},", it.js))
    });
    made(
        format!("[{}]", js.collect::<String>()),
        Value::Array {
            items: items
                .into_iter()
                .map(|it| it.map_or(Value::Hole, |it| it.value))
                .collect(),
            total,
        },
    )
}

/// An object with these properties, the last of each name; an instance, where a class is named.
fn object(pairs: Vec<(Vec<u16>, Made)>, class: &str) -> Made {
    let mut unique: Vec<(Vec<u16>, Made)> = Vec::new();
    for (key, it) in pairs {
        if unique.iter().all(|(other, _)| *other != key) {
            unique.push((key, it));
        }
    }
    let set = unique
        .iter()
        .map(|(key, it)| format!("[{}]: {}", units_js(key), it.js));
    let all = format!("({{ {} }})", joined(set));
    let js = if class.is_empty() {
        all
    } else {
        // Defined and not set, so that `__proto__` is only a name here, too.
        format!(
            "Object.defineProperties(new (class {class} {{}}), Object.getOwnPropertyDescriptors{all})"
        )
    };
    let total = unique.len() as u64;
    let pairs = unique
        .into_iter()
        .map(|(key, it)| (key_value(&key), it.value));
    made(
        js,
        Value::Object {
            pairs: pairs.collect(),
            total,
            class: class.to_owned(),
        },
    )
}

/// A list of one: every list is another one, even with the same in it.
fn alone(it: Made) -> Value {
    Value::Array {
        items: vec![it.value],
        total: 1,
    }
}

/// A map whose keys are all different, being in lists of their own.
fn map(entries: Vec<(Made, Made)>) -> Made {
    let total = entries.len() as u64;
    let js = joined(
        entries
            .iter()
            .map(|(key, it)| format!("[[{}], {}]", key.js, it.js)),
    );
    made(
        format!("new Map([{js}])"),
        Value::Map {
            entries: entries
                .into_iter()
                .map(|(key, it)| (alone(key), it.value))
                .collect(),
            total,
        },
    )
}

/// A set whose members are all different, for the same reason.
fn set(items: Vec<Made>) -> Made {
    let total = items.len() as u64;
    let js = joined(items.iter().map(|it| format!("[{}]", it.js)));
    made(
        format!("new Set([{js}])"),
        Value::Set {
            items: items.into_iter().map(alone).collect(),
            total,
        },
    )
}

/// A list that holds a value and itself.
fn circle(it: Made) -> Made {
    made(
        format!(
            "(() => {{ const it = [{}]; it.push(it); return it; }})()",
            it.js
        ),
        Value::Array {
            items: vec![it.value, Value::Cycle],
            total: 2,
        },
    )
}

/// What the judge reads of an expression's value, out of the agent's own line.
fn carried(expression: &str) -> Value {
    let mut spec: ChallengeSpec = greeter();
    spec.generated = None;
    spec.cases.truncate(1);
    let source = format!("const handleRequest = () => ({expression});");
    let said = lines(&Run::new(&spec, &source, 0));
    let seen = said.iter().find(|it| it.starts_with(r#"["seen""#));
    let seen = seen.unwrap_or_else(|| panic!("{expression}: {said:?}"));
    let json: serde_json::Value = serde_json::from_str(seen).expect("a line is JSON");
    assert_eq!(json[1][1], "return", "{expression}: {seen}");
    Value::read(&json[1][2]).unwrap_or_else(|_| panic!("{expression}: {seen}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_is_read_as_what_it_was(it in values()) {
        // Written out, so that NaN is the same as NaN, and 0 is not the same as -0.
        prop_assert_eq!(format!("{:?}", carried(&it.js)), format!("{:?}", it.value), "{}", it.js);
    }
}
