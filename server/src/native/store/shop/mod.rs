//! The shop in a database.

mod cart;
mod orders;
mod payments;

use super::Database;
use crate::store::{
    Asker, CartItem, Kept, Key, NewPayment, Order, Page, Payment, Pending, Product, Put, Shop,
    Slice,
};

impl Shop for Database {
    fn products<'a>(&'a self, by: &'a Asker) -> Pending<'a, Vec<Product>> {
        Box::pin(self.within(cart::products(self, by)))
    }

    fn cart<'a>(&'a self, by: &'a Asker) -> Pending<'a, Vec<CartItem>> {
        Box::pin(self.within(cart::items(self, by)))
    }

    fn put<'a>(&'a self, by: &'a Asker, product: i64, put: Put) -> Pending<'a, (CartItem, bool)> {
        Box::pin(self.within(cart::put(self, by, product, put)))
    }

    fn take_out<'a>(&'a self, by: &'a Asker, product: Option<i64>) -> Pending<'a, ()> {
        Box::pin(self.within(cart::take_out(self, by, product)))
    }

    fn check_out<'a>(&'a self, by: &'a Asker, key: Option<&'a Key>) -> Pending<'a, Kept<Order>> {
        Box::pin(self.within(orders::check_out(self, by, key)))
    }

    fn orders<'a>(&'a self, by: &'a Asker, page: Page) -> Pending<'a, Slice<Order>> {
        Box::pin(self.within(orders::list(self, by, page)))
    }

    fn order<'a>(&'a self, by: &'a Asker, id: i64) -> Pending<'a, Order> {
        Box::pin(self.within(orders::one(self, by, id)))
    }

    fn pay<'a>(
        &'a self,
        by: &'a Asker,
        key: &'a Key,
        payment: NewPayment,
    ) -> Pending<'a, Kept<Payment>> {
        Box::pin(self.within(payments::pay(self, by, key, payment)))
    }

    fn payments<'a>(&'a self, by: &'a Asker, page: Page) -> Pending<'a, Slice<Payment>> {
        Box::pin(self.within(payments::list(self, by, page)))
    }

    fn payment<'a>(&'a self, by: &'a Asker, id: i64) -> Pending<'a, Payment> {
        Box::pin(self.within(payments::one(self, by, id)))
    }
}
