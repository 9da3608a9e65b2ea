//! The learner's records in IndexedDB: a small typed store of texts by key.
//!
//! `records` holds what is in use; `damaged` holds what could not be read, set aside as it was.

use std::rc::Rc;

use idb::{Database, DatabaseEvent, Factory, ObjectStore, ObjectStoreParams, TransactionMode};
use thiserror::Error;
use wasm_bindgen::JsValue;

use super::timer;

/// The longest to wait for the database: another tab may hold it.
const PATIENCE_MS: i32 = 10_000;
const NAME: &str = "roundtrip";
const RECORDS: &str = "records";
const DAMAGED: &str = "damaged";
/// Raise it with every change of the stores, and let `on_upgrade_needed` make the step.
const VERSION: u32 = 1;

/// Why the browser did not store or read. The words are shown to the learner.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "This browser does not let the page keep its records ({0}). Private windows and full disks do that."
)]
pub struct StorageError(String);

impl From<idb::Error> for StorageError {
    fn from(error: idb::Error) -> Self {
        Self(error.to_string())
    }
}

/// A change to the stored records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Stores a text under a key.
    Put(String, String),
    /// Forgets a key.
    Delete(String),
    /// Moves a text that could not be read to where it is kept as it was.
    SetAside(String, String),
}

impl Write {
    /// The key it is about.
    pub fn key(&self) -> &str {
        match self {
            Self::Put(key, _) | Self::Delete(key) | Self::SetAside(key, _) => key,
        }
    }
}

/// An open database.
#[derive(Clone)]
pub struct Records(Rc<Database>);

impl Records {
    /// Opens the database, making it on the first visit.
    ///
    /// # Errors
    /// When the browser has no IndexedDB for this page.
    pub async fn open() -> Result<Self, StorageError> {
        let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            let Ok(database) = event.database() else {
                return;
            };
            let names = database.store_names();
            for store in [RECORDS, DAMAGED] {
                if !names.iter().any(|it| it == store) {
                    // If this fails, opening fails, and that is reported.
                    let _ = database.create_object_store(store, ObjectStoreParams::new());
                }
            }
        });
        Ok(Self(Rc::new(in_time(request).await??)))
    }

    /// Every record, by key.
    ///
    /// # Errors
    /// When the browser refuses to read.
    pub async fn all(&self) -> Result<Vec<(String, String)>, StorageError> {
        let transaction = self.0.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(RECORDS)?;
        let keys = in_time(store.get_all_keys(None, None)?).await??;
        let values = in_time(store.get_all(None, None)?).await??;
        Ok(keys
            .into_iter()
            .zip(values)
            .filter_map(|(key, value)| Some((key.as_string()?, text(&value))))
            .collect())
    }

    /// Carries out changes, all or none.
    ///
    /// # Errors
    /// When the browser refuses to write; nothing is changed then.
    pub async fn write(&self, writes: &[Write]) -> Result<(), StorageError> {
        let transaction = self
            .0
            .transaction(&[RECORDS, DAMAGED], TransactionMode::ReadWrite)?;
        let records = transaction.object_store(RECORDS)?;
        let damaged = transaction.object_store(DAMAGED)?;
        for write in writes {
            match write {
                Write::Put(key, value) => put(&records, key, value)?,
                Write::Delete(key) => drop(records.delete(JsValue::from_str(key))?),
                Write::SetAside(key, value) => {
                    put(&damaged, key, value)?;
                    drop(records.delete(JsValue::from_str(key))?);
                }
            }
        }
        // Said at once, so that the browser finishes the work even where the page is being left.
        in_time(transaction.commit()?).await??;
        Ok(())
    }
}

/// Waits for the browser, within bounds.
async fn in_time<F: IntoFuture>(asked: F) -> Result<F::Output, StorageError> {
    timer::within(PATIENCE_MS, asked.into_future())
        .await
        .ok_or_else(|| StorageError("the database does not answer".to_owned()))
}

fn put(store: &ObjectStore, key: &str, value: &str) -> Result<(), StorageError> {
    store.put(&JsValue::from_str(value), Some(&JsValue::from_str(key)))?;
    Ok(())
}

/// What is stored is text; anything else is shown as it is, and will be found damaged.
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| format!("{value:?}"))
}
