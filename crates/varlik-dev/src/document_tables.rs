//! The tables of `varlik-documents`: phrases of site chrome, names of months.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::known_tables::literal;
use crate::source::{Error, Source};
use crate::table_file::TableFile;

const CLASSES: &str = "data/documents/wikidata_classes.tsv";
const PHRASES: &str = "data/documents/boilerplate.tsv";

const ABBREVIATIONS: &str = "data/documents/abbreviations.tsv";
const MONTHS: &str = "data/documents/months.tsv";
const CALENDAR: &str = "data/documents/calendar.tsv";
const SPEECH: &str = "data/documents/speech.tsv";
const PHRASE_WORDS: &str = "data/documents/phrase_words.tsv";
const ROLE_WORDS: &str = "data/documents/role_words.tsv";

/// All tables of the documents crate.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    Ok(vec![
        boilerplate(root)?,
        months(root)?,
        abbreviations(root)?,
        phrase_words(root)?,
        role_words(root)?,
        calendar(root)?,
        speech(root)?,
        classes(root)?,
    ])
}

fn classes(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, CLASSES)?;
    let mut seen = BTreeSet::new();
    let mut text = head(CLASSES, &source);
    text.push_str(
        "//! Classes of Wikidata whose items are people, places, bodies, peoples and works.\n\nuse crate::EntityType::{self, Loc, Misc, \
         Norp, Org, Per};\n\n/// Number of the class and the type of its items, the first to be taken first.\n\
         #[rustfmt::skip]\npub(crate) static CLASSES: &[(u32, EntityType)] = &[\n",
    );
    for row in source.rows() {
        let class: u32 = row.cell(0, "class")?.parse().map_err(|_| row.error("the class is no number"))?;
        let entity_type = match row.cell(1, "type")? {
            "PER" => "Per",
            "LOC" => "Loc",
            "ORG" => "Org",
            "NORP" => "Norp",
            "MISC" => "Misc",
            _ => return Err(row.error("the type is none of PER, LOC, ORG, NORP and MISC")),
        };
        if !seen.insert(class) {
            return Err(row.error("the class stands twice"));
        }
        let label = row.cell(2, "label")?;
        let _ = writeln!(text, "    ({}, {entity_type}), // {label}", literal(class));
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-documents/src/tables/wikidata_classes.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

fn months(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, MONTHS)?;
    let mut names: BTreeMap<String, u8> = BTreeMap::new();
    for row in source.rows() {
        let month: u8 = row.cell(0, "month")?.parse().map_err(|_| row.error("the month is no number"))?;
        for name in row.cell(1, "names")?.split(',') {
            let key = varlik_text::key(name);
            if names.insert(key.clone(), month).is_some_and(|before| before != month) {
                return Err(row.error(&format!("{key:?} names two months")));
            }
        }
    }
    let mut text = head(MONTHS, &source);
    text.push_str(
        "//! Names of months, as comparison keys.\n\n/// Name and number of the month, sorted by name.\n\
         #[rustfmt::skip]\npub(crate) static MONTHS: &[(&str, u8)] = &[\n",
    );
    for (key, month) in &names {
        let _ = writeln!(text, "    ({key:?}, {month}),");
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-documents/src/tables/months.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

fn abbreviations(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, ABBREVIATIONS)?;
    let forms: BTreeSet<&str> = source.rows().map(|row| row.cell(1, "form")).collect::<Result<_, _>>()?;
    let mut text = head(ABBREVIATIONS, &source);
    text.push_str(
        "//! Short forms written with a dot.\n\n/// The forms without their dot, sorted.\n\
         #[rustfmt::skip]\npub(crate) static ABBREVIATIONS: &[&str] = &[\n",
    );
    for form in &forms {
        let _ = writeln!(text, "    {form:?},");
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-documents/src/tables/abbreviations.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

fn phrase_words(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, PHRASE_WORDS)?;
    let mut words: BTreeMap<&str, &str> = BTreeMap::new();
    for row in source.rows() {
        let kind = match row.cell(0, "kind")? {
            "determiner" => "Determiner",
            "preposition" => "Preposition",
            "link" => "Link",
            other => return Err(row.error(&format!("unknown kind {other:?}"))),
        };
        words.extend(row.cell(1, "words")?.split(' ').map(|word| (word, kind)));
    }
    let mut text = head(PHRASE_WORDS, &source);
    text.push_str(
        "//! Small words around a name in a phrase.\n\n\
         /// What a small word is.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub(crate) enum Small {\n    \
         /// It stands before a name.\n    Determiner,\n    /// It stands before a name, or leads from it to its place.\n    \
         Preposition,\n    /// It stands before a name or within one.\n    Link,\n}\n\n\
         /// The words, sorted.\n#[rustfmt::skip]\npub(crate) static PHRASE_WORDS: &[(&str, Small)] = &[\n",
    );
    for (word, kind) in &words {
        let _ = writeln!(text, "    ({word:?}, Small::{kind}),");
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-documents/src/tables/phrase_words.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

fn role_words(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, ROLE_WORDS)?;
    let hash = |text: &str| varlik_names::key_hash(text.as_bytes());
    let literal = |hash: u64| {
        let [a, b, c, d] = [48, 32, 16, 0].map(|shift| hash >> shift & 0xffff);
        format!("0x{a:04x}_{b:04x}_{c:04x}_{d:04x}")
    };
    let mut words: BTreeSet<(u64, String, String)> = BTreeSet::new();
    let mut leading: BTreeSet<(u64, &str)> = BTreeSet::new();
    for row in source.rows() {
        let offices = row.cell(1, "offices")?;
        let role = match row.cell(0, "kind")? {
            "leading" => {
                leading.extend(offices.split(' ').map(|office| (hash(office), office)));
                continue;
            }
            "many" => format!("Many({})", literal(hash(offices))),
            "of_country" => format!("OfCountry({})", literal(hash(offices))),
            "counterpart" => "Counterpart".to_owned(),
            "two" => "Two".to_owned(),
            "act" => "Act".to_owned(),
            "stance" => "Stance".to_owned(),
            other => return Err(row.error(&format!("unknown kind {other:?}"))),
        };
        for word in row.cell(2, "words")?.split(',') {
            let key = varlik_text::key(word.trim());
            words.insert((hash(&key), role.clone(), key));
        }
    }
    let mut text = head(ROLE_WORDS, &source);
    text.push_str(
        "//! Words for the bearers of offices, and for what governments do.\n\n\
         /// What a word says.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub(crate) enum RoleWord {\n    \
         /// The bearer of the same office elsewhere.\n    Counterpart,\n    \
         /// Several bearers of an office, by its hash.\n    Many(u64),\n    \
         /// An office, by its hash, where it is a country's.\n    OfCountry(u64),\n    \
         /// There are two.\n    Two,\n    /// What a government does that a town does not.\n    Act,\n    \
         /// What a government has and a town does not.\n    Stance,\n}\n\n\
         /// The hashes of the keys of words and phrases, sorted.\n#[rustfmt::skip]\n\
         pub(crate) static ROLE_WORDS: &[(u64, RoleWord)] = &[\n",
    );
    for (hash, role, key) in &words {
        let _ = writeln!(text, "    ({}, RoleWord::{role}), // {key}", literal(*hash));
    }
    text.push_str(
        "];\n\n/// The hashes of the offices whose bearers are leaders, sorted.\n#[rustfmt::skip]\n\
         pub(crate) static LEADING: &[u64] = &[\n",
    );
    for (hash, office) in &leading {
        let _ = writeln!(text, "    {}, // {office}", literal(*hash));
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-documents/src/tables/role_words.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn calendar(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, CALENDAR)?;
    let mut words: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in source.rows() {
        let name = row.cell(1, "kind")?;
        let kind = match name {
            "last" => "Last".to_owned(),
            "next" => "Next".to_owned(),
            "day" => "Part".to_owned(),
            "days" => "Unit".to_owned(),
            "ago" => "Ago".to_owned(),
            "future" => "Future".to_owned(),
            _ => match (WEEKDAYS.iter().position(|day| *day == name), name.strip_prefix("day")) {
                (Some(day), _) => format!("Weekday({day})"),
                (None, Some(days)) if days.parse::<i32>().is_ok() => format!("Day({days})"),
                _ => return Err(row.error(&format!("unknown kind {name:?}"))),
            },
        };
        for word in row.cell(2, "words")?.split(',') {
            let key = (row.cell(0, "lang")?.to_owned(), varlik_text::key(word));
            if words.insert(key, kind.clone()).is_some() {
                return Err(row.error(&format!("{word:?} stands in the table twice")));
            }
        }
    }
    let mut text = head(CALENDAR, &source);
    text.push_str(
        "//! Words that name a day beside the day of writing.\n\n\
         /// What a word says of a day.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub(crate) enum Calendar {\n    \
         /// A day of the week, from Monday, 0, on.\n    Weekday(i32),\n    \
         /// So many days behind the day of writing.\n    Day(i32),\n    \
         /// The day of the week before it.\n    Last,\n    /// The day of the week behind it.\n    Next,\n    \
         /// It makes the word before it a day.\n    Part,\n    /// Days that are counted.\n    Unit,\n    \
         /// They are counted back.\n    Ago,\n    /// The sentence tells of days to come.\n    Future,\n}\n\n\
         /// Language, key and meaning, sorted.\n#[rustfmt::skip]\npub(crate) static CALENDAR: &[(&str, &str, Calendar)] = &[\n",
    );
    for ((language, key), kind) in &words {
        let _ = writeln!(text, "    ({language:?}, {key:?}, Calendar::{kind}),");
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-documents/src/tables/calendar.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

/// The kinds of the table of speech, with their meanings.
const SPEECH_KINDS: [(&str, &str); 14] = [
    ("said", "Said, neither more nor less."),
    ("claimed", "Said, and others doubt it."),
    ("confirmed", "Said to be so after others said it."),
    ("denied", "Said not to be so."),
    ("promised", "Said that it will be done."),
    ("threatened", "Said that harm will be done."),
    ("demanded", "Said that others must do it."),
    ("warned", "Said that harm may come."),
    ("source", "The speaker stands behind it."),
    ("cited", "The speaker stands before it, and what is said behind it."),
    ("not", "Turns what is said."),
    ("may", "It is possible."),
    ("must", "It is necessary."),
    ("will", "It is to come."),
];

fn speech(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, SPEECH)?;
    let mut forms: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut endings: BTreeMap<(String, String), String> = BTreeMap::new();
    let variant = |kind: &str| {
        let (first, rest) = kind.split_at(1);
        format!("{}{rest}", first.to_uppercase())
    };
    for row in source.rows() {
        let kind = row.cell(1, "kind")?;
        if !SPEECH_KINDS.iter().any(|(known, _)| *known == kind) {
            return Err(row.error(&format!("unknown kind {kind:?}")));
        }
        for form in row.cell(2, "forms")?.split(',').map(str::trim) {
            let (list, form) = match form.strip_prefix('-') {
                Some(ending) => (&mut endings, ending),
                None => (&mut forms, form),
            };
            let key = (row.cell(0, "lang")?.to_owned(), varlik_text::key(form));
            if list.insert(key, variant(kind)).is_some_and(|before| before != variant(kind)) {
                return Err(row.error(&format!("{form:?} stands in the table with two kinds")));
            }
        }
    }
    let mut text = head(SPEECH, &source);
    text.push_str(
        "//! Words of saying, and words that turn or bend what is said.\n\n\
         /// What a word or phrase does.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub(crate) enum Speech {\n",
    );
    for (kind, meaning) in SPEECH_KINDS {
        let _ = writeln!(text, "    /// {meaning}\n    {},", variant(kind));
    }
    text.push_str("}\n");
    for (name, what, list) in [("FORMS", "forms", &forms), ("ENDINGS", "endings of words", &endings)] {
        let _ = write!(
            text,
            "\n/// Language, key and meaning of the {what}, sorted.\n#[rustfmt::skip]\n\
             pub(crate) static {name}: &[(&str, &str, Speech)] = &[\n"
        );
        for ((language, key), kind) in list {
            let _ = writeln!(text, "    ({language:?}, {key:?}, Speech::{kind}),");
        }
        text.push_str("];\n");
    }
    Ok(TableFile {
        path: "crates/varlik-documents/src/tables/speech.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

/// What stands at the head of a generated file.
pub(crate) fn head(path: &str, source: &Source) -> String {
    let mut text = format!("// Written by `cargo run -p varlik-dev -- tables` from {path}. DO NOT EDIT.\n");
    for line in &source.head {
        let _ = writeln!(text, "// {line}");
    }
    text
}

fn boilerplate(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, PHRASES)?;
    let mut phrases: BTreeMap<String, &str> = BTreeMap::new();
    for row in source.rows() {
        let place = match row.cell(1, "kind")? {
            "chrome" => "Anywhere",
            "start" => "Start",
            "comment" => "Comment",
            "comment_start" => "CommentStart",
            "line" => "Line",
            "byline" => "Byline",
            "credit" => "Credit",
            "update" => "Update",
            other => return Err(row.error(&format!("unknown kind {other:?}"))),
        };
        let key = varlik_text::key(row.cell(2, "phrase")?);
        if phrases.insert(key.clone(), place).is_some_and(|before| before != place) {
            return Err(row.error(&format!("{key:?} stands in the table with two kinds")));
        }
    }
    let mut text = head(PHRASES, &source);
    text.push_str(
        "//! Phrases of site chrome, as comparison keys.\n\n\
         /// Where in a line a phrase tells that the line is no story.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq)]\n\
         pub(crate) enum Place {\n    /// Anywhere in it.\n    Anywhere,\n    /// At its beginning.\n    Start,\n    \
         /// Anywhere in it, about comments.\n    Comment,\n    \
         /// At its beginning, about comments.\n    CommentStart,\n    \
         /// As the whole line.\n    Line,\n    /// At its beginning, before a writer's name.\n    Byline,\n    \
         /// At its beginning, before a photographer's name.\n    Credit,\n    \
         /// As the whole line: a later version of the page begins.\n    Update,\n}\n\n\
         /// The phrases, sorted.\n#[rustfmt::skip]\npub(crate) static PHRASES: &[(&str, Place)] = &[\n",
    );
    for (key, place) in &phrases {
        let _ = writeln!(text, "    ({key:?}, Place::{place}),");
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-documents/src/tables/boilerplate.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}
