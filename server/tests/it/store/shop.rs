//! Cart, orders and payments, in every store.

use std::sync::Arc;

use server::store::{Fault, NewPayment, Page, Put, Store, Thing};

use super::{key, later, visitor};

super::on_every_store!(
    server::store::Limits::MEMORY,
    a_cart_adds_and_sets,
    a_checkout_is_the_whole_cart_once,
    of_checkouts_at_once_one_gets_the_cart,
    a_payment_under_one_key_is_made_once,
    a_payment_is_in_flight_until_the_bank_is_done,
    an_order_is_paid_once_and_with_what_it_costs,
    of_payments_at_once_one_pays_the_order,
);

const ALL: Page = Page {
    after: 0,
    limit: 100,
};

fn payment(amount_cents: i64, order: Option<i64>) -> NewPayment {
    NewPayment {
        recipient: "Shop".to_owned(),
        amount_cents,
        order,
        takes_ms: 0,
    }
}

/// Puts a teapot (2490) and two pencils (120 each) into the cart, and checks out.
async fn order(store: &dyn Store, number: u128) -> i64 {
    let by = visitor(number);
    store.put(&by, 3, Put::Add(1)).await.unwrap();
    store.put(&by, 2, Put::Set(2)).await.unwrap();
    store.check_out(&by, None).await.unwrap().value.id
}

async fn a_cart_adds_and_sets(store: Arc<dyn Store>) {
    let by = visitor(1);
    let (item, is_new) = store.put(&by, 1, Put::Add(2)).await.unwrap();
    assert_eq!(
        (item.quantity, is_new, item.product.price_cents),
        (2, true, 450)
    );
    let (item, is_new) = store.put(&by, 1, Put::Add(3)).await.unwrap();
    assert_eq!((item.quantity, is_new), (5, false));
    assert_eq!(store.put(&by, 1, Put::Set(4)).await.unwrap().0.quantity, 4);
    let too_many = Fault::TooManyOfOne {
        product: 1,
        quantity: 100,
        most: 99,
    };
    assert_eq!(store.put(&by, 1, Put::Add(96)).await, Err(too_many));
    let thing = Thing::Product;
    let missing = Fault::Missing { thing, id: 77 };
    assert_eq!(store.put(&by, 77, Put::Add(1)).await, Err(missing.clone()));
    assert_eq!(store.take_out(&by, Some(77)).await, Err(missing));
    store.put(&by, 2, Put::Add(1)).await.unwrap();
    let cart = store.cart(&by).await.unwrap();
    let lines: Vec<_> = cart.iter().map(|it| (it.product.id, it.quantity)).collect();
    assert_eq!(lines, [(1, 4), (2, 1)]);
    store.take_out(&by, Some(1)).await.unwrap();
    assert_eq!(store.cart(&by).await.unwrap().len(), 1);
    store.take_out(&by, None).await.unwrap();
    assert!(store.cart(&by).await.unwrap().is_empty());
    assert_eq!(
        store.usage(&by).await.unwrap().0.rows,
        0,
        "all was given back"
    );
}

async fn a_checkout_is_the_whole_cart_once(store: Arc<dyn Store>) {
    let by = visitor(1);
    assert_eq!(store.check_out(&by, None).await, Err(Fault::EmptyCart));
    store.put(&by, 3, Put::Add(1)).await.unwrap();
    store.put(&by, 2, Put::Add(2)).await.unwrap();
    let once = key("k", "checkout");
    let first = store.check_out(&by, Some(&once)).await.unwrap();
    assert_eq!(
        (first.value.id, first.value.total_cents),
        (1, 2490 + 2 * 120)
    );
    assert!(store.cart(&by).await.unwrap().is_empty());
    store.put(&by, 1, Put::Add(1)).await.unwrap();
    let again = store.check_out(&by, Some(&once)).await.unwrap();
    assert_eq!((again.value, again.replayed), (first.value.clone(), true));
    assert_eq!(
        store.cart(&by).await.unwrap().len(),
        1,
        "the new cart is left alone"
    );
    let second = store.check_out(&by, None).await.unwrap().value;
    assert_eq!(second.id, 2);
    assert_eq!(store.order(&by, 1).await.unwrap(), first.value);
    let all = store.orders(&by, ALL).await.unwrap();
    assert_eq!((all.items, all.more), (vec![first.value, second], false));
    let part = store
        .orders(&by, Page { after: 0, limit: 1 })
        .await
        .unwrap();
    assert_eq!((part.items.len(), part.more), (1, true));
    let thing = Thing::Order;
    for id in [0, 3, i64::MIN] {
        assert_eq!(
            store.order(&by, id).await,
            Err(Fault::Missing { thing, id })
        );
    }
}

async fn of_checkouts_at_once_one_gets_the_cart(store: Arc<dyn Store>) {
    store.put(&visitor(1), 1, Put::Add(1)).await.unwrap();
    let tasks = (0..10).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.check_out(&visitor(1), None).await })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut done = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => done += 1,
            Err(fault) => assert_eq!(fault, Fault::EmptyCart),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(store.orders(&visitor(1), ALL).await.unwrap().items.len(), 1);
}

async fn a_payment_under_one_key_is_made_once(store: Arc<dyn Store>) {
    let by = visitor(1);
    let once = key("k", "a");
    let first = store.pay(&by, &once, payment(1250, None)).await.unwrap();
    let again = store
        .pay(&later(&by, 9), &once, payment(1250, None))
        .await
        .unwrap();
    assert_eq!((first.replayed, again.replayed), (false, true));
    assert_eq!(first.value, again.value);
    let reused = store.pay(&by, &key("k", "b"), payment(1, None)).await;
    assert_eq!(reused, Err(Fault::KeyReused));
    assert_eq!(
        store.payments(&by, ALL).await.unwrap().items,
        std::slice::from_ref(&first.value)
    );
    assert_eq!(store.payment(&by, 1).await.unwrap(), first.value);
    let thing = Thing::Payment;
    assert_eq!(
        store.payment(&by, 2).await,
        Err(Fault::Missing { thing, id: 2 })
    );
}

async fn a_payment_is_in_flight_until_the_bank_is_done(store: Arc<dyn Store>) {
    let by = visitor(1);
    let once = key("k", "a");
    let slow = NewPayment {
        takes_ms: 3000,
        ..payment(5, None)
    };
    let first = store.pay(&by, &once, slow.clone()).await.unwrap();
    assert_eq!(first.value.ready_ms, by.now_ms + 3000);
    let early = store.pay(&later(&by, 1000), &once, slow.clone()).await;
    assert_eq!(early, Err(Fault::InFlight { wait_ms: 2000 }));
    let other = store
        .pay(&later(&by, 1000), &key("k", "b"), slow.clone())
        .await;
    assert_eq!(
        other,
        Err(Fault::KeyReused),
        "that it is another request is known at once"
    );
    let late = store.pay(&later(&by, 3000), &once, slow).await.unwrap();
    assert!(late.replayed);
    assert_eq!(store.payments(&by, ALL).await.unwrap().items.len(), 1);
}

async fn an_order_is_paid_once_and_with_what_it_costs(store: Arc<dyn Store>) {
    let by = visitor(1);
    let id = order(&*store, 1).await;
    let thing = Thing::Order;
    let missing = store.pay(&by, &key("a", ""), payment(1, Some(9))).await;
    assert_eq!(missing, Err(Fault::Missing { thing, id: 9 }));
    let other = store.pay(&by, &key("b", ""), payment(1, Some(id))).await;
    let total_cents = 2730;
    assert_eq!(
        other,
        Err(Fault::OtherAmount {
            order: id,
            total_cents
        })
    );
    let right = || payment(total_cents, Some(id));
    let paid = store.pay(&by, &key("b", ""), right()).await.unwrap();
    assert_eq!(
        (paid.value.id, paid.replayed),
        (1, false),
        "what failed left nothing behind"
    );
    assert_eq!(store.order(&by, id).await.unwrap().payment, Some(1));
    let twice = store.pay(&by, &key("c", ""), right()).await;
    assert_eq!(
        twice,
        Err(Fault::AlreadyPaid {
            order: id,
            payment: 1
        })
    );
    assert_eq!(store.payments(&by, ALL).await.unwrap().items.len(), 1);
    let foreign = store.pay(&visitor(2), &key("d", ""), right()).await;
    assert_eq!(foreign, Err(Fault::Missing { thing, id }));
}

async fn of_payments_at_once_one_pays_the_order(store: Arc<dyn Store>) {
    let id = order(&*store, 1).await;
    let tasks = (0..10).map(|task| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            let key = key(&format!("k{task}"), "");
            store.pay(&visitor(1), &key, payment(2730, Some(id))).await
        })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut done = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => done += 1,
            Err(fault) => assert!(matches!(fault, Fault::AlreadyPaid { .. }), "{fault}"),
        }
    }
    assert_eq!(done, 1);
}
