//! Free play: code run outside of any test. Where it is a server, on one request that the learner writes; where it is a
//! client, against a server that the learner plays.
//!
//! # Layout
//! - [`request`]: the form of a request. [`headers`]: header fields, as they are written in either form.
//! - [`serve`](mod@serve): the form of a server, which is fetched when it is wanted. [`form`]: how it works; [`fields`]: its
//!   fields; [`draft`], [`reply`]: what is written in them, and what is wrong with it.
//! - [`told`](mod@told): how a trial ended.

mod draft;
mod fields;
mod form;
mod headers;
mod reply;
mod request;
mod serve;
mod told;

use std::{future::Future, sync::Arc};

use exercises::judge::{ChallengeSpec, Report};
use leptos::{prelude::*, task::spawn_local};

pub use self::serve::serve;
use self::{request::RequestTrial, told::Ended};
use super::{
    language::runnable,
    state::{Challenge, Run},
};
use crate::{
    components::{
        erase::Erase,
        lazy::Part,
        slot::{Slot, When},
    },
    state::content::Load,
};

/// The place of free play, by what the learner writes.
pub fn trial(challenge: Challenge) -> AnyView {
    if challenge.brief.with_value(|it| it.client) {
        return server(challenge);
    }
    view! { <RequestTrial challenge/> }.fixed()
}

/// The place of the form of a server, which is fetched when it is opened.
fn server(challenge: Challenge) -> AnyView {
    let wanted = RwSignal::new(false);
    let open = move |_| {
        challenge.come_near();
        wanted.set(true);
    };
    view! {
        <details class="trial" data-trial on:toggle=open>
            <summary>"Be the server yourself"</summary>
            <Slot part=Part::Serve json="" when=When::Wanted(wanted.into())/>
        </details>
    }
    .fixed()
}

/// One trial after the other.
#[derive(Clone, Copy)]
struct Trials {
    /// Stored, since it is large and this is handed on everywhere.
    challenge: StoredValue<Challenge>,
    /// How the last one ended.
    ended: RwSignal<Option<Ended>>,
    /// Whether one is under way.
    busy: RwSignal<bool>,
}

impl Trials {
    fn of(challenge: Challenge) -> Self {
        Self {
            challenge: StoredValue::new(challenge),
            ended: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn challenge(self) -> Challenge {
        self.challenge.get_value()
    }

    /// Whether another can begin: neither a trial nor the tests run.
    fn idle(self) -> bool {
        let run = self.challenge().run.get_untracked();
        !self.busy.get_untracked() && matches!(run, Run::Idle | Run::Done)
    }

    fn refuse(self, why: impl Into<String>) {
        self.ended.set(Some(Ended::Refused(why.into())));
    }

    /// What the judge needs of the challenge; where it has not come yet, that is said.
    fn spec(self) -> Option<Arc<ChallengeSpec>> {
        self.challenge().come_near();
        if let Load::Ready(spec) = self.challenge().spec.get_untracked() {
            return Some(spec);
        }
        self.refuse("What is needed to run the code is still on its way. Try again in a moment.");
        None
    }

    /// Runs the code as it is now; `run` is given what is JavaScript of it.
    fn start<F>(self, run: impl FnOnce(Arc<ChallengeSpec>, String) -> F + 'static)
    where
        F: Future<Output = Report>,
    {
        let Some(spec) = self.spec() else { return };
        let challenge = self.challenge();
        let code = challenge.code();
        let language = challenge.record.with_untracked(|it| it.language);
        if let Some(why) = Challenge::refusal(&code) {
            return self.refuse(why);
        }
        self.busy.set(true);
        spawn_local(async move {
            let told = match runnable(&code, language).await {
                Ok(source) => Ok(run(spec, source).await),
                Err(why) => why.report(&spec),
            };
            // The page may have been left in the meantime.
            let _ = self.busy.try_set(false);
            let _ = self.ended.try_set(Some(match told {
                Ok(report) => Ended::Told(Box::new(report)),
                Err(why) => Ended::Refused(why.to_owned()),
            }));
        });
    }

    /// How the last one ended, said when it has.
    fn outcome(self) -> AnyView {
        let (challenge, ended) = (self.challenge(), self.ended);
        view! {
            <div aria-live="polite" data-tried=move || ended.with(|it| it.as_ref().map(|_| "")) >{move || ended.get().map(|it| told::told(challenge, it))}</div>
        }
        .fixed()
    }
}
