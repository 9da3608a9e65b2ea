//! Dates in the header fields of a reply (RFC 9110, section 5.6.7). When a reply is given is not known before, so its author
//! writes how far from then a date is, and the agent writes the date.

/// How an author writes a date, up to the distance.
const PLACEHOLDER: &str = "{date";

/// The furthest that a date may be, in milliseconds: a day.
const FURTHEST: i64 = 86_400_000;

/// A part of a field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// As it stands.
    Text(&'a str),
    /// A date, so many milliseconds after the reply, or before it. It is said in whole seconds, rounded up.
    Date(i64),
}

/// The parts of a value: `{date}` is the date of the reply, `{date+2000}` two seconds later, `{date-2000}` earlier.
///
/// # Errors
/// A sentence about a placeholder that is none, for its author.
pub fn dates(value: &str) -> Result<Vec<Part<'_>>, String> {
    let mut parts = Vec::new();
    let mut rest = value;
    while let Some(at) = rest.find(PLACEHOLDER) {
        let (before, placeholder) = rest.split_at(at);
        let inner = &placeholder[PLACEHOLDER.len()..];
        let read = inner.split_once('}').and_then(|(distance, after)| {
            let ahead = ahead(distance)?;
            Some((ahead, after))
        });
        let Some((ahead, after)) = read else {
            return Err(format!(
                "`{value}` has no date in it: write `{{date}}`, or `{{date+2000}}` for two seconds later, at most a day"
            ));
        };
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        parts.push(Part::Date(ahead));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    Ok(parts)
}

/// What is wrong with the dates in a value, if something is.
pub fn date_problem(value: &str) -> Option<String> {
    dates(value).err()
}

/// `+2000`, `-2000`, or nothing for 0.
fn ahead(distance: &str) -> Option<i64> {
    if distance.is_empty() {
        return Some(0);
    }
    if !distance.starts_with(['+', '-']) {
        return None;
    }
    let ahead: i64 = distance.parse().ok()?;
    (-FURTHEST..=FURTHEST).contains(&ahead).then_some(ahead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_a_value() {
        use Part::{Date, Text};
        for (value, parts) in [
            ("", vec![]),
            ("7", vec![Text("7")]),
            ("{date}", vec![Date(0)]),
            ("{date+2000}", vec![Date(2_000)]),
            (
                "a={date-1}; b={date+86400000}{",
                vec![
                    Text("a="),
                    Date(-1),
                    Text("; b="),
                    Date(86_400_000),
                    Text("{"),
                ],
            ),
        ] {
            assert_eq!(dates(value), Ok(parts), "{value}");
        }
        for value in [
            "{date",
            "{date2}",
            "{dates}",
            "{date+}",
            "{date+1.5}",
            "{date+86400001}",
            "{date++1}",
        ] {
            assert!(dates(value).is_err_and(|it| it.contains(value)), "{value}");
        }
    }
}
