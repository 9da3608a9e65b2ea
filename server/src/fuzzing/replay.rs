//! Replays the inputs that are kept: they begin the fuzzer's search, and among them is all that it ever found.

use std::{fs, path::Path};

use super::TARGETS;

#[test]
fn every_kept_input_is_taken_as_promised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, target) in TARGETS {
        let inputs =
            fs::read_dir(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut seen = 0;
        for input in inputs {
            let path = input.unwrap().path();
            println!("{}", path.display());
            target(&fs::read(path).unwrap());
            seen += 1;
        }
        assert!(seen > 2, "{name} has too few inputs");
    }
}

#[test]
fn every_target_has_its_binary_and_nothing_else_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
    for (name, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        assert!(
            folder.join(format!("targets/{name}.rs")).is_file(),
            "{name}"
        );
    }
}
