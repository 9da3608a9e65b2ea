//! Payments in a database.

use super::orders;
use crate::{
    native::store::{Database, link::Row},
    sql::Param,
    store::{Asker, Fault, Kept, Key, NewPayment, Operation, Page, Payment, Slice, Thing},
};

pub(super) async fn pay(
    store: &Database,
    by: &Asker,
    key: &Key,
    new: NewPayment,
) -> Result<Kept<Payment>, Fault> {
    let mut visit = store.visit(by).await?;
    if let Some(value) = visit.known(Operation::Pay, Some(key)).await? {
        visit.commit().await?;
        return Ok(Kept {
            value,
            replayed: true,
        });
    }
    visit.last_payment += 1;
    let payment = new.made(visit.last_payment, by.now_ms);
    if let Some(id) = payment.order {
        let order = orders::head_of(&mut visit, id).await?;
        order.can_be_paid_with(payment.amount_cents)?;
        let sql = "UPDATE orders SET payment = $3 WHERE visitor = $1 AND id = $2";
        let params = [visit.visitor(), Param::Int(id), Param::Int(payment.id)];
        visit.run(sql, &params).await?;
    }
    visit.charge(1, payment.bytes())?;
    let sql = "INSERT INTO payments \
         (visitor, id, recipient, amount_cents, order_id, created_ms, ready_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let params = [
        visit.visitor(),
        Param::Int(payment.id),
        Param::Text(&payment.recipient),
        Param::Int(payment.amount_cents),
        Param::MaybeInt(payment.order),
        Param::Int(payment.created_ms),
        Param::Int(payment.ready_ms),
    ];
    visit.run(sql, &params).await?;
    visit
        .keep(Operation::Pay, Some(key), payment.ready_ms, &payment)
        .await?;
    visit.commit().await?;
    Ok(Kept {
        value: payment,
        replayed: false,
    })
}

pub(super) async fn one(store: &Database, by: &Asker, id: i64) -> Result<Payment, Fault> {
    let sql = "SELECT id, recipient, amount_cents, order_id, created_ms, ready_ms FROM payments \
         WHERE visitor = $1 AND id = $2";
    let params = [Param::Secret(by.visitor.as_str()), Param::Int(id)];
    let row = store.reader(by).await?.row(sql, &params).await?;
    let thing = Thing::Payment;
    payment_of(&row.ok_or(Fault::Missing { thing, id })?)
}

pub(super) async fn list(
    store: &Database,
    by: &Asker,
    page: Page,
) -> Result<Slice<Payment>, Fault> {
    let sql = "SELECT id, recipient, amount_cents, order_id, created_ms, ready_ms FROM payments \
         WHERE visitor = $1 AND id > $2 ORDER BY id LIMIT $3";
    let params = [
        Param::Secret(by.visitor.as_str()),
        Param::Int(page.after),
        Param::Int(i64::from(page.limit) + 1),
    ];
    let rows = store.reader(by).await?.rows(sql, &params).await?;
    let payments = rows.iter().map(payment_of).collect::<Result<_, _>>()?;
    Ok(Slice::of(payments, page.limit))
}

fn payment_of(row: &Row) -> Result<Payment, Fault> {
    Ok(Payment {
        id: row.int(0)?,
        recipient: row.text(1)?,
        amount_cents: row.int(2)?,
        order: row.maybe_int(3)?,
        created_ms: row.int(4)?,
        ready_ms: row.int(5)?,
    })
}
