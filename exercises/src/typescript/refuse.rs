//! What TypeScript has beyond types: it makes code of its own, so that blanking would change what the program does. Each
//! is told to the learner with what to write instead.

use oxc_ast::ast::Declaration;

/// What cannot be blanked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// `enum E {}`
    Enum,
    /// `namespace N {}`
    Namespace,
    /// `constructor(private x) {}`
    ParameterProperty,
    /// `import x = require("y")`
    ImportEquals,
    /// `export = x`
    ExportEquals,
    /// `<T>x`
    Assertion,
    /// `@d class C {}`
    Decorator,
    /// Something whose meaning would change.
    Changed,
}

impl Refused {
    /// For a beginner: what it is, and what to write instead.
    pub fn words(self) -> &'static str {
        match self {
            Self::Enum => {
                "An enum is more than a type: it would have to become an object, and here types are only erased. Write an object instead: const Color = { Red: 'red', Green: 'green' } as const"
            }
            Self::Namespace => {
                "A namespace is more than a type: it would have to become an object, and here types are only erased. Write plain functions, or an object that holds them."
            }
            Self::ParameterProperty => {
                "A parameter with public, private, protected, readonly or override makes a field, and here types are only erased. Declare the field in the class, and assign it in the constructor: this.name = name"
            }
            Self::ImportEquals => {
                "import … = is no JavaScript, and there are no other files to import here. Write what you need in this one."
            }
            Self::ExportEquals => {
                "export = is no JavaScript. Leave it away: your function is found by its name."
            }
            Self::Assertion => {
                "A type in front of a value, <Type>value, cannot be erased safely. Write it behind the value: value as Type"
            }
            Self::Decorator => {
                "Decorators such as @name are no part of JavaScript in browsers yet. Call the function yourself instead."
            }
            Self::Changed => {
                "Without its types, this would mean something else to JavaScript. Put parentheses around the value with its type, (value as Type), and end the statements before and after it with a semicolon."
            }
        }
    }
}

/// Whether a declaration is about types alone, so that nothing of it is left.
pub fn is_type(it: &Declaration<'_>) -> bool {
    match it {
        Declaration::VariableDeclaration(it) => it.declare,
        Declaration::FunctionDeclaration(it) => it.declare || it.body.is_none(),
        Declaration::ClassDeclaration(it) => it.declare,
        Declaration::TSTypeAliasDeclaration(_)
        | Declaration::TSInterfaceDeclaration(_)
        | Declaration::TSGlobalDeclaration(_) => true,
        Declaration::TSEnumDeclaration(it) => it.declare,
        Declaration::TSExternalModuleDeclaration(it) => it.declare,
        Declaration::TSNamespaceDeclaration(it) => it.declare,
        Declaration::TSImportEqualsDeclaration(it) => it.import_kind.is_type(),
    }
}
