//! The target `talk` of `server::fuzzing`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| server::fuzzing::run("talk", input));
