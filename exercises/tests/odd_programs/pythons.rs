//! Programs in Python, whose values another agent writes down.

use exercises::judge::{ChallengeSpec, Contract, Language};
use proptest::prelude::*;

use crate::{challenge, is_run_and_read};

const ODD: [&str; 24] = [
    "None",
    "True",
    "-0.0",
    "float('nan')",
    "1e300 * 1e300",
    "2 ** 53",
    "2 ** 53 + 1",
    "-(10 ** 4000)",
    "''",
    "'\\x00\\x7f\\u2028\"\\\\'",
    "'\\U0001f600' * 4097",
    "'x' * 8193",
    "'\"' * 70000",
    "b'\\xff\\x00' * 300",
    "bytearray(300)",
    "len",
    "lambda: 1",
    "(lambda: (yield))()",
    "ValueError('x' * 5000)",
    "ValueError(1, [2])",
    "type('Odd', (), {'__repr__': lambda self: 1 / 0})()",
    "type('Odd', (dict,), {'__len__': lambda self: 'x', '__iter__': lambda self: 1 / 0})()",
    "type('Odd', (Exception,), {'__str__': lambda self: 1 / 0})()",
    "range(10 ** 9)",
];

fn odd() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(ODD.to_vec()).prop_map(|it| format!("({it})"));
    leaf.prop_recursive(4, 16, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            two.clone().prop_map(|(a, b)| format!("[{a}, {b}]")),
            two.clone().prop_map(|(a, b)| format!("({a}, {b})")),
            two.prop_map(|(a, b)| format!("{{'status': {a}, 'é\"': {b}, 3: {a}}}")),
            inner.clone().prop_map(|it| format!("{{str({it})}}")),
            (inner.clone(), 2_usize..400).prop_map(|(it, n)| format!("[{it}] * {n}")),
            (inner, 2_usize..40).prop_map(|(it, n)| format!("nested({it}, {n})")),
        ]
    })
}

/// What the function does; `it` is a value of any kind.
const ENDS: [&str; 7] = [
    "return it",
    "raise it",
    "return {'status': it, 'headers': it, 'body': it}",
    "store[0] = it\n    return store",
    "clock.now = lambda: it\n    return clock",
    "request['it'] = request\n    return request",
    "yield it",
];

fn snake() -> ChallengeSpec {
    let mut spec = challenge(false);
    spec.contract = Contract::V3;
    spec.language = Language::Python;
    spec.entry = Language::Python.function(&spec.entry);
    spec
}

proptest! {
    // Each run is a worker of its own in Node.
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn every_line_of_a_program_in_python_is_read(it in odd(), log in odd(), end in prop::sample::select(ENDS.to_vec())) {
        let source = format!(
            "def nested(it, n):\n    for _ in range(n):\n        it = [it]\n    return it\n\n\
             def handle_request(request, store, clock):\n    print({log})\n    it = {it}\n    {end}\n"
        );
        is_run_and_read(&snake(), &source)?;
    }
}
