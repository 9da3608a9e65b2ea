//! Walks a program and blanks what is about types. Where JavaScript would read on over a blank, a semicolon or a
//! parenthesis is put into it.

use oxc_ast::{AstKind, AstType, ast::*};
use oxc_ast_visit::{VisitJs, walk_js};
use oxc_span::{GetSpan, Span};
use oxc_syntax::scope::ScopeFlags;

use super::{
    refuse::{Refused, is_type},
    sheet::Sheet,
};

/// What walks.
pub struct Eraser<'a> {
    /// The text, and what is blanked of it.
    pub sheet: Sheet<'a>,
    /// What the program is made of, types apart: on the way down with where it begins, on the way up as a program's end.
    pub shape: Vec<(AstType, u32)>,
    /// The first thing that cannot be blanked.
    pub refused: Option<(u32, Refused)>,
}

impl<'a> Eraser<'a> {
    /// To walk the program that a text was parsed to.
    pub fn new(sheet: Sheet<'a>) -> Self {
        Self {
            sheet,
            shape: Vec::new(),
            refused: None,
        }
    }

    /// Notes what cannot be blanked; the first counts.
    pub fn refuse(&mut self, span: Span, why: Refused) {
        if self.refused.is_none_or(|(at, _)| span.start < at) {
            self.refused = Some((span.start, why));
        }
    }

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
    fn behind(&mut self, value: Span, whole: Span) {
        self.sheet.blank(value.end, whole.end);
        let next = self.sheet.skip(whole.end);
        if self.sheet.breaks(whole.end, next) && self.sheet.rest(next).starts_with(['(', '[', '`'])
        {
            self.sheet.put(self.sheet.last_before(whole.end), ';');
        }
    }

    /// `async <T>(x)`, `return <T>(x)`: the parenthesis moves up where a line would end before it.
    fn generics(&mut self, it: &ArrowFunctionExpression<'_>) {
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
    fn returned(&mut self, params: Span, of: Option<&TSTypeAnnotation<'_>>, arrow: bool) {
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
    fn class_head(&mut self, it: &Class<'_>) {
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
    fn listed(&mut self, span: Span) {
        let next = self.sheet.skip(span.end);
        let comma = self.sheet.rest(next).starts_with(',');
        self.sheet
            .blank(span.start, if comma { next + 1 } else { span.end });
    }
}

/// What is there for types alone, or says nothing.
fn is_silent(it: &AstKind<'_>) -> bool {
    matches!(
        it,
        AstKind::TSAsExpression(_)
            | AstKind::TSSatisfiesExpression(_)
            | AstKind::TSNonNullExpression(_)
            | AstKind::TSInstantiationExpression(_)
            | AstKind::EmptyStatement(_)
    )
}

impl<'t> VisitJs<'t> for Eraser<'_> {
    fn enter_node(&mut self, kind: AstKind<'t>) {
        if !is_silent(&kind) {
            self.shape.push((kind.ty(), kind.span().start));
        }
    }

    fn leave_node(&mut self, kind: AstKind<'t>) {
        if !is_silent(&kind) {
            self.shape.push((AstType::Program, kind.span().start));
        }
    }

    fn visit_declaration(&mut self, it: &Declaration<'t>) {
        match it {
            it if is_type(it) => self.sheet.cut(it.span()),
            Declaration::TSEnumDeclaration(it) => self.refuse(it.span, Refused::Enum),
            Declaration::TSExternalModuleDeclaration(it) => {
                self.refuse(it.span, Refused::Namespace)
            }
            Declaration::TSNamespaceDeclaration(it) => self.refuse(it.span, Refused::Namespace),
            Declaration::TSImportEqualsDeclaration(it) => {
                self.refuse(it.span, Refused::ImportEquals)
            }
            it => walk_js::walk_declaration(self, it),
        }
    }

    fn visit_export_declaration(&mut self, it: &ExportDeclaration<'t>) {
        if is_type(&it.declaration) {
            return self.sheet.cut(it.span);
        }
        walk_js::walk_export_declaration(self, it);
    }

    fn visit_export_default_declaration(&mut self, it: &ExportDefaultDeclaration<'t>) {
        let gone = match &it.declaration {
            ExportDefaultDeclarationKind::TSInterfaceDeclaration(_) => true,
            ExportDefaultDeclarationKind::FunctionDeclaration(it) => it.body.is_none(),
            _ => false,
        };
        if gone {
            return self.sheet.cut(it.span);
        }
        walk_js::walk_export_default_declaration(self, it);
    }

    fn visit_export_from_declaration(&mut self, it: &ExportFromDeclaration<'t>) {
        if it.export_kind.is_type() {
            return self.sheet.cut(it.span);
        }
        walk_js::walk_export_from_declaration(self, it);
    }

    fn visit_export_named_declaration(&mut self, it: &ExportNamedDeclaration<'t>) {
        if it.export_kind.is_type() {
            return self.sheet.cut(it.span);
        }
        walk_js::walk_export_named_declaration(self, it);
    }

    fn visit_export_all_declaration(&mut self, it: &ExportAllDeclaration<'t>) {
        if it.export_kind.is_type() {
            return self.sheet.cut(it.span);
        }
        walk_js::walk_export_all_declaration(self, it);
    }

    fn visit_export_specifier(&mut self, it: &ExportSpecifier<'t>) {
        if it.export_kind.is_type() {
            return self.listed(it.span);
        }
        walk_js::walk_export_specifier(self, it);
    }

    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'t>) {
        if it.import_kind.is_type() {
            return self.sheet.cut(it.span);
        }
        walk_js::walk_import_declaration(self, it);
    }

    fn visit_import_specifier(&mut self, it: &ImportSpecifier<'t>) {
        if it.import_kind.is_type() {
            return self.listed(it.span);
        }
        walk_js::walk_import_specifier(self, it);
    }

    fn visit_ts_export_assignment(&mut self, it: &TSExportAssignment<'t>) {
        self.refuse(it.span, Refused::ExportEquals);
    }

    fn visit_decorator(&mut self, it: &Decorator<'t>) {
        self.refuse(it.span, Refused::Decorator);
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'t>) {
        self.annotation(it.id.span().end, it.definite, it.type_annotation.as_deref());
        walk_js::walk_variable_declarator(self, it);
    }

    fn visit_catch_parameter(&mut self, it: &CatchParameter<'t>) {
        self.annotation(it.pattern.span().end, false, it.type_annotation.as_deref());
        walk_js::walk_catch_parameter(self, it);
    }

    fn visit_formal_parameter(&mut self, it: &FormalParameter<'t>) {
        if it.accessibility.is_some() || it.readonly || it.r#override {
            self.refuse(it.span, Refused::ParameterProperty);
        }
        self.annotation(
            it.pattern.span().end,
            it.optional,
            it.type_annotation.as_deref(),
        );
        walk_js::walk_formal_parameter(self, it);
    }

    fn visit_formal_parameter_rest(&mut self, it: &FormalParameterRest<'t>) {
        self.annotation(it.rest.span.end, false, it.type_annotation.as_deref());
        walk_js::walk_formal_parameter_rest(self, it);
    }

    fn visit_function(&mut self, it: &Function<'t>, flags: ScopeFlags) {
        self.blank(it.type_parameters.as_ref().map(|it| it.span));
        if let Some(this) = &it.this_param {
            self.listed(this.span);
        }
        self.returned(it.params.span, it.return_type.as_deref(), false);
        walk_js::walk_function(self, it, flags);
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'t>) {
        self.generics(it);
        self.returned(it.params.span, it.return_type.as_deref(), true);
        walk_js::walk_arrow_function_expression(self, it);
    }

    fn visit_class(&mut self, it: &Class<'t>) {
        self.class_head(it);
        walk_js::walk_class(self, it);
    }

    fn visit_class_element(&mut self, it: &ClassElement<'t>) {
        if self.member(it) {
            walk_js::walk_class_element(self, it);
        }
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'t>) {
        self.blank(it.type_arguments.as_ref().map(|it| it.span));
        walk_js::walk_call_expression(self, it);
    }

    fn visit_new_expression(&mut self, it: &NewExpression<'t>) {
        self.blank(it.type_arguments.as_ref().map(|it| it.span));
        walk_js::walk_new_expression(self, it);
    }

    fn visit_tagged_template_expression(&mut self, it: &TaggedTemplateExpression<'t>) {
        self.blank(it.type_arguments.as_ref().map(|it| it.span));
        walk_js::walk_tagged_template_expression(self, it);
    }

    fn visit_ts_instantiation_expression(&mut self, it: &TSInstantiationExpression<'t>) {
        self.behind(it.expression.span(), it.span);
        walk_js::walk_ts_instantiation_expression(self, it);
    }

    fn visit_ts_as_expression(&mut self, it: &TSAsExpression<'t>) {
        self.behind(it.expression.span(), it.span);
        walk_js::walk_ts_as_expression(self, it);
    }

    fn visit_ts_satisfies_expression(&mut self, it: &TSSatisfiesExpression<'t>) {
        self.behind(it.expression.span(), it.span);
        walk_js::walk_ts_satisfies_expression(self, it);
    }

    fn visit_ts_non_null_expression(&mut self, it: &TSNonNullExpression<'t>) {
        self.sheet.blank(it.expression.span().end, it.span.end);
        walk_js::walk_ts_non_null_expression(self, it);
    }

    fn visit_ts_type_assertion(&mut self, it: &TSTypeAssertion<'t>) {
        self.refuse(it.span, Refused::Assertion);
    }
}
