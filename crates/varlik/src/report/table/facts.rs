//! How large a run was, and what it took.

use crate::report::escape;

/// Sources that are named.
const MAX_SOURCES: usize = 6;

/// How large a run was, and what it took.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunFacts {
    /// Rows read, of all sources.
    pub rows: u64,
    /// The sources, where there are several.
    pub sources: Vec<SourceRows>,
    /// Pairs of rows that were compared.
    pub pairs: u64,
    /// Pairs that were found to be one.
    pub edges: u64,
    /// Entities, those of a single row among them.
    pub entities: u64,
    /// Time from the first row read to the last result, in seconds.
    pub seconds: f64,
    /// The most memory that was held at a time, in bytes; none where it was not measured.
    pub memory: Option<u64>,
}

/// A source of rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SourceRows {
    /// What it is called.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
}

impl RunFacts {
    /// Appends the facts as a list of terms.
    pub(super) fn write(&self, page: &mut String) {
        page.push_str("<dl class=\"facts\">");
        write_fact(page, "rows", self.rows, &self.sources_in_words());
        write_fact(page, "entities", self.entities, "");
        write_fact(page, "pairs compared", self.pairs, "");
        write_fact(page, "links", self.edges, "pairs that are one");
        page.push_str("<div><dt>took</dt><dd>");
        escape::push_text(page, &duration(self.seconds));
        page.push_str("</dd>");
        if let Some(memory) = self.memory {
            page.push_str("<dd class=\"more\">at most ");
            escape::push_text(page, &size(memory));
            page.push_str(" of memory</dd>");
        }
        page.push_str("</div></dl>");
    }

    fn sources_in_words(&self) -> String {
        let mut words = String::new();
        for (index, source) in self.sources.iter().take(MAX_SOURCES).enumerate() {
            if index > 0 {
                words.push_str(", ");
            }
            words.extend(source.name.chars().take(60));
            words.push(' ');
            escape::push_number(&mut words, usize::try_from(source.rows).unwrap_or(usize::MAX));
        }
        if self.sources.len() > MAX_SOURCES {
            words.push_str(", and others");
        }
        words
    }
}

fn write_fact(page: &mut String, term: &str, number: u64, more: &str) {
    page.push_str("<div><dt>");
    page.push_str(term);
    page.push_str("</dt><dd>");
    escape::push_number(page, usize::try_from(number).unwrap_or(usize::MAX));
    page.push_str("</dd>");
    if !more.is_empty() {
        page.push_str("<dd class=\"more\"><bdi>");
        escape::push_text(page, more);
        page.push_str("</bdi></dd>");
    }
    page.push_str("</div>");
}

/// Returns a time in the unit that suits it.
fn duration(seconds: f64) -> String {
    match seconds {
        seconds if !seconds.is_finite() || seconds < 0.0 => "an unknown time".to_owned(),
        seconds if seconds < 1.0 => format!("{:.0} ms", seconds * 1000.0),
        seconds if seconds < 100.0 => format!("{seconds:.1} s"),
        seconds if seconds < 6000.0 => format!("{:.0} min", seconds / 60.0),
        seconds => format!("{:.1} h", seconds / 3600.0),
    }
}

/// Returns a size in the unit that suits it.
fn size(bytes: u64) -> String {
    match bytes as f64 {
        bytes if bytes < 1e6 => format!("{:.0} kB", bytes / 1e3),
        bytes if bytes < 1e9 => format!("{:.0} MB", bytes / 1e6),
        bytes => format!("{:.1} GB", bytes / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_are_in_the_unit_that_suits_them() {
        let times = [0.0421, 12.34, 300.0, 9000.0, f64::NAN, -1.0].map(duration);
        assert_eq!(times, ["42 ms", "12.3 s", "5 min", "2.5 h", "an unknown time", "an unknown time"]);
        assert_eq!([800, 52_000_000, 1_460_000_000].map(size), ["1 kB", "52 MB", "1.5 GB"]);
    }

    #[test]
    fn sources_are_named_and_escaped() {
        let source = |name: &str| SourceRows { name: name.to_owned(), rows: 1500 };
        let mut page = String::new();
        RunFacts { sources: vec![source("<a>"), source("müşteri")], ..RunFacts::default() }.write(&mut page);
        assert!(page.contains("&lt;a&gt; 1,500, müşteri 1,500") && !page.contains("of memory"));
    }
}
