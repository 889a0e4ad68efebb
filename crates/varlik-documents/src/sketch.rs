//! What an article's story is about, small enough to compare with thousands of others.

use rustc_hash::FxHashMap;
use varlik_text::{CaseShape, Lang, TokenKind};

use crate::RegionKind;
use crate::analysis::Analysis;
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
    /// Hashes of runs of eight words inside quotation marks, sorted.
    pub(crate) quotes: Vec<u64>,
    /// Hash of all words of the story in order: equal for copies.
    pub(crate) wording: u64,
    /// Days named with their month, as (month, day), sorted; a month with a year has day 0.
    pub(crate) dates: Vec<(u8, u8)>,
}

impl Sketch {
    /// Draws the sketch of an analysed article from its title and body.
    pub(crate) fn new(analysis: &Analysis, lines: &[Line], language: Lang) -> Self {
        let mut counts: FxHashMap<u64, Count> = FxHashMap::default();
        let mut quotes = Vec::new();
        let mut quote: Option<Vec<u64>> = None;
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
                    wording = run_hash(&[wording, word.hash]);
                    if let Some(words) = &mut quote {
                        words.push(word.hash);
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
        quotes.sort_unstable();
        quotes.dedup();
        dates.sort_unstable();
        dates.dedup();
        Self { terms, quotes, wording, dates }
    }
}

/// How often a word stands in an article, how telling it is, and where it first stands.
struct Count {
    times: f32,
    weight: f32,
    first: usize,
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
        Sketch::new(&analysis, &layout::lines(text, &layout::Evidence::NONE), language)
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
        assert!(one.iter().all(|run| two.contains(run)), "the same words give the same runs");
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
