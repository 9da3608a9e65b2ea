//! Oracles: they make requests for a challenge and know every answer that can be defended.

mod assemble;
mod backoff;
mod balancer;
mod batch;
mod breaker;
mod bucket;
mod build;
mod checked;
mod checkout;
mod cors;
mod etag;
mod greeter;
mod guard;
mod likes;
mod lru;
mod notes;
mod percentile;
mod resolver;
mod resume;
mod robin;
mod service;
mod shelf;
mod speak;
mod target;
mod words;

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::{
    client::{Call, Expect},
    spec::{Answer, Step},
};
use service::Serving;

/// An oracle, by the name that a challenge uses for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Oracle {
    /// The three routes of the first lesson: `GET /hello`, `GET /time`, `POST /echo`.
    #[serde(rename = "greeter-v1")]
    GreeterV1,
    /// Three books: a list, one of them, 201 with `Location`, 405 with `Allow`.
    #[serde(rename = "shelf-v2")]
    ShelfV2,
    /// One report as JSON, CSV or HTML by `Accept`; 406, and 415 with `Accept-Post`.
    #[serde(rename = "speak-v2")]
    SpeakV2,
    /// Two doors and bearer tokens: 401 with `WWW-Authenticate`, 403, 200.
    #[serde(rename = "guard-v2")]
    GuardV2,
    /// Three pages with entity tags: 304 where `If-None-Match` names the current one.
    #[serde(rename = "etag-v2")]
    EtagV2,
    /// An allow-list of origins, with preflights and credentials.
    #[serde(rename = "cors-v2")]
    CorsV2,
    /// Likes that count once, and orders that are carried out once from a stock.
    #[serde(rename = "likes-v3")]
    LikesV3,
    /// A token bucket for each client: 429 with `Retry-After`.
    #[serde(rename = "bucket-v3")]
    BucketV3,
    /// A cache of three answers with max-age, which forgets what was used longest ago.
    #[serde(rename = "lru-v3")]
    LruV3,
    /// A request target taken apart into segments and parameters.
    #[serde(rename = "target-v1")]
    TargetV1,
    /// A response of HTTP/1.1 as text, put together from its parts.
    #[serde(rename = "assemble-v2")]
    AssembleV2,
    /// The same where every response has a body, and no value breaks its line.
    #[serde(rename = "assemble-plain-v2")]
    AssemblePlainV2,
    /// A checkout that sells all of an order or nothing of it.
    #[serde(rename = "checkout-v3")]
    CheckoutV3,
    /// A cache of what a resolver has learned of names: addresses, aliases, and names that do not exist.
    #[serde(rename = "resolver-v3")]
    ResolverV3,
    /// Origins that take turns, while some come and others go.
    #[serde(rename = "robin-v3")]
    RobinV3,
    /// A balancer by fewest open connections, with health checks.
    #[serde(rename = "balancer-v3")]
    BalancerV3,
    /// A client that asks for a book and looks at the status.
    #[serde(rename = "checked-client")]
    CheckedClient,
    /// A client that tries again with a back-off, where that is safe.
    #[serde(rename = "backoff-client")]
    BackoffClient,
    /// A client that follows an event stream over cuts.
    #[serde(rename = "resume-client")]
    ResumeClient,
    /// A client that asks for many authors at once.
    #[serde(rename = "batch-client")]
    BatchClient,
    /// Circuit breakers before services that may fail: closed, open, half-open.
    #[serde(rename = "breaker-v3")]
    BreakerV3,
    /// A percentile of samples by nearest rank.
    #[serde(rename = "percentile-v2")]
    PercentileV2,
    /// A small service for notes: versions, pages, problems, and keys for retries.
    #[serde(rename = "notes-v3")]
    NotesV3,
}

/// A server in Rust that answers rightly. It begins anew with every case.
trait Model: Default {
    /// The requests of the case at place `at`, whose answers nobody has given yet.
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step>;

    /// Every answer to the next request that can be defended; at least one.
    fn accept(&mut self, step: &Step) -> Vec<Answer>;
}

impl Oracle {
    /// What knows the answers, where the learner writes the server.
    fn server(self) -> Option<Server> {
        Some(match self {
            Self::GreeterV1 => server::<greeter::Greeter>(),
            Self::ShelfV2 => server::<shelf::Shelf>(),
            Self::SpeakV2 => server::<speak::Speak>(),
            Self::GuardV2 => server::<guard::Guard>(),
            Self::EtagV2 => server::<etag::Etag>(),
            Self::CorsV2 => server::<cors::Cors>(),
            Self::LikesV3 => server::<Serving<likes::Likes>>(),
            Self::BucketV3 => server::<bucket::Bucket>(),
            Self::LruV3 => server::<lru::Lru>(),
            Self::TargetV1 => server::<target::Target>(),
            Self::AssembleV2 => server::<assemble::Assemble>(),
            Self::AssemblePlainV2 => server::<assemble::Plain>(),
            Self::CheckoutV3 => server::<Serving<checkout::Checkout>>(),
            Self::ResolverV3 => server::<resolver::Resolver>(),
            Self::RobinV3 => server::<Serving<robin::Robin>>(),
            Self::BalancerV3 => server::<Serving<balancer::Balancer>>(),
            Self::BreakerV3 => server::<breaker::Breaker>(),
            Self::PercentileV2 => server::<percentile::Percentile>(),
            Self::NotesV3 => server::<Serving<notes::Notes>>(),
            Self::CheckedClient | Self::BackoffClient | Self::ResumeClient | Self::BatchClient => {
                return None;
            }
        })
    }

    /// Makes `count` cases, with every answer that can be defended. The same seed makes the same ones; every kind that
    /// matters comes before any repeats.
    pub fn cases(self, seed: u64, count: usize) -> Vec<Vec<Step>> {
        let rng = Rng::with_seed(seed);
        let made = self.server().map(|(cases, _)| cases(rng, count));
        made.unwrap_or_default()
    }

    /// The same requests with every answer that can be defended; at least one each.
    pub fn answered(self, steps: Vec<Step>) -> Vec<Step> {
        match self.server() {
            Some((_, answered)) => answered(steps),
            None => steps,
        }
    }

    /// What knows the answers, where the learner writes the client.
    fn client(self) -> Option<Client> {
        Some(match self {
            Self::CheckedClient => (checked::ask, checked::expect),
            Self::BackoffClient => (backoff::ask, backoff::expect),
            Self::ResumeClient => (resume::ask, resume::expect),
            Self::BatchClient => (batch::ask, batch::expect),
            _ => return None,
        })
    }

    /// Whether its cases are calls of a client, and not requests to a server.
    pub fn makes_calls(self) -> bool {
        self.client().is_some()
    }

    /// Makes `count` calls of a client, with everything that can be defended, as [`cases`](Self::cases) makes requests.
    pub fn calls(self, seed: u64, count: usize) -> Vec<Call> {
        let Some((ask, _)) = self.client() else {
            return Vec::new();
        };
        let mut rng = Rng::with_seed(seed);
        let asked = (0..count).map(|at| ask(&mut rng, at));
        asked.map(|it| self.expecting(it)).collect()
    }

    /// The same call with everything that can be defended; at least one where the learner writes the client.
    pub fn expecting(self, call: Call) -> Call {
        let expect = match self.client() {
            Some((_, expect)) => expect(&call),
            None => Vec::new(),
        };
        Call { expect, ..call }
    }
}

/// Makes the call at place `at`, and knows everything that can be defended of one.
type Client = (fn(&mut Rng, usize) -> Call, fn(&Call) -> Vec<Expect>);

/// Makes so many cases, and knows every answer to the requests of one.
type Server = (fn(Rng, usize) -> Vec<Vec<Step>>, fn(Vec<Step>) -> Vec<Step>);

fn server<M: Model>() -> Server {
    (made_by::<M>, answered_by::<M>)
}

fn made_by<M: Model>(mut rng: Rng, count: usize) -> Vec<Vec<Step>> {
    let cases = (0..count).map(|at| M::ask(&mut rng, at));
    cases.map(answered_by::<M>).collect()
}

fn answered_by<M: Model>(mut steps: Vec<Step>) -> Vec<Step> {
    let mut model = M::default();
    for step in &mut steps {
        step.accept = model.accept(step);
    }
    steps
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const ALL: [Oracle; 19] = [
        Oracle::GreeterV1,
        Oracle::ShelfV2,
        Oracle::SpeakV2,
        Oracle::GuardV2,
        Oracle::EtagV2,
        Oracle::CorsV2,
        Oracle::LikesV3,
        Oracle::BucketV3,
        Oracle::LruV3,
        Oracle::TargetV1,
        Oracle::AssembleV2,
        Oracle::AssemblePlainV2,
        Oracle::CheckoutV3,
        Oracle::ResolverV3,
        Oracle::RobinV3,
        Oracle::BalancerV3,
        Oracle::BreakerV3,
        Oracle::PercentileV2,
        Oracle::NotesV3,
    ];

    #[test]
    fn every_request_has_an_answer_and_seeds_make_the_same_again() {
        for oracle in ALL {
            for seed in 0..20 {
                let cases = oracle.cases(seed, 40);
                assert_eq!(cases, oracle.cases(seed, 40), "{oracle:?}, seed {seed}");
                let answered = |it: &Step| !it.accept.is_empty();
                assert!(
                    cases
                        .iter()
                        .all(|it| !it.is_empty() && it.iter().all(answered))
                );
            }
            assert_ne!(oracle.cases(1, 40), oracle.cases(2, 40), "{oracle:?}");
        }
    }

    /// What is answered: statuses, with the header fields that go with each.
    fn kinds(cases: &[Vec<Step>]) -> BTreeSet<(u16, Vec<String>)> {
        let answers = cases.iter().flatten().flat_map(|it| &it.accept);
        let kind = |it: &Answer| {
            let fields = it.headers.keys().chain(it.lists.keys());
            (it.status, fields.chain(&it.without).cloned().collect())
        };
        answers.map(kind).collect()
    }

    #[test]
    fn the_first_cases_of_every_seed_have_every_kind_of_answer() {
        for oracle in ALL {
            let all = kinds(&oracle.cases(0, 400));
            for seed in 1..60 {
                let first = kinds(&oracle.cases(seed, 16));
                assert_eq!(first, all, "{oracle:?}, seed {seed}");
            }
        }
    }

    /// Shrinking asks for whatever is a little smaller.
    #[test]
    fn whatever_is_taken_from_a_case_it_still_has_answers() {
        let changes: [fn(&mut Step); 5] = [
            |it| it.clock = 0,
            |it| it.request.body.clear(),
            |it| it.request.headers.clear(),
            |it| it.request.path.truncate(it.request.path.len() / 2 + 1),
            |it| it.request.body = "{\"ttl\":4294967295,\"count\":-1}".to_owned(),
        ];
        for oracle in ALL {
            for case in oracle.cases(3, 32) {
                for (at, change) in (0..case.len()).zip(changes.into_iter().cycle()) {
                    let mut less = case.clone();
                    change(&mut less[at]);
                    let answered = oracle.answered(less);
                    assert!(answered.iter().all(|it| !it.accept.is_empty()));
                }
            }
        }
    }

    #[test]
    fn what_the_briefs_leave_open_is_never_made() {
        for oracle in ALL {
            for seed in 0..30 {
                let cases = oracle.cases(seed, 60);
                let most = cases.iter().flatten().map(|it| it.accept.len()).max();
                assert!(most <= Some(2), "{oracle:?}, seed {seed}");
            }
        }
    }
}
