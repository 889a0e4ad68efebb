//! What a trainer of tagger weights needs: the sequences of a text exactly as the detector sees them.

use varlik_text::{Lang, normalize};

use crate::EntityType;
use crate::analysis::Analysis;
use crate::features::Sight;
use crate::gazetteer;
use crate::island::{islands, stretches};

pub use crate::weights::COMMON_WORD_LANGUAGES;

/// One stretch or island of a text, ready to be labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Feature hashes of all tokens, token after token.
    pub features: Vec<u32>,
    /// For each token, the end of its features.
    pub ends: Vec<usize>,
    /// For each token, its byte range in the raw text.
    pub spans: Vec<(usize, usize)>,
    /// For each token, the type the world table gives it when it stands alone in a match.
    pub known: Vec<Option<EntityType>>,
    /// For each token, whether it is written like a name where a common word would not be.
    pub named: Vec<bool>,
}

/// Returns the sequences of a text with their features: its stretches; without `letters`, its islands (a model for all
/// languages knows only what is outward).
#[must_use]
pub fn sequences(raw: &str, language: Lang, letters: bool) -> Vec<Sequence> {
    let view = normalize(raw);
    let mut analysis = Analysis::default();
    analysis.run(view.as_str(), language, &mut Vec::new());
    let mut found = Vec::new();
    islands(&analysis, &mut found);
    let mut sight = Sight::default();
    sight.read(&analysis, &found);
    if letters {
        let islands = std::mem::take(&mut found);
        stretches(&analysis, &islands, &mut found);
    }
    found
        .iter()
        .map(|island| {
            let (mut features, mut ends) = (Vec::new(), Vec::new());
            sight.features(&analysis, island, letters, &mut features, &mut ends);
            let words = analysis.words.get(island.clone()).unwrap_or_default();
            let spans = words
                .iter()
                .map(|word| {
                    let span = view.to_source(word.start()..word.end());
                    (span.start, span.end)
                })
                .collect();
            let known = island
                .clone()
                .map(|at| {
                    gazetteer::longest_match(&analysis, at, island.end)
                        .filter(|matched| matched.length == 1)
                        .and_then(|matched| gazetteer::world_type(&matched.found))
                })
                .collect();
            let named =
                words.iter().map(|word| word.is_capital() && !(word.sentence_start && word.common)).collect();
            Sequence { features, ends, spans, known, named }
        })
        .collect()
}

/// Returns the letters of a text's words that stand in lower case or with an informative capital: `(key, lower)`.
///
/// The trainer counts them into the word tables.
#[must_use]
pub fn cased_words(raw: &str, language: Lang) -> Vec<(String, bool)> {
    let view = normalize(raw);
    let mut analysis = Analysis::default();
    analysis.run(view.as_str(), language, &mut Vec::new());
    analysis
        .words
        .iter()
        .filter(|word| word.token.kind == varlik_text::TokenKind::Word && !word.loud && !word.sentence_start)
        .map(|word| (analysis.key(word).to_owned(), !word.is_capital()))
        .collect()
}
