//! What a server tells of the time it spent: the `Server-Timing` field (W3C Server Timing).

/// One measurement of a `Server-Timing` field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// How long it took in milliseconds, as it was written; empty where it is not said.
    pub duration: String,
    /// What it is, in the server's words; may be empty.
    pub description: String,
}

/// The measurements of a `Server-Timing` field (W3C Server Timing, section 3).
pub fn stages(field: &str) -> Vec<Stage> {
    split(field, ',')
        .into_iter()
        .filter_map(|metric| {
            let mut parts = split(metric, ';').into_iter();
            let name = parts.next()?.trim().to_owned();
            let mut stage = Stage {
                name,
                duration: String::new(),
                description: String::new(),
            };
            for part in parts {
                let Some((key, value)) = part.split_once('=') else {
                    continue;
                };
                let value = unquote(value.trim());
                match key.trim() {
                    "dur" => stage.duration = value,
                    "desc" => stage.description = value,
                    _ => {}
                }
            }
            (!stage.name.is_empty()).then_some(stage)
        })
        .collect()
}

/// Splits at a separator that stands outside quotation marks.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(|c| {
        if escaped {
            escaped = false;
        } else if quoted && c == '\\' {
            escaped = true;
        } else if c == '"' {
            quoted = !quoted;
        }
        c == separator && !quoted
    })
    .collect()
}

fn unquote(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"').and_then(|it| it.strip_suffix('"')) else {
        return text.to_owned();
    };
    let mut escaped = false;
    inner
        .chars()
        .filter(|c| {
            escaped = !escaped && *c == '\\';
            !escaped
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_timing_is_read_with_its_quotes() {
        let stages = stages(r#"app;dur=1.25, db;desc="a, \"b\"; c";dur=3 ,cache, ;dur=1"#);
        let read: Vec<_> = stages
            .iter()
            .map(|it| (&*it.name, &*it.duration, &*it.description))
            .collect();
        assert_eq!(
            read,
            [
                ("app", "1.25", ""),
                ("db", "3", "a, \"b\"; c"),
                ("cache", "", "")
            ]
        );
    }
}
