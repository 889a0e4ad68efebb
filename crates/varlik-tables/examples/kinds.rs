//! Prints what the columns of tables hold: `cargo run -p varlik-tables --features parquet --example kinds -- FILE...`.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::time::Instant;

use varlik_tables::{ReadOptions, Table, items};

fn main() -> Result<(), varlik_tables::TableError> {
    let start = Instant::now();
    let tables: Result<Vec<Table>, _> = std::env::args().skip(1).map(Table::read).collect();
    let tables = tables?;
    let read = start.elapsed();
    let intake = items(tables, &ReadOptions::default())?;
    for column in &intake.columns {
        let kind = column.inferred.kind.map_or("-", |kind| kind.as_str());
        println!(
            "{:24} {:14} {:>8} filled {:>8} distinct  {}",
            column.name, kind, column.filled, column.distinct, column.inferred.why
        );
    }
    println!(
        "ids: {:?}; {} rows, {:?} to read, {:?} in all",
        intake.ids,
        intake.items.len(),
        read,
        start.elapsed()
    );
    intake.notes.iter().for_each(|note| println!("note: {note}"));
    Ok(())
}
