//! What is blanked of each construct, and what is put into the blank where JavaScript would read it otherwise.

use oxc_ast::ast::{ArrowFunctionExpression, Class, TSTypeAnnotation};
use oxc_span::{GetSpan, Span};

use super::erase::Eraser;

impl Eraser<'_> {
    /// Blanks a span, where there is one.
    pub fn blank(&mut self, span: Option<Span>) {
        if let Some(it) = span {
            self.sheet.blank(it.start, it.end);
        }
    }

    /// Blanks what stands between a name and the end of its type: `?: T`, `!: T`, `: T`, or only the mark.
    pub fn annotation(
        &mut self,
        after: u32,
        marked: bool,
        of: Option<&TSTypeAnnotation<'_>>,
    ) -> Option<u32> {
        let end = match of {
            Some(it) => it.span.end,
            None if marked => self.sheet.skip(after) + 1,
            None => return None,
        };
        self.sheet.blank(after, end);
        Some(end)
    }

    /// Blanks `as T` or `satisfies T`. What stands on the next line belonged to a new statement, and still does.
    pub fn behind(&mut self, value: Span, whole: Span) {
        self.sheet.blank(value.end, whole.end);
        let next = self.sheet.skip(whole.end);
        if self.sheet.breaks(whole.end, next) && self.sheet.rest(next).starts_with(['(', '[', '`'])
        {
            self.sheet.put(self.sheet.last_before(whole.end), ';');
        }
    }

    /// `async <T>(x)`, `return <T>(x)`: the parenthesis moves up where a line would end before it.
    pub fn generics(&mut self, it: &ArrowFunctionExpression<'_>) {
        let Some(types) = &it.type_parameters else {
            return;
        };
        self.blank(Some(types.span));
        let open = it.params.span.start;
        if self.sheet.breaks(types.span.start, open) {
            self.sheet.put(types.span.start, '(');
            self.sheet.blank(open, open + 1);
        }
    }

    /// The type that a function returns. An arrow must follow its parenthesis on the same line, so that one moves down.
    pub fn returned(&mut self, params: Span, of: Option<&TSTypeAnnotation<'_>>, arrow: bool) {
        let Some(it) = of else { return };
        let close = params.end.saturating_sub(1);
        if arrow && self.sheet.breaks(params.end, it.span.end) {
            self.sheet.blank(close, it.span.end);
            self.sheet.put(self.sheet.last_before(it.span.end), ')');
        } else {
            self.sheet.blank(params.end, it.span.end);
        }
    }

    /// `class C<T> extends B<U> implements I`, and `abstract` before it.
    pub fn class_head(&mut self, it: &Class<'_>) {
        let decorated = it.decorators.last().map_or(it.span.start, |it| it.span.end);
        let mut at = self.sheet.skip(decorated);
        while matches!(self.sheet.word(at), "abstract" | "export" | "default") {
            let end = at + u32::try_from(self.sheet.word(at).len()).unwrap_or(0);
            if self.sheet.word(at) == "abstract" {
                self.sheet.blank(at, end);
            }
            at = self.sheet.skip(end);
        }
        let mut end = it.id.as_ref().map_or(at + 5, |it| it.span.end);
        if let Some(types) = &it.type_parameters {
            self.blank(Some(types.span));
            end = types.span.end;
        }
        if let Some(base) = &it.heritage {
            let types = base.type_arguments.as_ref().map(|it| it.span);
            self.blank(types);
            end = types.map_or(base.expression.span().end, |it| it.end);
        }
        if let Some(last) = it.implements.last() {
            self.sheet.blank(end, last.span.end);
        }
    }

    /// Blanks `type x` in a list of names, with the comma behind it.
    pub fn listed(&mut self, span: Span) {
        let next = self.sheet.skip(span.end);
        let comma = self.sheet.rest(next).starts_with(',');
        self.sheet
            .blank(span.start, if comma { next + 1 } else { span.end });
    }
}
