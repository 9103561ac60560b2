CREATE TABLE shelf (
  id integer PRIMARY KEY,
  zone text NOT NULL
);
