//! Markdown that remembers which file, line and column it came from.

use super::diagnostic::{Place, Source};

/// Markdown with the place it was read from.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub source: Source<'a>,
    /// The byte at which `md` begins in the source.
    pub offset: usize,
    /// Whether bytes of `md` are bytes of the source: false where TOML escapes stand between.
    pub exact: bool,
    pub md: &'a str,
}

impl<'a> Text<'a> {
    /// A value of a TOML file: `span` includes its quotes.
    pub fn of_toml(source: Source<'a>, value: &'a toml::Spanned<String>) -> Self {
        let raw = source.text.get(value.span()).unwrap_or_default();
        let quotes = ["\"\"\"\n", "\"\"\"", "'''\n", "'''", "\"", "'"]
            .into_iter()
            .find(|it| raw.starts_with(it))
            .map_or(0, str::len);
        let md = value.get_ref().as_str();
        Self {
            source,
            offset: value.span().start + quotes,
            exact: raw.get(quotes..).is_some_and(|it| it.starts_with(md)),
            md,
        }
    }

    pub fn place(&self, at: usize) -> Place {
        let at = if self.exact { at } else { 0 };
        self.source.place(self.offset + at)
    }
}
