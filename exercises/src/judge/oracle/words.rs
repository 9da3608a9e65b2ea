//! What oracles make requests of: random words, and choices among given ones.

use fastrand::Rng;

/// One of these.
pub fn one_of<'a>(rng: &mut Rng, words: &[&'a str]) -> &'a str {
    words[rng.usize(..words.len())]
}

/// A word of one to eight small letters.
pub fn word(rng: &mut Rng) -> String {
    let length = rng.usize(1..=8);
    (0..length).map(|_| rng.lowercase()).collect()
}

/// The word in another case: all small, or all but its first letter.
pub fn wrong_case(rng: &mut Rng, method: &str) -> String {
    let lower = method.to_ascii_lowercase();
    if rng.bool() {
        return lower;
    }
    let (first, rest) = method.split_at(1);
    format!("{first}{}", rest.to_ascii_lowercase())
}
