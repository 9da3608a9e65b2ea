-- What visitors store. One text for SQLite and for PostgreSQL. Times are milliseconds since 1970, money is cents.

-- One row for each visitor who stored something. Every change locks it first, so that a visitor's changes happen one
-- after the other; it holds the account of what is stored, and the numbers given out so far.
CREATE TABLE visitors (
    id TEXT PRIMARY KEY,
    seen_ms BIGINT NOT NULL,
    row_count BIGINT NOT NULL DEFAULT 0,
    byte_count BIGINT NOT NULL DEFAULT 0,
    last_note BIGINT NOT NULL DEFAULT 0,
    last_order BIGINT NOT NULL DEFAULT 0,
    last_payment BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX visitors_by_age ON visitors (seen_ms);

CREATE TABLE notes (
    visitor TEXT NOT NULL REFERENCES visitors ON DELETE CASCADE,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL,
    PRIMARY KEY (visitor, id)
);

CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,
    visitor TEXT NOT NULL REFERENCES visitors ON DELETE CASCADE,
    account TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX sessions_by_visitor ON sessions (visitor, created_ms);

CREATE TABLE authors (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE posts (
    id BIGINT PRIMARY KEY,
    author BIGINT NOT NULL REFERENCES authors,
    title TEXT NOT NULL
);

CREATE TABLE likes (
    visitor TEXT NOT NULL REFERENCES visitors ON DELETE CASCADE,
    post BIGINT NOT NULL REFERENCES posts,
    count BIGINT NOT NULL,
    PRIMARY KEY (visitor, post)
);

CREATE TABLE products (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    price_cents BIGINT NOT NULL
);

CREATE TABLE cart_items (
    visitor TEXT NOT NULL REFERENCES visitors ON DELETE CASCADE,
    product BIGINT NOT NULL REFERENCES products,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (visitor, product)
);

CREATE TABLE orders (
    visitor TEXT NOT NULL REFERENCES visitors ON DELETE CASCADE,
    id BIGINT NOT NULL,
    total_cents BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    payment BIGINT,
    PRIMARY KEY (visitor, id)
);

CREATE TABLE order_items (
    visitor TEXT NOT NULL,
    order_id BIGINT NOT NULL,
    product BIGINT NOT NULL,
    name TEXT NOT NULL,
    price_cents BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (visitor, order_id, product),
    FOREIGN KEY (visitor, order_id) REFERENCES orders (visitor, id) ON DELETE CASCADE
);

CREATE TABLE payments (
    visitor TEXT NOT NULL REFERENCES visitors ON DELETE CASCADE,
    id BIGINT NOT NULL,
    recipient TEXT NOT NULL,
    amount_cents BIGINT NOT NULL,
    order_id BIGINT,
    created_ms BIGINT NOT NULL,
    ready_ms BIGINT NOT NULL,
    PRIMARY KEY (visitor, id)
);

-- Idempotency keys, with what came of the first request. Written in the transaction of that request's effect.
CREATE TABLE idempotency_keys (
    visitor TEXT NOT NULL REFERENCES visitors ON DELETE CASCADE,
    operation TEXT NOT NULL,
    name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    ready_ms BIGINT NOT NULL,
    answer TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    PRIMARY KEY (visitor, operation, name)
);
