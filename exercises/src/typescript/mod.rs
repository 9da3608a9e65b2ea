//! TypeScript to JavaScript by blanking: every type becomes spaces, so that each line and column of the learner's own
//! code stays where it is. Nothing is checked: a program with wrong types runs as it would without any.
//!
//! # Layout
//! - `parse` (feature `typescript`): from text to text, and the proof that only types are gone.
//! - `erase` walks the tree; `blanks` and `members` blank what is about types, `refuse` says what cannot be blanked.
//! - `sheet`: the text with its blanks, and places in it. `hints`: whether JavaScript looks like TypeScript. `body`: code
//!   that is the body of a function.

#[cfg(feature = "typescript")]
mod blanks;
mod body;
#[cfg(feature = "typescript")]
mod erase;
mod hints;
#[cfg(feature = "typescript")]
mod members;
#[cfg(feature = "typescript")]
mod parse;
#[cfg(feature = "typescript")]
mod refuse;
#[cfg(feature = "typescript")]
mod sheet;
#[cfg(all(test, feature = "typescript"))]
mod tests;

use serde::{Deserialize, Serialize};

pub use body::{function_of, of_function};
pub use hints::looks_typed;
#[cfg(feature = "typescript")]
pub use parse::blank;

/// Why there is no JavaScript for a piece of TypeScript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line, from 1.
    pub line: u32,
    /// The column in that line, from 1, in UTF-16 units as editors and engines count.
    pub column: u32,
    /// What is wrong, and where it can be said, what to write instead.
    pub message: String,
    /// Whether it can be read as TypeScript at all: then it is more than a type, such as an `enum`.
    #[serde(default)]
    pub is_typescript: bool,
}

/// What became of a piece of TypeScript, as it travels from the program that blanks types to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blanked {
    /// The JavaScript that is left.
    Code(String),
    /// Why there is none.
    Problem(Problem),
}

impl From<Result<String, Problem>> for Blanked {
    fn from(it: Result<String, Problem>) -> Self {
        it.map_or_else(Self::Problem, Self::Code)
    }
}
