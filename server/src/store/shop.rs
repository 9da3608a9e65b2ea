//! The shop: a cart becomes an order, and an order is paid. Money is whole cents.

use serde::{Deserialize, Serialize};

use super::{
    Asker, Kept, Page, Pending, Slice,
    fault::Fault,
    keys::Key,
    quota::{ROW, bytes},
};

/// How many of one product a cart holds.
pub const MAX_QUANTITY: i64 = 99;

/// Something to buy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// What one of it costs.
    pub price_cents: i64,
}

/// A line of a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartItem {
    /// What it is.
    pub product: Product,
    /// How many of it: 1 to [`MAX_QUANTITY`].
    pub quantity: i64,
}

/// How a number of a product comes into the cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// So many more: done twice, it is twice as many.
    Add(i64),
    /// So many: done twice, it is the same.
    Set(i64),
}

impl Put {
    /// How many there are afterwards.
    ///
    /// # Errors
    /// [`Fault::TooManyOfOne`] beyond [`MAX_QUANTITY`].
    pub(crate) fn onto(self, product: i64, before: i64) -> Result<i64, Fault> {
        let quantity = match self {
            Self::Add(more) => before.saturating_add(more),
            Self::Set(quantity) => quantity,
        };
        let most = MAX_QUANTITY;
        if quantity > most {
            return Err(Fault::TooManyOfOne {
                product,
                quantity,
                most,
            });
        }
        Ok(quantity)
    }
}

/// A line of an order: as it was called and cost when it was ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItem {
    /// The product's id.
    pub product: i64,
    /// Its name then.
    pub name: String,
    /// Its price then.
    pub price_cents: i64,
    /// How many.
    pub quantity: i64,
}

impl OrderItem {
    /// What the line costs.
    pub fn cost_cents(&self) -> i64 {
        self.price_cents.saturating_mul(self.quantity)
    }
}

impl From<CartItem> for OrderItem {
    fn from(it: CartItem) -> Self {
        Self {
            product: it.product.id,
            name: it.product.name,
            price_cents: it.product.price_cents,
            quantity: it.quantity,
        }
    }
}

/// What lines cost together.
pub trait Total {
    /// In cents.
    fn total_cents(&self) -> i64;
}

impl Total for [OrderItem] {
    fn total_cents(&self) -> i64 {
        self.iter()
            .fold(0, |sum, it| sum.saturating_add(it.cost_cents()))
    }
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Counts from 1 for each visitor.
    pub id: i64,
    /// What was ordered, by product.
    pub items: Vec<OrderItem>,
    /// What it costs.
    pub total_cents: i64,
    /// Milliseconds since 1970.
    pub created_ms: i64,
    /// The payment that paid for it, if one did.
    pub payment: Option<i64>,
}

impl Order {
    /// What it costs in the visitor's account: rows and bytes.
    pub(crate) fn cost(&self) -> (i64, i64) {
        let names = self.items.iter().map(|it| ROW + bytes(&[&it.name]));
        let lines = i64::try_from(self.items.len()).unwrap_or(i64::MAX);
        (lines + 1, names.sum::<i64>() + ROW)
    }

    /// Checks that a payment of this amount may pay for it.
    pub(crate) fn can_be_paid_with(&self, amount_cents: i64) -> Result<(), Fault> {
        let order = self.id;
        if let Some(payment) = self.payment {
            return Err(Fault::AlreadyPaid { order, payment });
        }
        if amount_cents != self.total_cents {
            let total_cents = self.total_cents;
            return Err(Fault::OtherAmount { order, total_cents });
        }
        Ok(())
    }
}

/// What a client says of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPayment {
    /// Who gets the money.
    pub recipient: String,
    /// How much.
    pub amount_cents: i64,
    /// What it pays for, if anything.
    pub order: Option<i64>,
    /// How long the pretended bank takes, in milliseconds.
    pub takes_ms: i64,
}

impl NewPayment {
    /// The payment that comes of it.
    pub(crate) fn made(self, id: i64, now_ms: i64) -> Payment {
        Payment {
            id,
            recipient: self.recipient,
            amount_cents: self.amount_cents,
            order: self.order,
            created_ms: now_ms,
            ready_ms: now_ms.saturating_add(self.takes_ms),
        }
    }
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Counts from 1 for each visitor.
    pub id: i64,
    /// Who gets the money.
    pub recipient: String,
    /// How much.
    pub amount_cents: i64,
    /// What it pays for, if anything.
    pub order: Option<i64>,
    /// When it was asked for, in milliseconds since 1970.
    pub created_ms: i64,
    /// When the pretended bank is done with it, likewise.
    pub ready_ms: i64,
}

impl Payment {
    /// What it costs in the visitor's account.
    pub(crate) fn bytes(&self) -> i64 {
        ROW + bytes(&[&self.recipient])
    }
}

/// Keeps carts, orders and payments.
pub trait Shop: Send + Sync + 'static {
    /// All there is to buy, by id.
    fn products<'a>(&'a self, by: &'a Asker) -> Pending<'a, Vec<Product>>;

    /// What is in the cart, by product.
    fn cart<'a>(&'a self, by: &'a Asker) -> Pending<'a, Vec<CartItem>>;

    /// Puts a product into the cart. Says how many of it there are now, and whether it was not there before.
    fn put<'a>(&'a self, by: &'a Asker, product: i64, put: Put) -> Pending<'a, (CartItem, bool)>;

    /// Takes a product out of the cart, or all of them; `Missing` where the product is not in it.
    fn take_out<'a>(&'a self, by: &'a Asker, product: Option<i64>) -> Pending<'a, ()>;

    /// Makes an order of the cart and empties it, in one step; under a key, once.
    fn check_out<'a>(&'a self, by: &'a Asker, key: Option<&'a Key>) -> Pending<'a, Kept<Order>>;

    /// Part of the list of orders.
    fn orders<'a>(&'a self, by: &'a Asker, page: Page) -> Pending<'a, Slice<Order>>;

    /// An order.
    fn order<'a>(&'a self, by: &'a Asker, id: i64) -> Pending<'a, Order>;

    /// Pays, once. Until the bank is done, the same key is `InFlight`.
    fn pay<'a>(
        &'a self,
        by: &'a Asker,
        key: &'a Key,
        payment: NewPayment,
    ) -> Pending<'a, Kept<Payment>>;

    /// Part of the list of payments.
    fn payments<'a>(&'a self, by: &'a Asker, page: Page) -> Pending<'a, Slice<Payment>>;

    /// A payment.
    fn payment<'a>(&'a self, by: &'a Asker, id: i64) -> Pending<'a, Payment>;
}
