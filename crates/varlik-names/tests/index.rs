//! What holds of an index of names, whatever is in it.
#![allow(clippy::unwrap_used, reason = "a test that cannot write its file has failed")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use varlik_names::{Hit, Name, NameIndex, NameKind, NameRow, Search, match_names};
use varlik_text::Lang;

const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other];

/// An owned row: number, name, kind, country.
type Row = (u64, String, NameKind, Option<[u8; 2]>);

fn row((id, name, kind, country): &Row) -> NameRow<'_> {
    NameRow { id: *id, name, kind: *kind, country: *country }
}

fn index(rows: &[Row]) -> NameIndex {
    rows.iter().map(row).collect()
}

fn name(text: &str, kind: NameKind) -> Name {
    Name::new(text, kind, Lang::Und)
}

/// Everything that is found, however unlikely.
fn all(k: usize) -> Search {
    Search { k, threshold: 0.0, ..Search::default() }
}

fn told(hits: &[Hit<'_>]) -> Vec<(u64, String, f32)> {
    hits.iter().map(|hit| (hit.id, hit.name.to_owned(), hit.weight)).collect()
}

fn people(texts: &[&str]) -> Vec<Row> {
    let rows = texts.iter().enumerate();
    rows.map(|(id, text)| (id as u64, (*text).to_owned(), NameKind::Person, None)).collect()
}

fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Mehmet",
        "Ali",
        "Erdoğan",
        "Эрдоган",
        "أردوغان",
        "Yılmaz",
        "Banka",
        "A.Ş.",
        "東京",
        "O'Brien",
        "von",
        "ΟΛΓΑ",
        "",
        "17",
        "İş",
        "de la",
        "J.",
    ]);
    prop_oneof![
        4 => prop::collection::vec(words, 1..4).prop_map(|words| words.join(" ")),
        1 => "\\PC{0,20}",
    ]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let country = prop::option::of(prop::sample::select(vec![*b"TR", *b"DE"]));
    let row = (0..40_u64, texts(), prop::sample::select(KINDS.to_vec()), country);
    prop::collection::vec(row, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn names_of_the_same_key_are_found(rows in rows()) {
        let index = index(&rows);
        prop_assert_eq!(index.len(), rows.len());
        for (id, text, kind, _) in &rows {
            let query = name(text, *kind);
            if !query.words().is_empty() {
                let hits = index.search(&query, &all(60));
                prop_assert!(hits.iter().any(|hit| hit.id == *id), "{text:?} not in {hits:?}");
            }
        }
    }

    #[test]
    fn adding_rows_loses_no_name_of_the_same_key(before in rows(), after in rows()) {
        let mut index = index(&before);
        for rows in after.chunks(7) {
            index.add(rows.iter().map(row));
        }
        prop_assert_eq!(index.len(), before.len() + after.len());
        for (id, text, kind, _) in before.iter().chain(&after) {
            let query = name(text, *kind);
            if !query.words().is_empty() {
                prop_assert!(index.search(&query, &all(200)).iter().any(|hit| hit.id == *id), "{text:?}");
            }
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(rows in rows(), query in texts(), kind in prop::sample::select(KINDS.to_vec())) {
        let mut turned = rows.clone();
        turned.reverse();
        let query = name(&query, kind);
        let (one, other) = (index(&rows), index(&turned));
        let search = Search { candidates: 5, ..all(5) };
        prop_assert_eq!(told(&one.search(&query, &search)), told(&other.search(&query, &search)));
    }

    #[test]
    fn removed_numbers_are_not_found_and_others_are(rows in rows(), gone in prop::collection::btree_set(0..40_u64, 0..20)) {
        let mut index = index(&rows);
        let count = rows.iter().filter(|row| gone.contains(&row.0)).count();
        prop_assert_eq!(index.remove(gone.iter().copied()), count);
        prop_assert_eq!(index.remove(gone.iter().copied()), 0);
        prop_assert_eq!(index.len(), rows.len() - count);
        // What was removed stays so when the rows are put in order again.
        index.add([NameRow { id: 99, name: "Süleyman Demirel", kind: NameKind::Person, country: None }]);
        prop_assert_eq!(index.len(), rows.len() - count + 1);
        for (id, text, kind, _) in &rows {
            let query = name(text, *kind);
            let found: BTreeSet<u64> = index.search(&query, &all(60)).iter().map(|hit| hit.id).collect();
            prop_assert!(found.is_disjoint(&gone));
            prop_assert!(query.words().is_empty() || gone.contains(id) || found.contains(id), "{text:?}");
        }
    }

    #[test]
    fn a_saved_index_gives_the_same(rows in rows(), gone in 0..40_u64, query in texts()) {
        let mut index = index(&rows);
        index.remove([gone]);
        let (path, bytes) = saved(&index);
        let opened = NameIndex::open(&path).unwrap();
        std::fs::remove_file(path).unwrap();
        let lent = NameIndex::from_bytes(bytes).unwrap();
        prop_assert_eq!(opened.len(), index.len());
        for kind in KINDS {
            let query = name(&query, kind);
            let want = told(&index.search(&query, &all(20)));
            prop_assert_eq!(&told(&opened.search(&query, &all(20))), &want);
            prop_assert_eq!(&told(&lent.search(&query, &all(20))), &want);
        }
    }

    #[test]
    fn many_searches_are_one_after_another(rows in rows(), queries in prop::collection::vec(texts(), 0..40)) {
        let index = index(&rows);
        let queries: Vec<Name> = queries.iter().map(|text| name(text, NameKind::Person)).collect();
        let one_by_one: Vec<_> = queries.iter().map(|query| told(&index.search(query, &all(5)))).collect();
        let together: Vec<_> = index.search_all(&queries, &all(5)).iter().map(|hits| told(hits)).collect();
        prop_assert_eq!(together, one_by_one);
    }

    #[test]
    fn hits_are_of_the_kind_and_country_asked_for(rows in rows(), query in texts()) {
        let index = index(&rows);
        let search = Search { kind: Some(NameKind::Place), country: Some(*b"TR"), ..all(60) };
        for hit in index.search(&name(&query, NameKind::Place), &search) {
            let is_asked = |row: &Row| (row.0, row.1.as_str(), row.2, row.3) == (hit.id, hit.name, NameKind::Place, Some(*b"TR"));
            prop_assert!(rows.iter().any(is_asked), "{hit:?}");
        }
    }
}

/// Saves an index under a name of its own; gives the path and what stands there.
fn saved(index: &NameIndex) -> (std::path::PathBuf, Vec<u8>) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("varlik-names-{}-{number}", std::process::id()));
    index.save(&path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    (path, bytes)
}

#[test]
fn one_man_is_found_in_any_script_and_his_son_is_not() {
    let index =
        index(&people(&["Recep Tayyip Erdoğan", "Bilal Erdoğan", "Kemal Kılıçdaroğlu", "Angela Merkel"]));
    for text in
        ["Реджеп Тайип Эрдоган", "Recep Tayyip Erdogan", "ERDOĞAN, Recep Tayyip", "Ռեջեփ Թայիփ Էրդողան"]
    {
        let hits = index.search(&name(text, NameKind::Person), &all(3));
        assert_eq!(hits.first().map(|hit| hit.id), Some(0), "{text}: {hits:?}");
    }
    assert!(index.search(&name("Volodymyr Zelensky", NameKind::Person), &Search::default()).is_empty());
}

#[test]
fn aliases_of_one_number_are_one_hit() {
    let row = |id, name| NameRow { id, name, kind: NameKind::Person, country: None };
    let index: NameIndex =
        [row(7, "Joe Biden"), row(7, "Joseph Biden"), row(8, "Joe Biden")].into_iter().collect();
    let hits = index.search(&name("Joe Biden", NameKind::Person), &Search::default());
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [7, 8]);
}

#[test]
fn many_equal_names_are_found_in_the_order_of_their_numbers() {
    let count = 50_000;
    let row = |id, name| NameRow { id, name, kind: NameKind::Person, country: None };
    let equal = (0..count).rev().map(|id| row(id, "Mehmet Yılmaz"));
    let mut index: NameIndex = equal.chain([row(count, "Mehmet Yıldız")]).collect();
    let ids = |index: &NameIndex, text: &str| -> Vec<u64> {
        index.search(&name(text, NameKind::Person), &all(3)).iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ids(&index, "Mehmet Yılmaz"), [0, 1, 2]);
    assert_eq!(ids(&index, "Mehmet Yildiz")[0], count);
    assert_eq!(index.remove(0..count - 1), count as usize - 1);
    assert_eq!(ids(&index, "Mehmet Yilmaz")[0], count - 1);
}

#[test]
fn names_without_end_or_letters_take_no_time_of_note() {
    let long = "Şükrü Saraçoğlu ".repeat(10_000);
    let wide = "x".repeat(1 << 20);
    let mut rows = people(&["", "  ", "…", &long, &wide, "Ali"]);
    rows.extend((6..200).map(|id| (id, format!("{long} {id}"), NameKind::Organization, None)));
    let index = index(&rows);
    for (id, text) in [(3, &long), (4, &wide)] {
        let hits = index.search(&name(text, NameKind::Person), &all(10));
        assert!(hits.iter().any(|hit| hit.id == id), "{id}");
        assert!(hits.iter().all(|hit| hit.name.len() <= 1024));
    }
    assert!(index.search(&name("…", NameKind::Person), &all(10)).is_empty());
    assert!(index.search(&name("Ali", NameKind::Person), &all(0)).is_empty());
    assert!(NameIndex::default().search(&name("Ali", NameKind::Person), &all(3)).is_empty());
}

#[test]
fn a_file_that_was_cut_or_changed_is_told() {
    let (path, bytes) = saved(&index(&people(&["Angela Merkel", "Olaf Scholz"])));
    let message = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        NameIndex::open(&path).unwrap_err().to_string()
    };
    let length = bytes.len();
    assert_eq!(
        message(&bytes[..length - 1]),
        format!("the index is cut short: it has {} bytes of {length}; copy or save it again", length - 1)
    );
    assert!(message(&bytes[..20]).starts_with("the index is cut short"));
    assert!(message(b"").starts_with("no index of names"));
    assert!(message(b"PAR1 and what follows").starts_with("no index of names"));
    for at in [60, length / 2, length - 1] {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(message(&changed).starts_with("the index is damaged"), "{at}");
    }
    let mut older = bytes.clone();
    older[16..24].copy_from_slice(b"0.0.1\0\0\0");
    assert!(message(&older).starts_with("the index was written by varlik 0.0.1"));
    std::fs::write(&path, &older).unwrap();
    assert!(NameIndex::open(&path).unwrap_err().is_other_release());
    std::fs::remove_file(&path).unwrap();
    assert!(NameIndex::open(&path).unwrap_err().to_string().contains("varlik-names-"));
}

#[test]
fn a_mapped_file_with_damage_gives_no_panic() {
    let (path, bytes) = saved(&index(&people(&["Angela Merkel", "Olaf Scholz", "Emmanuel Macron"])));
    std::fs::remove_file(path).unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0xFF;
        if let Ok(index) = NameIndex::from_bytes(changed) {
            let _ = index.search(&name("Angela Merkel", NameKind::Person), &all(3));
        }
    }
}

#[test]
fn matching_stops_when_it_is_told() {
    let rows = people(&vec!["Angela Merkel"; 5000]);
    let rows: Vec<NameRow<'_>> = rows.iter().map(row).collect();
    let search = Search { k: 1, ..Search::default() };
    let pairs = match_names(&rows, &rows[..10], &search, &|_, _| true).unwrap();
    assert_eq!(pairs.len(), 5000);
    assert!(pairs.iter().enumerate().all(|(at, pair)| pair.left == at as u64 && pair.right == 0));
    assert_eq!(match_names(&rows, &rows, &search, &|done, _| done < 6000), None);
    let index: NameIndex = rows.iter().copied().take(3).collect();
    let mut heard = 0;
    assert!(!index.match_names(&rows, &search, &|done, _| done < 4000, |_, _| heard += 1));
    assert_eq!(heard, 4096);
}
