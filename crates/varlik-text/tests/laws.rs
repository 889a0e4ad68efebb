//! Laws that hold for every string.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use proptest::prelude::*;
use varlik_text::{
    CodePoints, Lang, TokenKind, decode, key, language, lower, normalize, suffix, tokenize, turkish_stems,
    upper,
};

/// Strings of the letters, signs and broken runs the crate is about, and any others.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("Türkiye"),
        Just("İSTANBUL"),
        Just("ısparta"),
        Just("'nin"),
        Just("’s"),
        Just(" "),
        Just("\n"),
        Just("ErdoÄŸan"),
        Just("TÃƒÂ¼"),
        Just("â€™"),
        Just("Ã"),
        Just("Ä"),
        Just("”"),
        Just("&amp;"),
        Just("&#39;"),
        Just("&"),
        Just("\u{200B}"),
        Just("\u{AD}"),
        Just("\u{307}"),
        Just("g\u{306}"),
        Just("\u{327}"),
        Just("U.S."),
        Just("A.Ş."),
        Just("."),
        Just("…"),
        Just("-"),
        Just("'"),
        Just("‘"),
        Just("“"),
        Just("Київ"),
        Just("РІ"),
        Just("РџСѓС‚"),
        Just("Αθήνα"),
        Just("أنقرة"),
        Just("東京"),
        Just("김"),
        Just("क्षत्रिय"),
        Just("1949'da"),
        Just("5G"),
        Just("https://a.tr/b"),
        Just("@x"),
        Just("ı"),
        Just("I"),
        Just("Ð"),
        Just("ý"),
        Just("þ"),
        Just("\u{85}"),
        Just("\u{1B}[0m"),
        Just("😀\u{200D}"),
    ];
    prop_oneof![
        prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
        any::<String>(),
        "[\u{80}-\u{17F}\u{2010}-\u{2026}a-z ]{0,20}",
        "[\u{300}-\u{6FF}\u{900}-\u{97F}]{0,20}",
    ]
}

fn has_letter(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c))
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_key_is_its_own_key(text in text()) {
        let once = key(&text);
        prop_assert_eq!(key(&once), once);
    }

    #[test]
    fn a_letter_or_digit_never_has_an_empty_key(text in text()) {
        if text.chars().any(char::is_alphanumeric) {
            prop_assert!(!key(&text).is_empty());
        }
    }

    #[test]
    fn a_key_has_single_spaces_and_no_capitals(text in text()) {
        let key = key(&text);
        prop_assert!(!key.starts_with(' ') && !key.ends_with(' ') && !key.contains("  "));
        prop_assert!(!key.bytes().any(|byte| byte.is_ascii_uppercase()));
    }

    #[test]
    fn case_never_changes_a_turkish_key(text in "[a-zA-ZçğıöşüÇĞİÖŞÜ .']{0,20}") {
        let want = key(&text);
        prop_assert_eq!(key(&upper(&text, Lang::Tr)), want.clone());
        prop_assert_eq!(key(&lower(&text, Lang::Tr)), want);
    }

    #[test]
    fn composed_and_decomposed_text_have_one_key(
        text in prop_oneof![text(), "[А-яЀ-џΆ-ώͰ-ϿЀ-ӿ'. ]{0,16}", "[ء-يٓ-ٕ]{0,12}", "[가-힣]{0,6}"]
    ) {
        use unicode_normalization::UnicodeNormalization;
        prop_assert_eq!(key(&text.nfd().collect::<String>()), key(&text.nfc().collect::<String>()));
    }

    #[test]
    fn case_never_changes_a_key(
        // Words written as they are, each in one alphabet: what mixes them may be broken text in one case only.
        (text, lang) in prop_oneof![
            ("([A-ZÇĞİÖŞÜ]?[a-zçğıöşü]{1,7}[ .’-]?){0,3}", Just(Lang::Und)),
            // Г’В’ in capitals is what two bytes of UTF-8 become in windows-1251: no curly apostrophes there.
            ("([А-Я]?[а-я]{1,7}[ .-]?){0,3}", Just(Lang::Ru)),
            ("([Α-ΡΣ-Ω]?[α-ωά-ώ]{1,7}[ .’-]?){0,3}", Just(Lang::El)),
            ("([Ա-Ֆ]?[ա-ֆ]{1,7}[ .’-]?){0,3}", Just(Lang::Hy)),
        ]
    ) {
        prop_assert_eq!(key(&upper(&text, lang)), key(&text));
        prop_assert_eq!(key(&lower(&text, Lang::Tr)), key(&lower(&text, Lang::En)));
    }

    #[test]
    fn tokens_are_in_order_and_lose_no_letter(text in text(), turkish in any::<bool>()) {
        let mut tokens = Vec::new();
        tokenize(&text, if turkish { Lang::Tr } else { Lang::Und }, &mut tokens);
        let mut at = 0;
        for token in &tokens {
            let (start, end) = (token.start as usize, token.end as usize);
            prop_assert!(at <= start && start < end);
            let Some(gap) = text.get(at..start) else { return Err(TestCaseError::fail("a torn character")) };
            prop_assert!(!has_letter(gap), "{gap:?}");
            prop_assert!(text.get(start..end).is_some());
            if at > 0 {
                prop_assert_eq!(token.glued, !gap.contains(char::is_whitespace));
                prop_assert_eq!(token.line_start, gap.contains(is_line_end));
            }
            at = end;
        }
        prop_assert!(!has_letter(&text[at..]));
    }

    #[test]
    fn a_suffix_follows_what_it_hangs_on(text in text()) {
        let mut tokens = Vec::new();
        tokenize(&text, Lang::Tr, &mut tokens);
        for (index, token) in tokens.iter().enumerate() {
            if token.kind == TokenKind::Suffix {
                prop_assert!(index > 0);
            }
        }
    }

    #[test]
    fn ranges_of_normalised_text_lead_to_whole_characters(text in text()) {
        let normalized = normalize(&text);
        let view = normalized.as_str();
        for (start, c) in view.char_indices() {
            let source = normalized.to_source(start..start + c.len_utf8());
            let found = text.get(source.clone());
            prop_assert!(found.is_some_and(|found| !found.is_empty()), "{source:?} of {text:?}");
            if normalized.is_borrowed() {
                prop_assert_eq!(source, start..start + c.len_utf8());
            }
        }
    }

    #[test]
    fn repairs_replay_to_the_normalised_text(text in text()) {
        let normalized = normalize(&text);
        let mut replayed = String::new();
        let mut at = 0;
        for repair in normalized.repairs() {
            let (before, after) = normalized.before_and_after(&repair);
            prop_assert_ne!(before, after);
            replayed.push_str(&text[at..repair.raw.start]);
            replayed.push_str(after);
            at = repair.raw.end;
        }
        replayed.push_str(&text[at..]);
        prop_assert_eq!(replayed, normalized.as_str());
    }

    #[test]
    fn code_points_agree_with_a_count(text in text(), offset in 0_usize..300) {
        let points = CodePoints::new(&text);
        for (index, (byte, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(points.index(byte), index);
            prop_assert_eq!(points.byte(index), Some(byte));
        }
        prop_assert!(points.index(offset) <= text.chars().count());
    }

    #[test]
    fn stems_leave_at_least_two_letters(text in text()) {
        for length in turkish_stems(&text) {
            prop_assert!(text.get(..length).is_some_and(|stem| stem.chars().count() >= 2));
        }
        if let Some(found) = suffix::split(&text, Lang::Und) {
            prop_assert!(text.get(found.stem).is_some() && text.get(found.suffix).is_some());
        }
        let _ = language(&text).code();
    }

    #[test]
    fn valid_utf8_decodes_to_itself(text in "[^\u{0}-\u{1F}]{0,40}") {
        prop_assume!(!["%PDF-", "PK", "GIF8", "BZh", "{\\rtf"].iter().any(|start| text.starts_with(start)));
        let decoded = decode(text.as_bytes()).expect("text");
        prop_assert_eq!(decoded.text.as_ref(), text.as_str());
        prop_assert_eq!(decoded.repair(), None);
    }

    #[test]
    fn any_bytes_decode_or_are_binary(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        match decode(&bytes) {
            Ok(decoded) => prop_assert!(decoded.replaced <= bytes.len()),
            Err(error) => prop_assert!(error.is_binary()),
        }
    }
}
