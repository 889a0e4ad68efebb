//! The Python door of varlik: arguments in, one call of the library, results wrapped.
#![deny(unsafe_code)]
#![allow(clippy::doc_markdown, reason = "docstrings are read in Python, where sections and names stand bare")]
#![allow(
    clippy::needless_pass_by_value,
    reason = "arguments are made from Python objects and are nobody else's"
)]

mod arrow;
mod command;
mod display;
mod errors;
mod given;
mod interrupt;
mod knowledge;
mod names;
mod progress;
mod resolution;
mod resolve;
mod rows;
mod said;
mod source;
mod state;
mod tables;
mod text;
mod things;

use pyo3::prelude::*;

/// What `varlik` is made of; import it from there.
#[pymodule(gil_used = false)]
mod _varlik {
    #[pymodule_export]
    use crate::arrow::column::Column;
    #[pymodule_export]
    use crate::arrow::table::Table;
    #[pymodule_export]
    use crate::command::run_command;
    #[pymodule_export]
    use crate::knowledge::base::{KnowledgeBase, KnowledgeEntry, KnowledgeHit};
    #[pymodule_export]
    use crate::knowledge::link::KnowledgeLink;
    #[pymodule_export]
    use crate::names::aliases::Aliases;
    #[pymodule_export]
    use crate::names::compare::{Comparison, Evidence, compare_names};
    #[pymodule_export]
    use crate::names::index::{NameHit, NameIndex};
    #[pymodule_export]
    use crate::names::matching::match_names;
    #[pymodule_export]
    use crate::names::parse::{NamePart, ParsedName, parse_name};
    #[pymodule_export]
    use crate::names::rarity::Rarity;
    #[pymodule_export]
    use crate::names::similarity::name_similarity;
    #[pymodule_export]
    use crate::resolution::{Resolution, Summary};
    #[pymodule_export]
    use crate::resolve::resolve;
    #[pymodule_export]
    use crate::rows::{Claims, Contradictions, Dates, Documents, Entities, Mentions, Pairs, Stories};
    #[pymodule_export]
    use crate::said::{Claim, Contradiction, DateMention, SharedQuotation, Version};
    #[pymodule_export]
    use crate::tables::evaluate::{Evaluation, evaluate};
    #[pymodule_export]
    use crate::tables::explanation::Explanation;
    #[pymodule_export]
    use crate::tables::judging::{Interval, Judgement};
    #[pymodule_export]
    use crate::tables::model::Model;
    #[pymodule_export]
    use crate::tables::plan::Plan;
    #[pymodule_export]
    use crate::tables::report::TableReport;
    #[pymodule_export]
    use crate::tables::resolution::TableResolution;
    #[pymodule_export]
    use crate::tables::run::{dedupe, link};
    #[pymodule_export]
    use crate::text::alphabet::{replace_confusables, schemes, transliterate};
    #[pymodule_export]
    use crate::text::casing::{casefold, lower, title, upper};
    #[pymodule_export]
    use crate::text::decode::{Decoded, decode};
    #[pymodule_export]
    use crate::text::diacritics::{diacritic_candidates, restore_diacritics};
    #[pymodule_export]
    use crate::text::fold::{fold, folds};
    #[pymodule_export]
    use crate::text::forms::{clean, nfc, nfd, nfkc, nfkd, unescape};
    #[pymodule_export]
    use crate::text::key::key;
    #[pymodule_export]
    use crate::text::known::{Known, known_as};
    #[pymodule_export]
    use crate::text::number::numbers;
    #[pymodule_export]
    use crate::text::pipeline::{Change, Normalized, Pipeline};
    #[pymodule_export]
    use crate::text::readings::{Reading, readings};
    #[pymodule_export]
    use crate::text::repair::{Mend, explain_repair, repair};
    #[pymodule_export]
    use crate::text::script::{LanguageScore, language, languages, script};
    #[pymodule_export]
    use crate::text::skeleton::skeleton;
    #[pymodule_export]
    use crate::text::suffix::{
        Stem, Suffix, possessive, split_suffix, strip_possessive, strip_suffix, suffix_candidates,
    };
    #[pymodule_export]
    use crate::things::{Alias, Document, Entity, Mention, Note, Region, Story, StoryPair};

    use super::{Bound, PyModule, PyResult};
    use pyo3::types::PyModuleMethods;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
