//! Quotations and reported speech in English: the speaker stands before or behind the word of saying.

use std::ops::Range;

use varlik_text::TokenKind;

use super::{Cue, REACH, Reading, SHORTEST, is_outlet};
use crate::tables::speech::Speech;

impl Reading<'_> {
    pub(super) fn read_english(&mut self, sentence: &Range<usize>) {
        let cues = self.cues(sentence.clone());
        let mut used = vec![false; cues.len()];
        for quote in self.quotes_in(sentence) {
            let before = quote.start.checked_sub(1).filter(|before| *before >= sentence.start);
            let stands = before.is_none_or(|before| {
                matches!(self.kind(before), Some(TokenKind::Comma | TokenKind::Colon))
                    || cues.iter().any(|cue| cue.words.end == quote.start)
                    || self.key(before) == "that"
                    || self.kind(before) == Some(TokenKind::Period)
            });
            if !stands {
                continue;
            }
            // "Peskov said: ..." stands before; "..., Peskov said" behind.
            let ahead = cues.iter().rposition(|cue| {
                cue.words.end <= quote.start
                    && quote.start - cue.words.end <= REACH
                    && cue.words.start >= sentence.start
            });
            let behind = cues
                .iter()
                .position(|cue| cue.words.start >= quote.end && cue.words.start - quote.end <= REACH);
            let later = if quote.end >= sentence.end { self.cue_of_next(quote.end) } else { None };
            let (cue, speaker) = if let Some(index) = ahead.filter(|index| used.get(*index) == Some(&false)) {
                let Some(cue) = cues.get(index) else { continue };
                used.iter_mut().skip(index).take(1).for_each(|used| *used = true);
                (cue.clone(), self.subject(cue, sentence.start, sentence))
            } else if let Some(cue) = behind.and_then(|index| cues.get(index)).cloned().or(later) {
                used.iter_mut()
                    .zip(&cues)
                    .filter(|(_, other)| other.words == cue.words)
                    .for_each(|(used, _)| *used = true);
                let speaker = if cue.words.start > quote.end {
                    self.subject(&cue, quote.end, sentence)
                } else {
                    self.speaker_behind(cue.words.end, cue.words.end + 8, 8)
                };
                (cue, speaker)
            } else {
                continue;
            };
            self.push(quote, &cue, speaker, true);
        }
        // Who speaks at the end says all of the sentence, whatever others say in it.
        for last in [true, false] {
            for (cue, used) in cues.iter().zip(&used) {
                if !used && last == self.is_adjunct(cue.words.end, sentence.end) {
                    self.report(cue, sentence);
                }
            }
        }
    }

    /// The word of saying right behind a quotation that ends its sentence.
    fn cue_of_next(&self, at: usize) -> Option<Cue> {
        if self.starts_line(at) {
            return None;
        }
        let end = (at + 6).min(self.analysis.words.len());
        let end = (at..end).find(|at| self.starts_line(*at)).unwrap_or(end);
        self.cues(at..end).into_iter().next()
    }

    /// The subject of a word of saying: a name before it, or "he".
    fn subject(&self, cue: &Cue, from: usize, sentence: &Range<usize>) -> Option<usize> {
        let before = (from..cue.words.start).rev().find(|at| !is_adverb(self.key(*at)));
        if let Some(before) = before {
            if self.key(before) == "and" {
                // "Erdoğan welcomed it and said ...".
                let first = self.names.partition_point(|name| name.words.start < from);
                return (first..self.names.len())
                    .take_while(|index| self.names.get(*index).is_some_and(|name| name.words.end <= before))
                    .find(|index| {
                        self.names.get(*index).is_some_and(|name| name.can_speak && !self.is_possessor(name))
                    });
            }
            // "Ankara said", but not "a source in Ankara said".
            if let Some(place) = self
                .names_before(before + 1)
                .find(|(_, name)| name.words.end == before + 1 && name.is_place)
                .map(|(place, _)| place)
            {
                let start = self.names.get(place).map_or(0, |name| name.words.start);
                let led = start.checked_sub(1).is_some_and(|at| {
                    matches!(self.key(at), "in" | "from" | "at" | "of" | "to" | "near" | "the")
                });
                return (!led).then_some(place);
            }
            // "The newspaper reports": nobody's name, but perhaps him who was named before.
            let is_named = self.names_before(before + 1).any(|(_, name)| name.words.contains(&before));
            let is_noun =
                before.checked_sub(1).is_some_and(|at| matches!(self.key(at), "the" | "a" | "an" | "this"));
            if is_noun && !is_named && self.kind(before) == Some(TokenKind::Word) {
                let known = || {
                    self.last
                        .filter(|(speaker, _)| self.names.get(*speaker).is_some_and(|name| !name.is_person))
                };
                return if is_outlet(self.key(before)) { known().map(|(speaker, _)| speaker) } else { None };
            }
        }
        let pronoun =
            (cue.words.start.saturating_sub(4)..cue.words.start).rev().find(|at| self.is_pronoun(*at));
        let name = self.speaker_before(cue.words.start, from);
        match (pronoun, name.and_then(|name| self.names.get(name))) {
            (Some(pronoun), Some(found)) if found.words.start > pronoun => name,
            (Some(pronoun), _) if pronoun >= from => self.antecedent(sentence),
            _ => name,
        }
    }

    /// The comma before the subject of a word of saying that ends a sentence: "..., Kremlin spokesman Dmitry Peskov said".
    fn comma_before(&self, subject: usize, from: usize) -> Option<usize> {
        let comma = (from..subject).rev().take(10).find(|at| self.kind(*at) == Some(TokenKind::Comma))?;
        let only_words = (comma + 1..subject)
            .all(|at| matches!(self.kind(at), Some(TokenKind::Word | TokenKind::Suffix | TokenKind::Hyphen)));
        only_words.then_some(comma)
    }

    fn report(&mut self, cue: &Cue, sentence: &Range<usize>) {
        let end = sentence.end;
        if cue.speech == Speech::Source {
            let Some(speaker) = self.speaker_behind(cue.words.end, end, REACH) else { return };
            let behind = self.names.get(speaker).map_or(end, |name| name.words.end);
            let comma = (behind..end).find(|at| self.kind(*at) == Some(TokenKind::Comma));
            let words = if cue.words.start <= sentence.start + 1 {
                comma.map_or(end, |comma| comma + 1)..end
            } else {
                sentence.start..cue.words.start
            };
            return self.push(words, cue, Some(speaker), false);
        }
        let mut speaker = self.subject(cue, sentence.start, sentence);
        let mut content = cue.words.end;
        // "... reported, citing Dmitry Peskov": the source is the speaker.
        let cites = (content..(content + 3).min(end)).find(|at| self.key(*at) == "citing");
        if let Some(source) = cites.and_then(|at| self.speaker_behind(at, end, REACH)) {
            speaker = Some(source);
        }
        let that = (content..(content + 7).min(end))
            .take_while(|at| !matches!(self.kind(*at), Some(TokenKind::Comma | TokenKind::Quote)))
            .find(|at| self.key(*at) == "that");
        if let Some(that) = that {
            return self.clauses(that + 1, cue, speaker, sentence);
        }
        // "Told reporters".
        if matches!(self.key(cue.words.start), "told" | "tells") {
            let skip = (content..(content + 4).min(end)).find(|at| {
                matches!(self.key(*at), "reporters" | "journalists" | "lawmakers")
                    || self.names_before(at + 1).any(|(_, name)| name.words.end == at + 1)
            });
            content = skip.map_or(content, |at| at + 1);
        }
        let own = speaker.filter(|speaker| {
            self.names.get(*speaker).is_some_and(|name| name.words.start >= sentence.start)
        });
        let subject =
            own.and_then(|speaker| self.names.get(speaker)).map_or(cue.words.start, |name| name.words.start);
        let comma = self.comma_before(subject.min(cue.words.start), sentence.start);
        let is_over = self.is_adjunct(content, end);
        if is_over || cites.is_some() {
            // "Because of the rain, Peskov said, the visit is off."
            let is_aside = self.kind(cue.words.end) == Some(TokenKind::Comma) && cites.is_none();
            let rest = (cue.words.end..end)
                .filter(|at| self.kind(*at) == Some(TokenKind::Word))
                .take(SHORTEST)
                .count();
            if is_aside && rest == SHORTEST && comma.is_some() {
                return self.push(cue.words.end + 1..end, cue, speaker, false);
            }
            // "The visit will take place soon, Peskov told reporters."
            if let Some(comma) = comma.filter(|comma| comma - sentence.start >= SHORTEST) {
                self.push(sentence.start..comma, cue, speaker, false);
            }
            return;
        }
        if speaker.is_some() {
            self.clauses(content, cue, speaker, sentence);
        }
    }

    /// Whether what stands behind a word of saying says only where, when or to whom.
    fn is_adjunct(&self, at: usize, end: usize) -> bool {
        let rest = (at..end)
            .filter(|at| matches!(self.kind(*at), Some(TokenKind::Word | TokenKind::Number)))
            .take(2)
            .count();
        rest < 2
            || matches!(self.kind(at), Some(TokenKind::Comma | TokenKind::Period | TokenKind::Quote))
            || matches!(
                self.key(at),
                "in" | "at"
                    | "on"
                    | "during"
                    | "after"
                    | "before"
                    | "about"
                    | "to"
                    | "with"
                    | "by"
                    | "via"
                    | "from"
                    | "as"
                    | "late"
                    | "earlier"
            )
            || self.analysis.words.get(at).is_some_and(|_| is_day(self.key(at)))
    }

    /// The clauses of what is said, parted at "and that".
    fn clauses(&mut self, from: usize, cue: &Cue, speaker: Option<usize>, sentence: &Range<usize>) {
        let mut start = from;
        // ", Peskov added" at the end is another's say.
        let next = self.cues(from..sentence.end).into_iter().find_map(|next| {
            let name = self.speaker_before(next.words.start, from)?;
            let start = self.names.get(name)?.words.start.checked_sub(1)?;
            (self.kind(start) == Some(TokenKind::Comma) && self.is_adjunct(next.words.end, sentence.end))
                .then_some(start)
        });
        let end = next.unwrap_or(sentence.end);
        for at in from..end {
            if self.key(at) == "that" && at > start && self.key(at - 1) == "and" {
                self.push(start..at - 1, cue, speaker, false);
                start = at + 1;
            }
        }
        self.push(start..end, cue, speaker, false);
    }
}

fn is_adverb(key: &str) -> bool {
    key.ends_with("ly")
        || matches!(
            key,
            "also"
                | "later"
                | "then"
                | "has"
                | "have"
                | "had"
                | "been"
                | "is"
                | "was"
                | "further"
                | "once"
                | "again"
                | "still"
                | "reportedly"
        )
}

fn is_day(key: &str) -> bool {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"]
        .contains(&key)
}
