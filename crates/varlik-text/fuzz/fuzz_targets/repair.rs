#![no_main]
//! A repair is what its plan says, and leads nowhere but to text.

use libfuzzer_sys::fuzz_target;
use varlik_text::{Lang, RepairOptions, repair, repair_plan};

fuzz_target!(|text: &str| {
    for lang in [Lang::Und, Lang::Tr, Lang::Ru] {
        let options = RepairOptions { lang, ..RepairOptions::default() };
        let repaired = repair(text, options);
        let plan = repair_plan(text, options);
        assert_eq!(plan.apply(text).as_deref(), Some(&*repaired), "the plan replays to the repair");
        assert_eq!(plan.is_empty(), repaired == text);
        let mut end = 0;
        for mend in plan.mends() {
            assert!(end <= mend.range.start && mend.range.start < mend.range.end);
            assert!(text.is_char_boundary(mend.range.start) && text.is_char_boundary(mend.range.end));
            end = mend.range.end;
        }
    }
});
