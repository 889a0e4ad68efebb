//! Looks for the spellings of a pattern with lost letters.
use super::{Lexicon, Spelling, State, same_letter};
use crate::casing::upper;
use crate::key::key;
use crate::lang::Lang;

/// No search gives more.
pub(super) const MOST: usize = 16;

/// No search visits more states of the map: a pattern of many wildcards ends with what it found.
const MOST_STATES: usize = 20_000;

/// A piece of the pattern as it stands in keys.
enum Piece {
    Letters(String),
    /// A sign that is a space in keys or vanishes from them.
    Sign,
    Lost,
}

pub(super) fn search(lexicon: &Lexicon, pattern: &str, wildcard: char) -> Vec<Spelling> {
    let Some(root) = lexicon.root() else { return Vec::new() };
    if pattern.len() > super::LONGEST || pattern.is_empty() {
        return Vec::new();
    }
    let pieces: Vec<Piece> = pattern
        .chars()
        .map(|c| {
            let letters = if c == wildcard { String::new() } else { key(c.encode_utf8(&mut [0; 4])) };
            match (c == wildcard, letters.is_empty()) {
                (true, _) => Piece::Lost,
                (_, true) => Piece::Sign,
                _ => Piece::Letters(letters),
            }
        })
        .collect();
    let capitals = {
        let mut letters = pattern.chars().filter(|c| *c != wildcard && c.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(char::is_uppercase)
    };
    let mut search =
        Search { pattern, wildcard, capitals, states: MOST_STATES, key: String::new(), found: Vec::new() };
    search.descend(root, &pieces);
    search.found
}

struct Search<'p> {
    pattern: &'p str,
    wildcard: char,
    capitals: bool,
    states: usize,
    key: String,
    found: Vec<Spelling>,
}

impl Search<'_> {
    /// Goes on from a state with the rest of the pattern; each call takes a piece off, so the depth is bounded.
    fn descend(&mut self, state: State<'_>, pieces: &[Piece]) {
        if self.states == 0 {
            return;
        }
        self.states -= 1;
        let Some((piece, rest)) = pieces.split_first() else {
            self.keep(state);
            return;
        };
        match piece {
            Piece::Letters(letters) => {
                if let Some(next) = letters.bytes().try_fold(state, State::step) {
                    let length = self.key.len();
                    self.key.push_str(letters);
                    self.descend(next, rest);
                    self.key.truncate(length);
                }
            }
            Piece::Sign => {
                self.descend(state, rest);
                if let Some(next) = state.step(b' ') {
                    self.key.push(' ');
                    self.descend(next, rest);
                    self.key.pop();
                }
            }
            Piece::Lost => self.lost(state, rest),
        }
    }

    /// A lost letter: mostly one letter of the key, else two (ß, æ, þ), else none (an apostrophe).
    fn lost(&mut self, state: State<'_>, rest: &[Piece]) {
        for (byte, next) in state.next() {
            // Keys of other scripts are no loss of a Latin text.
            if byte.is_ascii_lowercase() || byte == b' ' {
                self.key.push(char::from(byte));
                self.descend(next, rest);
                self.second(next, rest);
                self.key.pop();
            }
        }
        self.descend(state, rest);
    }

    fn second(&mut self, state: State<'_>, rest: &[Piece]) {
        for (byte, next) in state.next() {
            if byte.is_ascii_lowercase() {
                self.key.push(char::from(byte));
                self.descend(next, rest);
                self.key.pop();
            }
        }
    }

    /// Keeps the spellings of a key that the pattern can stand for.
    fn keep(&mut self, state: State<'_>) {
        let key = std::mem::take(&mut self.key);
        state.spellings(&key, &mut |text, weight| {
            if self.fits(text) && self.found.iter().all(|old| old.text != text) {
                self.found.push(Spelling { text: text.to_owned(), weight });
            }
        });
        self.key = key;
    }

    fn fits(&self, text: &str) -> bool {
        let (mut pattern, mut text) = (self.pattern.chars(), text.chars());
        loop {
            let fits = match (pattern.next(), text.next()) {
                (None, None) => return true,
                (Some(sign), Some(letter)) if sign == self.wildcard => self.can_be_lost(letter),
                (Some(one), Some(other)) => same_letter(one, other),
                _ => false,
            };
            if !fits {
                return false;
            }
        }
    }

    fn can_be_lost(&self, letter: char) -> bool {
        match letter {
            '\'' | '-' => true,
            // İ is lost where i is not, and ı where I is not.
            'i' | 'ı' if self.capitals => letter == 'i',
            _ if self.capitals => !upper(letter.encode_utf8(&mut [0; 4]), Lang::Tr).is_ascii(),
            _ => !letter.is_ascii(),
        }
    }
}
