//! What an observed exchange says about a step: nothing here knows the truth beforehand.

use exercises::{
    model::Step,
    observe::{Exchange, ExchangeCheck, Response, ResponseCheck},
};

/// What an observed exchange says about a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The request was not yet the one that the step asks for; what is asked for, in words.
    OtherRequest(String),
    /// It was, but none of the options describes what came back.
    NoOption,
    /// It was, and this option happened: its id. `ticks`: the step is done with it.
    Happened {
        /// The id of the option.
        option: String,
        /// Whether the step's own check holds.
        ticks: bool,
    },
}

/// Judges an observed exchange.
pub fn judge(step: &Step, exchange: &Exchange) -> Finding {
    if !asked_for(&step.check, exchange) {
        return Finding::OtherRequest(wanted(&step.check));
    }
    let mut holding = step
        .prediction
        .options
        .iter()
        .filter(|it| it.when.holds(exchange.response.as_ref()));
    match (holding.next(), holding.next()) {
        (Some(option), None) => Finding::Happened {
            option: option.id.clone(),
            ticks: step.check.holds(exchange),
        },
        _ => Finding::NoOption,
    }
}

/// Whether the request is the one that the step is about, whatever came back.
fn asked_for(check: &ExchangeCheck, exchange: &Exchange) -> bool {
    let check = ExchangeCheck {
        response: ResponseCheck::default(),
        ..check.clone()
    };
    check.holds(&Exchange {
        request: exchange.request.clone(),
        response: Some(Response::default()),
    })
}

/// The request that a check asks for, in words: `a POST request to /api/echo whose body is not valid JSON`.
fn wanted(check: &ExchangeCheck) -> String {
    let mut text = match &check.method {
        Some(method) => format!("a {method} request"),
        None => "a request".to_owned(),
    };
    if let Some(path) = &check.path {
        text = match path.strip_suffix('*') {
            Some(prefix) => text + " to a path that begins with " + prefix,
            None => text + " to " + path,
        };
    }
    if check.invalid_json {
        text += " whose body is not valid JSON";
    }
    text
}

#[cfg(test)]
mod tests {
    use exercises::{
        model::{Prediction, PredictionOption},
        observe::RequestSpec,
    };

    use super::*;

    fn option(id: &str, when: ResponseCheck) -> PredictionOption {
        PredictionOption {
            id: id.into(),
            text: id.into(),
            when,
            explain: String::new(),
        }
    }

    fn status(status: u16) -> ResponseCheck {
        ResponseCheck {
            status: vec![status],
            ..ResponseCheck::default()
        }
    }

    fn step() -> Step {
        let none = ResponseCheck {
            none: true,
            ..ResponseCheck::default()
        };
        Step {
            id: "s".into(),
            title: String::new(),
            html: String::new(),
            request: RequestSpec::default(),
            goal: None,
            prediction: Prediction {
                prompt: String::new(),
                belief: None,
                options: vec![
                    option("ok", status(200)),
                    option("405", status(405)),
                    option("none", none),
                ],
            },
            check: ExchangeCheck {
                method: Some("POST".into()),
                path: Some("/api/hello".into()),
                response: status(405),
                ..ExchangeCheck::default()
            },
            after: String::new(),
            devtools: String::new(),
        }
    }

    fn exchange(method: &str, url: &str, status: Option<u16>) -> Exchange {
        Exchange {
            request: RequestSpec {
                method: method.into(),
                url: url.into(),
                ..RequestSpec::default()
            },
            response: status.map(|status| Response {
                status,
                ..Response::default()
            }),
        }
    }

    #[test]
    fn the_exchange_says_which_option_happened() {
        let happened = |option: &str, ticks| Finding::Happened {
            option: option.into(),
            ticks,
        };
        for (exchange, finding) in [
            (
                exchange("POST", "/api/hello", Some(405)),
                happened("405", true),
            ),
            (
                exchange("POST", "http://h/api/hello?x", Some(405)),
                happened("405", true),
            ),
            (
                exchange("POST", "/api/hello", Some(200)),
                happened("ok", false),
            ),
            (
                exchange("POST", "/api/hello", None),
                happened("none", false),
            ),
            (exchange("POST", "/api/hello", Some(500)), Finding::NoOption),
            (
                exchange("GET", "/api/hello", Some(200)),
                Finding::OtherRequest("a POST request to /api/hello".into()),
            ),
            (
                exchange("POST", "/api/time", Some(405)),
                Finding::OtherRequest("a POST request to /api/hello".into()),
            ),
        ] {
            assert_eq!(judge(&step(), &exchange), finding, "{exchange:?}");
        }
    }

    #[test]
    fn two_options_that_hold_at_once_decide_nothing() {
        let mut step = step();
        step.prediction
            .options
            .push(option("any", ResponseCheck::default()));
        assert_eq!(
            judge(&step, &exchange("POST", "/api/hello", Some(405))),
            Finding::NoOption
        );
    }

    #[test]
    fn what_is_asked_for_is_said_in_words() {
        for (check, words) in [
            (ExchangeCheck::default(), "a request"),
            (
                ExchangeCheck {
                    path: Some("/api/*".into()),
                    ..ExchangeCheck::default()
                },
                "a request to a path that begins with /api/",
            ),
            (
                ExchangeCheck {
                    method: Some("POST".into()),
                    path: Some("/api/echo".into()),
                    invalid_json: true,
                    ..ExchangeCheck::default()
                },
                "a POST request to /api/echo whose body is not valid JSON",
            ),
        ] {
            assert_eq!(wanted(&check), words);
        }
    }
}
