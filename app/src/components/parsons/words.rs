//! What is said of lines that move.

use exercises::model::Arrangement;

use super::moves::Move;

/// Where a line stands now, for screen readers.
pub fn stands(text: &str, arrangement: &Arrangement, line: usize) -> String {
    match arrangement.place_of(line) {
        Some(place) => {
            let of = arrangement.placed().len();
            let level = arrangement.placed()[place].level;
            format!("{text}: line {} of {of}, {}", place + 1, depth(level))
        }
        None => format!("{text}: not used"),
    }
}

/// `at the margin`, `1 step deep`.
pub fn depth(level: usize) -> String {
    match level {
        0 => "at the margin".to_owned(),
        1 => "1 step deep".to_owned(),
        level => format!("{level} steps deep"),
    }
}

/// Why a line cannot make this move.
pub fn no_further(made: Move, in_program: bool) -> &'static str {
    match made {
        _ if !in_program => "This line is not in your program. Enter puts it in.",
        Move::Up => "This is the first line.",
        Move::Down => "This is the last line.",
        Move::Back => "This line is at the margin.",
        _ => "This line is as deep as it goes.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_said_with_its_place_and_depth() {
        let mut it = Arrangement::default();
        it.put(3, 0, 0);
        it.put(1, 1, 2);
        assert_eq!(stands("}", &it, 3), "}: line 1 of 2, at the margin");
        assert_eq!(stands("a;", &it, 1), "a;: line 2 of 2, 2 steps deep");
        assert_eq!(stands("b;", &it, 0), "b;: not used");
    }
}
