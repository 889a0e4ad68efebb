//! The columns that are measured, made from files of the repository with a fixed seed.

use std::fs;
use std::path::Path;

use varlik_text::{Lang, language};

/// A column of strings: one buffer, and where each string ends.
pub struct Column {
    pub name: &'static str,
    pub values: String,
    pub offsets: Vec<i64>,
    /// The strings as the lines of one text.
    pub text: String,
}

impl Column {
    fn new(name: &'static str) -> Self {
        Self { name, values: String::new(), offsets: vec![0], text: String::new() }
    }

    fn push(&mut self, text: &str) {
        self.values.push_str(text);
        self.offsets.push(self.values.len() as i64);
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Iterates over the strings.
    pub fn rows(&self) -> impl Iterator<Item = &str> {
        self.offsets.windows(2).map(|pair| &self.values[pair[0] as usize..pair[1] as usize])
    }

    /// Counts the strings.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The share of bytes that are no ASCII.
    pub fn beyond_ascii(&self) -> f64 {
        let beyond = self.values.bytes().filter(|byte| *byte >= 0x80).count();
        beyond as f64 / self.values.len() as f64
    }
}

/// A small generator of numbers (xorshift), so that every run measures the same columns.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Lines of the example articles in one language, in random order, up to `bytes`.
pub fn news(root: &Path, name: &'static str, lang: Lang, bytes: usize) -> Column {
    let mut lines = Vec::new();
    let mut paths: Vec<_> =
        fs::read_dir(root.join("examples/news")).expect("the examples").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    for path in paths {
        let Ok(text) = fs::read_to_string(path) else { continue };
        // Files kept broken on purpose are no clean text.
        if varlik_text::normalize(&text).is_borrowed() && language(&text) == lang {
            lines.extend(text.lines().filter(|line| line.len() > 20).map(str::to_owned));
        }
    }
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut column = Column::new(name);
    while column.values.len() < bytes {
        let at = numbers.below(lines.len());
        column.push(&lines[at]);
    }
    column
}

/// Names of countries and cities in many languages and scripts, in random order.
pub fn names(root: &Path, bytes: usize) -> Column {
    let mut forms = Vec::new();
    for file in ["countries", "cities", "subdivisions"] {
        let text = fs::read_to_string(root.join(format!("data/world/{file}.tsv"))).expect("the world table");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            for part in line.rsplit('\t').next().unwrap_or_default().split('|') {
                let (languages, names) = part.split_once(':').unwrap_or(("", part));
                // What a mixed list holds: Latin, Cyrillic, Greek, Arabic, Hebrew; 55 % of it beyond ASCII.
                let wanted = ["en", "tr", "de", "ru", "uk", "el", "ar", "he", "az"];
                if languages.split(',').any(|language| wanted.contains(&language)) {
                    forms.extend(names.split('/').filter(|name| (8..40).contains(&name.len())).map(str::to_owned));
                }
            }
        }
    }
    let mut numbers = Numbers(0xD1B5_4A32_D192_ED03);
    let mut column = Column::new("names");
    while column.values.len() < bytes {
        let at = numbers.below(forms.len());
        column.push(&forms[at]);
    }
    column
}
