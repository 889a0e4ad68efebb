//! What an article's story is about, small enough to compare with thousands of others.

use rustc_hash::FxHashMap;
use varlik_text::{CaseShape, Lang, TokenKind};

use crate::analysis::Analysis;
use crate::layout::Line;
use crate::weights;

/// Most words of an article that take part in comparing stories.
const MOST_TERMS: usize = 80;

/// What an article's story is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sketch {
    /// Telling words as (hash, weight), sorted by hash.
    pub(crate) terms: Vec<(u64, f32)>,
    /// Hashes of runs of eight words inside quotation marks, sorted.
    pub(crate) quotes: Vec<u64>,
}

impl Sketch {
    /// Draws the sketch of an analysed article from its title and body.
    pub(crate) fn new(analysis: &Analysis, lines: &[Line], language: Lang) -> Self {
        let mut counts: FxHashMap<u64, (f32, f32)> = FxHashMap::default();
        let mut quotes = Vec::new();
        let mut quote: Option<Vec<u64>> = None;
        let mut line = 0;
        for word in &analysis.words {
            while lines.get(line).is_some_and(|line| line.span.end <= word.start()) {
                line += 1;
            }
            if !lines.get(line).is_some_and(|line| line.kind.is_story()) {
                continue;
            }
            match word.token.kind {
                TokenKind::Quote => {
                    quote = match quote.take() {
                        Some(words) => {
                            quotes.extend(words.windows(8).map(run_hash));
                            // A closing mark may be the next opening one where nothing tells them apart.
                            Some(Vec::new())
                        }
                        None => Some(Vec::new()),
                    };
                }
                TokenKind::Word | TokenKind::Number => {
                    if let Some(words) = &mut quote {
                        words.push(word.hash);
                    }
                    let number = word.token.kind == TokenKind::Number;
                    let lower = word.case == CaseShape::Lower || word.sentence_start;
                    if lower || number {
                        let stem = stem(analysis.key(word), language);
                        let weight = if number { 2.0 } else { weights::telling(language, word.hash) };
                        if weight > 0.0 {
                            let slot = counts.entry(varlik_names::key_hash(stem.as_bytes())).or_default();
                            slot.0 += 1.0;
                            slot.1 = slot.1.max(weight);
                        }
                    }
                }
                _ => {}
            }
        }
        let mut terms: Vec<(u64, f32)> =
            counts.into_iter().map(|(hash, (count, weight))| (hash, (1.0 + count.ln()) * weight)).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(MOST_TERMS);
        terms.sort_unstable_by_key(|term| term.0);
        quotes.sort_unstable();
        quotes.dedup();
        Self { terms, quotes }
    }
}

/// The beginning of a word, so that its endings do not part it from itself: in Turkish five letters, else six.
///
/// The fixed-length stem is that of Can et al., "Information retrieval on Turkish texts" (JASIST 2008), who found the
/// first five letters as good as a lemmatiser.
fn stem(key: &str, language: Lang) -> &str {
    let letters = if language == Lang::Tr { 5 } else { 6 };
    key.char_indices().nth(letters).map_or(key, |(at, _)| key.get(..at).unwrap_or(key))
}

fn run_hash(words: &[u64]) -> u64 {
    words.iter().fold(0, |sum: u64, word| sum.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word)
}
