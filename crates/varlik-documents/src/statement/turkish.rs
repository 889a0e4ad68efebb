//! Quotations and reported speech in Turkish: the word of saying ends the sentence.

use std::ops::Range;

use varlik_text::TokenKind;

use super::Reading;
use crate::tables::speech::Speech;

impl Reading<'_> {
    pub(super) fn read_turkish(&mut self, sentence: &Range<usize>) {
        let cues = self.cues(sentence.clone());
        for quote in self.quotes_in(sentence) {
            // "..." dedi, "..." diyen Elif, "..." ifadesini kullandı: right behind it.
            let behind = (quote.end..quote.end + 3).find_map(|at| self.cue_at(at, self.analysis.words.len()));
            // Şöyle konuştu: "..."
            let ahead = || {
                let colon =
                    quote.start.checked_sub(1).filter(|at| self.kind(*at) == Some(TokenKind::Colon))?;
                cues.iter().rev().find(|cue| cue.words.end <= colon && colon - cue.words.end <= 2).cloned()
            };
            let Some(cue) = behind.clone().or_else(ahead) else { continue };
            let relative = matches!(self.key(cue.words.start), "diyen" | "soyleyen" | "belirten");
            let speaker = if relative {
                self.speaker_behind(cue.words.end, cue.words.end + 8, 8)
            } else {
                let until = if behind.is_some() { quote.start } else { cue.words.start };
                self.topic(sentence.start..until).or_else(|| {
                    // "...", diye konuştu Peskov.
                    self.speaker_behind(cue.words.end, cue.words.end + 4, 4)
                        .or_else(|| self.antecedent(sentence))
                })
            };
            self.push(quote, &cue, speaker, true);
        }
        for cue in &cues {
            if cue.speech == Speech::Cited {
                // "Hürriyet'e göre ...", "TVF'nin açıklamasına göre ...".
                let Some(speaker) = self.speaker_before(cue.words.start, cue.words.start.saturating_sub(5))
                else {
                    continue;
                };
                self.push(cue.words.end..sentence.end, cue, Some(speaker), false);
                continue;
            }
            let is_clause =
                cue.words.start.checked_sub(1).is_some_and(|before| is_nominal_clause(self.key(before)));
            let turns = matches!(
                cue.speech,
                Speech::Denied | Speech::Demanded | Speech::Promised | Speech::Threatened
            );
            if !is_clause && !turns {
                continue;
            }
            let Some(speaker) = self.topic(sentence.start..cue.words.start) else { continue };
            let Some(name) = self.names.get(speaker).map(|name| name.words.clone()) else { continue };
            let comma = (name.end..cue.words.start).find(|at| self.kind(*at) == Some(TokenKind::Comma));
            let start = comma.filter(|comma| comma - name.end <= 3).map_or(name.end, |comma| comma + 1);
            self.push(start..cue.words.start, cue, Some(speaker), false);
        }
    }

    /// The one a Turkish sentence is about: the first name without a case ending that a comma follows, or that can speak.
    fn topic(&self, range: Range<usize>) -> Option<usize> {
        let from = self.names.partition_point(|name| name.words.start < range.start);
        let bare = || {
            (from..self.names.len())
                .take_while(|index| self.names.get(*index).is_some_and(|name| name.words.end <= range.end))
                .filter(|index| {
                    self.names.get(*index).is_some_and(|name| {
                        name.can_speak
                            && self.kind(name.words.end) != Some(TokenKind::Suffix)
                            && self.quote_around(name.words.start).is_none()
                    })
                })
        };
        let before_comma = bare().find(|index| {
            self.names.get(*index).is_some_and(|name| self.kind(name.words.end) == Some(TokenKind::Comma))
        });
        // A title of its own stands before the name of its bearer.
        before_comma
            .or_else(|| bare().find(|index| self.names.get(*index).is_some_and(|name| name.is_person)))
            .or_else(|| bare().next())
    }
}

/// Whether a Turkish word ends a clause that is told: "-dığını", "-eceğini", "-mesini", "olduğunu".
fn is_nominal_clause(key: &str) -> bool {
    const ENDS: [&str; 14] = [
        "digini",
        "dugunu",
        "tigini",
        "tugunu",
        "klarini",
        "klerini",
        "ecegini",
        "acagini",
        "masini",
        "mesini",
        "digimizi",
        "dugumuzu",
        "ecegimizi",
        "acagimizi",
    ];
    key.len() > 6 && ENDS.iter().any(|end| key.ends_with(end))
}
