//! Remembers the Content Security Policy of every page, and works it out again when the page's file has changed.

use std::{
    collections::HashMap,
    fs::{self, Metadata},
    io,
    path::{Component, Path, PathBuf},
    sync::{PoisonError, RwLock},
    time::SystemTime,
};

use axum::http::HeaderValue;

use super::SANDBOX;
use crate::native::csp;

/// The most pages that are remembered, and the deepest folder that is looked into: a bound, not a goal.
const MAX_PAGES: usize = 10_000;
const MAX_DEPTH: usize = 8;

/// The largest page that is scanned, in bytes; larger ones run no inline script.
const MAX_PAGE: u64 = 4 << 20;

/// The policies of a folder of pages.
#[derive(Debug)]
pub(super) struct Policies {
    folder: PathBuf,
    /// By file.
    known: RwLock<HashMap<PathBuf, Policy>>,
    /// The origins that pages may send requests to beside their own, each with a space before it.
    others: String,
    /// Of all that is no page: scripts of workers obey the policy that comes with them.
    of_others: HeaderValue,
}

#[derive(Clone, Debug)]
struct Policy {
    changed: Option<SystemTime>,
    length: u64,
    value: HeaderValue,
}

impl Policies {
    /// The policies of the pages in `folder`, none of which has been read yet.
    pub fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            known: RwLock::default(),
            others: String::new(),
            of_others: header_value(csp::page_policy("", "")),
        }
    }

    /// The same policies, but that pages may send requests to these origins too. None has been read yet.
    pub fn reaching<'a>(self, origins: impl Iterator<Item = &'a str>) -> Self {
        // A policy cannot name an IPv6 address (CSP, section 2.3.1).
        let others: String = origins
            .filter(|it| !it.contains('['))
            .flat_map(|it| [" ", it])
            .collect();
        Self {
            known: RwLock::default(),
            of_others: header_value(csp::page_policy("", &others)),
            others,
            ..self
        }
    }

    /// Reads every page.
    ///
    /// # Errors
    /// When a folder or a page cannot be read.
    pub fn read_all(&self) -> io::Result<()> {
        self.read_folder(&self.folder, 0)
    }

    fn read_folder(&self, folder: &Path, depth: usize) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() && depth < MAX_DEPTH {
                self.read_folder(&path, depth + 1)?;
            } else if path.extension().is_some_and(|it| it == "html") {
                self.of_file(&path)?;
            }
        }
        Ok(())
    }

    /// The policy of the page at a path of the site.
    pub fn of_page(&self, path: &str) -> HeaderValue {
        page_file(path)
            .and_then(|file| self.of_file(&self.folder.join(file)).ok())
            .unwrap_or_else(|| self.of_others.clone())
    }

    fn of_file(&self, file: &Path) -> io::Result<HeaderValue> {
        let now = fs::metadata(file)?;
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(policy) = known.get(file).filter(|it| it.is_of(&now)) {
            return Ok(policy.value.clone());
        }
        drop(known);
        let policy = self.read(file, &now)?;
        let value = policy.value.clone();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MAX_PAGES || known.contains_key(file) {
            known.insert(file.to_owned(), policy);
        }
        Ok(value)
    }

    fn read(&self, file: &Path, now: &Metadata) -> io::Result<Policy> {
        let html = if now.len() <= MAX_PAGE {
            String::from_utf8_lossy(&fs::read(file)?).into_owned()
        } else {
            String::new()
        };
        let is_sandbox = file == self.folder.join(&SANDBOX[1..]);
        let policy = if is_sandbox {
            csp::sandbox_policy(&html)
        } else {
            csp::page_policy(&html, &self.others)
        };
        Ok(Policy {
            changed: now.modified().ok(),
            length: now.len(),
            value: header_value(policy),
        })
    }
}

impl Policy {
    fn is_of(&self, file: &Metadata) -> bool {
        self.changed == file.modified().ok() && self.length == file.len()
    }
}

/// The file of the page at a path, if it can only be inside the site's folder.
fn page_file(path: &str) -> Option<PathBuf> {
    let mut file = PathBuf::from(path.strip_prefix('/')?);
    if path.ends_with('/') {
        file.push("index.html");
    }
    let inside = file
        .components()
        .all(|it| matches!(it, Component::Normal(_)));
    let is_page = file.extension().is_some_and(|it| it == "html");
    (inside && is_page).then_some(file)
}

fn header_value(policy: String) -> HeaderValue {
    HeaderValue::try_from(policy).expect("a policy is made of ASCII words and base 64")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_inside_the_folder_only() {
        for (path, file) in [
            ("/", Some("index.html")),
            ("/learn/x/", Some("learn/x/index.html")),
            ("/404.html", Some("404.html")),
            ("/app.js", None),
            ("/../secret.html", None),
            ("/a/../../secret/", None),
            ("*", None),
        ] {
            assert_eq!(page_file(path), file.map(PathBuf::from), "{path}");
        }
    }
}
