//! What is run of TypeScript, or in words for the learner why nothing is.

use exercises::typescript::{Blanked, Problem, function_of, of_function};

use crate::browser::typescript::{self, Failed};

/// Why there is nothing to run.
pub enum Unready {
    /// The code cannot be read; what is wrong with it.
    Problem(Problem),
    /// The run was stopped.
    Cancelled,
    /// It cannot be known; why.
    Failed(&'static str),
}

/// TypeScript without its types.
///
/// # Errors
/// Why there is nothing to run.
pub async fn erased(code: &str) -> Result<String, Unready> {
    left(typescript::blank(code).await)
}

/// The same of the body of an async function.
///
/// # Errors
/// Why there is nothing to run.
pub async fn erased_body(body: &str) -> Result<String, Unready> {
    let blanked = typescript::blank(&function_of(body)).await;
    left(blanked.map(|it| of_function(it, body)))
}

fn left(blanked: Result<Blanked, Failed>) -> Result<String, Unready> {
    match blanked {
        Ok(Blanked::Code(it)) => Ok(it),
        Ok(Blanked::Problem(it)) => Err(Unready::Problem(it)),
        Err(Failed::Cancelled) => Err(Unready::Cancelled),
        Err(Failed::TooMuch) => Err(Unready::Problem(Problem {
            line: 1,
            column: 1,
            message: "The code is nested so deeply, or so hard to read, that reading it was given up. Write it in smaller parts.".to_owned(),
            is_typescript: false,
        })),
        Err(Failed::Unreachable) => Err(Unready::Failed(
            "What reads TypeScript could not be loaded: the server may be stopped, or the network is away. Your code is kept.",
        )),
    }
}
