//! Nanoseconds that preparing one name takes: `cargo run --release -p varlik-names --example prepare`.
#![allow(clippy::print_stdout, reason = "the figures are what the program is for")]

use std::hint::black_box;
use std::time::Instant;

use varlik_names::{Name, NameKind};
use varlik_text::Lang;

const ROWS: &[(&str, NameKind, &str)] = &[
    ("two ASCII words", NameKind::Person, "Dmitry Peskov"),
    ("three Turkish words", NameKind::Person, "Recep Tayyip Erdoğan"),
    ("titles in front", NameKind::Person, "Prof. Dr. Ayşe Yılmaz"),
    ("family first", NameKind::Person, "Yakym, Rudy III"),
    ("Cyrillic", NameKind::Person, "Сергей Кужугетович Шойгу"),
    ("Arabic", NameKind::Person, "رجب طيب أردوغان"),
    ("Han", NameKind::Person, "葉建源"),
    ("mojibake", NameKind::Person, "Ã–zgÃ¼r Ã–zel"),
    ("company", NameKind::Organization, "Yıldırım Gıda Sanayi ve Ticaret A.Ş."),
    ("body and acronym", NameKind::Organization, "North Atlantic Treaty Organization (NATO)"),
    ("place", NameKind::Place, "Paris, France"),
];

fn main() {
    for (label, kind, text) in ROWS {
        let best = (0..20)
            .map(|_| {
                let start = Instant::now();
                for _ in 0..10_000 {
                    black_box(Name::new(black_box(text), *kind, Lang::Und));
                }
                start.elapsed().as_nanos() / 10_000
            })
            .min();
        println!("{:6} ns  {label}: {text}", best.unwrap_or_default());
    }
}
