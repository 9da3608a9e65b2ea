//! From TypeScript to the JavaScript that is left of it.

use oxc_allocator::Allocator;
use oxc_ast::{AstType, ast::Program};
use oxc_ast_visit::VisitJs;
use oxc_parser::{Parser, ParserReturn};
use oxc_span::{LabeledSpan, SourceType};

use super::{Problem, erase::Eraser, refuse::Refused, sheet::Sheet};
use crate::judge::MAX_SOURCE;

/// Takes the types out of TypeScript, at most [`MAX_SOURCE`] bytes of it. Every line and column stays; JavaScript without
/// types comes out as it went in. Deep nesting takes a deep stack: whoever cannot afford to run out of it calls this in a
/// program of its own.
///
/// # Errors
/// What the parser says of the text, or the first thing in it that is more than a type. In neither case is anything run.
pub fn blank(source: &str) -> Result<String, Problem> {
    if source.len() > MAX_SOURCE {
        return Err(problem(
            &Sheet::new(source),
            0,
            "The code is too long to be run.",
        ));
    }
    let allocator = Allocator::default();
    let program = parse(&allocator, source, SourceType::ts())?;
    let (sheet, shape) = erase(source, &program)?;
    if sheet.is_clean() {
        return Ok(source.to_owned());
    }
    let written = sheet.written();
    // The proof: what is left has to be the same program, read as JavaScript.
    let again = parse(&allocator, &written, SourceType::mjs()).map_err(|it| Problem {
        message: Refused::Changed.words().to_owned(),
        is_typescript: true,
        ..it
    })?;
    let (left, same) = erase(&written, &again)?;
    if let Some((_, at)) = differs(&shape, &same) {
        return Err(problem(&Sheet::new(source), at, Refused::Changed.words()));
    }
    debug_assert!(left.is_clean(), "no types are left");
    Ok(written)
}

fn parse<'a>(
    allocator: &'a Allocator,
    source: &'a str,
    kind: SourceType,
) -> Result<Program<'a>, Problem> {
    // A script as the sandbox runs it, unless it imports or exports: that is for the engine to refuse.
    let kind = kind.with_unambiguous(true);
    let ParserReturn {
        program,
        diagnostics,
        panicked,
        ..
    } = Parser::new(allocator, source, kind).parse();
    let wrong = |at, message: &str| {
        Err(Problem {
            is_typescript: false,
            ..problem(&Sheet::new(source), at, message)
        })
    };
    let Some(error) = diagnostics.errors().next() else {
        return if panicked {
            wrong(0, "This cannot be read as TypeScript.")
        } else {
            Ok(program)
        };
    };
    let at = error.labels.first().map_or(0, LabeledSpan::offset);
    match &error.help {
        Some(help) => wrong(at, &format!("{} {help}", sentence(&error.message))),
        None => wrong(at, &error.message),
    }
}

/// Ends in a full stop, as the start of a longer text.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '!']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// What the program is made of, types apart, each with where it begins.
type Shape = Vec<(AstType, u32)>;

fn erase<'a>(source: &'a str, program: &Program<'_>) -> Result<(Sheet<'a>, Shape), Problem> {
    let mut eraser = Eraser::new(Sheet::new(source));
    eraser.visit_program(program);
    match eraser.refused {
        Some((at, why)) => Err(problem(&eraser.sheet, at, why.words())),
        None => Ok((eraser.sheet, eraser.shape)),
    }
}

/// The first thing in which two programs differ, with where it begins in the first one.
fn differs(one: &Shape, other: &Shape) -> Option<(AstType, u32)> {
    let unlike = one.iter().zip(other).find(|(one, other)| one.0 != other.0);
    let longer = one
        .get(other.len())
        .or(one.last().filter(|_| one.len() < other.len()));
    unlike.map(|(it, _)| it).or(longer).copied()
}

fn problem(sheet: &Sheet<'_>, at: u32, message: &str) -> Problem {
    let (line, column) = sheet.place(at);
    Problem {
        line,
        column,
        message: message.to_owned(),
        is_typescript: true,
    }
}
