//! Schemes for the scripts of India, in which a consonant has a vowel unless a sign says otherwise.

use std::ops::Range;

use super::abjad::push;
use crate::edits::Record;
use crate::tables::indic::NUKTAS;

/// What a letter of the block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Unknown,
    Consonant,
    /// A consonant that never has a vowel.
    Bare,
    Vowel,
    Sign,
    Virama,
    Nukta,
    Mark,
    /// Doubles the consonant behind it.
    Twice,
    Drop,
}

/// Where the vowel that a consonant has by itself is not spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Silent {
    None,
    Final,
    /// At the end of words, and between single consonants.
    Medial,
}

/// A scheme for one script and language.
#[derive(Debug)]
pub(crate) struct Indic {
    pub(crate) name: &'static str,
    /// The first code point of the block.
    pub(crate) start: u32,
    pub(crate) silent: Silent,
    /// Words get a capital, and a nasal mark follows the consonant behind it.
    pub(crate) press: bool,
    /// Two letters read together: offsets and text.
    pub(crate) clusters: &'static [(u8, u8, &'static str)],
    /// The text of a consonant behind another.
    pub(crate) behind: &'static [(u8, &'static str)],
    /// Kind and text of each offset of the block.
    pub(crate) letters: &'static [(Kind, &'static str)],
}

/// What follows the consonants of a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vowel {
    Inherent,
    None,
    Written(&'static str),
}

/// A consonant or a first vowel with what belongs to it.
struct Unit {
    source: Range<usize>,
    /// The offset of its consonant.
    consonant: Option<u8>,
    text: &'static str,
    twice: bool,
    vowel: Vowel,
    /// Offsets of the marks behind the vowel.
    marks: Vec<u8>,
}

const YA: u8 = 0x2F;
const HA: u8 = 0x39;
const LABIALS: std::ops::RangeInclusive<u8> = 0x2A..=0x2E;
/// Rows of the alphabet: five stops of one place, the last a nasal.
const STOPS: std::ops::RangeInclusive<u8> = 0x15..=0x2E;
const NASALS: [u8; 5] = [0x19, 0x1E, 0x23, 0x28, 0x2E];

impl Indic {
    fn offset(&self, c: char) -> Option<u8> {
        let offset = u32::from(c).checked_sub(self.start)?;
        let (kind, _) = self.letters.get(offset as usize)?;
        (*kind != Kind::Unknown).then_some(offset as u8)
    }

    fn letter(&self, offset: u8) -> (Kind, &'static str) {
        self.letters.get(usize::from(offset)).copied().unwrap_or((Kind::Unknown, ""))
    }

    pub(super) fn reads(&self, s: &str) -> bool {
        s.chars().any(|c| self.offset(c).is_some())
    }

    /// Appends `s`; characters that the scheme does not know stay.
    pub(super) fn write<R: Record>(&self, s: &str, out: &mut String, record: &mut R) {
        let entry = out.len();
        let mut rest = s;
        while let Some(start) = rest.find(|c| self.offset(c).is_some()) {
            let (before, word) = rest.split_at(start);
            out.push_str(before);
            let joins = |c| self.offset(c).is_some() || matches!(c, '\u{200C}' | '\u{200D}');
            let (word, after) = word.split_at(word.find(|c| !joins(c)).unwrap_or(word.len()));
            let at = s.len() - word.len() - after.len();
            let mut units = self.units(word);
            self.silence(&mut units);
            let mut capital = self.press;
            for (index, unit) in units.iter().enumerate() {
                let from = out.len() - entry;
                self.write_unit(
                    unit,
                    index.checked_sub(1).and_then(|i| units.get(i)),
                    units.get(index + 1),
                    out,
                    &mut capital,
                );
                record.edit(at + unit.source.start..at + unit.source.end, from..out.len() - entry);
            }
            rest = after;
        }
        out.push_str(rest);
    }

    fn units(&self, word: &str) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        let mut twice = false;
        for (at, c) in word.char_indices() {
            let end = at + c.len_utf8();
            let offset = self.offset(c);
            let (kind, text) = offset.map_or((Kind::Drop, ""), |offset| self.letter(offset));
            let new = |consonant, vowel, twice| Unit {
                source: at..end,
                consonant,
                text,
                twice,
                vowel,
                marks: Vec::new(),
            };
            match (kind, units.last_mut()) {
                (Kind::Consonant, _) => units.push(new(offset, Vowel::Inherent, std::mem::take(&mut twice))),
                (Kind::Bare, _) => units.push(new(offset, Vowel::None, false)),
                (Kind::Sign, Some(unit)) if unit.vowel == Vowel::Inherent => {
                    unit.vowel = Vowel::Written(text);
                    unit.source.end = end;
                }
                (Kind::Virama, Some(unit)) if unit.vowel == Vowel::Inherent => {
                    unit.vowel = Vowel::None;
                    unit.source.end = end;
                }
                (Kind::Nukta, Some(unit)) => {
                    let other = NUKTAS.iter().find(|(base, _)| Some(*base) == unit.consonant);
                    if let Some((_, other)) = other {
                        unit.consonant = Some(*other);
                        unit.text = self.letter(*other).1;
                    }
                    unit.source.end = end;
                }
                (Kind::Mark, Some(unit)) => {
                    unit.marks.extend(offset);
                    unit.source.end = end;
                }
                (Kind::Virama | Kind::Twice | Kind::Drop | Kind::Unknown, Some(unit)) => {
                    twice |= kind == Kind::Twice;
                    unit.source.end = end;
                }
                // A first vowel; a sign with nothing to stand on.
                (Kind::Vowel | Kind::Sign, _) | (_, None) => units.push(new(None, Vowel::None, false)),
            }
        }
        units
    }

    /// Takes away the vowels that are not spoken: the rule of Ohala (Aspects of Hindi Phonology, 1983) for those
    /// inside words, from the end of the word on.
    fn silence(&self, units: &mut [Unit]) {
        if self.silent == Silent::None || units.iter().filter(|unit| unit.spoken()).count() < 2 {
            return;
        }
        if let [.., before, last] = units
            && last.vowel == Vowel::Inherent
            && last.marks.is_empty()
            && !keeps_last(before, last)
        {
            last.vowel = Vowel::None;
        }
        if self.silent != Silent::Medial {
            return;
        }
        for at in (1..units.len().saturating_sub(1)).rev() {
            let (Some(before), Some(unit), Some(after)) =
                (units.get(at - 1), units.get(at), units.get(at + 1))
            else {
                continue;
            };
            let single = before.spoken() && before.marks.is_empty() && !unit.twice;
            let followed = after.consonant.is_some() && after.spoken();
            if single
                && followed
                && unit.vowel == Vowel::Inherent
                && unit.marks.is_empty()
                && let Some(unit) = units.get_mut(at)
            {
                unit.vowel = Vowel::None;
            }
        }
    }

    fn write_unit(
        &self,
        unit: &Unit,
        before: Option<&Unit>,
        after: Option<&Unit>,
        out: &mut String,
        capital: &mut bool,
    ) {
        let cluster = |first: Option<u8>, second: Option<u8>| {
            self.clusters
                .iter()
                .find(|(a, b, _)| Some(*a) == first && Some(*b) == second)
                .map(|(.., text)| *text)
        };
        // A cluster is written where its second letter stands.
        let joined = |first: &Unit, second: &Unit| {
            let direct =
                if first.vowel == Vowel::None && first.marks.is_empty() { first.consonant } else { None };
            cluster(direct.or(first.marks.last().copied()), second.consonant)
        };
        let with_next = after.and_then(|after| joined(unit, after)).is_some();
        match before.and_then(|before| joined(before, unit)) {
            Some(text) => push(out, text, capital),
            None if with_next && unit.marks.is_empty() => {}
            None => {
                let behind = before.is_some_and(|before| !before.spoken());
                let other = self.behind.iter().find(|(offset, _)| behind && Some(*offset) == unit.consonant);
                let text = other.map_or(unit.text, |(_, text)| text);
                if unit.twice {
                    push(out, text, capital);
                }
                push(out, text, capital);
            }
        }
        match unit.vowel {
            Vowel::Inherent => push(out, "a", capital),
            Vowel::None => {}
            Vowel::Written(text) => push(out, text, capital),
        }
        for (index, mark) in unit.marks.iter().enumerate() {
            let last = index + 1 == unit.marks.len();
            if last && with_next {
                continue;
            }
            push(out, self.mark(*mark, after), capital);
        }
    }

    /// A mark before the unit behind it: in the press a nasal is that of the consonant that follows.
    fn mark(&self, mark: u8, after: Option<&Unit>) -> &'static str {
        let text = self.letter(mark).1;
        match after.and_then(|after| after.consonant) {
            Some(next) if self.press && matches!(text, "n" | "m") => match next {
                // A mark before a nasal only makes it longer.
                0x28 | 0x2E => "",
                next if LABIALS.contains(&next) => "m",
                _ => "n",
            },
            _ => text,
        }
    }
}

impl Unit {
    /// Whether a vowel is heard.
    fn spoken(&self) -> bool {
        self.vowel != Vowel::None || self.consonant.is_none()
    }
}

/// Whether the last consonant of a word keeps its vowel: after another consonant (`Chandra`), but not in a pair
/// of a nasal and its stop (`Govind`) or of two like ones (`Bhatt`); and `ya` after i and u (`Bharatiya`).
fn keeps_last(before: &Unit, last: &Unit) -> bool {
    let (Some(last), first) = (last.consonant, before.consonant) else { return true };
    if before.spoken() {
        return last == YA && matches!(before.vowel, Vowel::Written("i" | "u"));
    }
    let row = |offset: u8| STOPS.contains(&offset).then(|| (offset - STOPS.start()).min(24) / 5);
    let nasal =
        first.is_some_and(|first| NASALS.contains(&first) && row(first).is_some() && row(first) == row(last));
    !(nasal || first == Some(last) || last == HA)
}
