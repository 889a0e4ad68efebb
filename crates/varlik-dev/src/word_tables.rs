//! The word tables: person names, titles, and what single words do inside names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use varlik_names::title::TitleClass;
use varlik_names::{LanguageSet, NameFlags, WordFlag};

use crate::hash_table;
use crate::source::{Error, Source};
use crate::table_file::TableFile;

const GIVEN_NAMES: &[&str] = &["data/names/given_names.tsv", "data/names/given_names_by_hand.tsv"];
const FAMILY_NAMES: &[&str] = &["data/names/family_names.tsv", "data/names/family_names_by_hand.tsv"];
const TITLES: &str = "data/names/titles.tsv";
const ORGANIZATION_WORDS: &str = "data/names/organization_words.tsv";
const PLACE_WORDS: &str = "data/names/place_words.tsv";
const CONNECTORS: &str = "data/names/connectors.tsv";
const CALENDAR: &str = "data/text/calendar.tsv";
const ENGLISH_WORDS: &str = "data/text/english_words.tsv";
const TURKISH_WORDS: &str = "data/text/turkish_words.tsv";

/// The files these tables are made of.
pub(crate) const SOURCES: &[&str] = &[
    "data/names/given_names.tsv",
    "data/names/given_names_by_hand.tsv",
    "data/names/family_names.tsv",
    "data/names/family_names_by_hand.tsv",
    TITLES,
    ORGANIZATION_WORDS,
    PLACE_WORDS,
    CONNECTORS,
    CALENDAR,
    ENGLISH_WORDS,
    TURKISH_WORDS,
];

/// Builds the word tables.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    let names = person_names(root)?;
    let words = words(root)?;
    let mut files = vec![
        TableFile::mapped("person_names", &hash_table::slots("person_names", &names)?),
        TableFile::mapped("words", &hash_table::slots("words", &words)?),
    ];
    files.extend(titles(root)?);
    Ok(files)
}

/// Words that mean something else in lower case, and names of people: what makes a place name ambiguous.
#[derive(Debug)]
pub(crate) struct CommonWords {
    words: BTreeSet<String>,
    names: BTreeMap<String, u32>,
}

impl CommonWords {
    pub(crate) fn read(root: &Path) -> Result<Self, Error> {
        let mut words = BTreeSet::new();
        for row in Source::read(root, ENGLISH_WORDS)?.rows() {
            // The full dictionaries hold words hardly anybody writes; they would mark half the small towns.
            if row.cell(1, "level")? == "1" {
                words.insert(varlik_text::key(row.cell(0, "word")?));
            }
        }
        for row in Source::read(root, TURKISH_WORDS)?.rows() {
            words.insert(varlik_text::key(row.cell(0, "word")?));
        }
        Ok(Self { words, names: person_names(root)? })
    }

    pub(crate) fn is_word(&self, key: &str) -> bool {
        self.words.contains(key)
    }

    pub(crate) fn is_person_name(&self, key: &str) -> bool {
        self.names.contains_key(key)
    }
}

fn person_names(root: &Path) -> Result<BTreeMap<String, u32>, Error> {
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for (files, flag) in [(GIVEN_NAMES, NameFlags::GIVEN), (FAMILY_NAMES, NameFlags::FAMILY)] {
        for file in files {
            for row in Source::read(root, file)?.rows() {
                let sex = row.optional(1);
                let mut flags = flag;
                if sex.contains('m') {
                    flags |= NameFlags::MASCULINE;
                }
                if sex.contains('f') {
                    flags |= NameFlags::FEMININE;
                }
                let key = varlik_text::key(row.cell(0, "name")?);
                // Compound names are read word by word.
                if key.len() > 1 && !key.contains(' ') {
                    *names.entry(key).or_insert(0) |= u32::from(flags);
                }
            }
        }
    }
    Ok(names)
}

fn words(root: &Path) -> Result<BTreeMap<String, u32>, Error> {
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    let mut add = |text: &str, flag: WordFlag| {
        let key = varlik_text::key(text);
        if !key.is_empty() {
            *words.entry(key).or_insert(0) |= flag.bit();
        }
    };
    for row in Source::read(root, ORGANIZATION_WORDS)?.rows() {
        let flag = match row.cell(2, "class")? {
            "kind" => WordFlag::OrganizationKind,
            "legal" => WordFlag::LegalForm,
            other => return Err(row.error(&format!("{other:?} is no class; write kind or legal"))),
        };
        add(row.cell(0, "word")?, flag);
    }
    for row in Source::read(root, PLACE_WORDS)?.rows() {
        add(row.cell(0, "word")?, WordFlag::PlaceKind);
    }
    for row in Source::read(root, CONNECTORS)?.rows() {
        for kind in row.cell(2, "kinds")?.split(',') {
            let flag = match kind {
                "person" => WordFlag::PersonConnector,
                "organization" => WordFlag::OrganizationConnector,
                "place" => WordFlag::PlaceConnector,
                other => return Err(row.error(&format!("{other:?} is no kind of name"))),
            };
            add(row.cell(0, "word")?, flag);
        }
    }
    for row in Source::read(root, CALENDAR)?.rows() {
        add(row.cell(0, "word")?, WordFlag::Calendar);
    }
    for row in Source::read(root, ENGLISH_WORDS)?.rows() {
        let flag =
            if row.cell(1, "level")? == "1" { WordFlag::EnglishWord } else { WordFlag::RareEnglishWord };
        add(row.cell(0, "word")?, flag);
    }
    for row in Source::read(root, TURKISH_WORDS)?.rows() {
        add(row.cell(0, "word")?, WordFlag::TurkishWord);
    }
    Ok(words)
}

#[derive(Debug)]
struct TitleRow {
    class: TitleClass,
    office: String,
    languages: LanguageSet,
}

fn titles(root: &Path) -> Result<Vec<TableFile>, Error> {
    let mut titles: BTreeMap<String, TitleRow> = BTreeMap::new();
    for row in Source::read(root, TITLES)?.rows() {
        let word = row.cell(2, "class")?;
        let class = TitleClass::from_word(word).ok_or_else(|| row.error(&format!("{word:?} is no class")))?;
        let languages = LanguageSet::from_codes(row.cell(1, "languages")?.split(','));
        let key = varlik_text::key(row.cell(0, "title")?);
        if key.is_empty() {
            continue;
        }
        let title = titles.entry(key).or_insert(TitleRow {
            class,
            office: row.optional(3).to_owned(),
            languages: LanguageSet::default(),
        });
        title.languages = LanguageSet::from_bits(title.languages.bits() | languages.bits());
    }
    let mut values: BTreeMap<String, u32> = titles
        .keys()
        .flat_map(|key| key.match_indices(' ').filter_map(|(end, _)| key.get(..end)))
        .map(|prefix| (prefix.to_owned(), 1))
        .collect();
    let mut offices = String::new();
    let mut places: BTreeMap<&str, u32> = BTreeMap::new();
    let mut records = Vec::new();
    for (at, (key, title)) in titles.iter().enumerate() {
        let place = *places.entry(&title.office).or_insert_with(|| {
            let start = offices.len() as u32;
            offices.push_str(&title.office);
            start
        });
        records.extend(place.to_le_bytes());
        records.extend(title.languages.bits().to_le_bytes());
        records.push(title.class.code());
        records.push(u8::try_from(title.office.len()).unwrap_or(0));
        records.extend([0, 0]);
        *values.entry(key.clone()).or_insert(0) |= (at as u32 + 1) << 1;
    }
    Ok(vec![
        TableFile::mapped("title_keys", &hash_table::slots("title_keys", &values)?),
        TableFile::mapped("titles", &records),
        TableFile::mapped("title_offices", offices.as_bytes()),
    ])
}
