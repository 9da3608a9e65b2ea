//! Names with values, in order of their names: a value is a string, and becomes a list where its name is repeated.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap};
use utoipa::ToSchema;

/// Names with values, in any order.
pub(in crate::bench) struct Pairs<'a>(pub Vec<(Cow<'a, str>, Cow<'a, str>)>);

/// What a name may have: for the description only.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it describes what Pairs writes")]
pub(in crate::bench) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sorted: Vec<_> = self.0.iter().collect();
        sorted.sort_by(|one, other| one.0.cmp(&other.0));
        let mut map = serializer.serialize_map(None)?;
        for group in sorted.chunk_by(|one, other| one.0 == other.0) {
            if let [(name, value)] = group {
                map.serialize_entry(name, value)?;
            } else {
                let values: Vec<&str> = group.iter().map(|it| &*it.1).collect();
                map.serialize_entry(&group[0].0, &values)?;
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_names_have_lists_in_the_order_of_the_request() {
        let pairs = Pairs(
            [("b", "2"), ("a", "1"), ("b", "1"), ("", "")]
                .map(|(name, value)| (name.into(), value.into()))
                .to_vec(),
        );
        assert_eq!(
            serde_json::to_string(&pairs).unwrap(),
            r#"{"":"","a":"1","b":["2","1"]}"#
        );
    }
}
