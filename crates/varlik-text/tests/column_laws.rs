//! A step over a column is the step over each of its rows.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use varlik_text::column::{self, Column, Strings};
use varlik_text::{Fold, Lang, casefold, fold, lower, title, upper};

/// Rows of the letters whose case or fold depends on their neighbours, of long runs, and of anything.
fn rows() -> impl Strategy<Value = Vec<String>> {
    let row = prop_oneof![
        "[iIİıσΣsS’a\u{301}\u{307}\u{323}]{0,4}",
        "[a-zA-ZçğıöşüÇĞİÖŞÜI ']{0,40}",
        "[A-Z a-z]{0,300}",
        "[а-яЁΑ-Ωאءẞﬁệ\u{302}ÄÖÜß東]{0,30}",
        any::<String>(),
    ];
    prop::collection::vec(row, 0..12)
}

fn layout(rows: &[String]) -> (String, Vec<i32>) {
    let mut offsets = vec![0];
    let mut values = String::new();
    for row in rows {
        values.push_str(row);
        offsets.push(i32::try_from(values.len()).unwrap());
    }
    (values, offsets)
}

fn strings(rows: impl Iterator<Item = String>) -> (Vec<u8>, Vec<i32>) {
    let (values, offsets) = layout(&rows.collect::<Vec<_>>());
    (values.into_bytes(), offsets)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_column_is_its_rows(rows in rows()) {
        let (values, offsets) = layout(&rows);
        let whole = Column::new(&values, &offsets).unwrap();
        for lang in [Lang::Und, Lang::Tr, Lang::El, Lang::Lt, Lang::Hy] {
            let found = column::lower(whole, lang).unwrap().into_parts();
            prop_assert_eq!(found, strings(rows.iter().map(|row| lower(row, lang).into_owned())));
            let found = column::upper(whole, lang).unwrap().into_parts();
            prop_assert_eq!(found, strings(rows.iter().map(|row| upper(row, lang).into_owned())));
            let found = column::title(whole, lang).unwrap().into_parts();
            prop_assert_eq!(found, strings(rows.iter().map(|row| title(row, lang).into_owned())));
            let found = column::casefold(whole, lang).unwrap().into_parts();
            prop_assert_eq!(found, strings(rows.iter().map(|row| casefold(row, lang).into_owned())));
        }
        for policy in Fold::all() {
            let found = column::fold(whole, policy).unwrap().into_parts();
            prop_assert_eq!(found, strings(rows.iter().map(|row| fold(row, policy).into_owned())));
        }
    }

    #[test]
    fn ranges_of_rows_join_to_the_whole(rows in rows(), cut in 0_usize..14) {
        let (values, offsets) = layout(&rows);
        let offsets: Vec<i64> = offsets.iter().map(|offset| i64::from(*offset)).collect();
        let whole = Column::new(&values, &offsets).unwrap();
        let parts = [whole.rows(0..cut), whole.rows(cut..rows.len())];
        prop_assert_eq!(parts[0].len() + parts[1].len(), rows.len());
        let joined = Strings::join(parts.map(|part| column::lower(part, Lang::Tr).unwrap())).unwrap();
        prop_assert_eq!(joined, column::lower(whole, Lang::Tr).unwrap());
    }

    #[test]
    fn what_is_written_is_a_column(rows in rows()) {
        let (values, offsets) = layout(&rows);
        let folded = column::fold(Column::new(&values, &offsets).unwrap(), Fold::default()).unwrap();
        let column = Column::from_bytes(folded.values(), folded.offsets()).unwrap();
        prop_assert_eq!(column.len(), rows.len());
    }
}

#[test]
fn faulty_buffers_are_named() {
    let error = |values: &[u8], offsets: &[i32]| Column::from_bytes(values, offsets).unwrap_err().to_string();
    assert!(error(b"abc", &[]).contains("[0]"));
    assert!(error(b"abc", &[0, 4]).contains("row 0"));
    assert!(error(b"abc", &[0, 2, 1]).contains("row 1"));
    assert!(error(b"abc", &[0, -1]).contains("negative"));
    assert!(error("ış".as_bytes(), &[0, 1, 4]).contains("row 0"));
    assert!(error(b"ab\xFF", &[0, 3]).contains("byte 2"));
    // Bytes outside the rows are not looked at.
    assert!(Column::from_bytes(b"ab\xFF", &[0, 2]).is_ok());
    assert_eq!(Column::new("", &[0_i32]).unwrap().len(), 0);
}

#[test]
fn empty_rows_cost_nothing_but_their_offsets() {
    let offsets = vec![0_i32; 1_000_001];
    let out = column::fold(Column::new("", &offsets).unwrap(), Fold::default()).unwrap();
    assert_eq!(out.offsets(), offsets);
    assert!(out.values().is_empty());
}

#[test]
fn many_marks_or_letters_take_linear_time() {
    // Each would take minutes were it quadratic.
    for unit in ["\u{301}", "I\u{323}", "Σ", "i\u{307}", "Ή", "x", "ж\u{301}", "Ü\u{308}", "\u{200D}"] {
        let text = unit.repeat(50_000);
        let offsets = [0, i64::try_from(text.len()).unwrap()];
        let whole = Column::new(&text, &offsets).unwrap();
        for lang in [Lang::Tr, Lang::El, Lang::Lt] {
            assert_eq!(column::lower(whole, lang).unwrap().values(), lower(&text, lang).as_bytes());
            assert_eq!(column::upper(whole, lang).unwrap().values(), upper(&text, lang).as_bytes());
            assert!(!title(&text, lang).is_empty());
        }
        assert_eq!(
            column::fold(whole, Fold::default()).unwrap().values(),
            fold(&text, Fold::default()).as_bytes()
        );
    }
}
