//! The cutting of a name into pieces: words with their keys, and the signs that stand between them.

use varlik_text::{Script, key_into};

use crate::lexicon::{WordFlags, words_by_hash};
use crate::name::{NameKind, Role};
use crate::parse::person_words::Known;
use crate::parse::spelling::{Shape, hump, is_all, shape, site_name, turkish_as_western};
use crate::person_word::{PersonWord, PersonWords, person_words_by_hash};
use crate::table::key_hash;

/// Words of a text that are looked at; what stands behind them is ignored, which bounds the time a name can take.
///
/// More than [`MOST_WORDS`](crate::name::MOST_WORDS), because titles stand in front of the words that are kept.
const MOST_PIECES: usize = 40;

/// Letters of the longest sign of a generation that is no word: Jnr, III.
const LONGEST_GENERATION: u8 = 3;

/// What a piece stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Plain,
    Quoted,
    Bracketed,
}

/// One word of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Its place in the text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its place among the keys.
    key_start: u32,
    key_end: u32,
    /// Hash of its key.
    pub(super) hash: u64,
    /// What a single word like it can be.
    pub(super) flags: WordFlags,
    /// What it can be as a small word of a person's name; nothing in other names.
    pub(super) small: PersonWords,
    pub(super) role: Option<Role>,
    pub(super) group: Group,
    pub(super) shape: Shape,
    /// Commas in front of it.
    pub(super) segment: u8,
    /// Brackets opened in front of it.
    pub(super) bracket: u8,
    /// Letters and digits of the text that it is written with, at most 255.
    pub(super) letters: u8,
    /// A full stop stands behind it.
    pub(super) dotted: bool,
    /// A hyphen joins it to the piece before.
    pub(super) hyphened: bool,
    /// Its place in the order in which the words are kept: 0, then 1, then 2.
    pub(super) rank: u8,
}

impl Piece {
    /// Whether it is one letter of an alphabet: the initial of something.
    pub(super) fn is_letter(&self) -> bool {
        self.letters == 1 && (self.shape != Shape::Caseless || self.key_end - self.key_start == 1)
    }

    /// Whether it is still to be judged, and stands outside brackets and quotes.
    pub(super) fn is_open(&self) -> bool {
        self.role.is_none() && self.group == Group::Plain
    }

    /// Whether it tells father from son: Jr, II. Whole words (Neto, Junior) are names as often.
    pub(super) fn is_generation(&self) -> bool {
        self.small.has(PersonWord::Generation) && (2..=LONGEST_GENERATION).contains(&self.letters)
    }
}

/// A name cut into pieces, in the order of the text until [`Pieces::sort`].
#[derive(Debug)]
pub(super) struct Pieces<'t> {
    pub(super) text: &'t str,
    pub(super) kind: NameKind,
    pub(super) list: Vec<Piece>,
    keys: String,
    /// The key of the piece that is being read.
    scratch: String,
}

/// What stands in front of the next piece.
#[derive(Clone, Copy)]
struct Place {
    group: Group,
    segment: u8,
    bracket: u8,
    hyphened: bool,
}

impl<'t> Pieces<'t> {
    /// Cuts a text; linear in its length.
    pub(super) fn cut(text: &'t str, kind: NameKind) -> Self {
        let mut pieces = Self {
            text,
            kind,
            list: Vec::with_capacity(4),
            keys: String::with_capacity(text.len().min(256)),
            scratch: String::new(),
        };
        let mut place = Place { group: Group::Plain, segment: 0, bracket: 0, hyphened: false };
        // Where the word that is being read began, and where the quotation that is open ends.
        let mut start = None;
        let mut quote_end = None;
        for (at, c) in text.char_indices() {
            if quote_end == Some(at) {
                pieces.push(start.take(), at, &mut place);
                place.group = Group::Plain;
                quote_end = None;
                continue;
            }
            match c {
                'a'..='z' | 'A'..='Z' | '0'..='9' => {
                    start.get_or_insert(at);
                    continue;
                }
                // A full stop and an apostrophe belong to the word before them.
                '.' => continue,
                '\'' | '’' | '‘' | '`' | '´' | 'ʼ' if start.is_some() => continue,
                '-' | '‐' | '‑' | '–' | '—' => {
                    let joins = start.is_some();
                    pieces.push(start.take(), at, &mut place);
                    place.hyphened = joins;
                    continue;
                }
                _ if c.is_ascii() || is_sign(c) => {}
                _ => {
                    start.get_or_insert(at);
                    continue;
                }
            }
            pieces.push(start.take(), at, &mut place);
            place.hyphened = false;
            match c {
                ',' | '،' | '，' | '、' | ';' => place.segment = place.segment.saturating_add(1),
                '(' | '[' | '（' => {
                    place.group = Group::Bracketed;
                    place.bracket = place.bracket.saturating_add(1);
                }
                ')' | ']' | '）' => place.group = Group::Plain,
                _ if place.group == Group::Plain && quote_end.is_none() => {
                    quote_end = closing_quote(text, at, c);
                    if quote_end.is_some() {
                        place.group = Group::Quoted;
                        place.bracket = place.bracket.saturating_add(1);
                    }
                }
                _ => {}
            }
            if pieces.list.len() > MOST_PIECES {
                break;
            }
        }
        pieces.push(start, text.len(), &mut place);
        pieces
    }

    /// Adds the word that ends at `end`, if one began.
    fn push(&mut self, start: Option<usize>, end: usize, place: &mut Place) {
        let Some(start) = start else { return };
        let word = self.text.get(start..end).unwrap_or_default();
        let before = self.list.len();
        if self.kind == NameKind::Person {
            self.push_person(word, start, *place);
        } else {
            let name = site_name(word).filter(|_| self.kind == NameKind::Organization).unwrap_or(word.len());
            for (from, to) in [(0, name), (name, word.len())] {
                self.push_word(word.get(from..to).unwrap_or_default(), start + from, *place);
            }
        }
        if self.list.len() > before {
            place.hyphened = false;
        }
    }

    /// Adds a word of a person's name: "R.T." is two, "J.Smith" too.
    fn push_person(&mut self, word: &str, start: usize, mut place: Place) {
        let inner = word.trim_end_matches('.');
        if inner.contains('.') && !self.is_dotted_title(word) {
            let mut offset = 0;
            for part in word.split_inclusive('.') {
                self.push_word(part, start + offset, place);
                place.hyphened = false;
                offset += part.len();
            }
            return;
        }
        let mut offset = 0;
        while let Some(length) = word.get(offset..).and_then(hump) {
            self.push_word(word.get(offset..offset + length).unwrap_or_default(), start + offset, place);
            place.hyphened = false;
            offset += length;
        }
        self.push_word(word.get(offset..).unwrap_or_default(), start + offset, place);
    }

    /// Whether a word with full stops inside is a degree ("Ph.D."); in front of a name letters are initials ("M.D. Rahman").
    fn is_dotted_title(&mut self, word: &str) -> bool {
        let letters_only = word.split('.').all(|part| part.chars().count() <= 1);
        if letters_only && self.list.is_empty() {
            return false;
        }
        key_into(word, &mut self.scratch);
        let known = Known::of(key_hash(self.scratch.as_bytes()));
        known.title.is_some() || known.words.has(PersonWord::Postnominal)
    }

    /// Adds a word, or several where its key has several ("AT&T").
    fn push_word(&mut self, word: &str, start: usize, place: Place) {
        key_into(word, &mut self.scratch);
        if let Some(mended) = turkish_as_western(word, &self.scratch) {
            key_into(&mended, &mut self.scratch);
        }
        let (shape, letters) = shape(word);
        let person = self.kind == NameKind::Person;
        for key in self.scratch.split(' ').filter(|key| !key.is_empty()) {
            if self.list.len() > MOST_PIECES {
                break;
            }
            let key_start = self.keys.len() as u32;
            let hash = key_hash(key.as_bytes());
            self.keys.push_str(key);
            self.list.push(Piece {
                start: start as u32,
                end: (start + word.len()) as u32,
                key_start,
                key_end: self.keys.len() as u32,
                hash,
                flags: words_by_hash(hash),
                small: if person { person_words_by_hash(hash) } else { PersonWords::default() },
                role: None,
                group: place.group,
                shape,
                segment: place.segment,
                bracket: place.bracket,
                letters,
                dotted: word.ends_with('.'),
                hyphened: place.hyphened,
                rank: 0,
            });
        }
    }

    /// The key of a piece.
    pub(super) fn key(&self, piece: &Piece) -> &str {
        self.keys.get(piece.key_start as usize..piece.key_end as usize).unwrap_or_default()
    }

    /// The text of a piece where it is nothing but the letters of its key, which else tell as much.
    pub(super) fn written(&self, piece: &Piece) -> &str {
        let key = self.key(piece);
        let text = self.text.get(piece.start as usize..piece.end as usize).unwrap_or_default();
        if text.is_ascii()
            || (key.is_ascii() && is_all(text, Script::Latin) && text.chars().count() != key.len())
        {
            key
        } else {
            text
        }
    }

    /// The key of the piece at `index`, empty where there is none.
    pub(super) fn key_at(&self, index: usize) -> &str {
        self.list.get(index).map_or("", |piece| self.key(piece))
    }

    /// Gives the piece at `index` its role.
    pub(super) fn set(&mut self, index: usize, role: Role) {
        if let Some(piece) = self.list.get_mut(index) {
            piece.role = Some(role);
        }
    }

    /// Makes one piece of those from `from` to `to`, its key theirs without spaces ("A. Ş." is "as").
    pub(super) fn join(&mut self, from: usize, to: usize) {
        let key_start = self.keys.len();
        for index in from..to {
            let Some(piece) = self.list.get(index) else { continue };
            self.keys.extend_from_within(piece.key_start as usize..piece.key_end as usize);
        }
        let hash = key_hash(self.keys.as_bytes().get(key_start..).unwrap_or_default());
        let key_end = self.keys.len() as u32;
        let Some(last) = to.checked_sub(1).and_then(|last| self.list.get(last)).copied() else { return };
        if let Some(first) = self.list.get_mut(from) {
            let letters = first.letters.saturating_add(last.letters);
            let shape = if last.shape == Shape::Capitals { last.shape } else { first.shape };
            *first = Piece {
                end: last.end,
                key_start: key_start as u32,
                key_end,
                hash,
                flags: words_by_hash(hash),
                small: PersonWords::default(),
                shape,
                letters,
                dotted: last.dotted,
                ..*first
            };
        }
        self.list.drain(from + 1..to);
    }

    /// Parts the piece at `index` behind its first `length` bytes into family and given name.
    pub(super) fn split(&mut self, index: usize, length: usize) {
        let Some(piece) = self.list.get(index).copied() else { return };
        let place = Place {
            group: piece.group,
            segment: piece.segment,
            bracket: piece.bracket,
            hyphened: piece.hyphened,
        };
        let rest = self.list.split_off(index + 1);
        self.list.pop();
        let (start, end) = (piece.start as usize, piece.end as usize);
        for (from, to, role) in [(start, start + length, Role::Family), (start + length, end, Role::Given)] {
            let before = self.list.len();
            self.push_word(self.text.get(from..to).unwrap_or_default(), from, place);
            self.list.iter_mut().skip(before).for_each(|piece| piece.role = Some(role));
        }
        self.list.extend(rest);
    }

    /// Puts the pieces in the order in which the words are kept.
    pub(super) fn sort(&mut self) {
        if self.list.iter().any(|piece| piece.rank != 0) {
            self.list.sort_by_key(|piece| piece.rank);
        }
    }
}

/// Signs that part words, beyond ASCII: spaces, commas, brackets, quotes, dots between words.
fn is_sign(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '،' | '，'
                | '、'
                | '（'
                | '）'
                | '·'
                | '•'
                | '‧'
                | '・'
                | '･'
                | '／'
                | '“'
                | '”'
                | '„'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '「'
                | '」'
                | '『'
                | '』'
                | '‘'
                | '’'
                | '‚'
        )
}

/// Where the quotation that opens at `at` is closed; a sign that opens none, or that nothing closes, gives none.
fn closing_quote(text: &str, at: usize, open: char) -> Option<usize> {
    let signs: &[char] = match open {
        '"' => &['"'],
        '“' | '„' => &['”', '“', '"'],
        '«' => &['»'],
        '‹' => &['›'],
        '「' => &['」'],
        '『' => &['』'],
        '\'' | '‘' | '‚' | '`' => &['\'', '’'],
        _ => return None,
    };
    let from = at + open.len_utf8();
    let rest = text.get(from..)?;
    // A nickname is short; a sign that nothing closes may not cost a look at the whole text.
    rest.char_indices().take(LONGEST_QUOTE).find_map(|(place, c)| {
        let closes = signs.contains(&c) && {
            // An apostrophe inside a word is none.
            let after = rest.get(place + c.len_utf8()..).and_then(|rest| rest.chars().next());
            !matches!(c, '\'' | '’') || after.is_none_or(|after| !after.is_alphanumeric())
        };
        (closes && place > 0).then_some(from + place)
    })
}

const LONGEST_QUOTE: usize = 48;
