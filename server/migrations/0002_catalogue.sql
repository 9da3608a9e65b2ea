-- What is the same for every visitor. server/src/store/catalogue.rs says the same for the store in memory.

INSERT INTO authors (id, name) VALUES
    (1, 'Ada'),
    (2, 'Grace'),
    (3, 'Radia'),
    (4, 'Tim');

INSERT INTO posts (id, author, title) VALUES
    (1, 1, 'A request is a letter'),
    (2, 4, 'Addresses that do not change'),
    (3, 3, 'How a packet finds its way'),
    (4, 2, 'Reading an error message aloud'),
    (5, 4, 'Why links are one-way'),
    (6, 1, 'What a cache remembers'),
    (7, 3, 'Trees without loops'),
    (8, 2, 'A bug in the logbook'),
    (9, 1, 'Asking twice, paying once'),
    (10, 4, 'Cookies are notes to yourself'),
    (11, 3, 'When the cable is cut'),
    (12, 2, 'Ships, clocks and nanoseconds');

INSERT INTO products (id, name, price_cents) VALUES
    (1, 'Notebook', 450),
    (2, 'Pencil', 120),
    (3, 'Teapot', 2490),
    (4, 'Rubber duck', 790),
    (5, 'Network cable, 2 m', 680),
    (6, 'Postcard', 95);
