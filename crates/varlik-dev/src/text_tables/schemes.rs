//! The schemes that write one alphabet in the letters of another, from the tables under `data/text/schemes`.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use super::bad;
use crate::source::{Error, Row, Source};

const FOLDER: &str = "data/text/schemes";

const KNOWN: u8 = 1;
const UPPER: u8 = 2;
const VOWEL: u8 = 4;
const RULES: u8 = 8;
const LONG: u8 = 16;

const KINDS: [(&str, u8, &str); 8] = [
    ("KNOWN", KNOWN, "A letter of the scheme."),
    ("UPPER", UPPER, "A capital."),
    ("VOWEL", VOWEL, "A vowel."),
    ("RULES", RULES, "A letter that becomes this or that by its place."),
    ("LONG", LONG, "The text of a capital has more than one character."),
    ("EDGE", 32, "In a context: no letter, the edge of a word."),
    ("CONSONANT", 64, "In a context: a letter of the scheme that is no vowel."),
    ("NONE_OF", 128, "In a context: nothing that it names."),
];

/// A rule as its row gives it.
#[derive(Clone, PartialEq, Eq)]
struct Rule {
    letters: Vec<char>,
    after: String,
    before: String,
    text: String,
}

#[derive(Default)]
struct Scheme {
    name: String,
    /// What the rows that begin with `@` say, but the vowels.
    settings: BTreeMap<String, String>,
    vowels: Vec<char>,
    rules: Vec<Rule>,
}

/// The cells that all schemes share, in the order they were met.
struct Cells {
    list: Vec<([u8; 8], u8, u8)>,
    numbers: HashMap<([u8; 8], u8, u8), usize>,
}

impl Cells {
    fn number(&mut self, cell: ([u8; 8], u8, u8)) -> usize {
        *self.numbers.entry(cell).or_insert_with(|| {
            self.list.push(cell);
            self.list.len() - 1
        })
    }
}

/// Reads every table of the folder, in the order of their names.
fn read(root: &Path) -> Result<Vec<Scheme>, Error> {
    let folder =
        std::fs::read_dir(root.join(FOLDER)).map_err(|error| bad("cannot be read", &error.to_string()))?;
    let mut languages: Vec<String> = folder
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".tsv")?.to_owned()))
        .collect();
    languages.sort();
    let mut schemes = Vec::new();
    for language in languages {
        schemes
            .extend(language_schemes(&language, &Source::read(root, &format!("{FOLDER}/{language}.tsv"))?)?);
    }
    Ok(schemes)
}

fn language_schemes(language: &str, source: &Source) -> Result<Vec<Scheme>, Error> {
    let mut rows = source.rows();
    let head = rows.next().ok_or_else(|| bad("no rows", language))?;
    let mut schemes: Vec<Scheme> = (3..)
        .map_while(|at| head.cell(at, "scheme").ok())
        .map(|name| Scheme { name: format!("{language}@{name}"), ..Scheme::default() })
        .collect();
    for row in rows {
        let (letters, after, before) =
            (row.cell(0, "letters")?, row.cell(1, "after")?, row.cell(2, "before")?);
        if letters == "@vowels" {
            let vowels: Vec<char> = after.chars().filter(|c| *c != ' ').collect();
            for scheme in &mut schemes {
                scheme.vowels.clone_from(&vowels);
            }
            continue;
        }
        for (scheme, at) in schemes.iter_mut().zip(3..) {
            let text = row.cell(at, &scheme.name)?;
            if text == "-" {
                continue;
            }
            if let Some(setting) = letters.strip_prefix('@') {
                scheme.settings.insert(setting.to_owned(), text.to_owned());
                continue;
            }
            scheme.rules.push(rule(row, letters, after, before, text)?);
        }
    }
    Ok(schemes)
}

fn rule(row: Row<'_>, letters: &str, after: &str, before: &str, text: &str) -> Result<Rule, Error> {
    if text.is_empty() {
        return Err(row.error("a text is missing: `∅` writes nothing, `-` leaves the row to other schemes"));
    }
    if letters.to_lowercase() != letters || letters.is_empty() {
        return Err(row.error("letters are given in lower case"));
    }
    let text = if text == "∅" { String::new() } else { text.to_owned() };
    let (after, before) = (after.to_owned(), before.to_owned());
    Ok(Rule { letters: letters.chars().collect(), after, before, text })
}

/// Gives letters that a scheme lacks as the scheme named by its setting `others` has them.
fn complete(schemes: &mut [Scheme]) -> Result<(), Error> {
    for at in 0..schemes.len() {
        let Some(other) = schemes.get(at).and_then(|scheme| scheme.settings.get("others")).cloned() else {
            continue;
        };
        let other =
            schemes.iter().find(|scheme| scheme.name == other).ok_or_else(|| bad("no scheme", &other))?;
        let (rules, vowels) = (other.rules.clone(), other.vowels.clone());
        let Some(scheme) = schemes.get_mut(at) else { continue };
        for rule in rules.into_iter().filter(|rule| rule.letters.len() == 1) {
            if !scheme.rules.iter().any(|known| known.letters == rule.letters) {
                scheme.vowels.extend(rule.letters.iter().filter(|letter| vowels.contains(letter)));
                scheme.rules.push(rule);
            }
        }
    }
    Ok(())
}

/// Gives the body of `tables/schemes.rs`.
pub(crate) fn table(root: &Path) -> Result<String, Error> {
    let mut schemes = read(root)?;
    complete(&mut schemes)?;
    let mut cells = Cells { list: Vec::new(), numbers: HashMap::new() };
    cells.number(([0; 8], 0, 0));
    let mut alphabets = String::new();
    let mut names = Vec::new();
    for scheme in &schemes {
        let name: String = scheme.name.to_uppercase().replace(['@', '-'], "_");
        let _ = writeln!(alphabets, "\n/// `{}`.\n#[rustfmt::skip]", scheme.name);
        let _ =
            writeln!(alphabets, "pub(crate) static {name}: Alphabet = {};", alphabet(scheme, &mut cells)?);
        names.push(name);
    }
    let mut out = String::from("use crate::alphabet::{Alphabet, Cell, Context, Page, Rule};\n\n");
    for (name, bit, meaning) in KINDS {
        let _ = writeln!(out, "/// {meaning}\npub(crate) const {name}: u8 = {bit};");
    }
    out.push_str(
        "\n/// What letters become, by the numbers in the pages; the first is no letter.\n\
         #[rustfmt::skip]\npub(crate) static CELLS: &[Cell] = &[\n",
    );
    for (text, length, kind) in &cells.list {
        let _ = writeln!(out, "    Cell {{ text: {text:?}, length: {length}, kind: {kind} }},");
    }
    out.push_str(
        "];\n\n/// The schemes; the first of a language is its default.\n\
         #[rustfmt::skip]\npub(crate) static ALPHABETS: &[&Alphabet] = &[\n",
    );
    for name in names {
        let _ = writeln!(out, "    &{name},");
    }
    out.push_str("];\n");
    out.push_str(&alphabets);
    Ok(out)
}

fn alphabet(scheme: &Scheme, cells: &mut Cells) -> Result<String, Error> {
    let setting = |name: &str| scheme.settings.get(name).map_or("", String::as_str);
    let dotless = setting("casing") == "tr";
    let mut by_letter: BTreeMap<char, Vec<&Rule>> = BTreeMap::new();
    for rule in &scheme.rules {
        let first = rule.letters.first().ok_or_else(|| bad("no letters", &scheme.name))?;
        by_letter.entry(*first).or_default().push(rule);
    }
    let mut numbers: BTreeMap<u32, usize> = BTreeMap::new();
    let mut apostrophe = 0;
    let mut rules: Vec<&Rule> = Vec::new();
    for (letter, mut list) in by_letter {
        // Longest first; of one length those with a context, which the sort leaves in the order of the file.
        list.sort_by_key(|rule| {
            (std::cmp::Reverse(rule.letters.len()), rule.after.is_empty() && rule.before.is_empty())
        });
        let vowel = if scheme.vowels.contains(&letter) { VOWEL } else { 0 };
        let plain = |rule: &&Rule| rule.letters.len() == 1 && rule.after.is_empty() && rule.before.is_empty();
        if list.iter().filter(|rule| plain(rule)).count() > 1 {
            return Err(bad("listed twice", &format!("{} {letter}", scheme.name)));
        }
        let simple = list.first().filter(|rule| list.len() == 1 && plain(rule) && rule.text.len() <= 8);
        let (low, high) = if let Some(rule) = simple {
            let title = capitalised(&rule.text, dotless);
            let long = if rule.text.chars().count() > 1 { LONG } else { 0 };
            (
                cell(&rule.text, KNOWN | vowel).ok_or_else(|| bad("too long", &rule.text))?,
                cell(&title, KNOWN | UPPER | vowel | long).ok_or_else(|| bad("too long", &title))?,
            )
        } else {
            let first = u16::try_from(rules.len()).map_err(|_| bad("too many rules", &scheme.name))?;
            let count = u8::try_from(list.len()).map_err(|_| bad("too many rules", &scheme.name))?;
            let [low, high] = first.to_le_bytes();
            let text = [low, high, count, 0, 0, 0, 0, 0];
            ((text, 0, KNOWN | RULES | vowel), (text, 0, KNOWN | RULES | UPPER | vowel))
        };
        if simple.is_none() {
            rules.extend(&list);
        }
        let number = cells.number(low);
        if letter == '\'' {
            apostrophe = number;
            continue;
        }
        numbers.insert(u32::from(letter), number);
        let mut upper = letter.to_uppercase();
        if let (Some(upper), None) = (upper.next(), upper.next())
            && upper != letter
        {
            let number = cells.number(high);
            numbers.insert(u32::from(upper), number);
        }
    }
    let mut out = format!("Alphabet {{\n    name: {:?},\n", scheme.name);
    let _ = writeln!(out, "    dotless: {dotless},");
    let _ = writeln!(out, "    title: {},", setting("title") == "yes");
    let _ = writeln!(out, "    unmarked: {},", setting("marks") == "drop");
    let _ = writeln!(out, "    apostrophe: {apostrophe},");
    out.push_str("    pages: &[\n");
    for (first, page) in pages(&numbers) {
        let _ = writeln!(out, "        Page {{ first: 0x{first:04X}, cells: &{page:?} }},");
    }
    out.push_str("    ],\n    rules: &[\n");
    for rule in rules {
        let _ = writeln!(
            out,
            "        Rule {{ letters: &{:?}, after: {}, before: {}, text: {:?} }},",
            rule.letters,
            context(&rule.after, '^')?,
            context(&rule.before, '$')?,
            rule.text
        );
    }
    out.push_str("    ],\n}");
    Ok(out)
}

fn capitalised(text: &str, dotless: bool) -> String {
    let mut characters = text.chars();
    let first = match characters.next() {
        Some('i') if dotless => "İ".to_owned(),
        Some(first) => first.to_uppercase().collect(),
        None => String::new(),
    };
    first + characters.as_str()
}

fn cell(text: &str, kind: u8) -> Option<([u8; 8], u8, u8)> {
    let mut bytes = [0; 8];
    bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    Some((bytes, text.len() as u8, kind))
}

/// Letters less than this apart share a page.
const GAP: u32 = 64;

fn pages(numbers: &BTreeMap<u32, usize>) -> Vec<(u32, Vec<usize>)> {
    let mut pages: Vec<(u32, Vec<usize>)> = Vec::new();
    for (&letter, &number) in numbers {
        match pages.last_mut() {
            Some((first, page)) if letter - *first < page.len() as u32 + GAP => {
                page.resize((letter - *first) as usize, 0);
                page.push(number);
            }
            _ => pages.push((letter, vec![number])),
        }
    }
    // The page with most letters is asked first.
    pages.sort_by_key(|(_, page)| std::cmp::Reverse(page.iter().filter(|number| **number != 0).count()));
    pages
}

/// Writes a context: `^` or `$` is the edge of a word, `V` a vowel, `C` a consonant, `!` first none of the rest.
fn context(cell: &str, edge_sign: char) -> Result<String, Error> {
    if cell.is_empty() {
        return Ok("None".to_owned());
    }
    let (mut kinds, list) = cell.strip_prefix('!').map_or((vec![], cell), |list| (vec!["NONE_OF"], list));
    let mut letters = Vec::new();
    for c in list.chars() {
        match c {
            ' ' => {}
            'V' => kinds.push("VOWEL"),
            'C' => kinds.push("CONSONANT"),
            c if c == edge_sign => kinds.push("EDGE"),
            c if c == '\'' || c.is_alphabetic() && !c.is_uppercase() => letters.push(c),
            _ => return Err(bad("not a context", cell)),
        }
    }
    let kinds = if kinds.is_empty() { "0".to_owned() } else { kinds.join(" | ") };
    Ok(format!("Some(Context {{ kinds: {kinds}, letters: &{letters:?} }})"))
}
