//! The members of a class: what is there for types alone goes as a whole, of the others their modifiers and types.

use oxc_ast::ast::*;
use oxc_span::{GetSpan, Span};

use super::erase::Eraser;

/// Words before a member's name that say nothing to JavaScript.
const MODIFIERS: [&str; 7] = [
    "public",
    "private",
    "protected",
    "readonly",
    "override",
    "abstract",
    "declare",
];

impl Eraser<'_> {
    /// Blanks the types of a member. False: nothing of it is left.
    pub fn member(&mut self, it: &ClassElement<'_>) -> bool {
        match it {
            ClassElement::StaticBlock(_) => true,
            ClassElement::MethodDefinition(it) => self.method(it),
            ClassElement::PropertyDefinition(it) => self.field(it),
            ClassElement::AccessorProperty(it) => self.accessor(it),
            ClassElement::TSIndexSignature(it) => {
                self.sheet.cut(it.span);
                false
            }
        }
    }

    fn method(&mut self, it: &MethodDefinition<'_>) -> bool {
        if it.value.body.is_none() {
            self.sheet.cut(it.span);
            return false;
        }
        self.modifiers(it.span, it.decorators.last(), it.key.span());
        let named = self.after_key(it.key.span(), it.computed);
        self.annotation(named, it.optional, None);
        true
    }

    fn field(&mut self, it: &PropertyDefinition<'_>) -> bool {
        if it.declare || it.r#type == PropertyDefinitionType::TSAbstractPropertyDefinition {
            self.sheet.cut(it.span);
            return false;
        }
        self.modifiers(it.span, it.decorators.last(), it.key.span());
        let named = self.after_key(it.key.span(), it.computed);
        let end = self.annotation(
            named,
            it.optional || it.definite,
            it.type_annotation.as_deref(),
        );
        self.ended(end, it.value.is_none());
        true
    }

    fn accessor(&mut self, it: &AccessorProperty<'_>) -> bool {
        if it.r#type == AccessorPropertyType::TSAbstractAccessorProperty {
            self.sheet.cut(it.span);
            return false;
        }
        self.modifiers(it.span, it.decorators.last(), it.key.span());
        let named = self.after_key(it.key.span(), it.computed);
        let end = self.annotation(named, it.definite, it.type_annotation.as_deref());
        self.ended(end, it.value.is_none());
        true
    }

    /// A field such as `get: T` must not take what follows for its own: its type ends in a semicolon.
    fn ended(&mut self, end: Option<u32>, bare: bool) {
        if let Some(end) = end.filter(|_| bare) {
            self.sheet.put(self.sheet.last_before(end), ';');
        }
    }

    /// Where a key ends: a computed one behind its bracket.
    fn after_key(&self, key: Span, computed: bool) -> u32 {
        if !computed {
            return key.end;
        }
        let close = self.sheet.skip(key.end);
        if self.sheet.rest(close).starts_with(']') {
            close + 1
        } else {
            key.end
        }
    }

    /// Blanks the words before a key that JavaScript does not know. A member that begins with one begins with a semicolon
    /// then, so that the one before it does not go on: `a = 1` and `private [b] = 2` on the next line.
    fn modifiers(&mut self, whole: Span, decorator: Option<&Decorator<'_>>, key: Span) {
        let mut at = self
            .sheet
            .skip(decorator.map_or(whole.start, |it| it.span.end));
        while at < key.start {
            let word = self.sheet.word(at);
            if word.is_empty() {
                return;
            }
            let end = at + u32::try_from(word.len()).unwrap_or(0);
            if MODIFIERS.contains(&word) {
                self.sheet.blank(at, end);
                if at == whole.start {
                    self.sheet.put(at, ';');
                }
            }
            at = self.sheet.skip(end);
        }
    }
}
