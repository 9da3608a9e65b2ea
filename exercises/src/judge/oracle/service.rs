//! Servers that have exactly one right answer to every request of their brief, whatever the time.
//!
//! What the brief says never comes, the search for a smaller case may still try: from then on nothing is known, since nobody
//! said what such a request changes.

use fastrand::Rng;

use super::{Model, build::anything};
use crate::judge::spec::{Answer, Request, Step};

/// Such a server.
pub trait Service: Default {
    /// The requests of the case at place `at`.
    fn requests(rng: &mut Rng, at: usize) -> Vec<Request>;

    /// The right answer; none where the brief says that such a request never comes.
    fn answer(&mut self, request: &Request) -> Option<Answer>;
}

/// A service, for as long as everything that came is in its brief.
pub struct Serving<S>(Option<S>);

impl<S: Default> Default for Serving<S> {
    fn default() -> Self {
        Self(Some(S::default()))
    }
}

impl<S: Service> Model for Serving<S> {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let requests = S::requests(rng, at).into_iter();
        requests.map(Step::asking).collect()
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let answer = self.0.as_mut().and_then(|it| it.answer(&step.request));
        if answer.is_none() {
            self.0 = None;
        }
        answer.map_or_else(anything, |it| vec![it])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::oracle::{
        balancer::Balancer, build::request, checkout::Checkout, likes::Likes, notes::Notes,
        robin::Robin,
    };

    fn knows_what_it_asks<S: Service>() {
        let mut rng = Rng::with_seed(3);
        for at in 0..300 {
            let mut service = S::default();
            for it in S::requests(&mut rng, at) {
                assert!(service.answer(&it).is_some(), "{it:?}");
            }
        }
    }

    #[test]
    fn every_made_request_is_one_of_those_in_the_brief() {
        knows_what_it_asks::<Balancer>();
        knows_what_it_asks::<Checkout>();
        knows_what_it_asks::<Likes>();
        knows_what_it_asks::<Notes>();
        knows_what_it_asks::<Robin>();
    }

    #[test]
    fn after_what_never_comes_nothing_is_known() {
        let mut shop = Serving::<Likes>::default();
        let mut answers = |method: &str, path: &str| {
            let asked = Step::asking(request(method, path, &[]));
            shop.accept(&asked).len()
        };
        assert_eq!(answers("GET", "/stock"), 1);
        assert!(answers("PUT", "/posts/1/like") > 1);
        assert!(answers("GET", "/stock") > 1);
    }
}
