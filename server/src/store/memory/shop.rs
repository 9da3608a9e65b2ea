//! Cart, orders and payments in memory.

use super::{Lab, Memory, lab::slice};
use crate::store::{
    Asker, CartItem, Fault, Kept, Key, Limits, NewPayment, Operation, Order, OrderItem, Page,
    Payment, Pending, Product, Put, ROW, Shop, Slice, Thing, Total, catalogue::PRODUCTS,
};

impl Shop for Memory {
    fn products<'a>(&'a self, by: &'a Asker) -> Pending<'a, Vec<Product>> {
        self.read(by, "list products", |_| {
            Ok((1..).map_while(product).collect())
        })
    }

    fn cart<'a>(&'a self, by: &'a Asker) -> Pending<'a, Vec<CartItem>> {
        self.read(by, "look into the cart", |lab| Ok(cart(lab)))
    }

    fn put<'a>(&'a self, by: &'a Asker, product: i64, put: Put) -> Pending<'a, (CartItem, bool)> {
        self.write(by, "put into the cart", |lab, limits| {
            put_into(lab, product, put, limits)
        })
    }

    fn take_out<'a>(&'a self, by: &'a Asker, product: Option<i64>) -> Pending<'a, ()> {
        self.write(by, "take out of the cart", |lab, limits| {
            let before = lab.cart.len();
            match product {
                Some(id) => lab.cart.remove(&id).map(|_| ()).ok_or(Fault::Missing {
                    thing: Thing::Product,
                    id,
                })?,
                None => lab.cart.clear(),
            }
            give_back(lab, before - lab.cart.len(), limits)
        })
    }

    fn check_out<'a>(&'a self, by: &'a Asker, key: Option<&'a Key>) -> Pending<'a, Kept<Order>> {
        self.write(by, "check out", |lab, limits| {
            lab.once((by, limits), (Operation::CheckOut, key), |lab| {
                Ok((check_out(lab, by, limits)?, by.now_ms))
            })
        })
    }

    fn orders<'a>(&'a self, by: &'a Asker, page: Page) -> Pending<'a, Slice<Order>> {
        self.read(by, "list orders", |lab| Ok(slice(&lab.orders, page)))
    }

    fn order<'a>(&'a self, by: &'a Asker, id: i64) -> Pending<'a, Order> {
        let thing = Thing::Order;
        self.read(by, "look up an order", |lab| {
            let order = lab.orders.get(&id).cloned();
            order.ok_or(Fault::Missing { thing, id })
        })
    }

    fn pay<'a>(
        &'a self,
        by: &'a Asker,
        key: &'a Key,
        payment: NewPayment,
    ) -> Pending<'a, Kept<Payment>> {
        self.write(by, "pay", |lab, limits| {
            lab.once((by, limits), (Operation::Pay, Some(key)), |lab| {
                let payment = pay(lab, by, payment, limits)?;
                let ready_ms = payment.ready_ms;
                Ok((payment, ready_ms))
            })
        })
    }

    fn payments<'a>(&'a self, by: &'a Asker, page: Page) -> Pending<'a, Slice<Payment>> {
        self.read(by, "list payments", |lab| Ok(slice(&lab.payments, page)))
    }

    fn payment<'a>(&'a self, by: &'a Asker, id: i64) -> Pending<'a, Payment> {
        let thing = Thing::Payment;
        self.read(by, "look up a payment", |lab| {
            let payment = lab.payments.get(&id).cloned();
            payment.ok_or(Fault::Missing { thing, id })
        })
    }
}

fn product(id: i64) -> Option<Product> {
    let at = usize::try_from(id).ok()?.checked_sub(1)?;
    let (name, price_cents) = PRODUCTS.get(at).copied()?;
    let name = name.to_owned();
    Some(Product {
        id,
        name,
        price_cents,
    })
}

fn cart(lab: &Lab) -> Vec<CartItem> {
    lab.cart
        .iter()
        .filter_map(|(id, quantity)| {
            let product = product(*id)?;
            let quantity = *quantity;
            Some(CartItem { product, quantity })
        })
        .collect()
}

fn put_into(lab: &mut Lab, id: i64, put: Put, limits: &Limits) -> Result<(CartItem, bool), Fault> {
    let thing = Thing::Product;
    let product = product(id).ok_or(Fault::Missing { thing, id })?;
    let before = lab.cart.get(&id).copied();
    let quantity = put.onto(id, before.unwrap_or_default())?;
    if before.is_none() {
        lab.usage.charge(1, ROW, limits)?;
    }
    lab.cart.insert(id, quantity);
    Ok((CartItem { product, quantity }, before.is_none()))
}

fn give_back(lab: &mut Lab, lines: usize, limits: &Limits) -> Result<(), Fault> {
    let lines = i64::try_from(lines).unwrap_or(i64::MAX);
    lab.usage.charge(-lines, -lines * ROW, limits)
}

fn check_out(lab: &mut Lab, by: &Asker, limits: &Limits) -> Result<Order, Fault> {
    let items: Vec<OrderItem> = cart(lab).into_iter().map(OrderItem::from).collect();
    if items.is_empty() {
        return Err(Fault::EmptyCart);
    }
    give_back(lab, items.len(), limits)?;
    lab.cart.clear();
    lab.last_order += 1;
    let order = Order {
        id: lab.last_order,
        total_cents: items.total_cents(),
        created_ms: by.now_ms,
        payment: None,
        items,
    };
    let (rows, bytes) = order.cost();
    lab.usage.charge(rows, bytes, limits)?;
    lab.orders.insert(order.id, order.clone());
    Ok(order)
}

fn pay(lab: &mut Lab, by: &Asker, new: NewPayment, limits: &Limits) -> Result<Payment, Fault> {
    lab.last_payment += 1;
    let payment = new.made(lab.last_payment, by.now_ms);
    if let Some(id) = payment.order {
        let thing = Thing::Order;
        let order = lab
            .orders
            .get_mut(&id)
            .ok_or(Fault::Missing { thing, id })?;
        order.can_be_paid_with(payment.amount_cents)?;
        order.payment = Some(payment.id);
    }
    lab.usage.charge(1, payment.bytes(), limits)?;
    lab.payments.insert(payment.id, payment.clone());
    Ok(payment)
}
