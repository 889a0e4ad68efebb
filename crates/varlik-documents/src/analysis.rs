//! What is known of every token before any name is decided.

use crate::tables::abbreviations::ABBREVIATIONS;
use crate::weights;
use rustc_hash::FxHashMap;
use varlik_names::{NameFlags, WordFlags, key_hash, name_flags_by_hash, words_by_hash};
use varlik_text::{CaseShape, Lang, Token, TokenKind, key_into, tokenize, turkish_stems};

/// One token with everything the detector asks of it.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts of one token, each asked for by itself")]
pub(crate) struct Word {
    /// The token itself; spans are bytes of the analysed text.
    pub(crate) token: Token,
    /// Its case, set to lower where capitals say nothing (a headline in capitals) and the word is a common one.
    pub(crate) case: CaseShape,
    /// Where its key stands in [`Analysis::keys`].
    key: (u32, u32),
    /// Hash of its key; of an ending behind an apostrophe that of its letters, for punctuation that of its kind.
    pub(crate) hash: u64,
    /// What the lexicon says of it.
    pub(crate) flags: WordFlags,
    /// Whether it is a common word of its language, which a capital alone does not make a name.
    pub(crate) common: bool,
    /// What the lists of people's names say of it.
    pub(crate) names: NameFlags,
    /// Whether a sentence starts here, so that a capital says little.
    pub(crate) sentence_start: bool,
    /// Whether its line is in capitals throughout, so that a capital says nothing.
    pub(crate) loud: bool,
    /// Whether a dot is part of it: "A.", "Dr.".
    pub(crate) dotted: bool,
}

impl Word {
    /// Whether the token is written like a name here.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.case, CaseShape::Capital | CaseShape::Upper | CaseShape::Mixed)
            && self.token.kind == TokenKind::Word
    }

    pub(crate) fn start(&self) -> usize {
        self.token.start as usize
    }

    pub(crate) fn end(&self) -> usize {
        self.token.end as usize
    }
}

/// How often a word stands in lower case, and with a capital inside a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CaseCount {
    pub(crate) lower: u32,
    pub(crate) capital: u32,
}

/// A text cut into words, each with its evidence.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    pub(crate) words: Vec<Word>,
    keys: String,
    scratch: String,
    cases: FxHashMap<u64, CaseCount>,
}

impl Analysis {
    /// Analyses a text; buffers of an earlier call are reused.
    pub(crate) fn run(&mut self, text: &str, language: Lang, tokens: &mut Vec<Token>) {
        self.words.clear();
        self.keys.clear();
        self.cases.clear();
        tokens.clear();
        tokenize(text, language, tokens);
        self.words.reserve(tokens.len());
        for &token in tokens.iter() {
            let word = self.word(text, token, language);
            self.words.push(word);
        }
        self.mark_sentences(text, language);
        self.mark_loud_lines();
        self.count_cases();
        if language == Lang::Tr {
            self.mark_common_stems(text);
        }
        self.lower_loud_words();
    }

    /// The comparison key of a word.
    pub(crate) fn key(&self, word: &Word) -> &str {
        self.keys.get(word.key.0 as usize..word.key.1 as usize).unwrap_or("")
    }

    /// How the words with this hash are written in the text, outside loud lines; nothing for a word that never has a
    /// capital.
    pub(crate) fn cases(&self, hash: u64) -> CaseCount {
        self.cases.get(&hash).copied().unwrap_or_default()
    }

    fn word(&mut self, text: &str, token: Token, language: Lang) -> Word {
        let start = self.keys.len();
        let named = matches!(token.kind, TokenKind::Word | TokenKind::Number);
        if named {
            key_into(text.get(token.start as usize..token.end as usize).unwrap_or(""), &mut self.scratch);
            self.keys.push_str(&self.scratch);
        }
        let key = self.keys.get(start..).unwrap_or("");
        let hash = match token.kind {
            TokenKind::Word | TokenKind::Number => key_hash(key.as_bytes()),
            // Which ending it is tells a place ("Bursa'da") from a person.
            TokenKind::Suffix => {
                ending_hash(text.get(token.start as usize..token.end as usize).unwrap_or(""))
            }
            other => other as u64 + 1,
        };
        let is_word = token.kind == TokenKind::Word;
        let capital = is_word && token.case != CaseShape::Lower && token.case != CaseShape::None;
        let flags = if is_word { words_by_hash(hash) } else { WordFlags::default() };
        Word {
            token,
            case: token.case,
            key: (start as u32, self.keys.len() as u32),
            hash,
            flags,
            common: capital && (flags.is_common_word() || weights::is_common(language, hash)),
            names: if capital { name_flags_by_hash(hash) } else { NameFlags::default() },
            sentence_start: false,
            loud: false,
            dotted: text.as_bytes().get((token.end as usize).wrapping_sub(1)) == Some(&b'.') && is_word,
        }
    }

    fn mark_sentences(&mut self, text: &str, language: Lang) {
        let mut starts = true;
        let mut previous: Option<Word> = None;
        for word in &mut self.words {
            starts |= word.token.line_start;
            match word.token.kind {
                // Quotes and brackets do not end the wait for the first word.
                TokenKind::Quote | TokenKind::Open | TokenKind::Close | TokenKind::Hyphen if starts => {}
                TokenKind::Terminal | TokenKind::Colon => starts = true,
                TokenKind::Period => {
                    starts = !previous.is_some_and(|before| is_abbreviation(text, &before, language));
                }
                _ => {
                    word.sentence_start = starts;
                    starts = false;
                }
            }
            previous = Some(*word);
        }
    }

    /// Marks the lines in which nearly every word has a capital: headlines.
    fn mark_loud_lines(&mut self) {
        let mut from = 0;
        while from < self.words.len() {
            let length =
                self.words.iter().skip(from + 1).take_while(|word| !word.token.line_start).count() + 1;
            if let Some(line) = self.words.get_mut(from..from + length)
                && is_loud(line)
            {
                for word in line {
                    word.loud = true;
                }
            }
            from += length;
        }
    }

    /// Where a capital says little, a Turkish word is also common when it is a common word with endings.
    fn mark_common_stems(&mut self, text: &str) {
        for word in &mut self.words {
            if (word.sentence_start || word.loud)
                && !word.common
                && matches!(word.token.case, CaseShape::Capital | CaseShape::Upper)
                && !word.names.is_given()
                && !word.names.is_family()
                && self.cases.get(&word.hash).is_none_or(|seen| seen.capital == 0)
            {
                word.common = has_common_stem(text, word.token);
            }
        }
    }

    fn count_cases(&mut self) {
        let quiet = |word: &&Word| word.token.kind == TokenKind::Word && !word.loud;
        // Only words that stand with a capital somewhere are asked for; most words never do.
        for word in self.words.iter().filter(|word| word.is_capital()) {
            let count = self.cases.entry(word.hash).or_default();
            count.capital += u32::from(!word.loud && !word.sentence_start);
        }
        for word in self.words.iter().filter(quiet).filter(|word| word.case == CaseShape::Lower) {
            if let Some(count) = self.cases.get_mut(&word.hash) {
                count.lower += 1;
            }
        }
    }

    /// In a loud line, gives back lower case to words that are common words or stand in lower case elsewhere.
    fn lower_loud_words(&mut self) {
        for word in &mut self.words {
            if word.loud && word.token.kind == TokenKind::Word && word.case != CaseShape::Lower {
                let seen = self.cases.get(&word.hash).copied().unwrap_or_default();
                let common = word.common || word.flags.is_connector();
                if seen.lower > seen.capital || (common && seen.capital == 0) {
                    word.case = CaseShape::Lower;
                }
            }
        }
    }
}

/// The hash of an ending behind an apostrophe: letters alone, however they and the apostrophe are written.
fn ending_hash(ending: &str) -> u64 {
    let letters = ending.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let lower = letters.chars().flat_map(char::to_lowercase);
    lower.fold(TokenKind::Suffix as u64 + 1, |hash, letter| {
        (hash ^ u64::from(letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
    })
}

/// Whether a Turkish word is a common word with case endings ("Kapanışta").
fn has_common_stem(text: &str, token: Token) -> bool {
    const SHORTEST: usize = 4;
    let word = text.get(token.start as usize..token.end as usize).unwrap_or("");
    let mut key = String::new();
    turkish_stems(word).filter_map(|length| word.get(..length)).filter(|stem| stem.len() >= SHORTEST).any(
        |stem| {
            key_into(stem, &mut key);
            weights::is_common(Lang::Tr, key_hash(key.as_bytes()))
        },
    )
}

/// A line of at least three words where every longer word has a capital and no sentence ends.
fn is_loud(line: &[Word]) -> bool {
    let longer = |word: &&Word| word.token.kind == TokenKind::Word && word.token.end - word.token.start >= 4;
    let total = line.iter().filter(longer).count();
    let capital = line.iter().filter(longer).filter(|word| word.case != CaseShape::Lower).count();
    let sentence = line.last().is_some_and(|word| word.token.kind == TokenKind::Period);
    let upper = line.iter().filter(longer).filter(|word| word.case == CaseShape::Upper).count();
    if total >= 2 && upper * 5 >= total * 4 {
        return true;
    }
    // In a headline in title case only small words stay lower, and a contraction ("Can't"); a sentence full of names
    // has others as well.
    let small = |word: &Word| word.flags.is_connector() || word.token.end - word.token.start <= 4;
    let plain =
        line.iter().filter(longer).filter(|word| word.case == CaseShape::Lower && !small(word)).count();
    total >= 4
        && !sentence
        && plain <= usize::from(total >= 8)
        && capital * 5 >= total * 4
        && line.len() <= 40
}

/// A dot after one of these does not end a sentence: a single letter, a short title, or an ordinal.
fn is_abbreviation(text: &str, word: &Word, language: Lang) -> bool {
    let letters = text.get(word.start()..word.end()).unwrap_or("");
    // "2. Dünya Savaşı" goes on, "in 2021. Vladimir" does not.
    let ordinal = word.token.kind == TokenKind::Number && letters.len() <= 2;
    // "II. Dünya Savaşı"; English writes "World War II" without a dot, so that one ends a sentence there.
    let roman = language != Lang::En
        && letters.len() <= 5
        && letters.bytes().all(|letter| b"IVXLC".contains(&letter));
    ordinal || roman || letters.chars().count() == 1 || ABBREVIATIONS.binary_search(&letters).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: Lang) -> Analysis {
        let mut analysis = Analysis::default();
        analysis.run(text, language, &mut Vec::new());
        analysis
    }

    /// The words at which a sentence starts.
    fn starts(text: &str, language: Lang) -> Vec<&str> {
        let analysis = read(text, language);
        let words = analysis.words.iter().filter(|word| word.sentence_start);
        words.map(|word| &text[word.start()..word.end()]).collect()
    }

    #[test]
    fn a_sentence_starts_behind_a_stop_a_line_and_a_quotation_mark() {
        assert_eq!(
            starts("Kar yağdı. “Yollar kapandı” dedi! Sonra\nokullar", Lang::Tr),
            ["Kar", "Yollar", "Sonra", "okullar"]
        );
        assert_eq!(starts("Who came? Nobody: The door stood open.", Lang::En), ["Who", "Nobody", "The"]);
    }

    #[test]
    fn a_sentence_goes_on_behind_titles_initials_and_ordinals() {
        assert_eq!(starts("Toplantıda Dr. Okan ve 2. Kolordu vardı.", Lang::Tr), ["Toplantıda"]);
        assert_eq!(
            starts("Kitap II. Dünya Savaşı’nı anlatır. II. Murat sonra gelir.", Lang::Tr),
            ["Kitap", "II"]
        );
        assert_eq!(starts("It told of World War II. Then it ended.", Lang::En), ["It", "Then"]);
        assert_eq!(starts("They saw Mr. Finch and J. Halloway, at St. Ives.", Lang::En), ["They"]);
        assert_eq!(starts("It was built in 1951. Later it burned.", Lang::En), ["It", "Later"]);
    }

    fn loud(line: &str) -> bool {
        let words = read(line, Lang::En).words;
        assert!(
            words.iter().all(|word| word.loud == words[0].loud),
            "a line is loud throughout or not at all"
        );
        words[0].loud
    }

    #[test]
    fn headlines_are_loud_and_sentences_full_of_names_are_not() {
        assert!(loud("MINISTER REJECTS TALKS"));
        assert!(loud("Mayor Opens New Bridge Over The Danube"));
        assert!(!loud("Mayor opens new bridge over the Danube"));
        assert!(!loud(
            "Petra Lindqvist, Olaf Brenna, Gudrun Halvorsrud and others drove from Bergen towards Trondheim."
        ));
        assert!(!loud("NATO said nothing about the bridge"));
    }

    #[test]
    fn a_loud_line_gives_common_words_back_their_lower_case() {
        let text = "BRIDGE OPENS IN BRNO\nThe bridge in Brno opens today.";
        let analysis = read(text, Lang::En);
        let case = |at: usize| analysis.words[at].case;
        assert_eq!(case(0), CaseShape::Lower, "the text writes it in lower case");
        assert_eq!(case(3), CaseShape::Upper, "the text writes it like a name");
        assert!(
            analysis.words[..4].iter().all(|word| word.token.case == CaseShape::Upper),
            "the token is as it stands"
        );
    }

    #[test]
    fn cases_are_counted_where_a_capital_tells() {
        let analysis = read("LALE SOLDU\nLale ve lale. Bir Lale, bir lale daha, bir de Lale.", Lang::Tr);
        let seen = analysis.cases(key_hash(b"lale"));
        assert_eq!(
            (seen.lower, seen.capital),
            (2, 2),
            "neither the headline nor the start of a sentence counts"
        );
        let never = analysis.cases(key_hash(b"kuzey"));
        assert_eq!((never.lower, never.capital), (0, 0));
    }

    #[test]
    fn nothing_of_an_earlier_text_is_left() {
        let mut analysis = read("Zonguldak’ta LİMAN grevi. Zonguldak bekliyor.", Lang::Tr);
        let mut tokens = Vec::new();
        let text = "The harbour of Gdynia waits.";
        analysis.run(text, Lang::En, &mut tokens);
        let fresh = read(text, Lang::En);
        let keys = |analysis: &Analysis| -> Vec<(String, u64, bool)> {
            analysis
                .words
                .iter()
                .map(|word| (analysis.key(word).to_owned(), word.hash, word.common))
                .collect()
        };
        assert_eq!(keys(&analysis), keys(&fresh));
        assert_eq!(tokens.len(), analysis.words.len());
        assert_eq!(analysis.cases(key_hash(b"zonguldak")).capital, 0);
    }
}
