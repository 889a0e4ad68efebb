//! What a run says it will take, held against what it takes: by an allocator that counts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot be set up has failed")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use varlik_resolve::{ColumnBuilder, Field, FieldKind, Items, Resolver, ResolverOptions};

/// Counts the bytes that are held, and the most of them.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn add(bytes: usize) {
    let held = HELD.fetch_add(bytes, Ordering::Relaxed) + bytes;
    MOST.fetch_max(held, Ordering::Relaxed);
}

// SAFETY: every call is handed on to the allocator of the system as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A number that looks drawn, always the same one.
fn drawn(seed: u64) -> u64 {
    let mixed = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 27)
}

/// A word of so many syllables.
fn word(seed: u64, syllables: u64) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "de", "mir", "yıl", "maz", "şa", "hin", "çe", "lik", "to", "pra", "ay", "nur", "gül", "sel",
        "er",
    ];
    (0..syllables).map(|at| SYLLABLES[drawn(seed * 31 + at) as usize % 16]).collect()
}

/// A value of a kind.
fn value(kind: FieldKind, seed: u64) -> String {
    let number = drawn(seed);
    match kind {
        FieldKind::PersonName => format!("{} {}", word(seed % 500, 2), word(seed, 3)),
        FieldKind::GivenName | FieldKind::FamilyName => word(seed, 3),
        FieldKind::Organization => format!("{} {} A.Ş.", word(seed, 2), word(seed % 300, 3)),
        FieldKind::Place => word(seed, 4),
        FieldKind::Date => {
            format!("{}-{:02}-{:02}", 1930 + number % 80, number / 99 % 12 + 1, number / 7777 % 28 + 1)
        }
        FieldKind::Email => format!("{}@{}.com", word(seed, 4), word(seed % 20, 2)),
        FieldKind::Phone => format!("+90532{:07}", number % 10_000_000),
        FieldKind::Postcode => format!("{:05}", number % 81_000),
        FieldKind::Address => format!("{} Sk. No: {}, {}", word(seed, 3), number % 90, word(seed % 700, 3)),
        FieldKind::Text => (0..8).map(|at| word(drawn(seed * 8 + at) % 4_000, 3) + " ").collect(),
        FieldKind::Category => word(seed % 12, 2),
        FieldKind::Point => {
            format!("{}.{:04}, {}.{:04}", 36 + number % 6, number % 9_999, 26 + number % 18, number % 7_777)
        }
        _ => format!("{}{}", number % 1_000_000, seed % 10),
    }
}

/// A table: fields of some kinds, each with so many values for a thousand rows. Every fifth row is like the one before it but for
/// one field.
fn items(rows: usize, fields: &[(FieldKind, usize)]) -> Items {
    let mut items = Items::default();
    let mut columns: Vec<ColumnBuilder> = fields.iter().map(|_| ColumnBuilder::default()).collect();
    for row in 0..rows {
        items.ids.push(&format!("r{row}"));
        for (at, ((kind, distinct), column)) in fields.iter().zip(&mut columns).enumerate() {
            let is_again = row % 5 == 4 && at != row / 5 % fields.len();
            let thing = if is_again { row - 1 } else { row } as u64;
            let of = (rows * distinct / 1000).max(1) as u64;
            column.push(Some(&value(*kind, drawn(thing * 97 + at as u64) % of)));
        }
    }
    for (at, ((kind, _), column)) in fields.iter().zip(columns).enumerate() {
        items.columns.push((Field { name: format!("{at} {kind}"), kind: *kind }, column.finish()));
    }
    items
}

/// What a run takes at most, the items among it, and what it says it will; with so many items made ready at once, where not all are.
fn taken(items: Items, most_items: Option<usize>) -> (f64, f64) {
    let before = HELD.load(Ordering::Relaxed);
    let columns: usize = items.columns.iter().map(|(_, column)| column.bytes()).sum();
    let own = columns + items.ids.bytes();
    let mut options = ResolverOptions::default();
    options.max_pairs = Some(items.len() as u64 * 15);
    let mut resolver = Resolver::new(options);
    let estimate = resolver.estimate(&items);
    let mut said = estimate.bytes();
    if let Some(most) = most_items {
        resolver = resolver.with_most_items(most);
        said = said - estimate.held + estimate.bare + most as u64 * estimate.item;
    }
    MOST.store(before, Ordering::Relaxed);
    let found = resolver.run(items, &|_, _, _| true).unwrap();
    let most = MOST.load(Ordering::Relaxed) - before + own;
    assert!(!found.entities().is_empty());
    (most as f64 / 1e6, said as f64 / 1e6)
}

/// The counts are those of the whole process, so that all is one test.
#[test]
fn a_run_takes_no_more_than_it_says_and_not_much_less() {
    use FieldKind::{
        Address, Category, Date, Email, FamilyName, GivenName, Identifier, Number, Organization, PersonName,
        Phone, Place, Point, Postcode, Price, Text,
    };
    let people = [
        (GivenName, 100),
        (FamilyName, 100),
        (Date, 300),
        (Place, 5),
        (Postcode, 200),
        (Email, 550),
        (Phone, 600),
    ];
    let wide = [(Place, 300), (Date, 500), (Number, 700), (Price, 400), (Email, 900)].repeat(6);
    for (name, rows, fields, is_known) in [
        ("people", 10_000, people.to_vec(), true),
        ("names", 3_000, vec![(PersonName, 900), (Date, 700)], true),
        ("firms", 3_000, vec![(Organization, 800), (Place, 100), (Category, 1), (Identifier, 900)], true),
        ("papers", 1_500, vec![(Text, 900), (PersonName, 600), (Organization, 10), (Number, 5)], true),
        ("places", 2_000, vec![(Place, 900), (Point, 950), (Address, 900)], true),
        ("wide", 300, wide, true),
        ("few", 500, people.to_vec(), true),
        // Rows that say the same are one, which nobody knows beforehand.
        ("one row many times", 30_000, vec![(PersonName, 0), (Date, 0)], false),
    ] {
        let (took, said) = taken(items(rows, &fields), None);
        let most = if is_known { 1.4 * took + 2.0 } else { f64::INFINITY };
        assert!(took <= said && said <= most, "{name}: takes {took:.1} MB, says {said:.1} MB");
    }
    let names = [(PersonName, 900), (FamilyName, 900), (Date, 700)];
    let (whole, _) = taken(items(8_000, &names), None);
    let (took, said) = taken(items(8_000, &names), Some(800));
    assert!(took <= said && said <= 2.0 * took, "parts take {took:.1} MB, say {said:.1} MB");
    assert!(took < 0.95 * whole, "parts take {took:.1} MB, the whole {whole:.1} MB");
}
