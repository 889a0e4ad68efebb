//! The schemes that write one alphabet in the letters of another, from the tables under `data/text/schemes`.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use super::bad;
use crate::source::{Error, Row, Source};

const FOLDER: &str = "data/text/schemes";

const KNOWN: u8 = 1;
const UPPER: u8 = 2;
const RULES: u8 = 4;
const LONG: u8 = 8;
const EDGE: u8 = 16;

const KINDS: [(&str, u8, &str); 5] = [
    ("KNOWN", KNOWN, "A letter of the scheme."),
    ("UPPER", UPPER, "A capital."),
    ("RULES", RULES, "A letter that becomes this or that by its place."),
    ("LONG", LONG, "The text of a capital has more than one character."),
    ("EDGE", EDGE, "No letter: the edge of a word."),
];

/// A rule as its row gives it.
#[derive(Clone, PartialEq, Eq)]
struct Rule {
    letters: Vec<char>,
    after: String,
    before: String,
    text: String,
}

impl Rule {
    /// Tells whether the rule takes one letter wherever it stands.
    fn is_plain(&self) -> bool {
        self.letters.len() == 1 && self.after.is_empty() && self.before.is_empty()
    }
}

#[derive(Default)]
struct Scheme {
    name: String,
    /// What the rows that begin with `@` say, but the vowels.
    settings: BTreeMap<String, String>,
    vowels: Vec<char>,
    rules: Vec<Rule>,
}

/// Text, length, kind and contexts.
type Cell = ([u8; 8], u8, u8, u16);

/// The cells that all schemes share, in the order they were met.
struct Cells {
    list: Vec<Cell>,
    numbers: HashMap<Cell, usize>,
}

impl Cells {
    fn number(&mut self, cell: Cell) -> usize {
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
    cells.number(([0; 8], 0, 0, 0));
    let mut alphabets = String::new();
    let mut names = Vec::new();
    for scheme in &schemes {
        let name: String = scheme.name.to_uppercase().replace(['@', '-'], "_");
        let _ = writeln!(alphabets, "\n/// `{}`.\n#[rustfmt::skip]", scheme.name);
        let _ =
            writeln!(alphabets, "pub(crate) static {name}: Alphabet = {};", alphabet(scheme, &mut cells)?);
        names.push(name);
    }
    let mut out = String::from("use crate::alphabet::{Alphabet, Cell, Page, Rule};\n\n");
    for (name, bit, meaning) in KINDS {
        let _ = writeln!(out, "/// {meaning}\npub(crate) const {name}: u8 = {bit};");
    }
    out.push_str(
        "\n/// What letters become, by the numbers in the pages; the first is no letter.\n\
         #[rustfmt::skip]\npub(crate) static CELLS: &[Cell] = &[\n",
    );
    for (text, length, kind, contexts) in &cells.list {
        let _ = writeln!(
            out,
            "    Cell {{ text: {text:?}, length: {length}, kind: {kind}, contexts: 0x{contexts:X} }},"
        );
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

/// What may stand beside the letters of a rule, as the table writes it: `^` is the edge of a word (`$` in the
/// table where it follows), `V` a vowel, `C` a consonant, anything else a letter.
#[derive(PartialEq, Eq)]
struct Context {
    listed: Vec<char>,
    /// None of what is listed.
    negated: bool,
}

impl Context {
    fn new(cell: &str, edge_sign: char) -> Result<Self, Error> {
        let (negated, list) = cell.strip_prefix('!').map_or((false, cell), |list| (true, list));
        let listed = list.chars().filter(|c| *c != ' ').map(|c| match c {
            c if c == edge_sign => Ok('^'),
            'V' | 'C' | '\'' => Ok(c),
            c if c.is_alphabetic() && !c.is_uppercase() => Ok(c),
            _ => Err(bad("not a context", cell)),
        });
        Ok(Self { listed: listed.collect::<Result<_, Error>>()?, negated })
    }

    /// Tells whether one of these signs is listed, or none where none may be.
    fn admits(&self, signs: &[char]) -> bool {
        signs.iter().any(|sign| self.listed.contains(sign)) != self.negated
    }
}

/// The contexts of a scheme; each has the bit of its place.
#[derive(Default)]
struct Contexts(Vec<Context>);

impl Contexts {
    /// Gives the bit of a context; an empty one has none.
    fn bit(&mut self, cell: &str, edge_sign: char) -> Result<u16, Error> {
        if cell.is_empty() {
            return Ok(0);
        }
        let context = Context::new(cell, edge_sign)?;
        let at = self.0.iter().position(|known| *known == context).unwrap_or_else(|| {
            self.0.push(context);
            self.0.len() - 1
        });
        if at < 16 { Ok(1 << at) } else { Err(bad("more than 16 contexts", cell)) }
    }

    fn admitting(&self, signs: &[char]) -> u16 {
        self.0.iter().enumerate().map(|(at, context)| u16::from(context.admits(signs)) << at).sum()
    }
}

/// Puts the rules of one letter in the order they are tried: the longest first; of one length those with a context,
/// as in the file. Neighbours that write the same become one, so that fewer are tried.
fn ordered(mut rules: Vec<Rule>, scheme: &str) -> Result<Vec<Rule>, Error> {
    if rules.iter().filter(|rule| rule.is_plain()).count() > 1 {
        return Err(bad("a letter is listed twice", scheme));
    }
    rules.sort_by_key(|rule| {
        (std::cmp::Reverse(rule.letters.len()), rule.after.is_empty() && rule.before.is_empty())
    });
    let mut merged: Vec<Rule> = Vec::new();
    for rule in rules {
        if let Some(last) =
            merged.last_mut().filter(|last| (&last.letters, &last.text) == (&rule.letters, &rule.text))
        {
            if last.before == rule.before
                && let Some(either) = either(&last.after, &rule.after)
            {
                last.after = either;
                continue;
            }
            if last.after == rule.after
                && let Some(either) = either(&last.before, &rule.before)
            {
                last.before = either;
                continue;
            }
        }
        merged.push(rule);
    }
    Ok(merged)
}

/// The context that admits what one of two admits, where it can be written.
fn either(one: &str, other: &str) -> Option<String> {
    if one.is_empty() || other.is_empty() {
        return Some(String::new());
    }
    (!one.starts_with('!') && !other.starts_with('!')).then(|| format!("{one} {other}"))
}

fn alphabet(scheme: &Scheme, cells: &mut Cells) -> Result<String, Error> {
    let setting = |name: &str| scheme.settings.get(name).map_or("", String::as_str);
    let dotless = setting("casing") == "tr";
    let mut contexts = Contexts::default();
    let mut by_letter: BTreeMap<char, Vec<Rule>> = BTreeMap::new();
    for rule in &scheme.rules {
        let first = rule.letters.first().ok_or_else(|| bad("no letters", &scheme.name))?;
        by_letter.entry(*first).or_default().push(rule.clone());
    }
    for list in by_letter.values_mut() {
        *list = ordered(std::mem::take(list), &scheme.name)?;
        for rule in list {
            contexts.bit(&rule.after, '^')?;
            contexts.bit(&rule.before, '$')?;
        }
    }
    let mut numbers: BTreeMap<u32, usize> = BTreeMap::new();
    let mut apostrophe = 0;
    let mut rules: Vec<Rule> = Vec::new();
    for (letter, list) in by_letter {
        let admitted = match letter {
            '\'' => contexts.admitting(&['\'']),
            letter if scheme.vowels.contains(&letter) => contexts.admitting(&[letter, 'V']),
            letter => contexts.admitting(&[letter, 'C']),
        };
        let simple = list.first().filter(|rule| list.len() == 1 && rule.is_plain());
        let (low, high) = if let Some(rule) = simple {
            let long = if rule.text.chars().count() > 1 { LONG } else { 0 };
            (
                cell(&rule.text, KNOWN, admitted)?,
                cell(&capitalised(&rule.text, dotless), KNOWN | UPPER | long, admitted)?,
            )
        } else {
            let first = u16::try_from(rules.len()).map_err(|_| bad("too many rules", &scheme.name))?;
            let count = u8::try_from(list.len()).map_err(|_| bad("too many rules", &scheme.name))?;
            let [low, high] = first.to_le_bytes();
            let text = [low, high, count, 0, 0, 0, 0, 0];
            rules.extend(list);
            ((text, 0, KNOWN | RULES, admitted), (text, 0, KNOWN | RULES | UPPER, admitted))
        };
        let number = cells.number(low);
        if letter == '\'' {
            apostrophe = number;
            continue;
        }
        numbers.insert(u32::from(letter), number);
        let upper = upper(letter);
        if upper != letter {
            numbers.insert(u32::from(upper), cells.number(high));
        }
    }
    let mut out = format!("Alphabet {{\n    name: {:?},\n", scheme.name);
    let _ = writeln!(out, "    dotless: {dotless},");
    let _ = writeln!(out, "    title: {},", setting("title") == "yes");
    let _ = writeln!(out, "    unmarked: {},", setting("marks") == "drop");
    let _ = writeln!(out, "    apostrophe: {apostrophe},");
    let _ = writeln!(out, "    edge: 0x{:X},", contexts.admitting(&['^']));
    let _ = writeln!(out, "    joint: 0x{:X},", contexts.admitting(&['\'']));
    let _ = writeln!(out, "    foreign: 0x{:X},", contexts.admitting(&[]));
    for (place, (first, page)) in pages(&numbers).into_iter().enumerate() {
        let name = if place == 0 { "    page: " } else { "        " };
        let _ = writeln!(out, "{name}Page {{ first: 0x{first:04X}, cells: &{page:?} }},");
        if place == 0 {
            out.push_str("    others: &[\n");
        }
    }
    out.push_str("    ],\n    rules: &[\n");
    for rule in rules {
        let rest: Vec<(char, char)> = rule.letters.iter().skip(1).map(|c| (*c, upper(*c))).collect();
        let (after, before) = (contexts.bit(&rule.after, '^')?, contexts.bit(&rule.before, '$')?);
        let (text, length) = filled(&rule.text)?;
        let _ = writeln!(
            out,
            "        Rule {{ rest: &{rest:?}, after: 0x{after:X}, before: 0x{before:X}, text: {text:?}, length: {length} }},"
        );
    }
    out.push_str("    ],\n}");
    Ok(out)
}

/// The capital of a letter, or the letter where it has none of one character.
fn upper(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => letter,
    }
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

fn filled(text: &str) -> Result<([u8; 8], u8), Error> {
    let mut bytes = [0; 8];
    let place = bytes.get_mut(..text.len()).ok_or_else(|| bad("more than 8 bytes", text))?;
    place.copy_from_slice(text.as_bytes());
    Ok((bytes, text.len() as u8))
}

fn cell(text: &str, kind: u8, contexts: u16) -> Result<Cell, Error> {
    let (bytes, length) = filled(text)?;
    Ok((bytes, length, kind, contexts))
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
