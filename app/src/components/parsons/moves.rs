//! The moves of a line, apart from where they are asked for.

use exercises::model::{Arrangement, MAX_LEVEL};

/// One of the moves that a line can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Before the line above.
    Up,
    /// Behind the line below.
    Down,
    /// One step deeper.
    Deeper,
    /// One step back.
    Back,
    /// Into the program, behind the line that was chosen there last; or out of it.
    InOrOut,
    /// Out of the program.
    Out,
}

/// Makes a move; whether anything has moved. `behind`: the line behind which one that comes in is put.
pub fn moved(it: &mut Arrangement, line: usize, made: Move, behind: Option<usize>) -> bool {
    let last = it.placed().len();
    let Some(place) = it.place_of(line) else {
        if made != Move::InOrOut {
            return false;
        }
        let behind = behind.and_then(|line| it.place_of(line));
        let place = behind.map_or(last, |it| it + 1);
        let above = place.checked_sub(1).and_then(|at| it.placed().get(at));
        let level = above.map_or(0, |it| it.level);
        it.put(line, place, level);
        return true;
    };
    let level = it.placed()[place].level;
    match made {
        Move::Up if place > 0 => it.put(line, place - 1, level),
        Move::Down if place + 1 < last => it.put(line, place + 1, level),
        Move::Deeper if level < MAX_LEVEL => it.put(line, place, level + 1),
        Move::Back if level > 0 => it.put(line, place, level - 1),
        Move::InOrOut | Move::Out => it.take(line),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged(lines: &[(usize, usize)]) -> Arrangement {
        let mut it = Arrangement::default();
        for (place, (line, level)) in lines.iter().enumerate() {
            it.put(*line, place, *level);
        }
        it
    }

    #[test]
    fn a_line_that_comes_in_stands_behind_the_one_chosen_last_and_as_deep() {
        let mut it = arranged(&[(4, 0), (5, 1), (6, 0)]);
        assert!(moved(&mut it, 1, Move::InOrOut, Some(5)));
        assert_eq!(it, arranged(&[(4, 0), (5, 1), (1, 1), (6, 0)]));
        // The one chosen last has been taken out since.
        assert!(moved(&mut it, 2, Move::InOrOut, Some(9)));
        assert_eq!(it.place_of(2), Some(4));
        assert!(moved(&mut it, 1, Move::InOrOut, None));
        assert_eq!(it.place_of(1), None);
    }

    #[test]
    fn at_an_end_nothing_moves() {
        let mut it = arranged(&[(0, 0), (1, MAX_LEVEL)]);
        let same = it.clone();
        for (line, made) in [
            (0, Move::Up),
            (1, Move::Down),
            (0, Move::Back),
            (1, Move::Deeper),
            (7, Move::Up),
            (7, Move::Out),
        ] {
            assert!(!moved(&mut it, line, made, None), "{line} {made:?}");
            assert_eq!(it, same);
        }
        assert!(moved(&mut it, 0, Move::Down, None));
        assert_eq!(it, arranged(&[(1, MAX_LEVEL), (0, 0)]));
        assert!(moved(&mut it, 0, Move::Deeper, None));
        assert_eq!(it, arranged(&[(1, MAX_LEVEL), (0, 1)]));
    }
}
