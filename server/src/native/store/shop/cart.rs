//! Products and the cart in a database.

use crate::{
    native::store::{Database, link::Row, visit::Visit},
    sql::Param,
    store::{Asker, CartItem, Fault, Product, Put, ROW, Thing},
};

pub(super) async fn products(store: &Database, by: &Asker) -> Result<Vec<Product>, Fault> {
    let sql = "SELECT id, name, price_cents FROM products ORDER BY id";
    let rows = store.reader(by).await?.rows(sql, &[]).await?;
    rows.iter().map(product_of).collect()
}

const ITEMS: &str = "SELECT products.id, products.name, products.price_cents, cart_items.quantity \
     FROM cart_items JOIN products ON products.id = cart_items.product \
     WHERE cart_items.visitor = $1 ORDER BY products.id";

pub(super) async fn items(store: &Database, by: &Asker) -> Result<Vec<CartItem>, Fault> {
    let visitor = Param::Secret(by.visitor.as_str());
    let rows = store.reader(by).await?.rows(ITEMS, &[visitor]).await?;
    rows.iter().map(item_of).collect()
}

/// What is in the cart, inside a transaction.
pub(super) async fn items_of(visit: &mut Visit<'_>) -> Result<Vec<CartItem>, Fault> {
    let rows = visit.rows(ITEMS, &[visit.visitor()]).await?;
    rows.iter().map(item_of).collect()
}

pub(super) async fn put(
    store: &Database,
    by: &Asker,
    product: i64,
    put: Put,
) -> Result<(CartItem, bool), Fault> {
    let mut visit = store.visit(by).await?;
    let sql = "SELECT products.id, products.name, products.price_cents, \
         coalesce(cart_items.quantity, 0) FROM products LEFT JOIN cart_items \
         ON cart_items.product = products.id AND cart_items.visitor = $1 WHERE products.id = $2";
    let params = [visit.visitor(), Param::Int(product)];
    let row = visit.row(sql, &params).await?.ok_or(Fault::Missing {
        thing: Thing::Product,
        id: product,
    })?;
    let before = item_of(&row)?;
    let is_new = before.quantity == 0;
    let item = CartItem {
        quantity: put.onto(product, before.quantity)?,
        ..before
    };
    if is_new {
        visit.charge(1, ROW)?;
    }
    let sql = "INSERT INTO cart_items (visitor, product, quantity) VALUES ($1, $2, $3) \
         ON CONFLICT (visitor, product) DO UPDATE SET quantity = excluded.quantity";
    let params = [
        visit.visitor(),
        Param::Int(product),
        Param::Int(item.quantity),
    ];
    visit.run(sql, &params).await?;
    visit.commit().await?;
    Ok((item, is_new))
}

pub(super) async fn take_out(
    store: &Database,
    by: &Asker,
    product: Option<i64>,
) -> Result<(), Fault> {
    let mut visit = store.visit(by).await?;
    match product {
        Some(id) => {
            let sql = "DELETE FROM cart_items WHERE visitor = $1 AND product = $2";
            let thing = Thing::Product;
            match visit.run(sql, &[visit.visitor(), Param::Int(id)]).await? {
                0 => return Err(Fault::Missing { thing, id }),
                _ => visit.charge(-1, -ROW)?,
            }
        }
        None => clear(&mut visit).await?,
    }
    visit.commit().await
}

/// Empties the cart.
pub(super) async fn clear(visit: &mut Visit<'_>) -> Result<(), Fault> {
    let sql = "DELETE FROM cart_items WHERE visitor = $1";
    let gone = visit.run(sql, &[visit.visitor()]).await?;
    let gone = i64::try_from(gone).map_err(|_| Fault::Broken)?;
    visit.charge(-gone, -gone * ROW)
}

fn product_of(row: &Row) -> Result<Product, Fault> {
    Ok(Product {
        id: row.int(0)?,
        name: row.text(1)?,
        price_cents: row.int(2)?,
    })
}

fn item_of(row: &Row) -> Result<CartItem, Fault> {
    Ok(CartItem {
        product: product_of(row)?,
        quantity: row.int(3)?,
    })
}
