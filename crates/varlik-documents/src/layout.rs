//! Which lines of a page are the story, and which the site around it.

use std::ops::Range;

use varlik_text::key_into;

use crate::RegionKind;
use crate::dateline::dateline;
use crate::tables::boilerplate::{PHRASES, Place};

/// One line of a text with its label; blank lines belong to the line before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Byte range in the text, without the line end.
    pub(crate) span: Range<usize>,
    /// What it is.
    pub(crate) kind: RegionKind,
}

/// Words of the longest line that is asked for a phrase of the table; a longer one is a paragraph.
const LONGEST_PHRASED: usize = 25;

/// What a line looks like, before its neighbours are asked.
struct Look {
    span: Range<usize>,
    words: usize,
    ends_sentence: bool,
    phrase: Option<Place>,
    repeated: bool,
    menu: bool,
    mark: Option<Mark>,
    markup: Option<RegionKind>,
}

/// A line that says when, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// "21 September 2023 / 13:24".
    Date,
    /// "10:38", UPDATED: another version of the page begins.
    Version,
}

/// What is known of a line beside its text, by its span.
#[derive(Clone, Copy)]
pub(crate) struct Evidence<'a> {
    /// Whether it stands in several articles of the collection, which no story's line does.
    pub(crate) is_repeated: &'a dyn Fn(Range<usize>) -> bool,
    /// What the markup says it is.
    pub(crate) markup: &'a dyn Fn(Range<usize>) -> Option<RegionKind>,
}

#[cfg(test)]
impl Evidence<'_> {
    /// Nothing is known but the text.
    pub(crate) const NONE: Self = Self { is_repeated: &|_| false, markup: &|_| None };
}

/// Labels the lines of a page.
pub(crate) fn lines(text: &str, evidence: &Evidence<'_>) -> Vec<Line> {
    let mut key = String::new();
    let looks: Vec<Look> = spans(text).map(|span| Look::new(text, span, evidence, &mut key)).collect();
    let mut kinds = smooth(&looks);
    mark_sidebars(&looks, &mut kinds);
    mark_tail(&looks, &mut kinds);
    mark_title(&looks, &mut kinds);
    mark_short(&looks, &mut kinds);
    let mut lines = Vec::with_capacity(looks.len());
    for (look, kind) in looks.into_iter().zip(kinds) {
        let kind = if kind == RegionKind::Boilerplate && look.is_about_comments() {
            RegionKind::CommentRules
        } else {
            kind
        };
        let credit = (kind.is_story()).then(|| trailing_credit(text, &look.span)).flatten();
        let dateline = (kind == RegionKind::Body).then(|| dateline(text, &look.span)).flatten();
        if let Some(at) = credit {
            // What ends with the name of a photographer stands under a picture.
            if look.span.start < at {
                lines.push(Line { span: look.span.start..at, kind: RegionKind::Caption });
            }
            lines.push(Line { span: at..look.span.end, kind: RegionKind::Credit });
        } else if let Some(at) = dateline {
            lines.push(Line { span: look.span.start..at, kind: RegionKind::Dateline });
            lines.push(Line { span: at..look.span.end, kind });
        } else {
            lines.push(Line { span: look.span, kind });
        }
    }
    lines
}

/// The non-blank lines of a text.
fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let from = start;
        start += line.len();
        let body = line.trim_end_matches(['\n', '\r']);
        (!body.trim().is_empty()).then(|| from..from + body.len())
    })
}

impl Look {
    fn new(text: &str, span: Range<usize>, evidence: &Evidence<'_>, key: &mut String) -> Self {
        let line = text.get(span.clone()).unwrap_or("").trim();
        let words = line.split_ascii_whitespace().take(42).count();
        let short = words <= LONGEST_PHRASED;
        key.clear();
        if short {
            key_into(line, key);
        }
        let phrase = if short { phrase(key) } else { None };
        let last = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']']).chars().next_back();
        let ends_sentence = matches!(last, Some('.' | '!' | '?' | '…' | ':'));
        Self {
            words,
            ends_sentence,
            phrase,
            // A sentence is repeated by outlets that print one report.
            repeated: words <= 15 && !ends_sentence && (evidence.is_repeated)(span.clone()),
            menu: (words <= 15 && line.matches("  ").count() >= 2)
                || [('|', " | "), ('>', " > "), ('·', " · ")]
                    .into_iter()
                    .any(|(sign, between)| line.contains(sign) && line.matches(between).count() >= 2),
            mark: if is_version(line, phrase) {
                Some(Mark::Version)
            } else if words <= 9 && is_date(line) {
                Some(Mark::Date)
            } else {
                None
            },
            markup: (evidence.markup)(span.clone()),
            span,
        }
    }

    /// Log-odds that the line is part of the story.
    ///
    /// Set by hand: a sentence of some length is nearly always story, a phrase of the table nearly never.
    fn story(&self) -> f32 {
        let mut score = match (self.words, self.ends_sentence) {
            (20.., true) => 4.0,
            (8..20, true) => 2.5,
            (25.., false) => 2.0,
            (_, true) => 0.5,
            (8..25, false) => -0.3,
            (_, false) => -1.0,
        };
        if self.phrase.is_some() {
            score -= if self.words <= 15 { 6.0 } else { 4.5 };
        }
        if self.repeated {
            score -= 6.0;
        }
        if self.menu {
            score -= 3.0;
        }
        score
    }

    fn is_about_comments(&self) -> bool {
        matches!(self.phrase, Some(Place::Comment | Place::CommentStart))
    }

    fn fixed(&self) -> Option<RegionKind> {
        match self.phrase {
            // What the page itself says of a line goes before what the line looks like.
            _ if self.markup.is_some() => self.markup,
            _ if self.mark == Some(Mark::Version) => Some(RegionKind::UpdateMarker),
            Some(Place::Byline) if self.words <= 8 && !self.ends_sentence => Some(RegionKind::Byline),
            Some(Place::Credit) if self.words <= 12 && !self.ends_sentence => Some(RegionKind::Credit),
            _ => None,
        }
    }
}

/// Two-state Viterbi over story and chrome: a change of state costs, so that a short line takes after its neighbours.
fn smooth(looks: &[Look]) -> Vec<RegionKind> {
    const CHANGE: f32 = 1.2;
    let mut best = [0.0_f32, 0.0];
    let mut back = Vec::with_capacity(looks.len());
    for look in looks {
        let gain = if look.fixed().is_some() { 0.0 } else { look.story() / 2.0 };
        let [story, chrome] = best;
        let from = [story < chrome - CHANGE, story - CHANGE < chrome];
        best = [story.max(chrome - CHANGE) + gain, chrome.max(story - CHANGE) - gain];
        back.push(from);
    }
    let mut chrome = best[1] > best[0];
    let mut kinds = vec![RegionKind::Body; looks.len()];
    for ((look, kind), from) in looks.iter().zip(&mut kinds).zip(&back).rev() {
        *kind = look.fixed().unwrap_or(if chrome { RegionKind::Boilerplate } else { RegionKind::Body });
        chrome = if chrome { from[1] } else { from[0] };
    }
    kinds
}

/// A run of short lines with two or more dates among them is a list of other headlines.
fn mark_sidebars(looks: &[Look], kinds: &mut [RegionKind]) {
    let other = |look: &Look| look.words <= 30 && look.mark != Some(Mark::Version);
    let mut at = 0;
    while at < looks.len() {
        if !looks.get(at).is_some_and(|look| look.mark == Some(Mark::Date)) {
            at += 1;
            continue;
        }
        let mut last = at;
        let mut dates = 1;
        let mut next = at + 1;
        while let Some(look) = looks.get(next) {
            if look.mark == Some(Mark::Date) {
                dates += 1;
                last = next;
            } else if next - last > 2 || !other(look) {
                break;
            }
            next += 1;
        }
        if dates >= 2 {
            let first = at.checked_sub(1).filter(|&before| {
                looks.get(before).is_some_and(|look| other(look) && !look.ends_sentence) && at + 1 < last
            });
            for kind in kinds.iter_mut().take(last + 1).skip(first.unwrap_or(at)) {
                *kind = RegionKind::Sidebar;
            }
        }
        at = last + 1;
    }
}

/// What stands behind the last line of chrome is chrome too, unless the story goes on there; and so are short lines
/// without a sentence after the last sentence of the story.
fn mark_tail(looks: &[Look], kinds: &mut [RegionKind]) {
    let long_story = looks.iter().any(|look| look.words >= 15 && look.ends_sentence);
    if !long_story {
        return;
    }
    let chrome = |look: &Look| {
        let named = matches!(look.phrase, Some(Place::Anywhere | Place::Start));
        (named || look.is_about_comments()) && look.words <= 15
    };
    let goes_on = |look: &Look| look.words >= 25 && look.ends_sentence && look.phrase.is_none();
    let first_story = looks.iter().position(goes_on).unwrap_or(0);
    if let Some(last) = looks.iter().rposition(chrome).filter(|&last| last > first_story)
        && !looks.iter().skip(last).any(goes_on)
    {
        for kind in kinds.iter_mut().skip(last).filter(|kind| **kind == RegionKind::Body) {
            *kind = RegionKind::Boilerplate;
        }
    }
    for (look, kind) in looks.iter().zip(kinds.iter_mut()).rev() {
        if *kind == RegionKind::Body {
            if look.ends_sentence || look.words >= 12 {
                break;
            }
            *kind = RegionKind::Boilerplate;
        }
    }
}

/// A text without any story in it is a short one (a headline, a post): its plain lines are what it says.
fn mark_short(looks: &[Look], kinds: &mut [RegionKind]) {
    if kinds.iter().any(|kind| kind.is_story()) {
        return;
    }
    for (look, kind) in looks.iter().zip(kinds) {
        if *kind == RegionKind::Boilerplate
            && look.fixed().is_none()
            && look.phrase.is_none()
            && !look.repeated
            && !look.menu
        {
            *kind = RegionKind::Body;
        }
    }
}

/// The short lines before the first sentence of the story are its title, and what stands above them is chrome.
fn mark_title(looks: &[Look], kinds: &mut [RegionKind]) {
    let is_sentence = |look: &Look| look.ends_sentence && look.words >= 8 && look.phrase.is_none();
    let Some(first) =
        looks.iter().zip(&*kinds).position(|(look, kind)| is_sentence(look) && *kind == RegionKind::Body)
    else {
        return;
    };
    for (look, kind) in looks.iter().zip(kinds.iter_mut()).take(first) {
        let headline = look.words >= 3
            && look.phrase.is_none()
            // So is a headline.
            && (!look.repeated || look.words >= 6)
            && !look.menu
            && look.mark.is_none()
            && look.fixed().is_none()
            && !matches!(kind, RegionKind::Sidebar);
        if headline {
            *kind = RegionKind::Title;
        } else if *kind == RegionKind::Body {
            *kind = RegionKind::Boilerplate;
        }
    }
}

/// The phrase of the table that a line's key holds.
fn phrase(key: &str) -> Option<Place> {
    let mut from = 0;
    loop {
        let rest = key.get(from..)?;
        if !may_begin(rest) {
            from += rest.find(' ')? + 1;
            continue;
        }
        let after = PHRASES.partition_point(|(phrase, _)| *phrase <= rest);
        // Sorted phrases that begin `rest` stand right before its place; a few may lie between.
        for (phrase, place) in PHRASES.get(after.saturating_sub(6)..after)?.iter().rev() {
            let whole_words =
                rest.strip_prefix(phrase).is_some_and(|tail| tail.is_empty() || tail.starts_with(' '));
            let fits = match place {
                Place::Anywhere | Place::Comment => true,
                Place::Start | Place::CommentStart | Place::Byline | Place::Credit => from == 0,
                Place::Line | Place::Update => key == *phrase,
            };
            if whole_words && fits {
                return Some(*place);
            }
        }
        from += rest.find(' ')? + 1;
    }
}

/// Whether some phrase begins with the first two letters of `rest`; most words end here.
fn may_begin(rest: &str) -> bool {
    match *rest.as_bytes() {
        [first, second, ..] => {
            BEGINNINGS.get(usize::from(first & 31)).is_some_and(|seconds| seconds & (1 << (second & 31)) != 0)
        }
        _ => false,
    }
}

/// For each first letter of a phrase, the set of second letters; letters count by their last five bits.
static BEGINNINGS: [u32; 32] = beginnings();

#[allow(clippy::indexing_slicing, reason = "runs at compile time, where a wrong index fails the build")]
const fn beginnings() -> [u32; 32] {
    let mut table = [0; 32];
    let mut at = 0;
    while at < PHRASES.len() {
        let letters = PHRASES[at].0.as_bytes();
        table[(letters[0] & 31) as usize] |= 1 << (letters[1] & 31);
        at += 1;
    }
    table
}

/// "21 September 2023 / 13:24", "12.03.2024": a line of digits and at most a month's name.
fn is_date(line: &str) -> bool {
    // A day and a year have five digits; most lines have none.
    if line.bytes().filter(u8::is_ascii_digit).count() < 5 {
        return false;
    }
    let mut numbers = 0;
    let mut year = false;
    let mut names = 0;
    for part in line.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()) {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers += 1;
            year |= part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        } else {
            names += 1;
            let mut key = String::new();
            key_into(part, &mut key);
            if !varlik_names::words(&key).has(varlik_names::WordFlag::Calendar) && key.len() > 4 {
                return false;
            }
        }
    }
    year && names <= 3 && (numbers >= 3 || (numbers >= 2 && names >= 1))
}

/// "10:38", "UPDATED", "11:47 UPDATE".
fn is_version(line: &str, whole: Option<Place>) -> bool {
    let behind =
        |(time, rest): (&str, &str)| is_time(time) && phrase(&varlik_text::key(rest)) == Some(Place::Update);
    is_time(line) || whole == Some(Place::Update) || line.split_once(' ').is_some_and(behind)
}

/// "10:38" alone.
fn is_time(line: &str) -> bool {
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    line.split_once([':', '.'])
        .is_some_and(|(hours, minutes)| digits(hours) && minutes.len() == 2 && digits(minutes))
}

/// Where a credit such as `Vladimir SMIRNOV / POOL / AFP` begins at the end of a caption line.
fn trailing_credit(text: &str, span: &Range<usize>) -> Option<usize> {
    let line = text.get(span.clone())?;
    let first_slash = line.find(" / ")?;
    let parts: Vec<&str> = line.split(" / ").collect();
    let short = parts.iter().skip(1).all(|part| {
        let words = part.split_whitespace().count();
        (1..=4).contains(&words) && !part.trim_end().ends_with(['.', '!', '?'])
    });
    let begins = line
        .get(..first_slash)?
        .rfind(['.', '!', '?', '”', '"'])
        .map_or(0, |at| at + line.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let lead = line.get(begins..first_slash)?;
    let begins = begins + (lead.len() - lead.trim_start().len());
    let capital = |part: &str| part.trim_start().chars().next().is_some_and(char::is_uppercase);
    let names =
        (1..=4).contains(&lead.split_whitespace().count()) && parts.iter().skip(1).all(|part| capital(part));
    (short && names && capital(lead)).then_some(span.start + begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The harbour board of Varberg has painted its four cranes blue, as the town chose in a vote last year.";

    #[test]
    fn lines_stand_in_order_and_leave_out_blanks_alone() {
        for text in [
            format!(
                "\n\n  Home | News | Sport \r\n\r\n{STORY}\r\n \t \n12 March 2024\nFerry sold\n11 March 2024"
            ),
            format!("Cranes shine. Kerstin ALMGREN / POOL / AFP\n{STORY}"),
            STORY.to_owned(),
            "\n \n".to_owned(),
            String::new(),
        ] {
            let mut end = 0;
            for line in lines(&text, &Evidence::NONE) {
                assert!(line.span.start >= end && line.span.start < line.span.end, "{text:?}: {line:?}");
                assert!(
                    text[end..line.span.start].trim().is_empty(),
                    "{text:?}: something stands before {line:?}"
                );
                assert!(!text[line.span.clone()].contains('\n'));
                end = line.span.end;
            }
            assert!(text[end..].trim().is_empty(), "{text:?}: something stands behind the last line");
        }
    }

    #[test]
    fn a_repeated_line_is_chrome_and_the_same_line_alone_a_headline() {
        let text = format!("Harbour town paints cranes\n{STORY}\n{STORY}\n");
        let kind = |is_repeated: &dyn Fn(&str) -> bool| {
            let evidence = Evidence { is_repeated: &|span| is_repeated(text[span].trim()), ..Evidence::NONE };
            lines(&text, &evidence)[0].kind
        };
        assert_eq!(kind(&|_| false), RegionKind::Title);
        assert_eq!(kind(&|line| line == "Harbour town paints cranes"), RegionKind::Boilerplate);
    }

    #[test]
    fn dates_and_times_say_when_and_nothing_else() {
        for line in
            ["21 September 2023 / 13:24", "12.03.2024", "Salı, 12 Mart 2024", "March 12, 2024", "2024-03-12"]
        {
            assert!(is_date(line), "{line}");
        }
        for line in ["12 killed in 2024", "September 2023", "555 12 34", "Cranes of 12 March 2024", ""] {
            assert!(!is_date(line), "{line}");
        }
        assert!(is_time("10:38") && is_time("9.05"));
        for line in ["10:38:12", "10:3", "3:1 win", "1038", ":"] {
            assert!(!is_time(line), "{line}");
        }
    }

    #[test]
    fn phrases_stand_in_whole_words_and_in_their_place() {
        assert_eq!(phrase("the harbour all rights reserved"), Some(Place::Anywhere));
        assert_eq!(phrase("advertisement"), Some(Place::Start));
        assert_eq!(phrase("a long advertisement"), None);
        assert_eq!(phrase("advertisements"), None);
        assert_eq!(phrase("the harbour board of varberg"), None);
        assert_eq!(phrase(""), None);
    }

    #[test]
    fn every_phrase_of_the_table_is_found() {
        for (phrase_key, _) in PHRASES {
            assert!(phrase(phrase_key).is_some(), "{phrase_key}");
        }
        assert!(PHRASES.is_sorted_by(|a, b| a.0 < b.0), "the search halves the table");
    }

    #[test]
    fn a_credit_is_cut_from_its_caption() {
        let credit = |line: &str| trailing_credit(line, &(0..line.len())).map(|at| line[at..].to_owned());
        assert_eq!(
            credit("The cranes shine. Kerstin ALMGREN / POOL / AFP").as_deref(),
            Some("Kerstin ALMGREN / POOL / AFP")
        );
        assert_eq!(credit("“Blue,” he said.” Okan TEKELİ / AA").as_deref(), Some("Okan TEKELİ / AA"));
        for line in [
            "blue and / or grey",
            "The shift of 2023 / 2024 ended.",
            "The cranes shine.",
            "Who / what did he see?",
        ] {
            assert_eq!(credit(line), None, "{line}");
        }
    }
}
