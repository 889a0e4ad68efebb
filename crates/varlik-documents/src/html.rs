//! The text of an HTML page, and the way back to the file.
//!
//! The tokenizer is that of the standard; no tree is built. The few rules of tree building that a text needs (which element
//! an end tag ends, which end tags may be left out) are here, each with a bound, so that a page nested without end costs
//! no more than another of its size.

use std::cell::Cell;
use std::collections::hash_map::Entry;
use std::convert::Infallible;
use std::fmt;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Readable, Reader, Span, StringReader, Tokenizer};
use rustc_hash::FxHashMap;
use varlik_text::{Edit, Edits};

use crate::RegionKind;
use crate::element::{Flow, ends, flow, is_silent, is_void, part_of, part_of_class, part_of_role};

/// Elements deeper than this are not told apart; browsers stop at 512.
const DEEPEST: usize = 1024;
/// Open elements within a line among which the one that an end tag ends is looked for.
const MOST_INLINE: usize = 64;
/// Attributes of one tag that are read; the tokenizer goes one call deeper with each.
const MOST_ATTRIBUTES: u32 = 256;
/// Bytes of the longest value of an attribute that is read.
const LONGEST_VALUE: usize = 1000;
/// Bytes of a main part that is the story by its length; a card that leads to a story is shorter.
const SHORTEST_STORY: usize = 400;

/// A stretch of the text of a page and what the markup says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Byte range in the text of the page.
    pub(crate) span: Range<usize>,
    /// What it is.
    pub(crate) kind: RegionKind,
}

/// What was read from a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Extract {
    /// What a reader of the page sees, a line a block; character references stand as they are written.
    pub(crate) text: String,
    /// The way from the text to the file.
    pub(crate) edits: Edits,
    /// What the markup says of parts of the text, in order, without overlap.
    pub(crate) parts: Vec<Part>,
    /// When the page says it was published, as it says it.
    pub(crate) published: Option<String>,
}

/// Reads a page, or a piece of one.
pub(crate) fn extract(raw: &str) -> Extract {
    let whole = Extractor::run(raw, false);
    // The name of the page is its headline where there is no other; else it says the same again, with the outlet's name.
    if whole.has_heading || !whole.has_title { whole.finish() } else { Extractor::run(raw, true).finish() }
}

/// Bytes at the beginning of a file in which its encoding is declared (HTML standard, 13.2.3.2).
const DECLARATION: usize = 1024;

/// Returns the encoding that a file of HTML or XML declares at its beginning, as it is written there.
///
/// # Example: a Turkish page of 1999, and one that says nothing
/// ```
/// use varlik_documents::html_charset;
///
/// let page = b"<html><head><META http-equiv=Content-Type content='text/html; charset=ISO-8859-9'>";
/// assert_eq!(html_charset(page), Some("ISO-8859-9"));
/// assert_eq!(html_charset(b"<p>charset</p>"), None);
/// ```
#[must_use]
pub fn html_charset(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..DECLARATION.min(bytes.len()))?;
    let lower = head.to_ascii_lowercase();
    let within = |element: &[u8], name: &[u8]| {
        let from = lower.windows(element.len()).position(|part| part == element)? + element.len();
        let at = lower.get(from..)?.windows(name.len()).position(|part| part == name)?;
        Some(from + at + name.len())
    };
    let at = within(b"<meta", b"charset").or_else(|| within(b"<?xml", b"encoding"))?;
    let rest = head.get(at..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    let length = rest.iter().take_while(|byte| is_name(byte)).count();
    rest.get(..length).and_then(|name| str::from_utf8(name).ok()).filter(|name| !name.is_empty())
}

/// What stands between two stretches of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

impl Gap {
    fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Space => " ",
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }
}

/// An element that is open.
struct Open {
    name: u64,
    flow: Flow,
    is_silent: bool,
    has_kind: bool,
    is_preformatted: bool,
    /// Where its text begins, if it may be the story.
    story: Option<usize>,
    /// The tag may end of itself.
    short: [u8; 6],
}

/// The attribute whose value comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Other,
    Hidden,
    Style,
    Role,
    Class,
    Property,
    Content,
    DateTime,
}

/// A start tag whose end has not been read yet.
#[derive(Default)]
struct Tag {
    name: Vec<u8>,
    attribute: Option<Attribute>,
    is_hidden: bool,
    kind: Option<RegionKind>,
    is_publication: bool,
    content: String,
}

struct Extractor<'a> {
    raw: &'a str,
    out: Extract,
    /// The file before this byte is in the text, or left out.
    done: usize,
    gap: Gap,
    tag: Tag,
    open: Vec<Open>,
    /// How many elements of each name are open.
    count: FxHashMap<u64, u32>,
    /// Elements open beyond the deepest.
    beyond: usize,
    /// The first of them that is silent, by its number.
    silent_beyond: Option<usize>,
    silent: usize,
    preformatted: usize,
    /// How far the text was when the last link ended.
    link_end: usize,
    kinds: Vec<RegionKind>,
    /// The outermost main parts of the page.
    stories: Vec<Range<usize>>,
    /// How many of them are open: none or one.
    within: usize,
    keeps_title: bool,
    has_heading: bool,
    has_title: bool,
}

impl<'a> Extractor<'a> {
    fn run(raw: &'a str, keeps_title: bool) -> Self {
        let mut extractor = Self {
            raw,
            out: Extract::default(),
            done: 0,
            gap: Gap::None,
            tag: Tag::default(),
            open: Vec::new(),
            count: FxHashMap::default(),
            beyond: 0,
            silent_beyond: None,
            silent: 0,
            preformatted: 0,
            link_end: usize::MAX,
            kinds: Vec::new(),
            stories: Vec::new(),
            within: 0,
            keeps_title,
            has_heading: false,
            has_title: false,
        };
        extractor.out.text.reserve(raw.len() / 2);
        let mut from = 0;
        while let Some(rest) = raw.get(from..).filter(|rest| !rest.is_empty()) {
            let attributes = Cell::new(0);
            // Where the last event was, and whether it left a start tag open.
            let (mut tag, mut is_open) = (from, false);
            let take = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
                match event {
                    CallbackEvent::OpenStartTag { .. } | CallbackEvent::EndTag { .. } => attributes.set(0),
                    CallbackEvent::AttributeName { .. } => attributes.set(attributes.get() + 1),
                    _ => {}
                }
                is_open = match event {
                    CallbackEvent::OpenStartTag { .. } => true,
                    CallbackEvent::CloseStartTag { .. } => false,
                    _ => is_open,
                };
                tag = from + span.start;
                extractor.take(&event, tag..from + span.end);
                None
            };
            let mut emitter = CallbackEmitter::new(take);
            emitter.naively_switch_states(true);
            let reader = Bounded { text: rest.to_reader(), attributes: &attributes };
            if Tokenizer::new_with_emitter(reader, emitter).finish().is_ok() {
                break;
            }
            from = end_of_tag(raw, tag);
            if is_open {
                extractor.start(false);
            }
        }
        extractor
    }

    fn take(&mut self, event: &CallbackEvent<'_>, span: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.name.clear();
                self.tag.name.extend_from_slice(name);
                self.tag.attribute = None;
                self.tag.is_hidden = false;
                self.tag.is_publication = false;
                self.tag.kind = part_of(name);
                self.tag.content.clear();
            }
            CallbackEvent::AttributeName { name } => self.attribute(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { .. } => self.string(span),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute(&mut self, name: &[u8]) {
        let attribute = match name {
            b"hidden" => Attribute::Hidden,
            b"style" => Attribute::Style,
            b"role" => Attribute::Role,
            b"class" | b"id" => Attribute::Class,
            b"property" | b"name" | b"itemprop" => Attribute::Property,
            b"content" => Attribute::Content,
            b"datetime" => Attribute::DateTime,
            _ => Attribute::Other,
        };
        self.tag.is_hidden |= attribute == Attribute::Hidden;
        self.tag.attribute = Some(attribute);
    }

    fn value(&mut self, value: &[u8]) {
        let Some(value) = value.get(..LONGEST_VALUE.min(value.len())).and_then(|it| str::from_utf8(it).ok())
        else {
            return;
        };
        match self.tag.attribute {
            Some(Attribute::Style) => self.tag.is_hidden |= is_hidden(value),
            Some(Attribute::Role) => self.tag.kind = self.tag.kind.or_else(|| part_of_role(value.trim())),
            // The classes of the whole page and of a story tell of what is in it.
            Some(Attribute::Class)
                if !matches!(self.tag.name.as_slice(), b"body" | b"html" | b"main" | b"article") =>
            {
                self.tag.kind = self.tag.kind.or_else(|| part_of_class(value));
            }
            Some(Attribute::Property) => {
                self.tag.is_publication |= matches!(value, "article:published_time" | "datePublished");
            }
            Some(Attribute::Content | Attribute::DateTime) => value.clone_into(&mut self.tag.content),
            _ => {}
        }
    }

    /// Takes in the end of a start tag.
    fn start(&mut self, self_closing: bool) {
        let name = std::mem::take(&mut self.tag.name);
        let flow = flow(&name);
        self.part(flow);
        // Two links in a row are two things to a reader: their style parts them.
        if name == b"a" && self.link_end == self.done {
            self.gap = self.gap.max(Gap::Space);
        }
        if self.tag.is_publication && self.out.published.is_none() && !self.tag.content.is_empty() {
            self.out.published = Some(self.tag.content.clone());
        }
        // Outside HTML's own elements a slash ends the element (`<path/>` in a drawing); a script goes on behind one.
        let own = (is_silent(&name) && !matches!(name.as_slice(), b"svg" | b"math")) || self.tag.is_hidden;
        if !(is_void(&name) || self_closing && flow == Flow::Inline && !own) {
            self.push(&name, flow);
        }
        self.tag.name = name;
    }

    fn push(&mut self, name: &[u8], flow: Flow) {
        if flow != Flow::Inline {
            self.end_before(name);
        }
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            // What is silent stays so, until as many elements end as have begun since.
            if self.silent_beyond.is_none() && (is_silent(name) || self.tag.is_hidden) {
                self.silent_beyond = Some(self.beyond);
                self.silent += 1;
            }
            return;
        }
        let is_title = name == b"title" && self.silent == 0;
        self.has_title |= is_title;
        let is_silent = is_silent(name) || self.tag.is_hidden || (is_title && !self.keeps_title);
        // The head of a story has its headline, that of a page the site's.
        let begins_story = self.within == 0 && matches!(name, b"main" | b"article");
        self.within += usize::from(begins_story);
        let kind = self
            .tag
            .kind
            .or_else(|| (name == b"header" && self.within == 0).then_some(RegionKind::Boilerplate));
        self.silent += usize::from(is_silent);
        self.kinds.extend(kind);
        let is_preformatted = name == b"pre";
        self.preformatted += usize::from(is_preformatted);
        let id = varlik_names::key_hash(name);
        *self.count.entry(id).or_default() += 1;
        let mut short = [0; 6];
        if let Some(slot) = short.get_mut(..name.len()) {
            slot.copy_from_slice(name);
        }
        self.open.push(Open {
            name: id,
            flow,
            is_silent,
            has_kind: kind.is_some(),
            is_preformatted,
            story: begins_story.then_some(self.out.text.len()),
            short,
        });
    }

    /// Ends the elements whose end tag was left out before this start tag, with what is open within their last line.
    fn end_before(&mut self, name: &[u8]) {
        loop {
            let mut near = self.open.iter().rev().take(MOST_INLINE);
            let Some(back) = near.position(|open| open.flow != Flow::Inline) else { return };
            let block = self.open.iter().rev().nth(back);
            if !block.is_some_and(|open| ends(name, open.name())) {
                return;
            }
            for _ in 0..=back {
                self.pop();
            }
        }
    }

    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.silent -= usize::from(open.is_silent);
        self.preformatted -= usize::from(open.is_preformatted);
        if open.has_kind {
            self.kinds.pop();
        }
        if let Some(start) = open.story {
            self.within -= 1;
            self.stories.push(start..self.out.text.len());
        }
        if let Entry::Occupied(mut count) = self.count.entry(open.name) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        let flow = flow(name);
        self.close(name, flow);
        self.part(flow);
    }

    fn close(&mut self, name: &[u8], flow: Flow) {
        if name == b"a" {
            self.link_end = self.done;
        }
        if self.beyond > 0 {
            if self.silent_beyond == Some(self.beyond) {
                self.silent_beyond = None;
                self.silent = self.silent.saturating_sub(1);
            }
            self.beyond -= 1;
            return;
        }
        let id = varlik_names::key_hash(name);
        if !self.count.contains_key(&id) {
            return;
        }
        if flow == Flow::Inline && !is_silent(name) {
            // An end tag within a line ends no block: a stray one costs nothing.
            let mut near =
                self.open.iter().rev().take(MOST_INLINE).take_while(|open| open.flow == Flow::Inline);
            let Some(back) = near.position(|open| open.name == id) else { return };
            for _ in 0..=back {
                self.pop();
            }
            return;
        }
        while let Some(open) = self.open.last() {
            let found = open.name == id;
            self.pop();
            if found {
                break;
            }
        }
    }

    /// Parts what comes from what was, as an element of this kind does.
    fn part(&mut self, flow: Flow) {
        if self.silent > 0 {
            return;
        }
        self.gap = self.gap.max(match flow {
            Flow::Inline => Gap::None,
            Flow::Line => Gap::Line,
            Flow::Paragraph => Gap::Paragraph,
        });
    }

    fn string(&mut self, span: Range<usize>) {
        if self.silent > 0 {
            return;
        }
        let raw = self.raw;
        let Some(string) = raw.get(span.clone()) else { return };
        if self.preformatted > 0 {
            if !string.trim().is_empty() {
                self.keep(span);
            }
            return;
        }
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C);
        let bytes = string.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            let spaces = rest.iter().take_while(|byte| is_space(byte)).count();
            if spaces > 0 {
                self.gap = self.gap.max(Gap::Space);
                at += spaces;
                continue;
            }
            // A single space between two words stays with them.
            let mut end = at;
            while let Some(byte) = bytes.get(end) {
                if is_space(byte) && (*byte != b' ' || bytes.get(end + 1).is_none_or(is_space)) {
                    break;
                }
                end += 1;
            }
            self.keep(span.start + at..span.start + end);
            at = end;
        }
    }

    /// Appends a stretch of the file, behind what parts it from the last one.
    fn keep(&mut self, span: Range<usize>) {
        let Some(kept) = self.raw.get(span.clone()) else { return };
        let gap = if self.out.text.is_empty() { "" } else { self.gap.as_str() };
        let between = self.raw.get(self.done..span.start).unwrap_or("");
        let start = self.out.text.len();
        self.out.text.push_str(gap);
        if between != gap {
            let output = start..self.out.text.len();
            self.out.edits.push(Edit { source: self.done..span.start, output });
        }
        let start = self.out.text.len();
        self.out.text.push_str(kept);
        self.done = span.end;
        self.gap = Gap::None;
        let Some(&kind) = self.kinds.last() else { return };
        self.has_heading |= kind == RegionKind::Title && !self.keeps_title;
        let end = self.out.text.len();
        match self.out.parts.last_mut() {
            Some(part) if part.kind == kind && part.span.end + 2 >= start => part.span.end = end,
            _ => self.out.parts.push(Part { span: start..end, kind }),
        }
    }

    fn finish(mut self) -> Extract {
        while !self.open.is_empty() {
            self.pop();
        }
        self.mark_surroundings();
        self.out
    }

    /// Where one part of the page is the story by its length, and no other is, the rest is the site.
    fn mark_surroundings(&mut self) {
        let mut long = self.stories.iter().filter(|story| story.len() >= SHORTEST_STORY);
        let (Some(story), None) = (long.next().cloned(), long.next()) else { return };
        let all = std::mem::take(&mut self.out.parts);
        // The headline of a story may stand above it.
        let headline = all.iter().find(|part| part.kind == RegionKind::Title && !self.keeps_title);
        let story = headline.map_or(story.start, |it| it.span.start.min(story.start))..story.end;
        let mut at = 0;
        let site = |parts: &mut Vec<Part>, upto: usize, at: &mut usize| {
            for span in [*at..upto.min(story.start), (*at).max(story.end)..upto] {
                if span.start < span.end {
                    parts.push(Part { span, kind: RegionKind::Boilerplate });
                }
            }
            *at = upto;
        };
        for part in all {
            site(&mut self.out.parts, part.span.start, &mut at);
            at = part.span.end;
            self.out.parts.push(part);
        }
        site(&mut self.out.parts, self.out.text.len(), &mut at);
    }
}

impl Open {
    /// The name, where it is one of those whose end tag may be left out; those are short.
    fn name(&self) -> &[u8] {
        let length = self.short.iter().position(|&byte| byte == 0).unwrap_or(self.short.len());
        self.short.get(..length).unwrap_or_default()
    }
}

/// A text that ends where a tag has more attributes than are read.
struct Bounded<'a> {
    text: StringReader<'a>,
    attributes: &'a Cell<u32>,
}

/// A tag has more attributes than are read.
#[derive(Debug)]
struct TooManyAttributes;

impl fmt::Display for TooManyAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a tag has more than {MOST_ATTRIBUTES} attributes")
    }
}

impl std::error::Error for TooManyAttributes {}

impl Bounded<'_> {
    fn check(&self) -> Result<(), TooManyAttributes> {
        if self.attributes.get() > MOST_ATTRIBUTES { Err(TooManyAttributes) } else { Ok(()) }
    }
}

impl Reader for Bounded<'_> {
    type Error = TooManyAttributes;

    fn read_byte(&mut self) -> Result<Option<u8>, Self::Error> {
        self.check()?;
        let Ok(byte) = self.text.read_byte();
        Ok(byte)
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Self::Error> {
        self.check()?;
        let Ok(found) = self.text.try_read_string(wanted, case_sensitive);
        Ok(found)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        char_buf: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Self::Error> {
        self.check()?;
        let Ok(read) = self.text.read_until(needle, char_buf);
        Ok(read)
    }
}

/// Returns where a tag ends whose attributes are not read any further from `at`, a place within its attributes.
fn end_of_tag(raw: &str, at: usize) -> usize {
    let mut quote = None;
    let mut is_value = false;
    for (place, byte) in raw.bytes().enumerate().skip(at) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'>') => return place + 1,
            (None, b'"' | b'\'') if is_value => quote = Some(byte),
            _ => {}
        }
        is_value = byte == b'=' || (is_value && byte.is_ascii_whitespace());
    }
    raw.len()
}

/// Whether a style hides its element.
fn is_hidden(style: &str) -> bool {
    let plain: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
    let plain = plain.to_ascii_lowercase();
    plain.contains("display:none") || plain.contains("visibility:hidden")
}
