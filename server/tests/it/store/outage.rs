//! PostgreSQL goes and comes back under load: clients are told to come again, and nothing that was acknowledged is lost
//! or doubled.
#![cfg(unix)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use server::{
    Services,
    native::{SystemClock, serve::Limits as Bounds, store::Database},
    store::{Limits, Page, Shop},
};

use super::visitor;
use crate::{
    postgres::Postgres,
    support::{Answer, Running, patiently_for},
};

/// Everything here waits for a server that starts.
const PATIENCE: Duration = Duration::from_mins(2);

/// What the clients have seen.
#[derive(Default)]
struct Seen {
    paid: AtomicUsize,
    refused: AtomicUsize,
    done: AtomicBool,
}

impl Seen {
    /// Waits until a count has grown by so much.
    async fn grows(count: &AtomicUsize, by: usize) {
        let goal = count.load(Ordering::SeqCst) + by;
        patiently_for(PATIENCE, async {
            while count.load(Ordering::SeqCst) < goal {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
        .await;
    }
}

async fn ready(server: std::net::SocketAddr) -> crate::support::Answer {
    let answer = crate::support::fetch(server, "GET", "/health/ready", &[], "").await;
    answer.expect("the server answers")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_is_503_and_ends_by_itself() {
    let mut postgres = Postgres::prepared();
    postgres.start();
    let address = postgres.new_database();
    let store = Arc::new(Database::postgres(&address, Limits::DISK).await.unwrap());
    let services = Services::new(SystemClock::start(), || 7).with_store(store.clone());
    let server = Running::start_with(&services, Bounds::default()).await;
    let seen = Arc::new(Seen::default());
    let clients: Vec<_> = (1..=6)
        .map(|number| tokio::spawn(client(server.address, number, Arc::clone(&seen))))
        .collect();
    for _ in 0..2 {
        Seen::grows(&seen.paid, 20).await;
        postgres.stop();
        Seen::grows(&seen.refused, 6).await;
        let alive = crate::support::fetch(server.address, "GET", "/health/live", &[], "").await;
        assert_eq!(alive.unwrap().status, 200);
        let refused = ready(server.address).await;
        refused.problem(503);
        assert_eq!(refused.field("retry-after"), "1");
        postgres.start();
        Seen::grows(&seen.paid, 20).await;
        // It may still be busy with those who have waited.
        patiently_for(PATIENCE, async {
            while ready(server.address).await.status != 200 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        })
        .await;
    }
    seen.done.store(true, Ordering::SeqCst);
    for (number, client) in (1..).zip(clients) {
        let acknowledged = client.await.unwrap();
        let by = visitor(number);
        let made = all_payments(&store, &by).await;
        assert_eq!(made, acknowledged, "each key once, and in its order");
    }
}

/// Pays one cent, then two, and so on; each under a key of its own, until it is acknowledged. How many it were.
async fn client(server: std::net::SocketAddr, number: u128, seen: Arc<Seen>) -> Vec<i64> {
    let cookie = format!("roundtrip_visitor={number:032x}");
    let mut amount = 1;
    while !seen.done.load(Ordering::SeqCst) && amount < 400 {
        let key = format!("k{amount}");
        let body = format!("{{\"recipient\":\"Shop\",\"amount_cents\":{amount}}}");
        let fields = [
            ("Cookie", cookie.as_str()),
            ("Idempotency-Key", key.as_str()),
            ("Content-Type", "application/json"),
        ];
        let answer = crate::support::fetch(server, "POST", "/api/payments", &fields, &body).await;
        if is_paid(&answer.expect("the server never hangs up"), &seen) {
            amount += 1;
        }
    }
    (1..amount).collect()
}

fn is_paid(answer: &Answer, seen: &Seen) -> bool {
    if answer.status == 201 {
        seen.paid.fetch_add(1, Ordering::SeqCst);
        return true;
    }
    answer.problem(503);
    assert_eq!(answer.field("retry-after"), "1");
    seen.refused.fetch_add(1, Ordering::SeqCst);
    false
}

/// The amounts of a visitor's payments.
async fn all_payments(store: &Database, by: &server::store::Asker) -> Vec<i64> {
    let mut amounts = Vec::new();
    let mut page = Page {
        after: 0,
        limit: 100,
    };
    loop {
        let part = store.payments(by, page).await.unwrap();
        amounts.extend(part.items.iter().map(|it| it.amount_cents));
        match part.items.last() {
            Some(last) if part.more => page.after = last.id,
            _ => return amounts,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_may_start_before_its_database() {
    let mut postgres = Postgres::prepared();
    let store = Database::postgres(&postgres.address("postgres"), Limits::DISK)
        .await
        .unwrap();
    let services = Services::new(SystemClock::start(), || 7).with_store(Arc::new(store));
    let server = Running::start_with(&services, Bounds::default()).await;
    let get = || crate::support::fetch(server.address, "GET", "/api/notes", &[], "");
    let answer = get().await.unwrap();
    answer.problem(503);
    assert_eq!(answer.field("retry-after"), "1");
    postgres.start();
    assert_eq!(get().await.unwrap().status, 200);
}
