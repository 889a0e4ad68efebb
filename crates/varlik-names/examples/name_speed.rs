//! Nanoseconds that preparing and comparing names takes: `cargo run --release -p varlik-names --example name_speed`.
#![allow(clippy::print_stdout, reason = "the figures are what the program is for")]

use std::hint::black_box;
use std::time::Instant;

use varlik_names::{Name, NameComparer, NameKind};
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

/// Pairs of one bearer and of two, in scripts and kinds as they come.
const PAIRS: &[(NameKind, &str, &str)] = &[
    (NameKind::Person, "Dmitriy Peskov", "Dmitry Peskov"),
    (NameKind::Person, "Recep Tayyip Erdoğan", "Bilal Erdoğan"),
    (NameKind::Person, "Recep Tayyip Erdoğan", "Реджеп Тайип Эрдоган"),
    (NameKind::Person, "Binyamin Netanyahu", "בנימין נתניהו"),
    (NameKind::Person, "Mehmet Şimşek", "Ayşe Yılmaz"),
    (NameKind::Organization, "Arçelik A.Ş.", "ARÇELİK ANONİM ŞİRKETİ"),
    (NameKind::Organization, "Türkiye İş Bankası A.Ş.", "Türkiye Halk Bankası A.Ş."),
    (NameKind::Place, "Eskişehir", "Эскишехир"),
];

/// Nanoseconds of one turn of the work, the best of twenty.
fn nanoseconds(mut work: impl FnMut()) -> u128 {
    let best = (0..20).map(|_| {
        let start = Instant::now();
        (0..10_000).for_each(|_| work());
        start.elapsed().as_nanos() / 10_000
    });
    best.min().unwrap_or_default()
}

fn main() {
    for (label, kind, text) in ROWS {
        let best = nanoseconds(|| drop(black_box(Name::new(black_box(text), *kind, Lang::Und))));
        println!("{best:6} ns  {label}: {text}");
    }
    let comparer = NameComparer::default();
    for (kind, a, b) in PAIRS {
        let names = [a, b].map(|text| Name::new(text, *kind, Lang::Und));
        let prepared = nanoseconds(|| {
            black_box(comparer.weight(black_box(&names[0]), black_box(&names[1])));
        });
        let raw = nanoseconds(|| {
            let names = [a, b].map(|text| Name::new(black_box(text), *kind, Lang::Und));
            black_box(comparer.weight(&names[0], &names[1]));
        });
        println!("{prepared:6} ns prepared, {raw:6} ns raw  {a} ~ {b}");
    }
}
