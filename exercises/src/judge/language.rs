//! What a learner's program is written in, as far as the judge cares: who runs it, and in whose words it is spoken of.

/// A language that programs run in. TypeScript is not one: what is left of it runs as JavaScript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// The browser's own.
    #[default]
    JavaScript,
    /// MicroPython, in WebAssembly.
    Python,
}

impl Language {
    /// The name of a function as this language's writers form it: `handleRequest` is `handle_request` in Python.
    pub fn function(self, name: &str) -> String {
        match self {
            Self::JavaScript => name.to_owned(),
            Self::Python => {
                let mut out = String::with_capacity(name.len() + 2);
                for c in name.chars() {
                    if c.is_ascii_uppercase() {
                        out.push('_');
                    }
                    out.push(c.to_ascii_lowercase());
                }
                out
            }
        }
    }

    /// What stands around the properties of an object, or the items of a dict.
    pub fn braces(self) -> (&'static str, &'static str) {
        match self {
            Self::JavaScript => ("{ ", " }"),
            Self::Python => ("{", "}"),
        }
    }

    /// An example of a response.
    pub fn response(self) -> &'static str {
        match self {
            Self::JavaScript => "{ status: 200, body: \"…\" }",
            Self::Python => "{\"status\": 200, \"body\": \"…\"}",
        }
    }

    /// What makes JSON of a value.
    pub fn to_json(self) -> &'static str {
        match self {
            Self::JavaScript => "JSON.stringify",
            Self::Python => "json.dumps",
        }
    }

    /// One of two words: JavaScript's or Python's.
    pub fn either(self, javascript: &'static str, python: &'static str) -> &'static str {
        match self {
            Self::JavaScript => javascript,
            Self::Python => python,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_named_as_is_the_custom() {
        assert_eq!(
            Language::JavaScript.function("handleRequest"),
            "handleRequest"
        );
        assert_eq!(Language::Python.function("handleRequest"), "handle_request");
        assert_eq!(Language::Python.function("pick"), "pick");
    }
}
