//! The machine of Turkish endings.
use super::case_set::CaseSet;
use crate::Lang;
use crate::tables::turkish_suffixes::{EDGES, Edge};

/// What the stem ends in, as far as a buffer letter must agree with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boundary {
    Any,
    Vowel,
    Consonant,
}

/// No chain of Turkish endings in the table's reach is longer.
pub(super) const LONGEST: usize = 20;

/// Folds a Turkish letter to the ASCII the endings are listed in.
pub(super) fn fold(c: char) -> Option<u8> {
    Some(match c {
        'a'..='z' => c as u8,
        'A'..='Z' => (c as u8).to_ascii_lowercase(),
        'ı' | 'İ' | 'î' | 'Î' => b'i',
        'ü' | 'Ü' | 'û' | 'Û' => b'u',
        'ö' | 'Ö' => b'o',
        'ş' | 'Ş' => b's',
        'ç' | 'Ç' => b'c',
        'ğ' | 'Ğ' => b'g',
        'â' | 'Â' => b'a',
        _ => return None,
    })
}

pub(super) fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Folds a letter of one language: Azerbaijani ə is the other form of a, as Turkish e is.
fn fold_in(c: char, lang: Lang) -> Option<u8> {
    match (lang, c) {
        (Lang::Az, 'ə' | 'Ə') | (Lang::Gag, 'ä' | 'Ä' | 'ê' | 'Ê') => Some(b'e'),
        (Lang::Az | Lang::Crh, 'q' | 'Q') => Some(b'k'),
        (Lang::Crh, 'ñ' | 'Ñ') => Some(b'n'),
        _ => fold(c),
    }
}

/// The letters of an ending, folded.
pub(super) struct Folded {
    letters: [u8; LONGEST],
    length: usize,
}

impl Folded {
    /// Folds `tail`; `None` when it has a letter no ending has, or too many.
    pub(super) fn new(tail: &str, lang: Lang) -> Option<Self> {
        let mut folded = Self { letters: [0; LONGEST], length: 0 };
        for c in tail.chars() {
            *folded.letters.get_mut(folded.length)? = fold_in(c, lang)?;
            folded.length += 1;
        }
        Some(folded)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }
}

/// Tells whether `tail` is a chain of endings a Turkish noun can take.
pub(super) fn is_chain(tail: &str, boundary: Boundary) -> bool {
    Folded::new(tail, Lang::Und).is_some_and(|folded| accepts(0, folded.as_bytes(), boundary))
}

/// Runs the machine of endings from `state` over `rest`; no ending is empty, so it comes to an end.
fn accepts(state: u8, rest: &[u8], before: Boundary) -> bool {
    if rest.is_empty() {
        return state != 0;
    }
    edges(state, rest, before, Lang::Und).any(|(edge, rest, end)| accepts(edge.to, rest, end))
}

/// The edges that the next letters can be, with the letters after them and what these follow.
fn edges(
    state: u8,
    rest: &[u8],
    before: Boundary,
    lang: Lang,
) -> impl Iterator<Item = (&'static Edge, &[u8], Boundary)> {
    let from = EDGES.partition_point(|edge| edge.from < state);
    EDGES.iter().skip(from).take_while(move |edge| edge.from == state).filter_map(move |edge| {
        let form = edge.form.as_bytes();
        let fits = match edge.need {
            1 => before != Boundary::Vowel,
            2 => before != Boundary::Consonant,
            _ => true,
        };
        if !fits || form.first() != rest.first() || (edge.lang != Lang::Und && edge.lang != lang) {
            return None;
        }
        let rest = rest.strip_prefix(form)?;
        let vowel = form.last().is_some_and(|letter| is_vowel(*letter));
        Some((edge, rest, if vowel { Boundary::Vowel } else { Boundary::Consonant }))
    })
}

/// How unusual each meaning is on a name, by the number of the sense: of two readings of an ending the one with
/// the smaller sum is taken, so `ı` is an accusative and no possessor, `in` a genitive.
const EFFORT: [u8; 14] = [4, 4, 2, 3, 2, 2, 2, 2, 2, 2, 5, 1, 4, 4];

/// Gives the likeliest reading of a chain of endings.
pub(super) fn reading(folded: &Folded, boundary: Boundary, lang: Lang) -> Option<CaseSet> {
    fn best(state: u8, rest: &[u8], before: Boundary, lang: Lang) -> Option<(u8, CaseSet)> {
        if rest.is_empty() {
            return (state != 0).then_some((0, CaseSet::default()));
        }
        edges(state, rest, before, lang)
            .filter_map(|(edge, rest, end)| {
                let (effort, cases) = best(edge.to, rest, end, lang)?;
                let own = EFFORT.get(usize::from(edge.sense)).copied().unwrap_or(u8::MAX);
                Some((effort.saturating_add(own), cases.with(edge.sense)))
            })
            .min_by_key(|(effort, _)| *effort)
    }
    best(0, folded.as_bytes(), boundary, lang).map(|(_, cases)| cases)
}
