#![no_main]
//! The laws of the comparison key: its own key, never empty for a letter, blind to form and case.

use libfuzzer_sys::fuzz_target;
use varlik_text::{Lang, RepairOptions, key, lower, nfc, nfd, repair, upper};

fuzz_target!(|text: &str| {
    let once = key(text);
    assert_eq!(key(&once), once, "the key of a key is itself");
    assert!(!text.chars().any(char::is_alphanumeric) || !once.is_empty(), "a name has a key");
    assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
    assert_eq!(key(&nfd(text)), key(&nfc(text)), "the form is nothing to the key");
    // Broken text means something else in capitals (Åž is Ş, ÅŽ is Ŏ).
    let whole = |text: &str| repair(text, RepairOptions::default()) == text;
    let (small, capital) = (lower(text, Lang::Tr), upper(text, Lang::Tr));
    if text.chars().all(|c| u32::from(c) < 0x180) && whole(text) && whole(&small) && whole(&capital) {
        assert_eq!(key(&small), key(&lower(text, Lang::En)), "nor is the language");
        if !text.contains(['ŉ', 'µ', 'ſ']) {
            assert_eq!(key(&capital), once, "nor is the case");
        }
    }
});
