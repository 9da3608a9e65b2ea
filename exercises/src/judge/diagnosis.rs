//! What authors have to say of mistakes, and how they describe those of their own.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::symptom::Symptom;
use crate::model::Html;

/// What the author has to say of a mistake: of one that the judge knows by itself, or of one that `when` describes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diagnosis {
    /// The mistake, as the judge tells it from others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symptom: Option<Symptom>,
    /// A mistake of this challenge alone: its name, which mutants expect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is seen of it, in one way or another: of one of these, everything that is named must be so.
    #[serde(
        default,
        deserialize_with = "one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub when: Vec<When>,
    /// Shown below the judge's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<Html>,
    /// The hint that helps most, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<usize>,
}

/// What is seen of a mistake in one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// A right answer has this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<u16>,
    /// What came back has this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<u16>,
    /// This field is wrong, as the report names it: `status`, `body`, `headers.allow`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The request has this method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The request target matches this pattern, in which `*` stands for any text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The request has this header field, with a value that matches this pattern.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The request's body matches this pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// A right answer, as the report shows it, matches this pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wants: Option<String>,
    /// What is shown of the value that came back matches this pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<String>,
    /// What is shown of the value that came back does not match this pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lacks: Option<String>,
    /// `clock.now()` says this much or more, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<u32>,
    /// It is not the first request of its case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<bool>,
    /// A client sent more requests than it should; false: fewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<bool>,
    /// A client sent so many requests, at least and at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<(u32, u32)>,
    /// The number in the wrong `field` of a client is below this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<u32>,
    /// One of the server's replies to a client has this header field, with a value that matches this pattern.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replied: BTreeMap<String, String>,
    /// The request right before it was answered rightly, with this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u16>,
}

/// Reads one `When`, or a list of them.
///
/// # Errors
/// Those of the `When` that is wrong, at its place; a shape that says "one of several" would lose them.
pub(crate) fn one_or_more<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<When>, D::Error> {
    struct Either;

    impl<'de> Visitor<'de> for Either {
        type Value = Vec<When>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("a table or a list of tables")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            Ok(vec![When::deserialize(MapAccessDeserializer::new(map))?])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(list))
        }
    }

    from.deserialize_any(Either)
}

/// What is said of a mistake in place of something else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The mistake of this challenge alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The mistake, as the judge tells it from others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symptom: Option<Symptom>,
    /// Shown below the judge's own words; none: nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<Html>,
}
