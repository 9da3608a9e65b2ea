//! Progress as a file: to save, and to read again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Activities, Activity, VERSION};

/// What an exported file says it is.
pub const FORMAT: &str = "roundtrip-progress";
/// The largest file that is imported, in bytes: room for the attempts of thirty challenges at their bound, whatever signs
/// they are of.
pub const IMPORT_LIMIT: usize = 16 << 20;

/// An exported file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Export {
    format: String,
    version: u32,
    activities: BTreeMap<String, Activity>,
}

/// Why a file could not be imported. The words are shown to the learner.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// It is larger than [`IMPORT_LIMIT`].
    #[error("The file is larger than 16 MiB, so it is not a progress file of Roundtrip.")]
    TooLarge,
    /// It is not a progress file.
    #[error("This is not a progress file of Roundtrip: {0}.")]
    NotProgress(String),
    /// It was written by a later version.
    #[error(
        "The file is of version {0}; this page reads versions up to {VERSION}. Reload the page to get the newest."
    )]
    TooNew(u32),
}

/// All that is kept, as the text of a file.
pub fn write(activities: Activities) -> String {
    let export = Export {
        format: FORMAT.into(),
        version: VERSION,
        activities,
    };
    serde_json::to_string_pretty(&export).unwrap_or_default()
}

/// Reads an exported file of any version up to this one.
///
/// # Errors
/// When it is none.
pub fn read(text: &str) -> Result<Activities, ImportError> {
    if text.len() > IMPORT_LIMIT {
        return Err(ImportError::TooLarge);
    }
    let export: Export =
        serde_json::from_str(text).map_err(|error| ImportError::NotProgress(error.to_string()))?;
    if export.format != FORMAT {
        return Err(ImportError::NotProgress(format!(
            "its format is “{}”",
            export.format
        )));
    }
    let newest = export
        .activities
        .values()
        .map(|it| it.version)
        .fold(export.version, u32::max);
    if newest > VERSION {
        return Err(ImportError::TooNew(newest));
    }
    Ok(export.activities)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_says_what_is_wrong_with_the_file() {
        let file = |format: &str, version: u32| {
            format!(r#"{{"format":"{format}","version":{version},"activities":{{}}}}"#)
        };
        assert_eq!(read(&file(FORMAT, 1)), Ok(Activities::new()));
        assert!(matches!(
            read(&file("other", 1)),
            Err(ImportError::NotProgress(_))
        ));
        assert_eq!(read(&file(FORMAT, 9)), Err(ImportError::TooNew(9)));
        assert!(matches!(read("[1,"), Err(ImportError::NotProgress(_))));
        assert_eq!(
            read(&" ".repeat(IMPORT_LIMIT + 1)),
            Err(ImportError::TooLarge)
        );
    }
}
