//! The text of an article as its reader sees it, and the way back to the file.

use std::borrow::Cow;
use std::ops::Range;

use varlik_text::{Edits, Pipeline};

use crate::html::{Part, extract};
use crate::{Markup, RegionKind};

/// The text of an article without its markup, with the way back to the raw text.
///
/// Of a plain text it is the text itself. Of HTML it is what a browser shows, a line a block: scripts, styles, comments,
/// templates and hidden elements are no text, runs of spaces are one, and character references are the characters they
/// stand for. Nothing is fetched or run. Linear in the text, whatever its nesting.
///
/// # Example: a span of the page, and the one of the file
/// ```
/// use varlik_documents::{Markup, Page};
///
/// let raw = "<p><b>Hakan</b> Fidan, Erdo&#287;an<script>alert(1)</script></p>";
/// let page = Page::new(raw, Markup::Html);
/// assert_eq!(page.text(), "Hakan Fidan, Erdoğan");
/// assert_eq!(&raw[page.to_source(0..11)], "Hakan</b> Fidan");
/// assert_eq!(&raw[page.to_source(13..21)], "Erdo&#287;an");
/// assert_eq!(Page::new(raw, Markup::Plain).text(), raw);
/// ```
#[derive(Debug, Clone)]
pub struct Page<'a> {
    raw: &'a str,
    text: Cow<'a, str>,
    edits: Edits,
    parts: Vec<Part>,
    published: Option<String>,
}

impl<'a> Page<'a> {
    /// Reads a text.
    #[must_use]
    pub fn new(raw: &'a str, markup: Markup) -> Self {
        if markup == Markup::Plain {
            return Self {
                raw,
                text: raw.into(),
                edits: Edits::default(),
                parts: Vec::new(),
                published: None,
            };
        }
        let mut found = extract(raw);
        if found.text.contains('&')
            && let Ok(references) = "html".parse::<Pipeline>()
        {
            let read = references.run(&found.text);
            for part in &mut found.parts {
                part.span = read.to_output(part.span.clone());
            }
            found.edits = found.edits.then(read.edits());
            found.text = read.into_text().into_owned();
        }
        Self {
            raw,
            text: found.text.into(),
            edits: found.edits,
            parts: found.parts,
            published: found.published,
        }
    }

    /// Returns the text as its reader sees it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte range of the raw text that a byte range of [`text`](Self::text) came from, tags and references
    /// inside it included.
    ///
    /// A range that begins or ends inside a character, or past the end, is widened to whole ones, or cut.
    #[must_use]
    pub fn to_source(&self, range: Range<usize>) -> Range<usize> {
        self.edits.to_source(whole(&self.text, range))
    }

    /// Returns the byte range of [`text`](Self::text) that a byte range of the raw text became: the way back of
    /// [`to_source`](Self::to_source). What is no text (a tag, a script) gives the empty range where it stood.
    #[must_use]
    pub fn to_output(&self, raw: Range<usize>) -> Range<usize> {
        let output = self.edits.to_output(whole(self.raw, raw));
        // Nothing tells of what was dropped behind the last word.
        whole(&self.text, output)
    }

    /// Returns when the page says it was published, as it says it (`2024-03-12T09:30:00+03:00`).
    ///
    /// Read from `<meta property="article:published_time">` and whatever is marked `itemprop="datePublished"`.
    #[must_use]
    pub fn published(&self) -> Option<&str> {
        self.published.as_deref()
    }

    /// Returns what the markup says a stretch of the text is: that of the part which holds at least half of it.
    pub(crate) fn part_at(&self, range: &Range<usize>) -> Option<RegionKind> {
        let first = self.parts.partition_point(|part| part.span.end <= range.start);
        let covers = |part: &&Part| {
            let (start, end) = (part.span.start.max(range.start), part.span.end.min(range.end));
            end.saturating_sub(start) * 2 >= range.len()
        };
        let inside = self.parts.get(first..).unwrap_or_default();
        inside.iter().take_while(|part| part.span.start < range.end).find(covers).map(|part| part.kind)
    }
}

/// Cuts a range to the text and widens it to whole characters.
fn whole(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.end.min(text.len());
    let mut start = range.start.min(end);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> String {
        Page::new(raw, Markup::Html).text().to_owned()
    }

    #[test]
    fn blocks_end_lines_and_spaces_are_one() {
        for (raw, want) in [
            ("<p>Petra\n   Lindqvist</p><p>left</p>", "Petra Lindqvist\n\nleft"),
            ("<ul><li>Bergen<li>Oslo</ul>", "Bergen\nOslo"),
            ("<table><tr><td>Bergen<td>Oslo<tr><td>Varberg</table>", "Bergen\nOslo\nVarberg"),
            ("Bergen<br>Oslo", "Bergen\nOslo"),
            ("<a href=/1>Home</a><a href=/2>World</a>", "Home World"),
            ("Petra <b>Lind</b>qvist", "Petra Lindqvist"),
            ("<pre>Petra\n  Lindqvist</pre>", "Petra\n  Lindqvist"),
            ("  \n ", ""),
            ("", ""),
            ("Petra Lindqvist, Bergen", "Petra Lindqvist, Bergen"),
            ("3 < 4 & 5 > 4", "3 < 4 & 5 > 4"),
        ] {
            assert_eq!(text(raw), want, "{raw}");
        }
    }

    #[test]
    fn what_is_silent_stays_so_behind_a_slash_and_in_any_depth() {
        assert_eq!(text("a<script src=\"x.js\"/>var b=1;</script>z"), "az");
        assert_eq!(text("a<span hidden/>b</span>z"), "az");
        assert_eq!(text("a<svg/>z"), "az", "a drawing ends at its slash");
        let deep = format!("{}<script>var b=1</script>a<p>z", "<div>".repeat(2000));
        assert_eq!(text(&deep).split_whitespace().collect::<String>(), "az");
    }

    #[test]
    fn what_a_browser_does_not_show_is_no_text() {
        for raw in [
            "a<script>var b = '<p>Petra</p>';</script>z",
            "a<style>p { color: red }</style>z",
            "a<!-- Petra <p> -->z",
            "a<template><p>Petra</p></template>z",
            "a<noscript><p>Petra</p></noscript>z",
            "a<span hidden>Petra <b>Lindqvist</b></span>z",
            "a<span style='display : none'>Petra</span>z",
            "a<svg><title>Petra</title><path d='M0'/></svg>z",
            "a<select><option>Petra<option>Olaf</select>z",
        ] {
            assert_eq!(text(raw), "az", "{raw}");
        }
        assert_eq!(text("a<span style='display:block'>Petra</span>z"), "aPetraz", "what is shown stays");
        assert_eq!(text("a<div hidden>x<div>y</div></div>z"), "a\nz", "what is hidden ends with its element");
        assert_eq!(text("a<script>never ended"), "a");
        assert_eq!(text("a<p hidden>x<p>z"), "a\n\nz", "the next paragraph ends the hidden one");
    }

    #[test]
    fn the_name_of_the_page_is_its_headline_where_there_is_no_other() {
        let body = "<p>The cranes are blue.</p>";
        assert_eq!(
            text(&format!("<title>Cranes | Post</title>{body}")),
            "Cranes | Post\n\nThe cranes are blue."
        );
        assert_eq!(
            text(&format!("<title>Cranes | Post</title><h1>Cranes</h1>{body}")),
            "Cranes\n\nThe cranes are blue."
        );
    }

    fn parts(raw: &str) -> Vec<(RegionKind, String)> {
        let page = Page::new(raw, Markup::Html);
        page.parts.iter().map(|part| (part.kind, page.text()[part.span.clone()].to_owned())).collect()
    }

    #[test]
    fn elements_say_what_their_text_is() {
        let raw = "<nav><a href=/>Home</a></nav><h1>Cranes &amp; docks</h1><p class=byline>Petra</p><p>They are blue.</p>\
                   <figure><figcaption>Blue &amp; tall</figcaption></figure><aside>Ferry sold</aside><footer>About</footer>";
        assert_eq!(
            parts(raw),
            [
                (RegionKind::Boilerplate, "Home".to_owned()),
                (RegionKind::Title, "Cranes & docks".to_owned()),
                (RegionKind::Byline, "Petra".to_owned()),
                (RegionKind::Caption, "Blue & tall".to_owned()),
                (RegionKind::Sidebar, "Ferry sold".to_owned()),
                (RegionKind::Boilerplate, "About".to_owned()),
            ]
        );
        assert_eq!(parts("<p>They are blue.</p><div>So they are.</div>"), []);
    }

    #[test]
    fn around_one_long_story_stands_the_site() {
        let story = "The harbour board of Varberg has painted its four cranes blue. ".repeat(10);
        let site = |article: &str| format!("<div>Weather</div>{article}<div>About us</div>");
        let found = parts(&site(&format!("<article><p>{story}</p></article>")));
        let want = [
            (RegionKind::Boilerplate, "Weather".to_owned()),
            (RegionKind::Boilerplate, "\n\nAbout us".to_owned()),
        ];
        assert_eq!(found, want);
        assert_eq!(
            parts(&site(&format!("<div><p>{story}</p></div>"))),
            [],
            "no element says which is the story"
        );
        let two = format!("<article>{story}</article><article>{story}</article>");
        assert_eq!(parts(&site(&two)), [], "two stories have no site between them");
    }

    #[test]
    fn a_page_says_when_it_was_published() {
        let published = |raw| Page::new(raw, Markup::Html).published().map(str::to_owned);
        for raw in [
            "<meta property='article:published_time' content='2024-03-12T09:30:00Z'>",
            "<meta content=2024-03-12T09:30:00Z itemprop=datePublished>",
            "<time itemprop=datePublished datetime=2024-03-12T09:30:00Z>today</time>",
        ] {
            assert_eq!(published(raw).as_deref(), Some("2024-03-12T09:30:00Z"), "{raw}");
        }
        assert_eq!(published("<time datetime=2024-03-12>a storm that day</time>"), None);
    }

    #[test]
    fn every_span_leads_to_whole_characters_and_back() {
        // Pieces of pages in every order: tags that are cut short, mended letters, references, other scripts.
        let pieces = [
            "<p>",
            "</p>",
            "<b>",
            "</b",
            "Erdo&#287;an ",
            "&amp;amp;",
            "İğne",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            " \n\t ",
            "<div hidden>",
            "</div>",
            "\u{0}",
            "👩‍👩‍👧",
            "&",
            "<",
            "<title>",
            "</title>",
            "<pre>",
            "Путин",
            "<a href='",
        ];
        let mut seed = 7_u64;
        for _ in 0..3000 {
            let mut raw = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                raw.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let page = Page::new(&raw, Markup::Html);
            let text = page.text();
            let mut last = 0;
            for (at, letter) in text.char_indices() {
                let source = page.to_source(at..at + letter.len_utf8());
                assert!(raw.get(source.clone()).is_some(), "{raw:?} {at}");
                assert!(source.start >= last || letter.is_whitespace(), "{raw:?}: {at} leads back");
                last = source.start;
                if letter.is_alphabetic() {
                    assert!(page.to_output(source.clone()).contains(&at), "{raw:?} {at} {source:?}");
                    let written = &raw[source];
                    assert!(written.contains(letter) || written.contains('&'), "{raw:?} {at} {written:?}");
                }
            }
            for at in 0..=raw.len() + 1 {
                let output = page.to_output(at..raw.len() + 1);
                assert!(text.get(output).is_some());
            }
            for part in &page.parts {
                assert!(text.get(part.span.clone()).is_some_and(|part| !part.is_empty()));
            }
            assert!(page.parts.is_sorted_by(|a, b| a.span.end <= b.span.start));
        }
    }

    #[test]
    fn text_without_markup_passes_through() {
        for raw in ["Petra Lindqvist left Bergen.", "Iğdır’da “kar” yağdı; Путин, 東京", "R2-D2 > C-3PO"]
        {
            let page = Page::new(raw, Markup::Html);
            assert_eq!(page.text(), raw);
            assert_eq!(page.to_source(3..9), whole(raw, 3..9));
        }
    }

    #[test]
    fn a_page_nested_without_end_costs_no_more_than_its_size() {
        let start = std::time::Instant::now();
        for open in ["<div>", "<b>", "<p>", "<ul><li>", "<div><i></b>", "<x><y>", "<a>", "<table><tr><td>"] {
            let raw = format!("{}Petra Lindqvist{}", open.repeat(100_000), "</i></div>".repeat(100_000));
            assert_eq!(text(&raw), "Petra Lindqvist", "{open}");
        }
        for attribute in ["a=\"1\" ", "a='1' ", "a=1 ", "a ", "a=\">\" ", "a=\"\" "] {
            let raw = format!("Olaf <p {}>Petra &amp; Lindqvist", attribute.repeat(100_000));
            let page = Page::new(&raw, Markup::Html);
            assert_eq!(page.text(), "Olaf\n\nPetra & Lindqvist", "{attribute}");
            let at = page.text().find("Lindqvist").unwrap();
            assert_eq!(&raw[page.to_source(at..at + 9)], "Lindqvist");
        }
        // About a second without optimisation; what is quadratic takes hours.
        assert!(start.elapsed().as_secs() < 60);
    }
}
