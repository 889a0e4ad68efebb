//! Speed of `varlik-text` on one core beside memcpy and the peers, each result checked in the same run.
//!
//! `cargo run --release --manifest-path bench/speed/text_crates/Cargo.toml [MEGABYTES]`
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark that cannot run says so and ends")]

mod corpus;

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use corpus::Column;
use icu_casemap::CaseMapper;
use icu_locale_core::langid;
use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_normalization::UnicodeNormalization;
use varlik_text::{Fold, Lang, Pipeline, column};

/// Runs of one measurement; the best counts, as noise only ever adds.
const RUNS: usize = 7;

fn main() {
    let bytes = std::env::args().nth(1).and_then(|size| size.parse::<f64>().ok()).unwrap_or(4.0) * 1e6;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let english = corpus::news(&root, "English", Lang::En, bytes as usize);
    let turkish = corpus::news(&root, "Turkish", Lang::Tr, bytes as usize);
    let names = corpus::names(&root, bytes as usize / 4);
    for column in [&english, &turkish, &names] {
        let (rows, mean) = (column.len(), column.values.len() as f64 / column.len() as f64);
        println!(
            "# {}: {:.1} MB, {rows} strings of {mean:.0} bytes, {:.1} % beyond ASCII",
            column.name,
            column.values.len() as f64 / 1e6,
            column.beyond_ascii() * 100.0
        );
    }
    for column in [&english, &turkish, &names] {
        let memcpy = copy(column);
        let print = |operation: &str, seconds: f64| report(operation, column, seconds, memcpy);
        print("memcpy", memcpy);
        fold(column, &print);
        lower(column, &print);
        forms(column, &print);
        repair(column, &print);
        offsets(column, &print);
        key(column, &print);
    }
    transliterate(bytes as usize / 16);
}

fn report(operation: &str, column: &Column, seconds: f64, memcpy: f64) {
    println!(
        "{:8} {operation:36} {:8.3} GB/s {:8.1} ns a string {:7.3} x memcpy",
        column.name,
        column.values.len() as f64 / seconds / 1e9,
        seconds / column.len() as f64 * 1e9,
        memcpy / seconds
    );
}

/// Seconds of the best run.
fn time<T>(mut work: impl FnMut() -> T) -> f64 {
    (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

fn copy(column: &Column) -> f64 {
    let mut out = vec![0_u8; column.values.len()];
    time(|| {
        out.copy_from_slice(black_box(column.values.as_bytes()));
        out[0]
    })
}

fn arrow(column: &Column) -> column::Column<'_, i64> {
    column::Column::new(&column.values, &column.offsets).expect("a column")
}

/// Runs a peer over the strings of a column, as its users have to, into one buffer.
fn each(column: &Column, mut work: impl FnMut(&str, &mut String)) -> f64 {
    let mut out = String::with_capacity(column.values.len() * 2);
    time(|| {
        out.clear();
        for row in column.rows() {
            work(row, &mut out);
        }
        out.len()
    })
}

fn fold(column: &Column, print: &impl Fn(&str, f64)) {
    let policy = Fold::default();
    for row in column.rows().filter(|row| row.chars().all(|c| u32::from(c) < 0x180)) {
        assert_eq!(varlik_text::fold(row, policy), any_ascii::any_ascii(row), "{row}");
    }
    print("fold: varlik", time(|| column::fold(arrow(column), policy).expect("a column")));
    print("fold: any_ascii", each(column, |row, out| out.push_str(&any_ascii::any_ascii(row))));
    print("fold: deunicode", each(column, |row, out| out.push_str(&deunicode::deunicode(row))));
}

fn lower(column: &Column, print: &impl Fn(&str, f64)) {
    let mapper = CaseMapper::new();
    let turkish = langid!("tr");
    for row in column.rows() {
        assert_eq!(varlik_text::lower(row, Lang::Tr), mapper.lowercase_to_string(row, &turkish), "{row}");
    }
    print("lower tr: varlik", time(|| column::lower(arrow(column), Lang::Tr).expect("a column")));
    print("lower tr: icu_casemap", each(column, |row, out| out.push_str(&mapper.lowercase_to_string(row, &turkish))));
    print("lower tr: replace, str::to_lowercase", each(column, |row, out| {
        out.push_str(&row.replace('İ', "i").replace('I', "ı").to_lowercase());
    }));
}

fn forms(column: &Column, print: &impl Fn(&str, f64)) {
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    let whole = column.text.as_str();
    assert_eq!(varlik_text::nfc(whole), normalizer.normalize(whole));
    print("nfc: varlik", time(|| varlik_text::nfc(black_box(whole)).len()));
    print("nfc: icu_normalizer", time(|| normalizer.normalize(black_box(whole)).len()));
    print("nfc: is_nfc of unicode-normalization", time(|| unicode_normalization::is_nfc(black_box(whole))));
    print("nfc: unicode-normalization", time(|| black_box(whole).nfc().collect::<String>().len()));
}

fn repair(column: &Column, print: &impl Fn(&str, f64)) {
    // Names and lines end where the text says so: glued together they would be words nobody wrote.
    let whole = column.text.as_str();
    let pipeline = Pipeline::new(["repair".parse().expect("a step")]).expect("a pipeline");
    let mut out = String::with_capacity(whole.len());
    assert!(pipeline.run(whole).is_borrowed(), "clean text stays");
    print("repair: varlik, one string", time(|| pipeline.run(black_box(whole)).as_str().len()));
    print("repair: varlik, each string", time(|| {
        out.clear();
        column.rows().map(|row| pipeline.apply(row).len()).sum::<usize>()
    }));
}

fn offsets(column: &Column, print: &impl Fn(&str, f64)) {
    let pipeline = Pipeline::new(["fold".parse().expect("a step"), "lower".parse().expect("a step")]).expect("a pipeline");
    let whole = column.text.as_str();
    assert_eq!(pipeline.run(whole).as_str(), pipeline.apply(whole));
    print("fold and lower, no offsets", time(|| pipeline.apply(black_box(whole)).len()));
    print("fold and lower, offsets", time(|| pipeline.run(black_box(whole)).as_str().len()));
    print("fold and lower each, no offsets", time(|| column.rows().map(|row| pipeline.apply(row).len()).sum::<usize>()));
    print("fold and lower each, offsets", time(|| column.rows().map(|row| pipeline.run(row).as_str().len()).sum::<usize>()));
}

fn key(column: &Column, print: &impl Fn(&str, f64)) {
    print("key: varlik", time(|| column::key(arrow(column)).expect("a column")));
    // The nearest a user of the peers comes: compose, transliterate, lower, single spaces.
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    print("key: icu_normalizer, any_ascii, lower", each(column, |row, out| {
        let ascii = any_ascii::any_ascii(&normalizer.normalize(row)).to_lowercase();
        out.extend(ascii.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()));
    }));
}

fn transliterate(bytes: usize) {
    for (scheme, text) in [("ru@bgn", "Дмитрий Жириновский"), ("uk@2010", "Володимир Зеленський"), ("bg@2009", "Симеон Първанов")] {
        let chosen = scheme.parse().expect("a scheme");
        let times = bytes / text.len();
        let seconds = time(|| (0..times).map(|_| varlik_text::transliterate(black_box(text), chosen).len()).sum::<usize>());
        let peer = time(|| (0..times).map(|_| any_ascii::any_ascii(black_box(text)).len()).sum::<usize>());
        println!(
            "{scheme:8} {text:36} {:8.1} ns a name, any_ascii {:.1} ns",
            seconds / times as f64 * 1e9,
            peer / times as f64 * 1e9
        );
    }
}
