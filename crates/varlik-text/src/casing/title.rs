//! Words with a capital.
use std::ops::Range;

use super::context::{self, Mark};
use super::{LOWER_DOTLESS, LOWER_MAP, Lower, TITLE_ARMENIAN, TITLE_MAP, lithuanian};
use crate::Lang;
use crate::edits::Record;
use crate::kernel::{self, is_edit};
use crate::tables::casing::{
    EXTEND, IN_BOTH, IN_NUMBER, IN_WORD, JOINER, LETTER, NUMERIC, OTHER, WORD_BREAKS,
};

/// The class of a character in UAX 29, as CLDR 42 has it: an address (`name@example.org`) is one word, and a colon
/// joins letters in Finnish and Swedish only.
fn class(c: char, lang: Lang) -> u8 {
    match c {
        '@' | 'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' => return LETTER,
        ' ' => return OTHER,
        ':' | '：' if !matches!(lang, Lang::Fi | Lang::Sv) => return OTHER,
        _ => {}
    }
    let point = u32::from(c);
    let after = WORD_BREAKS.partition_point(|(first, _, _)| *first <= point);
    match after.checked_sub(1).and_then(|index| WORD_BREAKS.get(index)) {
        Some((_, last, class)) if point <= *last => *class,
        _ => OTHER,
    }
}

/// Tells whether a letter stands before the one that takes the capital: half rings, okinas and the like have no
/// case (`ʻOkina`, `ʿAbd`), nor have signs that are part of a word.
const fn leads(c: char) -> bool {
    matches!(c, '@' | '\u{2B9}'..='\u{2BF}' | '\u{2C6}'..='\u{2D1}' | '\u{2EC}' | '\u{2EE}' | '\u{374}' | '\u{559}')
}

/// Finds the end of the word at the start of `text`, by the rules of UAX 29 that concern cased letters; whatever is no
/// letter, digit or joiner is a word of its own, with the marks behind it.
fn word_end(text: &str, lang: Lang) -> usize {
    let mut rest = text.char_indices().map(|(at, c)| (at, c, class(c, lang)));
    let Some((_, first, mut before)) = rest.next() else {
        return 0;
    };
    let mut end = first.len_utf8();
    if matches!(first, '\r' | '\n' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
        return end;
    }
    // A sign that joins only when the right class follows it.
    let mut between = None;
    for (at, c, class) in rest {
        if class == EXTEND {
            // A mark belongs to what it stands on.
            if between.is_none() {
                end = at + c.len_utf8();
            }
            continue;
        }
        let joins = match between {
            Some(IN_NUMBER) => before == NUMERIC && class == NUMERIC,
            Some(IN_WORD) => before == LETTER && class == LETTER,
            Some(_) => class == before,
            None => matches!(class, LETTER | NUMERIC | JOINER) && matches!(before, LETTER | NUMERIC | JOINER),
        };
        if let (false, None, LETTER | NUMERIC, IN_BOTH)
        | (false, None, LETTER, IN_WORD)
        | (false, None, NUMERIC, IN_NUMBER) = (joins, between, before, class)
        {
            between = Some(class);
            continue;
        }
        if !joins {
            break;
        }
        (before, between) = (class, None);
        end = at + c.len_utf8();
    }
    end
}

pub(super) fn title_into<R: Record>(s: &str, lang: Lang, out: &mut String, record: &mut R) {
    let entry = out.len();
    let mut at = 0;
    while let Some(rest) = s.get(at..).filter(|rest| !rest.is_empty()) {
        let end = at + word_end(rest, lang);
        let word = s.get(at..end).unwrap_or_default();
        // A joiner at the start of a word takes no capital; the letter after it does.
        let head =
            word.char_indices().find(|(_, c)| !leads(*c) && !matches!(class(*c, lang), JOINER | EXTEND));
        let Some((skip, head)) = head else {
            out.push_str(word);
            at = end;
            continue;
        };
        out.push_str(word.get(..skip).unwrap_or_default());
        let letters = word.get(skip..).unwrap_or_default();
        let count = if lang == Lang::Nl { dutch_digraph(letters).unwrap_or(1) } else { 1 };
        let mut tail = at + skip;
        for c in letters.chars().take(count) {
            let start = out.len() - entry;
            push_capital(c, lang, out);
            if is_edit(c.len_utf8(), out.get(entry + start..).unwrap_or_default()) {
                record.edit(tail..tail + c.len_utf8(), start..out.len() - entry);
            }
            tail += c.len_utf8();
        }
        if lang.dotless() && head == 'i' {
            tail = drop_dot(s, tail..end, out, entry, record);
        }
        at = if lang == Lang::Lt {
            lithuanian::lower_into(s, tail..end, out, entry, record);
            end
        } else {
            push_tail(s, tail..end, lang.dotless(), out, entry, record).max(end)
        };
    }
}

/// Appends what follows the capital, in lower case; gives the place behind it.
///
/// Words are short: their letters are written one by one, until one of them depends on its neighbours.
fn push_tail<R: Record>(
    s: &str,
    tail: Range<usize>,
    dotless: bool,
    out: &mut String,
    entry: usize,
    record: &mut R,
) -> usize {
    let map = if dotless { &LOWER_DOTLESS } else { &LOWER_MAP };
    let mut letters = s.get(tail.clone()).unwrap_or_default().chars();
    let mut at = tail.start;
    while let Some(c) = letters.next() {
        let start = out.len();
        let written = if !c.is_ascii() {
            map.push(c, out)
        } else if dotless && c == 'I' {
            let plain = letters.clone().next().is_none_or(|next| next < '\u{300}');
            if plain {
                out.push('ı');
            }
            plain
        } else {
            out.push(c.to_ascii_lowercase());
            true
        };
        if !written {
            let written = out.len() - entry;
            return if dotless {
                kernel::write(&Lower::<true>::LOWER, s, at..tail.end, out, written, record)
            } else {
                kernel::write(&Lower::<false>::LOWER, s, at..tail.end, out, written, record)
            };
        }
        if R::ON && is_edit(c.len_utf8(), out.get(start..).unwrap_or_default()) {
            record.edit(at..at + c.len_utf8(), start - entry..out.len() - entry);
        }
        at += c.len_utf8();
    }
    at
}

fn push_capital(c: char, lang: Lang, out: &mut String) {
    let map = if lang == Lang::Hy { &TITLE_ARMENIAN } else { &TITLE_MAP };
    match map.get(c) {
        _ if c == 'i' && lang.dotless() => out.push('İ'),
        None => out.push(c.to_ascii_uppercase()),
        Some(text) => out.push_str(text),
    }
}

/// Copies the marks behind `İ` without the dot that the capital has; gives the place of what follows.
fn drop_dot<R: Record>(s: &str, tail: Range<usize>, out: &mut String, entry: usize, record: &mut R) -> usize {
    let after = s.get(tail.clone()).unwrap_or_default();
    let Some(dot) = context::dot_above(after) else {
        return tail.start;
    };
    out.push_str(after.get(..dot).unwrap_or_default());
    let (place, end) = (out.len() - entry, tail.start + dot + '\u{307}'.len_utf8());
    record.edit(end - '\u{307}'.len_utf8()..end, place..place);
    end
}

/// Counts the characters of a Dutch `ij` at the start of a word, which is one letter: both plain or both with an acute.
fn dutch_digraph(word: &str) -> Option<usize> {
    const ACUTE: char = '\u{301}';
    let mut rest = word.chars();
    let (acute, count) = match rest.next()? {
        'i' | 'I' => match rest.clone().next() {
            Some(ACUTE) => {
                rest.next();
                (true, 3)
            }
            _ => (false, 2),
        },
        'í' | 'Í' => (true, 2),
        _ => return None,
    };
    if !matches!(rest.next()?, 'j' | 'J') {
        return None;
    }
    let marks: Vec<char> = rest.take_while(|c| context::mark(*c) != Mark::None).take(2).collect();
    (marks == if acute { vec![ACUTE] } else { vec![] }).then_some(count)
}
