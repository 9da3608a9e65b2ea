//! Whether code that is no JavaScript may be TypeScript: a look at its words, so that the parser is fetched only where it
//! is likely to be of use.

/// Words that open a declaration which JavaScript does not have.
const DECLARES: [&str; 9] = [
    "interface",
    "type",
    "enum",
    "declare",
    "abstract",
    "namespace",
    "private",
    "public",
    "readonly",
];

/// Whether a text has something in it that TypeScript alone has. It may be wrong either way: it only decides whether to
/// have a closer look.
pub fn looks_typed(source: &str) -> bool {
    source.lines().map(str::trim).any(|line| {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap_or_default();
        let declares = DECLARES.contains(&first) && words.next().is_some();
        declares
            || [" as ", " satisfies ", " implements "]
                .iter()
                .any(|it| line.contains(it))
            || annotated(line)
    })
}

/// `name: Type`, `): Type` or `name?: Type`, where an object or a label would have no declaration or parameter around it.
fn annotated(line: &str) -> bool {
    let declares = ["let ", "const ", "var ", "function ", "class "]
        .iter()
        .any(|it| line.contains(it));
    line.contains("):")
        || line.contains("?:")
        || (line.contains(':') && (declares || line.contains("=>") || line.ends_with('{')))
        || line.contains("!.")
        || (declares && line.contains('<'))
}

#[cfg(test)]
mod tests {
    use super::looks_typed;

    #[test]
    fn types_are_seen_and_plain_mistakes_are_not() {
        for typed in [
            "function f(a: string) {}",
            "interface A { b: c }",
            "type A = 1;",
            "const a = b as string;",
            "const a: number = 1",
            "let f = (a): string => a",
            "  private x = 1;",
            "class A<T> {}",
        ] {
            assert!(looks_typed(typed), "{typed}");
        }
        for plain in [
            "function f( {",
            "return { status: 200, body };",
            "const a = ;",
            "let type",
            "",
        ] {
            assert!(!looks_typed(plain), "{plain}");
        }
    }
}
