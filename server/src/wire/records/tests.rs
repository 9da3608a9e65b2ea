//! Whatever is published, the records stay within their bounds and are a visitor's own.

use futures_util::{FutureExt, StreamExt};
use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::{
    Services,
    clock::SteppingClock,
    wire::record::{Raw, Times},
};

fn clock() -> SteppingClock {
    SteppingClock::new(Timestamp::UNIX_EPOCH)
}

fn services(clock: &SteppingClock) -> Services {
    Services::new(clock.clone(), || 7)
}

fn visitor(number: u128) -> VisitorId {
    VisitorId::new(number)
}

fn record(services: &Services, state: State, size: usize) -> Record {
    Record {
        id: services.next_exchange_id(),
        state,
        exact: true,
        time: Timestamp::UNIX_EPOCH,
        route: None,
        status: Some(200),
        times: Times::default(),
        request: Raw {
            head: vec![b'x'; size],
            ..Raw::default()
        },
        interim: Vec::new(),
        response: Raw::default(),
        statements: Vec::new(),
        hops: Vec::new(),
    }
}

/// Publishes a whole exchange of this size; its id.
fn publish(services: &Services, of: u128, size: usize) -> String {
    let record = record(services, State::Complete, size);
    let id = record.id.as_str().to_owned();
    services.wire().publish(&visitor(of), record);
    id
}

/// That what is counted is what there is, and within all bounds.
fn holds(records: &Records) {
    let rings = records.rings();
    let weight = |ring: &Ring| ring.exchanges.iter().map(|it| it.weight()).sum::<usize>();
    for ring in rings.by_visitor.values() {
        assert_eq!(ring.bytes, weight(ring));
        let open = ring.exchanges.iter().filter(|it| it.state == State::Open);
        assert_eq!(ring.open, open.count());
        assert!(ring.bytes <= MAX_BYTES_EACH && ring.exchanges.len() <= MAX_EXCHANGES);
    }
    assert_eq!(
        rings.bytes,
        rings.by_visitor.values().map(weight).sum::<usize>()
    );
    assert!(rings.bytes <= MAX_BYTES + MAX_BYTES_EACH);
    assert!(rings.by_visitor.len() <= MAX_VISITORS);
}

#[test]
fn memory_stays_bounded_and_the_idlest_visitor_makes_room() {
    let services = services(&clock());
    for of in 0..40 {
        for _ in 0..20 {
            publish(&services, of, 100_000);
        }
        services
            .wire()
            .clock()
            .sleep(Duration::from_secs(1))
            .now_or_never();
    }
    holds(services.wire());
    assert!(services.wire().newest(&visitor(0), 1).is_empty());
    assert_eq!(services.wire().newest(&visitor(39), 100).len(), 20);
}

#[test]
fn whoever_watches_goes_on_watching_when_memory_runs_out() {
    let services = services(&clock());
    let mut watching = services.wire().subscribe(&visitor(0), None).unwrap();
    let first = publish(&services, 0, 100_000);
    // So that it is this visitor who has been idle longest.
    services
        .wire()
        .clock()
        .sleep(Duration::from_secs(1))
        .now_or_never();
    for of in 1..40 {
        // Others watch as well, so that it is their memory or nobody's.
        std::mem::forget(services.wire().subscribe(&visitor(of), None).unwrap());
        for _ in 0..20 {
            publish(&services, of, 100_000);
        }
    }
    holds(services.wire());
    assert!(services.wire().newest(&visitor(0), 1).is_empty());
    let second = publish(&services, 0, 1);
    let mut told = || watching.live.next().now_or_never().flatten();
    assert_eq!(told().unwrap().id.as_str(), first);
    assert_eq!(told().unwrap().id.as_str(), second);
}

#[test]
fn of_too_many_visitors_those_who_watch_stay() {
    let services = services(&clock());
    let watching = services.wire().subscribe(&visitor(0), None).unwrap();
    publish(&services, 0, 1);
    for of in 1..2000 {
        services
            .wire()
            .clock()
            .sleep(Duration::from_millis(1))
            .now_or_never();
        publish(&services, of, 1);
    }
    holds(services.wire());
    assert_eq!(services.wire().newest(&visitor(0), 1).len(), 1);
    assert!(services.wire().newest(&visitor(1), 1).is_empty());
    drop(watching);
}

#[test]
fn who_does_nothing_for_half_an_hour_is_forgotten() {
    let clock = clock();
    let services = services(&clock);
    publish(&services, 0, 1);
    clock.sleep(IDLE + Duration::from_secs(1)).now_or_never();
    publish(&services, 1, 1);
    assert!(services.wire().newest(&visitor(0), 1).is_empty());
    holds(services.wire());
}

#[test]
fn an_exchange_that_ends_takes_the_place_of_the_open_one() {
    let services = services(&clock());
    let open = record(&services, State::Open, 10);
    let ended = Record {
        state: State::Complete,
        ..record(&services, State::Open, 99)
    };
    let ended = Record {
        id: open.id.clone(),
        ..ended
    };
    services.wire().publish(&visitor(0), open);
    let between = publish(&services, 0, 1);
    services.wire().publish(&visitor(0), ended);
    let newest = services.wire().newest(&visitor(0), 9);
    let states: Vec<_> = newest.iter().map(|it| it.state).collect();
    assert_eq!(states, [State::Complete, State::Complete]);
    assert_eq!(newest[0].id.as_str(), between, "it began later");
    let missed = services
        .wire()
        .subscribe(&visitor(0), Some(&between))
        .unwrap()
        .missed;
    assert_eq!(missed.len(), 1, "it ended later");
    holds(services.wire());
}

#[test]
fn a_reader_who_is_too_slow_is_dropped_and_can_resume() {
    let services = services(&clock());
    let mut slow = services.wire().subscribe(&visitor(0), None).unwrap();
    let published: Vec<_> = (0..100).map(|_| publish(&services, 0, 1)).collect();
    let mut read = Vec::new();
    while let Some(Some(exchange)) = slow.live.next().now_or_never() {
        read.push(exchange.id.as_str().to_owned());
    }
    assert!(
        matches!(slow.live.next().now_or_never(), Some(None)),
        "it has ended"
    );
    assert_eq!(read, published[..read.len()]);
    let missed = services
        .wire()
        .subscribe(&visitor(0), read.last().map(String::as_str))
        .unwrap()
        .missed;
    let missed: Vec<_> = missed.iter().map(|it| it.id.as_str().to_owned()).collect();
    assert_eq!(missed, published[read.len()..]);
}

#[test]
fn places_for_streams_are_given_back() {
    let services = services(&clock());
    let subscribe = |of| services.wire().subscribe(&visitor(of), None);
    let all: Vec<_> = (0..128)
        .flat_map(|of| (0..8).map(move |_| of))
        .map(|of| subscribe(of).unwrap())
        .collect();
    assert_eq!(subscribe(500).err(), Some(Fault::StreamsOfAll));
    drop(all);
    assert!(subscribe(0).is_ok());
}

proptest! {
    #[test]
    fn whatever_is_published_is_counted_right(
        published in prop::collection::vec((0u128..4, 0usize..400_000, any::<bool>()), 0..60),
    ) {
        let services = services(&clock());
        for (of, size, open) in published {
            let state = if open { State::Open } else { State::Complete };
            services.wire().publish(&visitor(of), record(&services, state, size));
        }
        holds(services.wire());
    }
}
