//! Header fields as they are written in free play: one a line.

use std::collections::BTreeMap;

/// Lines such as `accept: */*`. Names are written in lower case, as functions get them; the values of one name are joined, as
/// RFC 9110, section 5.2, has it.
///
/// # Errors
/// A sentence about the first line that is no header field.
pub fn header_fields(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut fields = BTreeMap::<String, String>::new();
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    for line in lines {
        let (name, value) = line
            .split_once(':')
            .map(|(name, value)| (name.trim(), value.trim()))
            .filter(|(name, value)| is_token(name) && !value.contains(char::is_control))
            .ok_or_else(|| {
                format!("“{line}” is no header field: write a name, a colon and a value, such as accept: text/html.")
            })?;
        fields
            .entry(name.to_ascii_lowercase())
            .and_modify(|it| {
                it.push_str(", ");
                it.push_str(value);
            })
            .or_insert_with(|| value.to_owned());
    }
    Ok(fields)
}

/// Whether it can be the name of a field (RFC 9110, section 5.6.2).
fn is_token(name: &str) -> bool {
    let fine = |it: u8| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it);
    !name.is_empty() && name.bytes().all(fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_fields_are_read_line_by_line() {
        let read = header_fields(" Accept : text/html \n\nx-a:b:c\naccept: */*\n");
        let pairs = [("accept", "text/html, */*"), ("x-a", "b:c")];
        let expected: BTreeMap<_, _> = pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        assert_eq!(read, Ok(expected));
        for wrong in ["accept", ": x", "a b: c", "ä: b", "a: b\u{7}"] {
            let told = format!("“{wrong}” is no header field");
            assert!(
                header_fields(wrong).is_err_and(|it| it.contains(&told)),
                "{wrong}"
            );
        }
    }
}
