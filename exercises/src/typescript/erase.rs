//! Walks a program and blanks what is about types. Where JavaScript would read on over a blank, a semicolon or a
//! parenthesis is put into it.

use oxc_ast::{
    AstKind, AstType,
    ast::{
        ArrowFunctionExpression, CallExpression, CatchParameter, Class, ClassElement, Declaration,
        Decorator, ExportAllDeclaration, ExportDeclaration, ExportDefaultDeclaration,
        ExportDefaultDeclarationKind, ExportFromDeclaration, ExportNamedDeclaration,
        ExportSpecifier, FormalParameter, FormalParameterRest, Function, ImportDeclaration,
        ImportSpecifier, NewExpression, TSAsExpression, TSExportAssignment,
        TSInstantiationExpression, TSNonNullExpression, TSSatisfiesExpression, TSTypeAssertion,
        TaggedTemplateExpression, VariableDeclarator,
    },
};
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
                self.refuse(it.span, Refused::Namespace);
            }
            Declaration::TSNamespaceDeclaration(it) => self.refuse(it.span, Refused::Namespace),
            Declaration::TSImportEqualsDeclaration(it) => {
                self.refuse(it.span, Refused::ImportEquals);
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
