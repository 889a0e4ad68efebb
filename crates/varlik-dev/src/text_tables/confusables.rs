//! Which letters look like which.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use super::{bad, variant};
use crate::source::{Error, Source};

/// Alphabets whose letters may take the place of others: the first columns of the source.
const TARGETS: usize = 4;

/// For each letter its look-alikes in the four alphabets; its own where it is a letter of one.
type LookAlikes = BTreeMap<char, [Option<char>; TARGETS]>;

pub(super) fn table(sources: &[Source], wrong: &Source) -> Result<String, Error> {
    let mut found = LookAlikes::new();
    for row in sources.iter().flat_map(Source::rows) {
        let cells = (0..=TARGETS)
            .map(|column| letters(row.cell(column, "letters")?))
            .collect::<Result<Vec<_>, _>>()?;
        for (letter, _) in cells.iter().flatten() {
            let targets = found.entry(*letter).or_default();
            for (target, cell) in targets.iter_mut().zip(&cells) {
                *target = target.or(cell.iter().find(|(_, replaces)| *replaces).map(|(letter, _)| *letter));
            }
        }
    }
    add_marked(&mut found);
    let mut out = String::from(
        "use crate::Lang;\n\n/// Letters and what they look like in Latin, Cyrillic, Greek and Armenian (NUL: like nothing there), sorted.\n\
         #[rustfmt::skip]\npub(crate) static LOOK_ALIKES: &[(char, [char; 4])] = &[\n",
    );
    for (letter, targets) in &found {
        let targets = targets.map(|target| format!("{:?}", target.unwrap_or('\0'))).join(", ");
        let stable = std::iter::once(*letter).nfc().eq([*letter]);
        let shown = if stable { format!("{letter:?}") } else { format!("'\\u{{{:X}}}'", u32::from(*letter)) };
        let _ = writeln!(out, "    ({shown}, [{targets}]),");
    }
    out.push_str("];\n\n");
    out.push_str(&wrong_letters(wrong)?);
    Ok(out)
}

/// The letters of a cell; whether they may replace others.
fn letters(cell: &str) -> Result<Vec<(char, bool)>, Error> {
    cell.split(' ')
        .filter(|item| !item.is_empty())
        .map(|item| {
            let bare = item.strip_prefix('(').and_then(|item| item.strip_suffix(')'));
            let mut characters = bare.unwrap_or(item).chars();
            match (characters.next(), characters.next()) {
                (Some(letter), None) => Ok((letter, bare.is_none())),
                _ => Err(bad("not one letter", item)),
            }
        })
        .collect()
}

/// Adds the letters with marks: they look like the marked look-alikes of their base.
fn add_marked(found: &mut LookAlikes) {
    let marked = ('\u{C0}'..'\u{530}').chain('\u{1E00}'..'\u{2000}').filter_map(|letter| {
        let parts: Vec<char> = letter.nfd().collect();
        let [base, marks @ ..] = parts.as_slice() else { return None };
        let targets = *found.get(base)?;
        let with_marks = |target: char| {
            let found = marks.iter().try_fold(target, |letter, mark| compose(letter, *mark));
            // Beyond lie the letters of small languages and of the past.
            found.filter(|found| !marks.is_empty() && *found < '\u{460}')
        };
        let targets = targets.map(|target| target.and_then(with_marks));
        (targets.iter().flatten().count() > 1).then_some((letter, targets))
    });
    let marked: LookAlikes = marked.collect();
    for (letter, targets) in marked {
        found.entry(letter).or_insert(targets);
    }
}

fn wrong_letters(source: &Source) -> Result<String, Error> {
    let mut found: BTreeMap<&str, BTreeMap<char, char>> = BTreeMap::new();
    for row in source.rows() {
        let letters: Vec<(char, bool)> = letters(row.cell(1, "letters")?)?;
        for language in row.cell(0, "languages")?.split(',') {
            for pair in letters.chunks(2) {
                let [(wrong, _), (right, _)] = pair else {
                    return Err(row.error("an odd number of letters"));
                };
                found.entry(language).or_default().insert(*wrong, *right);
            }
        }
    }
    let mut out = String::from(
        "/// Letters that a language never writes, sorted, with those of its own that they stand for.\n\
         #[rustfmt::skip]\npub(crate) static WRONG_LETTERS: &[(Lang, &[(char, char)])] = &[\n",
    );
    for (language, letters) in found {
        let letters: Vec<(char, char)> = letters.into_iter().collect();
        let _ = writeln!(out, "    (Lang::{}, &{letters:?}),", variant(language)?);
    }
    out.push_str("];\n");
    Ok(out)
}
