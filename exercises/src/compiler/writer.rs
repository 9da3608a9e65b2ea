//! Turns what the author wrote into what the app reads, and remembers where each thing stood.

use std::collections::BTreeMap;

use super::{
    diagnostic::{Diagnostic, Place, Source},
    files::{Md, Str},
    markdown::Renderer,
    text::Text,
    words::slug,
};
use crate::model::Html;

/// Where things stand, by a key such as `who-talks-to-whom/quiz/check/first`.
pub(super) type Places = BTreeMap<String, Place>;

/// Writes the tables of one TOML file.
pub(super) struct Writer<'a, 'r> {
    pub source: Source<'a>,
    pub renderer: &'r mut Renderer,
    pub places: &'r mut Places,
    /// What keys begin with: the lesson's id.
    pub scope: String,
}

impl<'a> Writer<'a, '_> {
    /// Inline HTML of one paragraph of Markdown.
    pub fn inline(&mut self, text: &'a Md) -> Html {
        self.renderer.inline(Text::of_toml(self.source, text))
    }

    /// Block HTML.
    pub fn block(&mut self, text: &'a Md) -> Html {
        self.renderer.block(Text::of_toml(self.source, text))
    }

    /// An id, which must be of lower-case letters, digits and hyphens.
    pub fn id(&mut self, id: &Str) -> String {
        let text = id.get_ref();
        if slug(text) != *text {
            let help = format!("write `{}`", slug(text));
            let message =
                format!("the id `{text}` has other signs than a-z, 0-9 and single hyphens");
            self.wrong(id, message, help);
        }
        text.clone()
    }

    /// Plain text, which must say something and is no Markdown.
    pub fn plain(&mut self, text: &Str) -> String {
        let it = text.get_ref().trim();
        if it.is_empty() {
            self.wrong(text, "this text is empty", "say something");
        }
        it.to_owned()
    }

    /// Notes where the thing with this key stands.
    pub fn note<T>(&mut self, key: &str, at: &toml::Spanned<T>) {
        let place = self.source.place(at.span().start);
        self.places.insert(format!("{}/{key}", self.scope), place);
    }

    /// Reports what is wrong at a value.
    pub fn wrong<T>(
        &mut self,
        at: &toml::Spanned<T>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.source.place(at.span().start);
        self.renderer.errors.push(place.says(message, help));
    }

    /// The errors so far, for other parts of the compiler to add to.
    pub fn errors(&mut self) -> &mut Vec<Diagnostic> {
        &mut self.renderer.errors
    }
}

/// An order in which to show `count` things that is never the given one, and the same at every build.
pub(super) fn shuffled(seed: &str, count: usize) -> Vec<usize> {
    // FNV-1a: any stable hash will do.
    let hash = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut order: Vec<usize> = (0..count).collect();
    fastrand::Rng::with_seed(hash).shuffle(&mut order);
    if order.is_sorted() && count > 1 {
        order.rotate_left(1);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffled_order_is_stable_complete_and_never_the_given_one() {
        for count in 2..9 {
            for seed in ["a", "b", "c", "d", "e", "f"] {
                let order = shuffled(seed, count);
                assert_eq!(order, shuffled(seed, count));
                assert!(!order.is_sorted(), "{seed} {count}");
                let mut sorted = order;
                sorted.sort_unstable();
                assert_eq!(sorted, (0..count).collect::<Vec<_>>());
            }
        }
        assert_eq!(shuffled("a", 1), [0]);
        assert!(shuffled("a", 0).is_empty());
    }
}
