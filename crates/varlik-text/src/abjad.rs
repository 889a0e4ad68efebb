//! Spelling folds of the scripts that write consonants: Arabic and Hebrew.
use std::borrow::Cow;
use std::str::Chars;

use unicode_normalization::char::decompose_compatible;

use crate::Lang;
use crate::edits::Record;
use crate::tables::abjad::{ARABIC, FORMS, HEBREW};

/// Folds the spellings of a name in the Arabic script that are one name, and stays in that script.
///
/// Vowel marks, shadda, tatweel, the zero-width non-joiner and direction marks are dropped and presentation
/// forms become letters, in every language. Further by language:
///
/// - Arabic, Persian, Urdu (and any other): hamza carriers become their bare letter (`أ` `إ` `آ` -> `ا`,
///   `ؤ` -> `و`, `ئ` -> `ي`), `ة` becomes `ه`, `ى` becomes `ي`, and the letters of Persian and Urdu keyboards
///   become their Arabic twins (`ی` `ک` `ہ` -> `ي` `ك` `ه`), so that one name meets in three languages.
/// - Sorani and Uyghur write vowels, some with those very letters: only typing variants meet.
///
/// Letters of sounds that Arabic lacks (`پ` `چ` `گ` `ٹ`), digits and other scripts stay. A fold folded again
/// is itself; a string that would lose everything stays as it is.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, fold_arabic};
///
/// assert_eq!(fold_arabic("أنقرة", Lang::Ar), "انقره");
/// assert_eq!(fold_arabic("مُصْطَفَى", Lang::Ar), "مصطفي");
/// assert_eq!(fold_arabic("ترکیه", Lang::Fa), fold_arabic("تركية", Lang::Ar));
/// // Sorani keeps its vowels.
/// assert_eq!(fold_arabic("ئەردۆغان", Lang::Ckb), "ئەردۆغان");
/// assert_eq!(fold_arabic("Ankara", Lang::Ar), "Ankara");
/// ```
#[must_use]
pub fn fold_arabic(s: &str, lang: Lang) -> Cow<'_, str> {
    folded(s, |s, out| fold_arabic_into(s, lang, out, &mut ()))
}

/// Folds the spellings of a name in Hebrew that are one name, and stays in that script.
///
/// Points and accents are dropped, final letters become plain ones (`ם` -> `מ`), ligatures and presentation
/// forms become letters, the hyphen of Hebrew becomes `-`, the geresh an apostrophe; the gershayim of an
/// abbreviation (`צה״ל`) goes. Quotation marks elsewhere and other scripts stay. A fold folded again is
/// itself; a string that would lose everything stays as it is.
///
/// # Example
///
/// ```
/// use varlik_text::fold_hebrew;
///
/// assert_eq!(fold_hebrew("נְתַנְיָהוּ"), "נתניהו");
/// assert_eq!(fold_hebrew("צה״ל"), "צהל");
/// assert_eq!(fold_hebrew("ג׳ורג׳"), "ג'ורג'");
/// assert_eq!(fold_hebrew("Haifa"), "Haifa");
/// ```
#[must_use]
pub fn fold_hebrew(s: &str) -> Cow<'_, str> {
    folded(s, |s, out| fold_hebrew_into(s, out, &mut ()))
}

/// Appends the fold of `s` to `out`: see [`fold_arabic`].
pub(crate) fn fold_arabic_into<R: Record>(s: &str, lang: Lang, out: &mut String, record: &mut R) {
    let table = match lang {
        Lang::Fa => 1,
        Lang::Ur => 2,
        Lang::Ckb => 3,
        Lang::Ug => 4,
        _ => 0,
    };
    let form = |c: char| form_of(c, ARABIC.get(table).map_or(&[], |table| &table[..]), 0x600);
    fold_into(s, out, record, form, |c, _, rest| {
        // Sorani typed without its own vowel letter: heh that may not join.
        (table == 3 && c == 'ه' && rest.starts_with('\u{200C}')).then_some("ە")
    });
}

/// Appends the fold of `s` to `out`: see [`fold_hebrew`].
pub(crate) fn fold_hebrew_into<R: Record>(s: &str, out: &mut String, record: &mut R) {
    let form = |c: char| form_of(c, HEBREW.first().map_or(&[], |table| &table[..]), 0x580);
    fold_into(s, out, record, form, |c, before, rest| match c {
        '״' | '"' | '”' if is_hebrew(before) => {
            let after = rest.chars().find(|c| form(*c) != Form::Dropped);
            after.is_some_and(is_hebrew).then_some("")
        }
        '’' if is_hebrew(before) => Some("'"),
        _ => None,
    });
}

/// Letters of the block, plain or with a point.
fn is_hebrew(c: char) -> bool {
    matches!(u32::from(c), 0x5D0..=0x5F2 | 0xFB1D..=0xFB28 | 0xFB2A..=0xFB4F)
}

/// What one character becomes whatever stands beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Kept,
    Dropped,
    Text(&'static str),
    /// Falls apart into letters that have forms themselves.
    Pieces,
}

fn form_of(c: char, table: &[u8], start: u32) -> Form {
    match u32::from(c) {
        point if point.checked_sub(start).is_some_and(|at| (at as usize) < table.len()) => {
            match table.get((point - start) as usize) {
                None | Some(0) => Form::Kept,
                Some(1) => Form::Dropped,
                Some(number) => {
                    FORMS.get(usize::from(*number) - 1).map_or(Form::Kept, |text| Form::Text(text))
                }
            }
        }
        // Joiners and signs of direction; marks of the Quran and of African languages; the varika of Ladino.
        0x200B..=0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x2069
        | 0xFEFF
        | 0x8CA..=0x8E1
        | 0x8E3..=0x8FF
        | 0xFB1E => Form::Dropped,
        0xFB1D..=0xFB4F | 0xFB50..=0xFD3D | 0xFD50..=0xFDFC | 0xFE70..=0xFEFC => {
            // A mark shown alone falls apart into the mark and what bears it: a space or a tatweel.
            let mut letter = false;
            decompose_compatible(c, |piece| {
                letter |= piece == c || (piece != ' ' && form_of(piece, table, start) != Form::Dropped);
            });
            if letter { Form::Pieces } else { Form::Dropped }
        }
        _ => Form::Kept,
    }
}

/// Gives `s` itself when nothing changes or nothing would remain.
fn folded(s: &str, fold: impl Fn(&str, &mut String)) -> Cow<'_, str> {
    // All that can change starts with 0xD6 (Hebrew points) or more, or is a quotation mark in Hebrew.
    if s.bytes().all(|byte| byte < 0xD6) {
        return Cow::Borrowed(s);
    }
    let mut out = String::with_capacity(s.len());
    fold(s, &mut out);
    if out == s { Cow::Borrowed(s) } else { Cow::Owned(out) }
}

/// Appends the fold of `s`: `beside` sees a character, the last one written and what follows, and decides
/// first; `form` decides for the character alone.
fn fold_into<R: Record>(
    s: &str,
    out: &mut String,
    record: &mut R,
    form: impl Fn(char) -> Form,
    beside: impl Fn(char, char, &str) -> Option<&'static str>,
) {
    if s.chars().all(|c| form(c) == Form::Dropped) {
        out.push_str(s);
        return;
    }
    let mut rest: Chars<'_> = s.chars();
    let mut before = ' ';
    while let Some(c) = rest.next() {
        let source = s.len() - rest.as_str().len() - c.len_utf8();
        let start = out.len();
        match beside(c, before, rest.as_str()) {
            Some(text) => out.push_str(text),
            None => match form(c) {
                Form::Kept => out.push(c),
                Form::Dropped => {}
                Form::Text(text) => out.push_str(text),
                Form::Pieces => decompose_compatible(c, |piece| match form(piece) {
                    Form::Dropped => {}
                    Form::Text(text) => out.push_str(text),
                    Form::Kept | Form::Pieces => out.push(piece),
                }),
            },
        }
        let written = out.get(start..).unwrap_or_default();
        if R::ON && (written.len() != c.len_utf8() || written.chars().nth(1).is_some()) {
            record.edit(source..source + c.len_utf8(), start..out.len());
        }
        before = written.chars().next_back().unwrap_or(before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::Edits;

    #[test]
    fn edits_lead_back_to_the_marks_that_went() {
        let (mut out, mut edits) = (String::new(), Edits::default());
        fold_arabic_into("مُحَمَّد", Lang::Ar, &mut out, &mut edits);
        assert_eq!(out, "محمد");
        let mut wanted = Edits::default();
        for (source, at) in [(2..4, 2), (6..8, 4), (10..12, 6), (12..14, 6)] {
            wanted.edit(source, at..at);
        }
        assert_eq!(edits, wanted);
    }

    #[test]
    fn letters_of_other_scripts_and_digits_stay() {
        for name in ["Erdoğan", "Эрдоган", "١٩٤٩", "۱۹۴۹", "پوتین".get(..4).unwrap_or_default()]
        {
            assert_eq!(fold_arabic(name, Lang::Fa), name);
        }
    }
}
