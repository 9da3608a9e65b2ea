//! TypeScript that is the body of an async function, as code examples are: `await` and `return` may stand in it by
//! themselves. It is read as such a function, whose frame is taken off again.

use super::{Blanked, Problem};

/// What is put before the body: in its first line, so that lines stay what they are.
const BEFORE: &str = "async()=>{";

/// What is put behind it: in a line of its own, which no comment at the end of the body reaches.
const AFTER: &str = "\n}";

/// The whole function, for [`Blanked`] to be made of.
pub fn function_of(body: &str) -> String {
    format!("{BEFORE}{body}{AFTER}")
}

/// What became of the `body`, from what became of its [`function_of`].
pub fn of_function(blanked: Blanked, body: &str) -> Blanked {
    match blanked {
        Blanked::Code(code) => {
            let left = code
                .strip_prefix(BEFORE)
                .and_then(|it| it.strip_suffix(AFTER));
            Blanked::Code(left.unwrap_or(body).to_owned())
        }
        Blanked::Problem(problem) => Blanked::Problem(in_body(problem, body)),
    }
}

/// A problem with its place in the body; one behind its end is at its end.
fn in_body(mut problem: Problem, body: &str) -> Problem {
    let units = |it: &str| u32::try_from(it.encode_utf16().count()).unwrap_or(u32::MAX);
    let lines = u32::try_from(body.split('\n').count()).unwrap_or(u32::MAX);
    if problem.line > lines {
        let last = body.rsplit('\n').next().unwrap_or_default();
        problem.line = lines;
        problem.column = units(last).saturating_add(1);
    } else if problem.line == 1 {
        problem.column = problem.column.saturating_sub(units(BEFORE)).max(1);
    }
    problem
}

#[cfg(all(test, feature = "typescript"))]
mod tests {
    use super::{super::blank, Blanked, function_of, of_function};

    fn read(body: &str) -> Blanked {
        of_function(blank(&function_of(body)).into(), body)
    }

    #[test]
    fn a_body_may_await_and_return_and_ends_in_a_comment() {
        for (body, left) in [
            (
                "const a: number = await b; return a // c",
                "const a         = await b; return a // c",
            ),
            ("return 1", "return 1"),
            ("type A = 1\nreturn 2", ";         \nreturn 2"),
            ("", ""),
        ] {
            assert_eq!(read(body), Blanked::Code(left.to_owned()), "{body}");
        }
    }

    #[test]
    fn a_problem_is_where_it_is_in_the_body() {
        for (body, place) in [
            ("enum A { B }", (1, 1)),
            ("let a: 1;\n  enum A { B }", (2, 3)),
            ("let a: string = ;", (1, 17)),
            ("if (a) {\n  b as C", (2, 9)),
        ] {
            let Blanked::Problem(problem) = read(body) else {
                panic!("{body} was read");
            };
            assert_eq!((problem.line, problem.column), place, "{body}: {problem:?}");
        }
    }

    #[test]
    fn closing_the_function_from_within_leaves_what_was_written() {
        let body = "}; let a: string = 'b'; async()=>{";
        assert_eq!(
            read(body),
            Blanked::Code("}; let a         = 'b'; async()=>{".to_owned())
        );
    }
}
