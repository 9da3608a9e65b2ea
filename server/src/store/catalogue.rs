//! What is the same for every visitor: authors, posts and products. The databases have it from the migration
//! `0002_catalogue.sql`, the store in memory from here; a test holds that both say the same.

/// Names of authors; the first has the id 1.
pub const AUTHORS: [&str; 4] = ["Ada", "Grace", "Radia", "Tim"];

/// The id of an author and a title; the first post has the id 1.
pub const POSTS: [(i64, &str); 12] = [
    (1, "A request is a letter"),
    (4, "Addresses that do not change"),
    (3, "How a packet finds its way"),
    (2, "Reading an error message aloud"),
    (4, "Why links are one-way"),
    (1, "What a cache remembers"),
    (3, "Trees without loops"),
    (2, "A bug in the logbook"),
    (1, "Asking twice, paying once"),
    (4, "Cookies are notes to yourself"),
    (3, "When the cable is cut"),
    (2, "Ships, clocks and nanoseconds"),
];

/// A name and a price in cents; the first product has the id 1.
pub const PRODUCTS: [(&str, i64); 6] = [
    ("Notebook", 450),
    ("Pencil", 120),
    ("Teapot", 2_490),
    ("Rubber duck", 790),
    ("Network cable, 2 m", 680),
    ("Postcard", 95),
];
