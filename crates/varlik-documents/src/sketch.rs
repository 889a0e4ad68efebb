//! What an article's story is about, small enough to compare with thousands of others.

use std::collections::VecDeque;
use std::ops::Range;

use rustc_hash::FxHashMap;
use varlik_text::{CaseShape, Lang, TokenKind};

use crate::RegionKind;
use crate::analysis::{Analysis, Word};
use crate::layout::Line;
use crate::tables::months::MONTHS;
use crate::weights;

/// Most words of an article that take part in comparing stories.
const MOST_TERMS: usize = 160;

/// The most that a word may tell of itself, before it is known how many articles of the collection have it.
///
/// Names are unseen words and would outweigh what happened. Of 2, 3 and no bound, 2 was the best on the train part of
/// ECB+ and by far the best on long articles about the same few people.
const MOST_TELLING: f32 = 2.0;

/// What an article's story is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sketch {
    /// Telling words, names among them, as (hash, weight), sorted by hash.
    pub(crate) terms: Vec<(u32, f32)>,
    /// Hashes of runs of eight words inside quotation marks, sorted, each with its quotation.
    pub(crate) quotes: Vec<(u64, u32)>,
    /// Hash of all words of the story in order: equal for copies.
    pub(crate) wording: u64,
    /// Days named with their month, as (month, day), sorted; a month with a year has day 0.
    pub(crate) dates: Vec<(u8, u8)>,
    /// The least of the hashes of all runs of five words, sorted: a sample of them that is the same in every article.
    pub(crate) runs: Vec<u32>,
}

/// Words of a run.
const RUN: usize = 5;

/// Runs that are kept of an article; the share of those that two have in common is known to about a tenth.
const MOST_RUNS: usize = 96;

/// The share of the runs of two articles that both have, 0..=1, estimated from their samples.
///
/// The bottom sketch of Broder, "On the resemblance and containment of documents" (1997).
pub(crate) fn resemblance(a: &[u32], b: &[u32]) -> f32 {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let (mut both, mut seen) = (0_usize, 0_usize);
    while seen < MOST_RUNS {
        match (left.peek(), right.peek()) {
            (Some(x), Some(y)) if x == y => {
                both += 1;
                left.next();
                right.next();
            }
            (Some(x), Some(y)) if x < y => drop(left.next()),
            (Some(_) | None, Some(_)) => drop(right.next()),
            (Some(_), None) => drop(left.next()),
            (None, None) => break,
        }
        seen += 1;
    }
    both as f32 / seen.max(1) as f32
}

impl Sketch {
    /// Draws the sketch of an analysed article from its title and body.
    pub(crate) fn new(
        analysis: &Analysis,
        quotations: &[Range<usize>],
        lines: &[Line],
        language: Lang,
    ) -> Self {
        let mut counts: FxHashMap<u64, Count> = FxHashMap::default();
        let mut quotes = Vec::new();
        let mut recent: VecDeque<u64> = VecDeque::with_capacity(RUN);
        let mut runs = Vec::new();
        let mut line = 0;
        let mut dates = Vec::new();
        let mut wording = 0;
        for (at, word) in analysis.words.iter().enumerate() {
            while lines.get(line).is_some_and(|line| line.span.end <= word.start()) {
                line += 1;
            }
            let region = lines.get(line).map(|line| line.kind);
            // The date of the page stands outside the story; dates among other headlines are theirs.
            if region != Some(RegionKind::Sidebar) {
                dates.extend(date(analysis, at));
            }
            if !region.is_some_and(RegionKind::is_story) {
                continue;
            }
            match word.token.kind {
                TokenKind::Word | TokenKind::Number => {
                    wording = run_hash(&[wording, word.hash]);
                    if recent.len() == RUN {
                        recent.pop_front();
                    }
                    recent.push_back(word.hash);
                    if recent.len() == RUN {
                        runs.push(short(recent.iter().fold(0, |sum, word| run_hash(&[sum, *word]))));
                    }
                    let number = word.token.kind == TokenKind::Number;
                    let weight = if number {
                        MOST_TELLING
                    } else {
                        weights::telling(language, word.hash).min(MOST_TELLING)
                    };
                    if weight > 0.0 {
                        // The endings of a Turkish name stand behind an apostrophe; other languages cut none.
                        let is_name = word.is_capital() && !word.common;
                        let stem = stem(analysis.key(word), if is_name { Lang::Und } else { language });
                        let slot = counts.entry(varlik_names::key_hash(stem.as_bytes())).or_insert(Count {
                            times: 0.0,
                            weight,
                            first: at,
                        });
                        slot.times += 1.0;
                        slot.weight = slot.weight.max(weight);
                    }
                }
                _ => {}
            }
        }
        let mut terms: Vec<(u64, f32, usize)> = counts
            .into_iter()
            .map(|(hash, count)| (hash, (1.0 + count.times.ln()) * count.weight, count.first))
            .collect();
        // What an article says first matters most to it.
        terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)));
        terms.truncate(MOST_TERMS);
        let mut terms: Vec<(u32, f32)> =
            terms.into_iter().map(|(hash, weight, _)| (short(hash), weight)).collect();
        terms.sort_unstable_by_key(|term| term.0);
        for (place, quote) in quotations.iter().enumerate() {
            let start = analysis.words.get(quote.start).map_or(0, Word::start);
            let line = lines.partition_point(|line| line.span.end <= start);
            if !lines.get(line).is_some_and(|line| line.kind.is_story()) {
                continue;
            }
            let words: Vec<u64> = analysis
                .words
                .get(quote.clone())
                .unwrap_or_default()
                .iter()
                .filter(|word| matches!(word.token.kind, TokenKind::Word | TokenKind::Number))
                .map(|word| word.hash)
                .collect();
            quotes.extend(words.windows(8).map(|run| (run_hash(run), place as u32)));
        }
        quotes.sort_unstable();
        quotes.dedup_by_key(|quote| quote.0);
        runs.sort_unstable();
        runs.dedup();
        runs.truncate(MOST_RUNS);
        dates.sort_unstable();
        dates.dedup();
        Self { terms, quotes, wording, dates, runs }
    }
}

/// How often a word stands in an article, how telling it is, and where it first stands.
struct Count {
    times: f32,
    weight: f32,
    first: usize,
}

/// The term of a word: its stem, hashed.
pub(crate) fn term(key: &str, language: Lang) -> u32 {
    short(varlik_names::key_hash(stem(key, language).as_bytes()))
}

/// Half of a hash: among the words of a collection two of one hash are few, and articles are many.
fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// The beginning of a word, so that its endings do not part it from itself: in Turkish five letters, else six.
///
/// The fixed-length stem is that of Can et al., "Information retrieval on Turkish texts" (JASIST 2008), who found the
/// first five letters as good as a lemmatiser.
fn stem(key: &str, language: Lang) -> &str {
    let letters = if language == Lang::Tr { 5 } else { 6 };
    key.char_indices().nth(letters).map_or(key, |(at, _)| key.get(..at).unwrap_or(key))
}

/// The date at a word: the name of a month with a number beside it ("March 16", "16 Mart", "May 2023").
///
/// Without a number beside it "May" is a verb, "Ekim" a crop and "Mart" a shop.
fn date(analysis: &Analysis, at: usize) -> Option<(u8, u8)> {
    let number = |at: Option<usize>| {
        let word = analysis.words.get(at?).filter(|word| word.token.kind == TokenKind::Number)?;
        analysis.key(word).parse::<u16>().ok()
    };
    // The numbers are asked first: few words have one beside them.
    let beside = [number(at.checked_sub(1)), number(at.checked_add(1))];
    beside.iter().flatten().next()?;
    let word =
        analysis.words.get(at).filter(|word| word.is_capital() || word.token.case == CaseShape::Lower)?;
    let place = MONTHS.binary_search_by_key(&analysis.key(word), |(name, _)| name).ok()?;
    let month = MONTHS.get(place)?.1;
    let day = beside.into_iter().flatten().find(|number| (1..=31).contains(number));
    let year = beside.into_iter().flatten().any(|number| (1900..2200).contains(&number));
    (day.is_some() || year).then(|| (month, day.map_or(0, |day| day as u8)))
}

fn run_hash(words: &[u64]) -> u64 {
    words.iter().fold(0, |sum: u64, word| sum.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout;

    fn sketch(text: &str, language: Lang) -> Sketch {
        let mut analysis = Analysis::default();
        analysis.run(text, language, &mut Vec::new());
        let quotations = crate::statement::quotations(&analysis, text);
        Sketch::new(&analysis, &quotations, &layout::lines(text, &layout::Evidence::NONE), language)
    }

    #[test]
    fn dates_need_a_number_beside_the_month() {
        assert_eq!(
            sketch("They met on 14 May and on March 3, not in May 2023.", Lang::En).dates,
            [(3, 3), (5, 0), (5, 14)]
        );
        assert_eq!(sketch("Tören 18 Nisan günü yapıldı, Ekim ayında bitti.", Lang::Tr).dates, [(4, 18)]);
        assert_eq!(sketch("It may rain, and in March they march.", Lang::En).dates, []);
    }

    #[test]
    fn endings_do_not_part_a_word_from_itself() {
        assert_eq!(stem("limanlarda", Lang::Tr), stem("limana", Lang::Tr));
        assert_eq!(stem("harbours", Lang::En), stem("harbour", Lang::En));
        assert_ne!(stem("limon", Lang::Tr), stem("liman", Lang::Tr));
        assert_eq!(stem("vinç", Lang::Tr), "vinç");
    }

    #[test]
    fn terms_are_telling_words_sorted_and_few() {
        let words = "The dockers of the harbour went on strike, and the strike of the dockers went on.";
        let terms = sketch(words, Lang::En).terms;
        assert!(terms.is_sorted_by(|a, b| a.0 < b.0));
        let weight = |word: &str| {
            let hash = short(varlik_names::key_hash(stem(word, Lang::En).as_bytes()));
            terms.iter().find(|term| term.0 == hash).map_or(0.0, |term| term.1)
        };
        assert!(weight("dockers") > weight("went") && weight("strike") > 0.0);
        assert!(weight("the") == 0.0, "a function word tells nothing");
        let named = sketch("Lindqvist met Brenna. Lindqvist left.", Lang::En).terms;
        assert_eq!(named.len(), 2, "names are among them: {named:?}");
        let long: Vec<String> = (0..500).map(|number| format!("gorundum{number} harbour{number}")).collect();
        assert!(sketch(&long.join(" "), Lang::En).terms.len() <= MOST_TERMS);
    }

    #[test]
    fn quotations_are_shared_word_for_word() {
        let said = "\"we have carried this harbour on our backs for thirty years\"";
        let quotes = |text: String| sketch(&text, Lang::En).quotes;
        let one = quotes(format!("The chair told the crowd at the gate: {said}, and left."));
        let two = quotes(format!("{said} was what the crowd heard, according to the paper."));
        assert!(!one.is_empty());
        assert_eq!(one, two, "the same words give the same runs");
        let other =
            quotes("He said \"we have never carried any harbour on any back at all\" and left.".to_owned());
        assert!(!other.is_empty() && !other.iter().any(|run| one.contains(run)));
        assert!(
            quotes("He said that we have carried this harbour on our backs for thirty years.".to_owned())
                .is_empty()
        );
    }

    #[test]
    fn words_outside_the_story_are_not_counted() {
        let story =
            "The harbour board of Varberg has painted its four cranes blue, as the town chose last year.";
        let with_menu = format!("Home | Lighthouses | Tractors | Sport\n{story}\n{story}");
        let terms =
            |text: &str| -> Vec<u32> { sketch(text, Lang::En).terms.iter().map(|term| term.0).collect() };
        assert_eq!(terms(&with_menu), terms(&format!("{story}\n{story}")));
    }
}
