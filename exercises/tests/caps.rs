//! The bounds on what a program may say, each at the last thing that is let through and at the next one.

mod support;

use exercises::judge::{ChallengeSpec, Reason, Run, Step};
use serde_json::Value as Json;
use support::{
    greeter, lines,
    whole::{after, observed, whole},
};

/// The longest line that the judge reads, in bytes.
const LINE: usize = 128 * 1024;
/// All that it reads of a run.
const IN_ALL: usize = 4 * 1024 * 1024;

/// A challenge with so many calls.
fn challenge(calls: usize) -> ChallengeSpec {
    let mut spec = greeter();
    spec.generated = None;
    spec.cases = vec![spec.cases[0].clone(); calls];
    spec
}

/// What came out of a function that returns this.
fn returned(expression: &str) -> Json {
    let code = format!("const handleRequest = () => ({expression});");
    let seen = observed(&Run::new(&challenge(1), &code, 0));
    assert_eq!(seen.len(), 1, "{expression}");
    seen[0][2].clone()
}

#[test]
fn a_value_is_carried_out_up_to_its_bounds_and_not_beyond() {
    for (what, make, last) in [
        // 1 + 10 * (1 + 198) and as many again as `n` says.
        (
            "2,000 nodes",
            "[...Array.from({ length: 10 }, () => Array(198).fill(0)), ...Array(n).fill(0)]",
            9,
        ),
        (
            "12 deep",
            "(() => { let it = []; for (let i = 1; i < n; i += 1) it = [it]; return it; })()",
            12,
        ),
        ("200 items", "Array(n).fill(0)", 200),
        (
            "200 properties",
            "Object.fromEntries(Array.from({ length: n }, (_, i) => ['k' + i, 0]))",
            200,
        ),
        (
            "200 entries",
            "new Map(Array.from({ length: n }, (_, i) => [i, 0]))",
            200,
        ),
        (
            "200 members",
            "new Set(Array.from({ length: n }, (_, i) => i))",
            200,
        ),
        ("8 KB of text", "'x'.repeat(n)", 8_192),
        // 40 bytes for the list, 8 around each text: 40 + 7 * (8 + 8,192) + 8 + 8,088 are 64 KB.
        (
            "64 KB in all",
            "[...Array(7).fill('x'.repeat(8190)), 'x'.repeat(n)]",
            8_086,
        ),
    ] {
        let made = |n: usize| whole(&returned(&format!("((n) => {make})({n})")));
        assert!(made(last), "{what}: {last} are not let through");
        assert!(!made(last + 1), "{what}: {} are let through", last + 1);
    }
}

/// The console lines that came out of so many calls of this body, and how many did not.
fn logged(body: &str, calls: usize) -> (Vec<Json>, u64) {
    let code = format!("function handleRequest() {{ {body} }}");
    let (spec, mut kept, mut dropped) = (challenge(calls), Vec::new(), 0);
    for line in lines(&Run::new(&spec, &code, 0)) {
        // Lines of a call that takes long go ahead of it.
        kept.extend(after(&line, "log"));
        for seen in after(&line, "seen") {
            kept.extend(seen[4].as_array().expect("a list of lines").clone());
            dropped += seen[5].as_u64().expect("a number");
        }
    }
    (kept, dropped)
}

#[test]
fn a_run_keeps_200_console_lines_and_counts_the_others() {
    let some = |n: usize| format!("for (let i = 0; i < {n}; i += 1) console.log(i);");
    for (each, calls, expected) in [
        (200, 1, (200, 0)),
        (201, 1, (200, 1)),
        (50, 4, (200, 0)),
        (67, 3, (200, 1)),
    ] {
        let (kept, dropped) = logged(&some(each), calls);
        assert_eq!((kept.len(), dropped), expected, "{calls} times {each}");
    }
}

#[test]
fn a_run_keeps_32_kilobytes_of_console_lines() {
    // The longest text that one line has room for: with what stands around it, 8,185 bytes, of which four fit.
    let full = "for (let i = 0; i < 4; i += 1) console.log('x'.repeat(8182));";
    let is_whole = |body: &str, line: usize| whole(&logged(body, 1).0[line]);
    assert!(is_whole(full, 3));
    assert!(
        !is_whole("console.log('x'.repeat(8183));", 0),
        "8 KB a line"
    );
    // 28 bytes are left: ten for what stands around a text, and 18.
    let then = |n: usize| format!("{full} console.log('x'.repeat({n}));");
    assert!(is_whole(&then(18), 4));
    assert!(!is_whole(&then(19), 4), "beyond 32 KB");
    // Of what no longer fits two lines say at least that they were there; then there is not even room for that.
    let (kept, dropped) = logged(
        &format!(
            "{} for (let i = 0; i < 5; i += 1) console.log(1);",
            then(18)
        ),
        1,
    );
    assert_eq!((kept.len(), dropped), (7, 3));
}

/// How many observations each line of a run has, and how long all of them but the last took together.
fn slices(body: &str, calls: usize) -> Vec<(usize, f64)> {
    let (spec, code) = (
        challenge(calls),
        format!("function handleRequest() {{ {body} return {{ status: 200, body: '' }}; }}"),
    );
    let said = lines(&Run::new(&spec, &code, 0)).into_iter();
    let slices = said
        .map(|it| after(&it, "seen"))
        .filter(|it| !it.is_empty());
    let before_last = |it: &[Json]| {
        it.iter()
            .rev()
            .skip(1)
            .filter_map(|one| one[3].as_f64())
            .sum()
    };
    slices.map(|it| (it.len(), before_last(&it))).collect()
}

#[test]
fn the_first_16_observations_come_singly_and_the_17th_does_not() {
    // Where the machine is busy, the 17th may take so long that it goes out by itself as well; not every time.
    let together = (0..20).any(|_| {
        let counts: Vec<usize> = slices("", 60).iter().map(|it| it.0).collect();
        assert_eq!(counts[..16], [1; 16], "a hang is blamed on its own call");
        counts[16] > 1
    });
    assert!(together);
}

#[test]
fn later_observations_come_in_slices_of_4_milliseconds() {
    let busy = "for (const end = Date.now() + 1; Date.now() < end;) {}";
    let times: Vec<f64> = slices(busy, 200).iter().map(|it| it.1).collect();
    // Each time is rounded to a thousandth.
    let longest = times.iter().copied().fold(0.0, f64::max);
    assert!(longest <= 4.1, "{longest} ms went by and nothing was said");
    assert!(longest >= 2.0, "no more than {longest} ms were gathered");
}

/// A line of so many bytes that asks nothing of the judge.
fn filled(bytes: usize) -> String {
    let word = r#"["pong"]"#;
    word.to_owned() + &" ".repeat(bytes - word.len())
}

/// Whether lines of these lengths are too much.
fn too_much(lengths: &[usize]) -> bool {
    let spec = challenge(1);
    let mut run = Run::new(&spec, "", 0);
    for (at, length) in lengths.iter().enumerate() {
        let is_last = at + 1 == lengths.len();
        match run.feed(&filled(*length)) {
            Step::Over if is_last => {}
            Step::Over => panic!("line {at} was too much already"),
            _ => continue,
        }
        assert_eq!(run.report(0.0).reason, Some(Reason::TooMuchOutput));
        return true;
    }
    false
}

#[test]
fn the_judge_reads_lines_of_128_kilobytes_and_4_megabytes_in_all() {
    assert!(!too_much(&[LINE]));
    assert!(too_much(&[LINE + 1]));
    let nearly = [LINE; IN_ALL / LINE - 1];
    let ending = |last: [usize; 2]| [nearly.as_slice(), &last].concat();
    assert!(!too_much(&ending([LINE - 8, 8])));
    assert!(too_much(&ending([LINE - 7, 8])));
}
