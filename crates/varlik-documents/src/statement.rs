//! What somebody says in an article: quotations and reported speech, each with its speaker.

mod english;
#[cfg(test)]
mod tests;
mod turkish;

use std::ops::Range;

use varlik_text::{CaseShape, Lang, TokenKind};

use crate::analysis::{Analysis, Word};
use crate::article::LocalMention;
use crate::layout::Line;
use crate::sketch;
use crate::tables::speech::{ENDINGS, FORMS, Speech};
use crate::view::View;
use crate::weights;
use crate::{Act, EntityType, MentionKind, Modality, Polarity};

/// Words between a speaker and the word of saying.
const REACH: usize = 12;

/// Words that a quotation has at least to be something said; fewer are a way of speaking.
const SHORTEST: usize = 3;

/// Words of a sentence that is read as one; a text without stops is read in pieces.
const LONGEST_SENTENCE: usize = 300;

/// Words of the longest form of the table.
const LONGEST_FORM: usize = 3;

/// One thing said, its speaker known inside the article only.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    /// Byte range of the raw text.
    pub(crate) span: Range<usize>,
    pub(crate) cue: Range<usize>,
    /// Byte range of the raw text of the speaker's mention.
    pub(crate) speaker: Option<Range<usize>>,
    pub(crate) is_quotation: bool,
    pub(crate) act: Act,
    pub(crate) polarity: Polarity,
    pub(crate) modality: Modality,
    /// Stems of its telling words, sorted.
    pub(crate) events: Vec<u32>,
    /// What is counted, and how much of it.
    pub(crate) counts: Vec<(u32, u64)>,
}

/// A word or phrase of saying.
#[derive(Debug, Clone)]
struct Cue {
    words: Range<usize>,
    speech: Speech,
}

/// A statement as ranges of words.
struct Draft {
    words: Range<usize>,
    cue: Cue,
    /// Index among the names.
    speaker: Option<usize>,
    is_quotation: bool,
}

/// A mention as a range of words.
struct Name {
    words: Range<usize>,
    mention: usize,
    can_speak: bool,
    is_person: bool,
    is_place: bool,
}

/// Finds what is said in the story of an article.
pub(crate) fn find(
    analysis: &Analysis,
    view: &View<'_>,
    lines: &[Line],
    language: Lang,
    mentions: &[LocalMention],
) -> Vec<Statement> {
    if !matches!(language, Lang::Tr | Lang::En) {
        return Vec::new();
    }
    let text = view.as_str();
    let names = mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| mention.region.is_story())
        .map(|(index, mention)| {
            let span = view.to_output(mention.span.clone());
            let start = analysis.words.partition_point(|word| word.end() <= span.start);
            let end = analysis.words.partition_point(|word| word.start() < span.end);
            let is_person = mention.entity_type == EntityType::Per || mention.kind == MentionKind::Nominal;
            let can_speak =
                is_person || mention.entity_type == EntityType::Org || mention.metonym_of.is_some();
            let is_place = mention.entity_type == EntityType::Loc;
            Name { words: start..end, mention: index, can_speak, is_person, is_place }
        })
        .collect();
    let mut reading = Reading {
        analysis,
        language,
        names,
        quotes: quotations(analysis, text),
        drafts: Vec::new(),
        last: None,
        previous: 0..0,
    };
    let mut line = 0;
    for sentence in reading.sentences() {
        let at = analysis.words.get(sentence.start).map_or(0, Word::start);
        while lines.get(line).is_some_and(|line| line.span.end <= at) {
            line += 1;
        }
        if lines.get(line).is_some_and(|line| line.kind.is_story()) {
            reading.read(sentence.clone());
            reading.previous = sentence;
        }
    }
    let Reading { drafts, names, .. } = reading;
    drafts
        .into_iter()
        .filter_map(|draft| statement(analysis, view, language, mentions, &names, &draft))
        .collect()
}

struct Reading<'a> {
    analysis: &'a Analysis,
    language: Lang,
    names: Vec<Name>,
    /// Quotations with their marks, in order.
    quotes: Vec<Range<usize>>,
    drafts: Vec<Draft>,
    /// The last speaker and the word where he spoke.
    last: Option<(usize, usize)>,
    /// The sentence before.
    previous: Range<usize>,
}

impl Reading<'_> {
    fn word(&self, at: usize) -> Option<&Word> {
        self.analysis.words.get(at)
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.word(at).map(|word| word.token.kind)
    }

    fn key(&self, at: usize) -> &str {
        self.word(at).map_or("", |word| self.analysis.key(word))
    }

    /// The last few names that begin before a word, the nearest first, with their places.
    fn names_before(&self, at: usize) -> impl Iterator<Item = (usize, &Name)> {
        let place = self.names.partition_point(|name| name.words.start < at);
        let from = place.saturating_sub(4);
        self.names
            .get(from..place)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .rev()
            .map(move |(index, name)| (from + index, name))
    }

    fn starts_line(&self, at: usize) -> bool {
        self.word(at).is_none_or(|word| word.token.line_start)
    }

    /// The sentences; one that begins inside a quotation is none of its own.
    fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let (mut from, mut ended) = (0, false);
        for (at, word) in self.analysis.words.iter().enumerate() {
            // What begins inside a quotation begins no sentence of the article's, unless it is its first word.
            let begins = self.quote_around(at).is_none_or(|quote| quote.start + 1 == at);
            let starts = word.token.line_start || (ended && word.sentence_start && begins);
            if (starts || at - from >= LONGEST_SENTENCE) && at > from {
                // An opening mark belongs to what follows.
                let opens = self.quotes.binary_search_by_key(&(at - 1), |quote| quote.start).is_ok()
                    && !word.token.line_start;
                let end = if opens { at - 1 } else { at };
                sentences.push(from..end);
                from = end;
            }
            ended = match word.token.kind {
                TokenKind::Period | TokenKind::Terminal => {
                    word.token.kind == TokenKind::Terminal || self.is_stop(at)
                }
                TokenKind::Quote | TokenKind::Open | TokenKind::Close => ended,
                _ => false,
            };
        }
        sentences.push(from..self.analysis.words.len());
        sentences
    }

    /// Whether the next word takes a stop for the end of a sentence.
    fn is_stop(&self, at: usize) -> bool {
        self.analysis
            .words
            .get(at + 1..)
            .and_then(|rest| {
                rest.iter().find(|word| {
                    !matches!(word.token.kind, TokenKind::Quote | TokenKind::Open | TokenKind::Close)
                })
            })
            .is_none_or(|word| word.sentence_start)
    }

    /// The quotation that a word stands in, marks excluded.
    fn quote_around(&self, at: usize) -> Option<&Range<usize>> {
        let place = self.quotes.partition_point(|quote| quote.end <= at);
        self.quotes.get(place).filter(|quote| quote.start < at && at + 1 < quote.end)
    }

    /// The words of saying of a range, outside quotations and names.
    fn cues(&self, range: Range<usize>) -> Vec<Cue> {
        let mut cues = Vec::new();
        let mut at = range.start;
        while at < range.end {
            match self.cue_at(at, range.end) {
                Some(cue) => {
                    at = cue.words.end;
                    cues.push(cue);
                }
                None => at += 1,
            }
        }
        cues
    }

    fn cue_at(&self, at: usize, end: usize) -> Option<Cue> {
        let word = self.word(at).filter(|word| word.token.kind == TokenKind::Word)?;
        let (length, speech) = form_at(self.analysis, self.language, at, end)?;
        // "Reports", "States": what begins a sentence is no verb.
        if word.is_capital() && speech != Speech::Source {
            return None;
        }
        if matches!(speech, Speech::Not | Speech::May | Speech::Must | Speech::Will)
            || self.quote_around(at).is_some()
            || self.names_before(at + 1).any(|(_, name)| name.words.contains(&at))
        {
            return None;
        }
        let before = at.checked_sub(1).map_or("", |before| self.key(before));
        if self.language == Lang::En {
            let is_passive = ["is", "are", "was", "were", "be", "been", "being"].contains(&before)
                && !self.key(at).ends_with("ing");
            // "The claims", "his demands", "denied reports".
            let is_noun =
                ["the", "a", "an", "these", "those", "such", "any", "his", "her", "its", "their", "of", "to"]
                    .contains(&before);
            // "Claims" and "demands" are things as often; then nobody stands right before them.
            let key = self.key(at);
            let is_thing = key.ends_with('s')
                && !matches!(key, "says" | "tells" | "adds")
                && length == 1
                && !self.stands_behind_a_speaker(at);
            if speech != Speech::Source && (is_passive || is_noun || is_thing) {
                return None;
            }
        }
        Some(Cue { words: at..at + length, speech })
    }

    fn stands_behind_a_speaker(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            self.is_pronoun(before)
                || is_outlet(self.key(before))
                || self.names_before(at).any(|(_, name)| name.words.end == at && name.can_speak)
        })
    }

    fn read(&mut self, mut sentence: Range<usize>) {
        // "MOSCOW (AA) - ...": what is said begins behind the dash.
        if self.starts_line(sentence.start) {
            let dash = (sentence.start..sentence.end.min(sentence.start + 10)).find(|at| {
                // "COVID-19" is a word.
                let end = at.checked_sub(1).and_then(|before| self.word(before)).map_or(0, Word::end);
                self.kind(*at) == Some(TokenKind::Hyphen)
                    && self.word(*at).is_some_and(|dash| dash.start() > end)
            });
            let is_loud = |at: usize| self.word(at).is_some_and(|word| word.token.case == CaseShape::Upper);
            if let Some(dash) = dash.filter(|dash| (sentence.start..*dash).any(is_loud)) {
                sentence.start = dash + 1;
            }
        }
        match self.language {
            Lang::Tr => self.read_turkish(&sentence),
            _ => self.read_english(&sentence),
        }
    }

    /// The quotations that begin in a range, long enough to be something said.
    fn quotes_in(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let long = |quote: &Range<usize>| {
            let words = quote.clone().filter(|at| self.kind(*at) == Some(TokenKind::Word));
            words.take(SHORTEST).count() == SHORTEST
        };
        let from = self.quotes.partition_point(|quote| quote.start < range.start);
        let quotes = self.quotes.iter().skip(from).take_while(|quote| quote.start < range.end);
        quotes.filter(|quote| long(quote)).cloned().collect()
    }

    fn push(&mut self, words: Range<usize>, cue: &Cue, speaker: Option<usize>, is_quotation: bool) {
        // Names at the ends are kept, commas and stops are not.
        let is_edge = |at: usize| {
            matches!(
                self.kind(at),
                Some(
                    TokenKind::Comma
                        | TokenKind::Period
                        | TokenKind::Colon
                        | TokenKind::Terminal
                        | TokenKind::Hyphen
                )
            )
        };
        let mut words = words;
        while !is_quotation && words.start < words.end && is_edge(words.start) {
            words.start += 1;
        }
        while !is_quotation && words.start < words.end && is_edge(words.end - 1) {
            words.end -= 1;
        }
        let count = words.clone().filter(|at| self.kind(*at) == Some(TokenKind::Word)).take(SHORTEST).count();
        let shortest = if self.language == Lang::Tr && !is_quotation { SHORTEST - 1 } else { SHORTEST };
        if count < shortest || self.drafts.iter().rev().take(8).any(|draft| overlaps(&draft.words, &words)) {
            return;
        }
        if let Some(speaker) = speaker {
            self.last = Some((speaker, cue.words.start));
        }
        self.drafts.push(Draft { words, cue: cue.clone(), speaker, is_quotation });
    }

    /// The nearest name before a word that can speak, inside a range.
    fn speaker_before(&self, at: usize, from: usize) -> Option<usize> {
        let place = self.names.partition_point(|name| name.words.start < at);
        let from = from.max(at.saturating_sub(REACH));
        let fits = |index: &usize| {
            self.names.get(*index).is_some_and(|name| {
                name.can_speak
                    && name.words.end <= at
                    && name.words.start >= from
                    && self.quote_around(name.words.start).is_none()
            })
        };
        (0..place).rev().take(8).find(fits)
    }

    /// "Trump's efforts": whose they are does not speak.
    fn is_possessor(&self, name: &Name) -> bool {
        self.kind(name.words.end) == Some(TokenKind::Suffix)
    }

    /// The nearest name behind a word that can speak.
    fn speaker_behind(&self, at: usize, end: usize, reach: usize) -> Option<usize> {
        let place = self.names.partition_point(|name| name.words.start < at);
        let fits = |index: &usize| {
            self.names
                .get(*index)
                .is_some_and(|name| name.can_speak && name.words.start < end.min(at + reach))
        };
        let first = (place..self.names.len()).take(4).find(fits)?;
        // "Kremlin spokesman Dmitry Peskov" is one man.
        let from = self.names.get(first)?.words.end;
        let bearer = (first + 1..self.names.len()).take(2).find(|index| {
            self.names.get(*index).is_some_and(|name| {
                name.is_person
                    && name.words.start < end
                    && name.words.start <= from + 3
                    && (from..name.words.start).all(|at| self.kind(at) == Some(TokenKind::Word))
            })
        });
        bearer.or(Some(first))
    }

    /// Who "he" is: who spoke in the sentence before, else whom that sentence begins with, else who spoke last.
    fn antecedent(&self, sentence: &Range<usize>) -> Option<usize> {
        const JUST_NOW: usize = 90;
        const OPENING: usize = 7;
        let last = self.last.filter(|(_, at)| *at < sentence.start);
        if let Some((speaker, at)) = last
            && at >= self.previous.start
        {
            return Some(speaker);
        }
        let first = self.names.partition_point(|name| name.words.start < self.previous.start);
        let opening =
            self.names.get(first..).unwrap_or_default().iter().take(OPENING).position(|name| name.is_person);
        let opening = opening.map(|place| first + place).filter(|index| {
            self.names.get(*index).is_some_and(|name| {
                name.words.start < sentence.start && name.words.start < self.previous.start + OPENING
            })
        });
        opening.or_else(|| last.filter(|(_, at)| sentence.start - at <= JUST_NOW).map(|(speaker, _)| speaker))
    }

    fn is_pronoun(&self, at: usize) -> bool {
        matches!(self.key(at), "he" | "she" | "they")
    }
}

/// Finds the quotations of a text as ranges of words, marks included; none goes beyond its line.
pub(crate) fn quotations(analysis: &Analysis, text: &str) -> Vec<Range<usize>> {
    let mut quotes = Vec::new();
    let mut open: Option<usize> = None;
    for (at, word) in analysis.words.iter().enumerate() {
        if word.token.line_start {
            open = None;
        }
        if word.token.kind != TokenKind::Quote {
            continue;
        }
        let mark = text.get(word.start()..).and_then(|rest| rest.chars().next());
        match (open, mark) {
            (Some(_), Some('«' | '„')) | (None, Some('“' | '«' | '„' | '"' | '‘' | '\'')) => {
                open = Some(at);
            }
            (Some(from), _) => {
                quotes.push(from..at + 1);
                open = None;
            }
            (None, _) => {}
        }
    }
    quotes
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn is_outlet(key: &str) -> bool {
    matches!(
        key,
        "newspaper"
            | "paper"
            | "agency"
            | "outlet"
            | "broadcaster"
            | "daily"
            | "channel"
            | "website"
            | "report"
            | "statement"
    )
}

/// The longest form of the table that begins at a word: its words and what it does.
fn form_at(analysis: &Analysis, language: Lang, at: usize, end: usize) -> Option<(usize, Speech)> {
    let first = analysis.key(analysis.words.get(at)?);
    let code = language.code();
    let from = FORMS.partition_point(|(lang, key, _)| (*lang, *key) < (code, first));
    let matches = |key: &str| -> Option<usize> {
        let mut length = 0;
        for part in key.split(' ') {
            let word = analysis.words.get(at + length).filter(|_| at + length < end)?;
            if analysis.key(word) != part || (length > 0 && word.token.line_start) {
                return None;
            }
            length += 1;
        }
        Some(length)
    };
    FORMS
        .iter()
        .skip(from)
        .take_while(|(lang, key, _)| *lang == code && key.starts_with(first))
        .filter_map(|(_, key, speech)| Some((matches(key)?, *speech)))
        .max_by_key(|(length, _)| *length)
        .filter(|(length, _)| *length <= LONGEST_FORM)
}

/// What a word or its ending does to what is said.
fn bend(analysis: &Analysis, text: &str, language: Lang, at: usize, end: usize) -> Option<Speech> {
    if let Some((_, speech)) = form_at(analysis, language, at, end) {
        return Some(speech);
    }
    let word =
        analysis.words.get(at).filter(|word| word.token.kind == TokenKind::Word && !word.is_capital())?;
    if language == Lang::En {
        let written = text.get(word.start()..word.end()).unwrap_or("");
        let not = written.ends_with("n't") || written.ends_with("n’t") || written == "cannot";
        return not.then_some(Speech::Not);
    }
    let key = analysis.key(word);
    ENDINGS
        .iter()
        .filter(|(lang, ending, _)| {
            *lang == language.code() && key.len() > ending.len() + 1 && key.ends_with(ending)
        })
        .max_by_key(|(_, ending, _)| ending.len())
        .map(|(_, _, speech)| *speech)
}

fn act(speech: Speech) -> Act {
    match speech {
        Speech::Claimed => Act::Claimed,
        Speech::Confirmed => Act::Confirmed,
        Speech::Denied => Act::Denied,
        Speech::Promised => Act::Promised,
        Speech::Threatened => Act::Threatened,
        Speech::Demanded => Act::Demanded,
        Speech::Warned => Act::Warned,
        _ => Act::Said,
    }
}

/// A whole number, its thousands parted or not; what may be a decimal counts nothing that could be compared.
fn whole_number(written: &str) -> Option<u64> {
    let mut groups = written.split([',', '.']);
    let first = groups.next()?;
    let are_thousands = groups.all(|group| group.len() == 3);
    let digits: String = written.chars().filter(|letter| !matches!(letter, ',' | '.')).collect();
    (are_thousands && !first.is_empty()).then(|| digits.parse().ok()).flatten()
}

/// Reads what a draft says and moves it to the raw text.
fn statement(
    analysis: &Analysis,
    view: &View<'_>,
    language: Lang,
    mentions: &[LocalMention],
    names: &[Name],
    draft: &Draft,
) -> Option<Statement> {
    let words = analysis.words.get(draft.words.clone())?;
    let raw = |range: &Range<usize>| {
        let (first, last) =
            (analysis.words.get(range.start)?, analysis.words.get(range.end.checked_sub(1)?)?);
        Some(view.to_source(first.start()..last.end()))
    };
    let (span, cue) = (raw(&draft.words)?, raw(&draft.cue.words)?);
    let act = act(draft.cue.speech);
    let (mut not, mut may, mut must, mut will) = (false, false, false, false);
    for at in draft.words.clone() {
        match bend(analysis, view.as_str(), language, at, draft.words.end) {
            Some(Speech::Not) => not = true,
            Some(Speech::May) => may = true,
            Some(Speech::Must) => must = true,
            Some(Speech::Will) => will = true,
            _ => {}
        }
        // "-meyeceğini" turns and looks ahead.
        let key = analysis.words.get(at).map_or("", |word| analysis.key(word));
        will |= language == Lang::Tr
            && (key.contains("yecek")
                || key.contains("yacak")
                || key.contains("yeceg")
                || key.contains("yacag"));
    }
    let modality = if may {
        Modality::Possible
    } else if must {
        Modality::Necessary
    } else if will {
        Modality::Future
    } else {
        Modality::Actual
    };
    let polarity = if not == (act == Act::Denied) { Polarity::Affirmed } else { Polarity::Negated };
    let mut events = Vec::new();
    let mut counts = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let is_number = word.token.kind == TokenKind::Number;
        if is_number {
            let unit =
                words.get(place + 1).filter(|unit| unit.token.kind == TokenKind::Word && !unit.is_capital());
            let written = view.as_str().get(word.start()..word.end()).unwrap_or("");
            if let (Some(count), Some(unit)) = (whole_number(written), unit) {
                counts.push((sketch::term(analysis.key(unit), language), count));
            }
        } else if word.token.kind == TokenKind::Word
            && !word.is_capital()
            && weights::telling(language, word.hash) > 0.0
        {
            events.push(sketch::term(analysis.key(word), language));
        }
    }
    events.sort_unstable();
    events.dedup();
    let speaker =
        draft.speaker.and_then(|speaker| names.get(speaker)).and_then(|name| mentions.get(name.mention));
    let speaker = speaker.map(|mention| mention.span.clone());
    Some(Statement {
        span,
        cue,
        speaker,
        is_quotation: draft.is_quotation,
        act,
        polarity,
        modality,
        events,
        counts,
    })
}
