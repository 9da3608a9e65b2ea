//! Why an operation of a store did not happen. Nothing was changed then, except after [`Fault::Unavailable`], where
//! nobody can know: the connection may have broken after the database had agreed.

use super::quota::Limits;

/// A kind of thing that is looked up by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A note.
    Note,
    /// A post.
    Post,
    /// A product of the catalogue, or its line in a cart.
    Product,
    /// An order.
    Order,
    /// A payment.
    Payment,
}

impl Thing {
    /// What it is called in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Post => "post",
            Self::Product => "product",
            Self::Order => "order",
            Self::Payment => "payment",
        }
    }
}

/// Why an operation did not happen. The text is for the client.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There never was such a thing, as far as this visitor can see.
    #[error("There is no {} {id} here. Every visitor has data of their own.", .thing.name())]
    Missing {
        /// What was asked for.
        thing: Thing,
        /// Its id.
        id: i64,
    },
    /// It was there, and was deleted.
    #[error("The {} {id} was deleted. Its number is not given out again.", .thing.name())]
    Gone {
        /// What was asked for.
        thing: Thing,
        /// Its id.
        id: i64,
    },
    /// The thing has changed since the version that was named.
    #[error(
        "It has changed since you read it: its ETag is now {current}. Read it again, and decide whether your change still fits."
    )]
    Stale {
        /// Its entity tag now, in quotes.
        current: String,
    },
    /// A checkout of nothing.
    #[error("The cart is empty. Put something into it first: POST /api/cart/items.")]
    EmptyCart,
    /// More of one product than a cart holds.
    #[error(
        "The cart would hold {quantity} of product {product}. It holds at most {most} of each."
    )]
    TooManyOfOne {
        /// The product.
        product: i64,
        /// How many it would be.
        quantity: i64,
        /// How many it may be.
        most: i64,
    },
    /// A second payment for an order.
    #[error("Order {order} is paid already, by payment {payment}.")]
    AlreadyPaid {
        /// The order.
        order: i64,
        /// What paid for it.
        payment: i64,
    },
    /// A payment of another amount than its order costs.
    #[error("Order {order} costs {total_cents} cents.")]
    OtherAmount {
        /// The order.
        order: i64,
        /// What it costs.
        total_cents: i64,
    },
    /// A key that came before, with something else.
    #[error(
        "This Idempotency-Key came before, with another request. A key belongs to one request: take a new one for a new request."
    )]
    KeyReused,
    /// A key whose first request is not done.
    #[error(
        "The first request with this Idempotency-Key is still being worked on. Send the same request again in {} s.", wait_ms.div_euclid(1000) + 1
    )]
    InFlight {
        /// For how much longer, in milliseconds.
        wait_ms: i64,
    },
    /// The visitor may not store more.
    #[error(
        "You have stored all that a visitor may: {} rows or {} bytes. Delete something, or forget the cookie to begin anew. What nobody changes for 30 days is removed.", .0.rows, .0.bytes
    )]
    Full(Limits),
    /// No visitor more may store anything.
    #[error("As many visitors as this server takes have stored something. Try again later.")]
    Crowded,
    /// The database does not answer.
    #[error(
        "The database does not answer right now. If your request was to change something, it may or may not have: look before you repeat it, or send it with an Idempotency-Key."
    )]
    Unavailable,
    /// The database answered what it should not. The cause is in the log.
    #[error(
        "Something went wrong inside the server. It is not your fault; the cause is in the server's log, under the X-Exchange-Id of this response."
    )]
    Broken,
}
