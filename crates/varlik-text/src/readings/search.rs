//! The beam search for the readings of one word.
use std::collections::BTreeMap;

use super::spelling::{Costs, Text, is_vowel, number};
use super::{Arc, Letters, Place};
use crate::{Lang, Lexicon, lower};

/// Hypotheses kept at each letter: the cheapest, and the cheapest that begin a known name.
const WIDTH: usize = 64;
const KNOWN_WIDTH: usize = 64;
/// The cost of a letter that stands for nothing the table knows (eighths of a bit).
const UNREAD: u32 = 64;
/// A sequence so long is a part of names with a spelling of its own (`عبدالله`) and is not read letter by letter.
const WHOLE: usize = 4;
/// The mark that doubles the consonant it stands on.
const SHADDA: char = '\u{651}';
/// A known name of weight 0 costs as much as its letters would in a word of usual length; each bit of weight
/// takes one off.
const RAREST: f32 = 20.0;
/// A reading may be brought to a known name that differs from it in marks only.
const OTHER_MARKS: u32 = 24;
/// Common words are names now and then.
const NO_NAME: u32 = 48;

/// What words are read by.
#[derive(Clone, Copy)]
pub(super) struct Search<'l> {
    pub(super) letters: &'static Letters,
    pub(super) language: &'static str,
    pub(super) into: Lang,
    pub(super) lexicon: Option<&'l Lexicon>,
}

/// A reading of the first letters of a word.
#[derive(Clone, Copy)]
struct Start {
    text: Text,
    /// What its letters stand for, and how they follow each other, in eighths of a bit.
    sound: u32,
    spelling: u32,
    /// The last two letters, the last vowel and the letters since.
    two: u8,
    one: u8,
    vowel: u8,
    since: u8,
    /// The last letter is one that nothing is written for.
    unwritten: bool,
    /// A known name begins so.
    known: bool,
}

impl Start {
    fn cost(&self) -> u32 {
        self.sound + self.spelling
    }
}

impl Search<'_> {
    /// Gives the readings of a word in lower case with their costs, the cheapest first, then by text.
    pub(super) fn word(&self, word: &[char]) -> Vec<(String, u32)> {
        let first = Start {
            text: Text::EMPTY,
            sound: 0,
            spelling: 0,
            two: 0,
            one: 0,
            vowel: 0,
            since: 0,
            unwritten: false,
            known: self.lexicon.is_some(),
        };
        let mut beams: Vec<Vec<Start>> = vec![Vec::new(); word.len() + 1];
        if let Some(beam) = beams.first_mut() {
            beam.push(first);
        }
        for at in 0..word.len() {
            let beam = beams.get_mut(at).map(std::mem::take).unwrap_or_default();
            let beam = narrow(beam);
            let mut arcs: Vec<(&Arc, usize)> = self.arcs(word, at).collect();
            let longest = arcs.iter().map(|(_, length)| *length).max().unwrap_or_default();
            if longest >= WHOLE {
                arcs.retain(|(_, length)| *length == longest);
            }
            for start in beam {
                if word.get(at) == Some(&SHADDA) && start.one != 0 && !is_vowel(start.one) {
                    put(&mut beams, at + 1, self.append(start, std::iter::once(start.one), 0, false));
                } else if arcs.is_empty() {
                    put(&mut beams, at + 1, Some(Start { sound: start.sound + UNREAD, ..start }));
                }
                self.extend(start, &arcs, at, word.len(), &mut beams);
                if at > 0 {
                    for arc in self.starting(None) {
                        let unwritten =
                            self.append(start, arc.text.chars().map(number), u32::from(arc.cost), true);
                        if let Some(start) = unwritten.filter(|_| start.one != 0) {
                            self.extend(start, &arcs, at, word.len(), &mut beams);
                        }
                    }
                }
            }
        }
        self.finish(narrow(beams.pop().unwrap_or_default()))
    }

    /// Puts the readings of the next letters behind a start.
    fn extend(&self, start: Start, arcs: &[(&Arc, usize)], at: usize, end: usize, beams: &mut [Vec<Start>]) {
        for (arc, length) in arcs {
            let next = at + length;
            let letters = arc.text.chars().map(number);
            let cost = u32::from(arc.cost);
            put(beams, next, self.append(start, letters.clone(), cost, false));
            if let Some(twice) = self.letters.twice
                && next < end
                && is_vowel(start.one)
                && letters.clone().count() == 1
                && !letters.clone().any(is_vowel)
            {
                put(
                    beams,
                    next,
                    self.append(start, letters.clone().chain(letters), cost + u32::from(twice), false),
                );
            }
        }
    }

    /// The arcs whose first letter is `first`, or those of nothing written.
    fn starting(&self, first: Option<char>) -> impl Iterator<Item = &'static Arc> + use<'_> {
        let arcs = self.letters.arcs;
        let from = arcs.partition_point(|arc| arc.letters.chars().next() < first);
        arcs.iter()
            .skip(from)
            .take_while(move |arc| arc.letters.chars().next() == first)
            .filter(|arc| arc.language.is_empty() || arc.language == self.language)
    }

    /// The arcs that fit at a letter of the word, with how many letters they take.
    fn arcs<'w>(
        &'w self,
        word: &'w [char],
        at: usize,
    ) -> impl Iterator<Item = (&'static Arc, usize)> + use<'w> {
        let rest = word.get(at..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| word.get(before));
        let after_vowel = before.is_some_and(|c| self.letters.vowels.contains(*c));
        self.starting(rest.first().copied()).filter_map(move |arc| {
            let length = arc.letters.chars().count();
            let fits = match arc.place {
                Place::Anywhere => true,
                Place::Initial => at == 0,
                Place::Final => length == rest.len() && at > 0,
                Place::AfterVowel => after_vowel,
                Place::AfterConsonant => at > 0 && !after_vowel,
            };
            let same = arc.letters.chars().eq(rest.iter().take(length).copied());
            (fits && same).then_some((arc, length))
        })
    }

    /// Writes a reading behind a start; `None` when it does not go there.
    fn append(
        &self,
        start: Start,
        letters: impl Iterator<Item = u8> + Clone,
        cost: u32,
        unwritten: bool,
    ) -> Option<Start> {
        let Some(first) = letters.clone().next() else {
            return Some(Start { sound: start.sound + cost, ..start });
        };
        let differs = is_vowel(first) != is_vowel(start.one);
        if (start.unwritten || unwritten) && !differs {
            return None;
        }
        let spelling = self.spelling();
        let mut next = Start { sound: start.sound + cost, unwritten, ..start };
        for letter in letters {
            next.text.push(letter)?;
            let mut more = spelling.cost(next.two, next.one, letter) as i32;
            if is_vowel(letter) {
                if next.vowel != 0 && next.since > 1 {
                    more = (more + spelling.harmony(next.vowel, letter)).max(0);
                }
                (next.vowel, next.since) = (letter, 0);
            } else {
                next.since = next.since.saturating_add(1);
            }
            next.spelling += more.unsigned_abs();
            (next.two, next.one) = (next.one, letter);
        }
        if let Some(lexicon) = self.lexicon.filter(|_| next.known) {
            let mut key = String::with_capacity(32);
            next.text.key(&mut key);
            next.known = lexicon.has_prefix(&key);
        }
        Some(next)
    }

    fn spelling(&self) -> Costs {
        if self.into == Lang::Tr { Costs::turkish() } else { Costs::english() }
    }

    /// The words that the last starts are, each at its lowest cost.
    fn finish(&self, starts: Vec<Start>) -> Vec<(String, u32)> {
        let mut words: BTreeMap<String, u32> = BTreeMap::new();
        let mut add = |text: String, cost: u32| {
            let known = words.entry(text).or_insert(cost);
            *known = cost.min(*known);
        };
        let mut key = String::new();
        for start in starts {
            if start.unwritten || start.one == 0 {
                continue;
            }
            let text = start.text.to_text();
            if let Some(lexicon) = self.lexicon.filter(|_| start.known) {
                start.text.key(&mut key);
                for spelling in lexicon.spellings(&key) {
                    let name = spelling.text.chars().next().is_some_and(char::is_uppercase);
                    let small = lower(&spelling.text, self.into).into_owned();
                    let mut cost = start.sound + ((RAREST - spelling.weight).max(1.0) * 8.0) as u32;
                    cost += if small == text { 0 } else { OTHER_MARKS };
                    cost += if name { 0 } else { NO_NAME };
                    add(small, cost);
                }
            }
            add(text, start.cost() + self.spelling().cost(start.two, start.one, 0));
        }
        let mut words: Vec<(String, u32)> = words.into_iter().collect();
        words.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        words
    }
}

fn put(beams: &mut [Vec<Start>], at: usize, start: Option<Start>) {
    if let (Some(beam), Some(start)) = (beams.get_mut(at), start) {
        beam.push(start);
    }
}

/// Keeps the cheapest starts: each text once.
fn narrow(mut beam: Vec<Start>) -> Vec<Start> {
    beam.sort_unstable_by(|a, b| a.cost().cmp(&b.cost()).then_with(|| a.text.cmp(&b.text)));
    let mut kept: Vec<Start> = Vec::with_capacity(WIDTH + KNOWN_WIDTH);
    let mut known = 0;
    for start in beam {
        let of_width = kept.len() < WIDTH;
        if !(of_width || (start.known && known < KNOWN_WIDTH))
            || kept.iter().any(|old| old.text == start.text)
        {
            continue;
        }
        known += usize::from(start.known);
        kept.push(start);
    }
    kept
}
