#![no_main]
//! Recording changes nothing, and every span of the output leads back to whole characters of the source.

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use varlik_text::{Pipeline, normalize};

static PIPELINES: LazyLock<Vec<Pipeline>> = LazyLock::new(|| {
    ["repair, html, nfc, clean", "html, clean, lower:tr", "nfkc, casefold, fold", "strip-suffix:tr, transliterate:und@news", "key"]
        .iter()
        .map(|steps| steps.parse().expect("a pipeline"))
        .collect()
});

fuzz_target!(|text: &str| {
    for pipeline in PIPELINES.iter() {
        let run = pipeline.run(text);
        let out = run.as_str();
        assert_eq!(out, pipeline.apply(text), "{pipeline}");
        assert_eq!(run.to_source(0..0).len(), 0);
        for (start, c) in out.char_indices() {
            let end = start + c.len_utf8();
            let source = run.to_source(start..end);
            assert!(text.get(source.clone()).is_some(), "{pipeline}: {source:?} is no range of characters");
            let back = run.to_output(source);
            assert!(back.start <= start && back.end >= end, "{pipeline}: {start}..{end} is lost on the way back");
        }
    }
    let once = normalize(text);
    assert_eq!(normalize(once.as_str()).as_str().is_empty(), once.as_str().is_empty());
});
