//! Reads sets of spellings of one name and keeps those that no comparison of sounds would bring together.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use varlik_distance::levenshtein;
use varlik_names::{name_flags, sound_key};

use crate::source::Error;

/// Share of the letters that may differ between two spellings of one sound.
const NEAR: f64 = 0.4;

/// Most sets a form may stand in before it says too little, as in the table.
const MOST_SETS: usize = 12;

/// Writes the table from `persons.txt` of the package `rigour`: lines `form, form => Q1`, all forms in lower case.
pub(crate) fn run(persons: &str, out: &str) -> Result<String, Error> {
    let text = std::fs::read_to_string(Path::new(persons))
        .map_err(|error| Error::new(format!("{persons}: cannot be read: {error}")))?;
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((forms, item)) = line.split_once(" => ") else { continue };
        let kept = far_forms(forms);
        if kept.len() > 1 {
            for form in &kept {
                *counts.entry(varlik_text::key(form)).or_insert(0) += 1;
            }
            sets.insert(item.trim().to_owned(), kept);
        }
    }
    let mut rows: BTreeSet<(String, String)> = BTreeSet::new();
    for (item, mut forms) in sets {
        forms.retain(|form| counts.get(&varlik_text::key(form)).is_some_and(|count| *count <= MOST_SETS));
        if forms.len() > 1 {
            rows.insert((forms.join(","), item));
        }
    }
    let mut table = String::from(
        "# Spellings of one given or family name that are far apart in sound, most of them from script to script.\n\
         # Source: PyPI rigour 1.2.0, rigour/data/names/persons.txt (MIT, Copyright (c) 2023-2025 OpenSanctions Datenbanken GmbH); \
         the facts are Wikidata's, CC0.\n\
         # Made by `cargo run -p varlik-dev -- import spellings persons.txt data/names/spellings.tsv`; corrections go into \
         variants_by_hand.tsv.\n\
         # Columns: relation, forms (parted by commas), Wikidata item.\n",
    );
    for (forms, item) in &rows {
        let _ = writeln!(table, "spelling\t{forms}\t{item}");
    }
    std::fs::write(Path::new(out), table)
        .map_err(|error| Error::new(format!("{out}: cannot be written: {error}")))?;
    Ok(format!("{} sets", rows.len()))
}

/// The forms of a set that some other form of it does not sound like, one for each key.
fn far_forms(forms: &str) -> Vec<String> {
    let mut keys = BTreeSet::new();
    let forms: Vec<Form> = forms
        .split(", ")
        // Labels such as 付姓 say that the name is a surname.
        .filter(|form| !form.contains('姓') && !form.ends_with('氏') && form.chars().all(is_name_char))
        .map(Form::new)
        .filter(|form| !form.key.is_empty() && !form.key.contains(' ') && keys.insert(form.key.clone()))
        .collect();
    let common = forms.iter().any(|form| {
        let flags = name_flags(&form.key);
        flags.is_given() || flags.is_family()
    });
    // What no list of names holds is borne by few.
    if !common && forms.len() < RARE {
        return Vec::new();
    }
    // A word in letters that is unlike all others in letters stands under the wrong name, or is a nickname.
    let in_letters = |form: &&Form| form.key.is_ascii();
    let strays = forms.iter().filter(in_letters).count() >= STRAYS;
    let is_stray = |form: &Form| {
        let unlike = |other: &Form| other.key == form.key || form.is_far(other);
        strays && form.key.is_ascii() && forms.iter().filter(in_letters).all(unlike)
    };
    let kept: Vec<&Form> = forms.iter().filter(|form| !is_stray(form)).collect();
    kept.iter()
        .filter(|form| kept.iter().any(|other| form.is_far(other)))
        .map(|form| form.text.clone())
        .collect()
}

/// Whether a character stands in names: notes of tones and glosses hold others.
fn is_name_char(c: char) -> bool {
    (c.is_alphabetic() && !('\u{3100}'..='\u{312f}').contains(&c))
        || unicode_normalization::char::is_combining_mark(c)
        || "-' .’".contains(c)
}

/// Forms from which on a name counts as known though no list holds it.
const RARE: usize = 5;

/// Forms in letters from which on one that is unlike all others is taken for a mistake.
const STRAYS: usize = 4;

struct Form {
    text: String,
    key: String,
    sound: String,
    skeleton: String,
}

impl Form {
    fn new(text: &str) -> Self {
        let text = text.trim().trim_matches('\u{200e}');
        let key = varlik_text::key(text);
        let latin = if key.is_ascii() { key.clone() } else { varlik_text::key(&any_ascii::any_ascii(text)) };
        let sound = sound_key(&latin.replace(' ', ""));
        let skeleton = sound.chars().filter(|letter| !"aeiouwyhj".contains(*letter)).collect();
        Self { text: text.to_owned(), key, sound, skeleton }
    }

    fn is_far(&self, other: &Self) -> bool {
        let longer = self.sound.len().max(other.sound.len());
        let edits = levenshtein(&self.sound, &other.sound);
        let near = edits <= 1 || edits as f64 <= NEAR * longer as f64;
        let bones = self.skeleton.len().min(other.skeleton.len());
        let apart = levenshtein(&self.skeleton, &other.skeleton);
        !(near || (bones > 1 && apart <= bones / 3))
    }
}
