//! PostgreSQL for the native tests: wherever it is, else from the distribution. The tests start one of their own.

use super::debian;
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Makes sure of PostgreSQL where it can be had. Where it cannot, that is said, and the tests that need it fail.
pub fn ensure() {
    if cfg!(windows) {
        return;
    }
    let advice = "The tests of the server's store need PostgreSQL (postgres, initdb, createdb): install it from your \
                  system's packages";
    // The package sets up a server of its own as well, on port 5432; the tests leave it alone.
    debian::provide("PostgreSQL", "postgresql", is_there, advice);
}

fn is_there() -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(versions("/usr/lib/postgresql"))
        .chain(versions("/opt/homebrew/opt"))
        .chain(versions("/usr/local/opt"))
        .any(|folder| has_all(&folder))
}

/// Distributions keep each version in a folder of its own, off the PATH.
fn versions(root: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    entries.map(|it| it.path().join("bin")).collect()
}

fn has_all(folder: &Path) -> bool {
    ["postgres", "initdb", "createdb"]
        .iter()
        .all(|program| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_needs_all_three_programs() {
        let folder = env::temp_dir().join(format!("roundtrip-programs-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a temporary folder");
        for program in ["postgres", "initdb"] {
            fs::write(folder.join(program), "").expect("a file");
        }
        assert!(!has_all(&folder));
        fs::write(folder.join("createdb"), "").expect("a file");
        assert!(has_all(&folder));
        fs::remove_dir_all(&folder).expect("it is there");
        assert!(versions("/no/such/folder").is_empty());
    }
}
