//! Writes the tables and trains the weights that the varlik crates ship.
fn main() {}
