#![no_main]
//! Casing is that of ICU wherever ICU knows the language, and settles at once.

use icu_casemap::CaseMapper;
use icu_locale_core::langid;
use libfuzzer_sys::fuzz_target;
use varlik_text::{Lang, casefold, lower, upper};

fuzz_target!(|text: &str| {
    let mapper = CaseMapper::new();
    for (lang, id) in [
        (Lang::Und, langid!("und")),
        (Lang::Tr, langid!("tr")),
        (Lang::Az, langid!("az")),
        (Lang::Lt, langid!("lt")),
        (Lang::El, langid!("el")),
        (Lang::Hy, langid!("hy")),
    ] {
        let small = lower(text, lang);
        assert_eq!(small, mapper.lowercase_to_string(text, &id));
        // A Turkish i with a loose dot is one İ here, where ICU leaves two.
        if !text.contains("i\u{307}") {
            assert_eq!(upper(text, lang), mapper.uppercase_to_string(text, &id));
        }
    }
    let folded = casefold(text, Lang::Und);
    assert_eq!(casefold(&folded, Lang::Und), folded);
});
