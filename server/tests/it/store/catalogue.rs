//! What is the same for everybody is the same in every store; and what a store was asked is written down.

use std::sync::Arc;

use server::store::{
    Product, Store, Way,
    catalogue::{AUTHORS, POSTS, PRODUCTS},
};

use super::{draft, visitor};

super::on_every_store!(
    server::store::Limits::MEMORY,
    posts_and_products_are_those_of_the_catalogue,
    the_slow_way_asks_once_more_for_each_post,
    it_says_that_it_answers,
    what_was_asked_is_written_down_without_the_visitors_secret,
);

async fn posts_and_products_are_those_of_the_catalogue(store: Arc<dyn Store>) {
    let by = visitor(1);
    let products = (1..)
        .zip(PRODUCTS)
        .map(|(id, (name, price_cents))| Product {
            id,
            name: name.to_owned(),
            price_cents,
        });
    assert_eq!(
        store.products(&by).await.unwrap(),
        products.collect::<Vec<_>>()
    );
    let expected: Vec<_> = (1..).zip(POSTS).collect();
    for way in [Way::Slow, Way::Joined] {
        let posts = store.posts(&by, way).await.unwrap();
        assert_eq!(posts.len(), expected.len());
        for (post, (id, (author, title))) in posts.iter().zip(&expected) {
            let author = AUTHORS[usize::try_from(author - 1).unwrap()];
            let found = (post.id, post.title.as_str(), post.author.as_str());
            assert_eq!(found, (*id, *title, author));
        }
    }
}

async fn it_says_that_it_answers(store: Arc<dyn Store>) {
    assert_eq!(store.ping().await, Ok(()));
}

async fn the_slow_way_asks_once_more_for_each_post(store: Arc<dyn Store>) {
    let (slow, joined) = (visitor(1), visitor(1));
    store.posts(&slow, Way::Slow).await.unwrap();
    store.posts(&joined, Way::Joined).await.unwrap();
    assert_eq!((slow.log.count(), joined.log.count()), (1 + POSTS.len(), 1));
}

async fn what_was_asked_is_written_down_without_the_visitors_secret(store: Arc<dyn Store>) {
    let by = visitor(0xabc);
    store.add_note(&by, draft("it's")).await.unwrap();
    let statements = by.log.statements();
    assert!(!format!("{statements:?}").contains(by.visitor.as_str()));
    if store.engine() == "memory" {
        return;
    }
    let insert = statements
        .iter()
        .find(|it| it.text.starts_with("INSERT INTO notes"))
        .unwrap();
    assert_eq!(insert.rows, 1);
    assert_eq!(insert.parameters[..4], ["(hidden)", "1", "'it''s'", "''"]);
    assert_eq!(statements.last().unwrap().text, "COMMIT");
}
