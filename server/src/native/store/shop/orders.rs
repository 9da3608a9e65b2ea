//! Checkout and orders in a database.

use std::collections::BTreeMap;

use super::cart;
use crate::{
    native::store::{Database, link::Row, visit::Visit},
    sql::Param,
    store::{Asker, Fault, Kept, Key, Operation, Order, OrderItem, Page, Slice, Thing, Total},
};

pub(super) async fn check_out(
    store: &Database,
    by: &Asker,
    key: Option<&Key>,
) -> Result<Kept<Order>, Fault> {
    let mut visit = store.visit(by).await?;
    if let Some(value) = visit.known(Operation::CheckOut, key).await? {
        visit.commit().await?;
        return Ok(Kept {
            value,
            replayed: true,
        });
    }
    let items: Vec<OrderItem> = cart::items_of(&mut visit)
        .await?
        .into_iter()
        .map(OrderItem::from)
        .collect();
    if items.is_empty() {
        return Err(Fault::EmptyCart);
    }
    cart::clear(&mut visit).await?;
    visit.last_order += 1;
    let order = Order {
        id: visit.last_order,
        total_cents: items.total_cents(),
        created_ms: by.now_ms,
        payment: None,
        items,
    };
    insert(&mut visit, &order).await?;
    visit
        .keep(Operation::CheckOut, key, by.now_ms, &order)
        .await?;
    visit.commit().await?;
    Ok(Kept {
        value: order,
        replayed: false,
    })
}

async fn insert(visit: &mut Visit<'_>, order: &Order) -> Result<(), Fault> {
    let (rows, bytes) = order.cost();
    visit.charge(rows, bytes)?;
    let sql = "INSERT INTO orders (visitor, id, total_cents, created_ms) VALUES ($1, $2, $3, $4)";
    let params = [
        visit.visitor(),
        Param::Int(order.id),
        Param::Int(order.total_cents),
        Param::Int(order.created_ms),
    ];
    visit.run(sql, &params).await?;
    for item in &order.items {
        let sql = "INSERT INTO order_items (visitor, order_id, product, name, price_cents, quantity) \
             VALUES ($1, $2, $3, $4, $5, $6)";
        let params = [
            visit.visitor(),
            Param::Int(order.id),
            Param::Int(item.product),
            Param::Text(&item.name),
            Param::Int(item.price_cents),
            Param::Int(item.quantity),
        ];
        visit.run(sql, &params).await?;
    }
    Ok(())
}

/// An order without its lines, inside a transaction.
pub(super) async fn head_of(visit: &mut Visit<'_>, id: i64) -> Result<Order, Fault> {
    let sql = "SELECT id, total_cents, created_ms, payment FROM orders \
         WHERE visitor = $1 AND id = $2";
    let row = visit.row(sql, &[visit.visitor(), Param::Int(id)]).await?;
    let thing = Thing::Order;
    order_of(&row.ok_or(Fault::Missing { thing, id })?)
}

pub(super) async fn one(store: &Database, by: &Asker, id: i64) -> Result<Order, Fault> {
    let page = Page {
        after: id.saturating_sub(1),
        limit: 1,
    };
    let found = list(store, by, page).await?.items.pop();
    let thing = Thing::Order;
    found
        .filter(|it| it.id == id)
        .ok_or(Fault::Missing { thing, id })
}

pub(super) async fn list(store: &Database, by: &Asker, page: Page) -> Result<Slice<Order>, Fault> {
    let mut link = store.reader(by).await?;
    let visitor = Param::Secret(by.visitor.as_str());
    let sql = "SELECT id, total_cents, created_ms, payment FROM orders \
         WHERE visitor = $1 AND id > $2 ORDER BY id LIMIT $3";
    let limit = Param::Int(i64::from(page.limit) + 1);
    let rows = link
        .rows(sql, &[visitor, Param::Int(page.after), limit])
        .await?;
    let orders: Vec<Order> = rows.iter().map(order_of).collect::<Result<_, _>>()?;
    let mut orders = Slice::of(orders, page.limit);
    let Some(last) = orders.items.last() else {
        return Ok(orders);
    };
    let sql = "SELECT order_id, product, name, price_cents, quantity FROM order_items \
         WHERE visitor = $1 AND order_id > $2 AND order_id <= $3 ORDER BY order_id, product";
    let params = [visitor, Param::Int(page.after), Param::Int(last.id)];
    let mut lines = lines_by_order(&link.rows(sql, &params).await?)?;
    for order in &mut orders.items {
        order.items = lines.remove(&order.id).unwrap_or_default();
    }
    Ok(orders)
}

fn order_of(row: &Row) -> Result<Order, Fault> {
    Ok(Order {
        id: row.int(0)?,
        items: Vec::new(),
        total_cents: row.int(1)?,
        created_ms: row.int(2)?,
        payment: row.maybe_int(3)?,
    })
}

fn lines_by_order(rows: &[Row]) -> Result<BTreeMap<i64, Vec<OrderItem>>, Fault> {
    let mut lines: BTreeMap<i64, Vec<OrderItem>> = BTreeMap::new();
    for row in rows {
        lines.entry(row.int(0)?).or_default().push(OrderItem {
            product: row.int(1)?,
            name: row.text(2)?,
            price_cents: row.int(3)?,
            quantity: row.int(4)?,
        });
    }
    Ok(lines)
}
