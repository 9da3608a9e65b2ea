//! The content a page shows: there from the start where the page was prerendered, fetched on navigation.

use std::{collections::HashMap, sync::Arc};

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use crate::browser::fetch::{self, FetchError};

/// The texts fetched so far, by path.
#[derive(Clone, Copy)]
pub struct Content(StoredValue<HashMap<String, Arc<str>>>);

/// How far a piece of content has come.
#[derive(Debug)]
pub enum Load<T> {
    /// On its way.
    Loading,
    /// There.
    Ready(Arc<T>),
    /// There is no such content.
    Missing,
    /// It cannot be shown; the words are for the learner.
    Failed(String),
}

// Not derived: the content itself need not be cloned.
impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(it) => Self::Ready(Arc::clone(it)),
            Self::Missing => Self::Missing,
            Self::Failed(why) => Self::Failed(why.clone()),
        }
    }
}

impl Content {
    /// No content yet.
    pub fn new() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }

    /// The page's content.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// Puts in a text that is already at hand.
    pub fn seed(self, path: String, text: String) {
        self.0.update_value(|it| {
            it.insert(path, text.into());
        });
    }

    /// The content at `path`: at once when it is at hand, else after a fetch. Setting the second signal fetches again.
    pub fn load<T>(self, path: String) -> (ReadSignal<Load<T>>, Trigger)
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        let first = match self.0.with_value(|it| it.get(&path).cloned()) {
            Some(text) => parse(&text),
            None => Load::Loading,
        };
        let at_hand = matches!(first, Load::Ready(_));
        let (state, set_state) = signal(first);
        let retry = Trigger::new();
        Effect::new(move |previous: Option<()>| {
            retry.track();
            if previous.is_none() && at_hand {
                return;
            }
            set_state.set(Load::Loading);
            let path = path.clone();
            spawn_local(async move {
                let result = match fetch::text(&path).await {
                    Ok(text) => {
                        let result = parse(&text);
                        self.seed(path, text);
                        result
                    }
                    Err(FetchError::Status(404)) => Load::Missing,
                    Err(error) => Load::Failed(error.to_string()),
                };
                // The page may have been left in the meantime: then nobody reads this.
                let _ = set_state.try_set(result);
            });
        });
        (state, retry)
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::new()
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Load<T> {
    match serde_json::from_str(text) {
        Ok(it) => Load::Ready(Arc::new(it)),
        Err(error) => Load::Failed(format!(
            "This page's content is of another version than the page ({error}). Reload the page."
        )),
    }
}
