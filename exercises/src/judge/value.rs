//! What learner code returned, as the agent tagged it: nothing is lost and nothing is guessed.
//!
//! A string, a finite number, a boolean and `null` stand for themselves. Everything else is a list that opens with a
//! letter, so that `undefined`, a missing key, `NaN`, `-0`, a hole and a getter that threw can all be told apart.

use serde_json::Value as Json;

/// How deep a value may be nested; what is deeper the agent leaves out.
pub const MAX_DEPTH: usize = 12;

/// A JavaScript value, as far as it was carried out of the sandbox.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// Any number: `NaN`, the infinities and `-0` too.
    Number(f64),
    /// Text. Lone surrogates have become U+FFFD, which `exact` then denies.
    Text {
        /// The text, cut where it was too long.
        text: String,
        /// Its true length in UTF-16 units, where it was cut.
        cut: Option<u64>,
        /// False where it was cut or held lone surrogates.
        exact: bool,
    },
    /// `123n`, in digits; where they end in `…`, more are left out.
    BigInt(String),
    /// A symbol, by its description.
    Symbol(String),
    /// A function, by its name.
    Function(String),
    /// An array.
    Array {
        /// The first items.
        items: Vec<Value>,
        /// How many there are in all.
        total: u64,
    },
    /// A hole in an array.
    Hole,
    /// An object: its own enumerable properties in order.
    Object {
        /// The first properties.
        pairs: Vec<(Key, Value)>,
        /// How many there are in all.
        total: u64,
        /// The class, empty for a plain object.
        class: String,
    },
    /// A `Map`.
    Map {
        /// The first entries.
        entries: Vec<(Value, Value)>,
        /// How many there are in all.
        total: u64,
    },
    /// A `Set`.
    Set {
        /// The first items.
        items: Vec<Value>,
        /// How many there are in all.
        total: u64,
    },
    /// A `Date`, in milliseconds since 1970.
    Date(f64),
    /// A regular expression, as written.
    RegExp(String),
    /// An error.
    Error(Thrown),
    /// A promise.
    Promise,
    /// An object that stands further up already.
    Cycle,
    /// A getter or a proxy that threw, with the message.
    Threw(String),
    /// What JavaScript has no value like, as its own language writes it.
    Other(String),
    /// What was left out because the value is too large.
    Omitted,
}

/// The name of a property. Two that are not exact may look alike and be different ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The name, cut where it was too long.
    pub text: String,
    /// Its true length in UTF-16 units, where it was cut.
    pub cut: Option<u64>,
    /// False where it was cut, held lone surrogates, or is no text at all.
    pub exact: bool,
}

impl Key {
    /// A name that was carried out whole.
    pub fn exact(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            cut: None,
            exact: true,
        }
    }

    /// Whether it is that name and no other.
    pub fn is(&self, name: &str) -> bool {
        self.exact && self.text == name
    }
}

/// An error, as the engine words it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thrown {
    /// `TypeError`
    pub name: String,
    /// The message.
    pub message: String,
    /// The stack, in the engine's own format.
    pub stack: String,
}

/// What was said is not a tagged value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a tagged value")]
pub struct NotAValue;

impl Value {
    /// Reads a tagged value.
    ///
    /// # Errors
    /// [`NotAValue`] for an unknown tag, a wrong number of parts, or a value deeper than any that the agent sends.
    pub fn read(json: &Json) -> Result<Self, NotAValue> {
        read(json, MAX_DEPTH + 1)
    }

    /// What `JSON.parse` makes of it.
    pub fn of_json(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(it) => Self::Bool(*it),
            Json::Number(it) => Self::Number(it.as_f64().unwrap_or(f64::NAN)),
            Json::String(it) => Self::text(it),
            Json::Array(it) => Self::Array {
                items: it.iter().map(Self::of_json).collect(),
                total: it.len() as u64,
            },
            Json::Object(it) => Self::Object {
                pairs: it
                    .iter()
                    .map(|(key, it)| (Key::exact(key), Self::of_json(it)))
                    .collect(),
                total: it.len() as u64,
                class: String::new(),
            },
        }
    }

    /// Text that was carried out whole.
    pub fn text(text: &str) -> Self {
        Self::Text {
            text: text.to_owned(),
            cut: None,
            exact: true,
        }
    }

    /// The property of that name, for an object that has it.
    pub fn property(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object { pairs, .. } => {
                let found = pairs.iter().find(|(key, _)| key.is(name));
                found.map(|(_, it)| it)
            }
            _ => None,
        }
    }

    /// Whether all of it was carried out, so that what is not there was not there.
    pub fn has_all(&self) -> bool {
        match self {
            Self::Object { pairs, total, .. } => pairs.len() as u64 == *total,
            Self::Omitted => false,
            _ => true,
        }
    }
}

fn read(json: &Json, depth: usize) -> Result<Value, NotAValue> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(it) => Value::Bool(*it),
        Json::Number(it) => Value::Number(it.as_f64().ok_or(NotAValue)?),
        Json::String(it) => Value::Text {
            text: it.clone(),
            cut: None,
            exact: true,
        },
        Json::Array(parts) => {
            let (tag, rest) = parts.split_first().ok_or(NotAValue)?;
            let depth = depth.checked_sub(1).ok_or(NotAValue)?;
            read_tagged(tag.as_str().ok_or(NotAValue)?, rest, depth)?
        }
        Json::Object(_) => return Err(NotAValue),
    })
}

fn read_tagged(tag: &str, rest: &[Json], depth: usize) -> Result<Value, NotAValue> {
    Ok(match (tag, rest) {
        ("u", []) => Value::Undefined,
        ("h", []) => Value::Hole,
        ("p", []) => Value::Promise,
        ("c", []) => Value::Cycle,
        ("x", []) => Value::Omitted,
        ("n", [Json::String(it)]) => Value::Number(odd_number(it)?),
        ("s", [Json::String(it), length]) => Value::Text {
            text: it.clone(),
            cut: Some(length.as_u64().ok_or(NotAValue)?),
            exact: false,
        },
        ("w", [Json::String(it)]) => Value::Text {
            text: it.clone(),
            cut: None,
            exact: false,
        },
        ("b", [Json::String(it)]) => Value::BigInt(it.clone()),
        ("y", [Json::String(it)]) => Value::Symbol(it.clone()),
        ("f", [Json::String(it)]) => Value::Function(it.clone()),
        ("r", [Json::String(it)]) => Value::RegExp(it.clone()),
        ("g", [Json::String(it)]) => Value::Threw(it.clone()),
        ("k", [Json::String(it)]) => Value::Other(it.clone()),
        ("d", [time]) => match read(time, 1)? {
            Value::Number(ms) => Value::Date(ms),
            _ => return Err(NotAValue),
        },
        (
            "e",
            [
                Json::String(name),
                Json::String(message),
                Json::String(stack),
            ],
        ) => Value::Error(Thrown {
            name: name.clone(),
            message: message.clone(),
            stack: stack.clone(),
        }),
        _ => read_nested(tag, rest, depth)?,
    })
}

fn read_nested(tag: &str, rest: &[Json], depth: usize) -> Result<Value, NotAValue> {
    let (Json::Array(items), total) = (rest.first().ok_or(NotAValue)?, rest.get(1)) else {
        return Err(NotAValue);
    };
    let total = total.and_then(Json::as_u64).ok_or(NotAValue)?;
    Ok(match (tag, rest.len()) {
        ("a", 2) => Value::Array {
            items: each(items, |it| read(it, depth))?,
            total,
        },
        ("t", 2) => Value::Set {
            items: each(items, |it| read(it, depth))?,
            total,
        },
        ("m", 2) => Value::Map {
            entries: each(items, |it| {
                let (key, value) = pair(it)?;
                Ok((read(key, depth)?, read(value, depth)?))
            })?,
            total,
        },
        ("o", 3) => Value::Object {
            pairs: each(items, |it| {
                let (key, value) = pair(it)?;
                Ok((read_key(key)?, read(value, depth)?))
            })?,
            total,
            class: rest[2].as_str().ok_or(NotAValue)?.to_owned(),
        },
        _ => return Err(NotAValue),
    })
}

fn read_key(json: &Json) -> Result<Key, NotAValue> {
    match read(json, 1)? {
        Value::Text { text, cut, exact } => Ok(Key { text, cut, exact }),
        _ => Err(NotAValue),
    }
}

fn each<T>(
    items: &[Json],
    one: impl Fn(&Json) -> Result<T, NotAValue>,
) -> Result<Vec<T>, NotAValue> {
    items.iter().map(one).collect()
}

fn pair(json: &Json) -> Result<(&Json, &Json), NotAValue> {
    match json.as_array().map(Vec::as_slice) {
        Some([first, second]) => Ok((first, second)),
        _ => Err(NotAValue),
    }
}

fn odd_number(text: &str) -> Result<f64, NotAValue> {
    Ok(match text {
        "NaN" => f64::NAN,
        "Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        "-0" => -0.0,
        // With many digits: what reads JSON may be off by the last of them.
        _ => text
            .parse()
            .ok()
            .filter(|it: &f64| it.is_finite())
            .ok_or(NotAValue)?,
    })
}
