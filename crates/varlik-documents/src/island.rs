//! Where names can be at all: runs of words with capitals, and the small words between them.

use std::ops::Range;

use varlik_names::world::{self, WorldKind};
use varlik_text::{CaseShape, TokenKind};

use crate::analysis::{Analysis, Word};

/// Small words, hyphens and numbers that may stand between two capital words of one name.
const LONGEST_GAP: usize = 4;

/// Words of the longest island; a longer run is a list or a table, and is cut.
const LONGEST_ISLAND: usize = 32;

/// Appends the islands of a text to `out`: ranges of its words, in order, never touching one another.
///
/// An island begins and ends with a word that may be part of a name. A word that only has a capital because a sentence
/// starts with it, and is a common word with no name after it, makes no island.
pub(crate) fn islands(analysis: &Analysis, out: &mut Vec<Range<usize>>) {
    out.clear();
    let words = &analysis.words;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if !word.is_capital() {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while let Some(next) = next_capital(words, end).filter(|next| next - at < LONGEST_ISLAND) {
            end = next + 1;
        }
        end = trailing_number(words, end);
        let start = leading_number(words, at, out.last().map_or(0, |island| island.end));
        // A suffix or possessive behind the capital ("Turkey’s board") is evidence of a name.
        let suffixed = words.get(end).is_some_and(|word| word.token.kind == TokenKind::Suffix);
        if !(end - start == 1 && !suffixed && is_plain_start(analysis, word)) {
            out.push(start..end);
        }
        at = end;
    }
}

/// Words of a stretch from which on the next sentence begins another.
const SHORTEST_STRETCH: usize = 48;

/// Words of the longest stretch.
const LONGEST_STRETCH: usize = 160;

/// Appends the stretches of a text to `out`: whole sentences, one or more of a line, where they hold an island.
///
/// A model that was trained on the language sees more in them than in the islands alone: names that end in a word without
/// a capital, and the words on either side.
pub(crate) fn stretches(analysis: &Analysis, islands: &[Range<usize>], out: &mut Vec<Range<usize>>) {
    out.clear();
    let mut islands = islands.iter().peekable();
    let mut start = 0;
    for at in 1..=analysis.words.len() {
        let length = at - start;
        let ends = analysis.words.get(at).is_none_or(|word| {
            word.token.line_start
                || (word.sentence_start && length >= SHORTEST_STRETCH)
                || length >= LONGEST_STRETCH
        });
        if ends {
            let mut holds = false;
            while islands.next_if(|island| island.start < at).is_some() {
                holds = true;
            }
            if holds {
                out.push(start..at);
            }
            start = at;
        }
    }
}

/// The place of the next capital word that may belong to the same name, across a gap of joining words.
fn next_capital(words: &[Word], from: usize) -> Option<usize> {
    for (gap, word) in words.get(from..)?.iter().enumerate() {
        if word.token.line_start {
            return None;
        }
        if word.is_capital() {
            return Some(from + gap);
        }
        if gap >= LONGEST_GAP || !joins(words, from + gap) {
            return None;
        }
    }
    None
}

/// Whether a token may stand inside a name.
fn joins(words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    match word.token.kind {
        TokenKind::Word => {
            // The second half of "Co-operation" belongs to the first.
            let hyphened = word.token.glued
                && at
                    .checked_sub(1)
                    .and_then(|before| words.get(before))
                    .is_some_and(|before| before.token.kind == TokenKind::Hyphen && before.token.glued);
            word.case == CaseShape::Lower && (word.flags.is_connector() || hyphened)
        }
        TokenKind::Number | TokenKind::Ampersand | TokenKind::Suffix | TokenKind::Apostrophe => true,
        TokenKind::Hyphen | TokenKind::Slash => word.token.glued,
        // The dot of "St. Petersburg" and "2. Dünya Savaşı".
        TokenKind::Period => {
            at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|before| {
                before.token.kind == TokenKind::Number || before.token.end - before.token.start <= 4
            }) && words.get(at + 1).is_some_and(|next| !next.sentence_start)
        }
        _ => false,
    }
}

/// Takes in "-16" of "F-16", "11" of "Apollo 11".
fn trailing_number(words: &[Word], end: usize) -> usize {
    let kind = |at: usize| words.get(at).filter(|word| !word.token.line_start).map(|word| word.token.kind);
    match (kind(end), kind(end + 1)) {
        (Some(TokenKind::Number), _) => end + 1,
        (Some(TokenKind::Hyphen), Some(TokenKind::Number))
            if words.get(end).is_some_and(|word| word.token.glued)
                && words.get(end + 1).is_some_and(|word| word.token.glued) =>
        {
            end + 2
        }
        _ => end,
    }
}

/// Takes in "65th" of "65th Street" and "2." of "2. Dünya Savaşı".
fn leading_number(words: &[Word], start: usize, floor: usize) -> usize {
    let line = words.get(start).is_some_and(|word| word.token.line_start);
    let kind = |back: usize| {
        start
            .checked_sub(back)
            .filter(|&at| at >= floor)
            .and_then(|at| words.get(at))
            .map(|word| word.token.kind)
    };
    match (kind(1), kind(2)) {
        _ if line => start,
        (Some(TokenKind::Number), _) => start - 1,
        (Some(TokenKind::Period), Some(TokenKind::Number))
            if !words.get(start).is_some_and(|word| word.sentence_start)
                && !words.get(start - 1).is_some_and(|word| word.token.line_start) =>
        {
            start - 2
        }
        _ => start,
    }
}

/// A common word at the start of a sentence, with nothing that speaks for a name.
fn is_plain_start(analysis: &Analysis, word: &Word) -> bool {
    if !word.sentence_start {
        return false;
    }
    let seen = analysis.cases(word.hash);
    let plain = seen.lower > 0 || (word.common && !word.names.is_given());
    // "Turkey would train forty drivers": the rest of the article may tell.
    let country = || {
        let mut senses = world::lookup_by_hash(word.hash).senses();
        senses.any(|sense| world::entry(sense.entry).kind == WorldKind::Country)
    };
    seen.capital == 0 && plain && (seen.lower > 0 || !country())
}

#[cfg(test)]
mod tests {
    use super::*;
    use varlik_text::Lang;

    fn found(text: &str, language: Lang) -> Vec<&str> {
        let mut analysis = Analysis::default();
        analysis.run(text, language, &mut Vec::new());
        let mut out = Vec::new();
        islands(&analysis, &mut out);
        let mut end = 0;
        for island in &out {
            assert!(
                island.start >= end && island.start < island.end,
                "islands stand in order and never touch"
            );
            end = island.end;
            let words = &analysis.words[island.clone()];
            assert!(words.iter().any(Word::is_capital), "an island holds a capital word");
            assert!(words[1..].iter().all(|word| !word.token.line_start), "an island ends with its line");
        }
        let byte =
            |island: Range<usize>| analysis.words[island.start].start()..analysis.words[island.end - 1].end();
        out.into_iter().map(|island| &text[byte(island)]).collect()
    }

    #[test]
    fn small_words_join_two_capital_ones() {
        assert_eq!(
            found("He saw the Bank of Harlow and then left Omar bin Said at St. Ives.", Lang::En),
            ["Bank of Harlow", "Omar bin Said at St. Ives"]
        );
        assert_eq!(found("Dün Adalet ve Kalkınma konuşuldu.", Lang::Tr).len(), 1);
    }

    #[test]
    fn stretches_hold_all_islands_and_no_line_without_one() {
        let long = "and they walked on and on along the river towards Brno ".repeat(12);
        let text = format!("nothing here has a capital.\nHe met Petra. Then she left Brno.\n{long}.");
        let mut analysis = Analysis::default();
        analysis.run(&text, Lang::En, &mut Vec::new());
        let (mut found, mut out) = (Vec::new(), Vec::new());
        islands(&analysis, &mut found);
        stretches(&analysis, &found, &mut out);
        assert!(out[0].start > 0, "the first line holds no name");
        assert!(out.windows(2).all(|pair| pair[0].end <= pair[1].start));
        assert!(out.iter().all(|stretch| stretch.len() <= LONGEST_STRETCH));
        for island in &found {
            assert!(out.iter().any(|stretch| stretch.contains(&island.start)), "{island:?}");
        }
        stretches(&Analysis::default(), &[], &mut out);
        assert!(out.is_empty());
    }

    #[test]
    fn numbers_join_on_either_side() {
        assert_eq!(found("They fly the F-16 and saw 12 Monkeys.", Lang::En), ["F-16", "12 Monkeys"]);
        assert_eq!(found("Bu evde 2. Kolordu kaldı.", Lang::Tr), ["2. Kolordu"]);
    }

    #[test]
    fn other_words_and_commas_part() {
        assert_eq!(found("We met Petra, Olaf yesterday near Brno.", Lang::En), ["Petra", "Olaf", "Brno"]);
    }

    #[test]
    fn a_line_ends_an_island() {
        assert_eq!(found("we like Petra\nLindqvist", Lang::En), ["Petra", "Lindqvist"]);
    }

    #[test]
    fn a_common_word_that_opens_the_sentence_is_none() {
        assert_eq!(found("Yesterday was quiet. Many stayed at home.", Lang::En), [""; 0]);
        assert_eq!(found("nothing here has a capital, not even 1951 or 12-9", Lang::En), [""; 0]);
        assert_eq!(found("Turkey soup is best when the turkey is fresh.", Lang::En), [""; 0]);
        assert_eq!(found("Turkey sells cherries.", Lang::En), ["Turkey"]);
    }
}
