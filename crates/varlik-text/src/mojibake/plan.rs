//! What a repair of encodings did, so that it can be shown and done again.
use std::fmt;
use std::ops::Range;

use super::reading::Reading;
use crate::CodePage;

/// One wrong turn on the way of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Misreading {
    /// UTF-8 was read as a code page.
    Utf8 {
        /// The page it was read as.
        read: CodePage,
    },
    /// Text of one code page was read as another.
    Page {
        /// The page the text was written in.
        written: CodePage,
        /// The page it was read as.
        read: CodePage,
    },
    /// What a page cannot write was lost: it became `?` or U+FFFD, was dropped, or (a no-break space) became a
    /// space.
    Loss,
}

impl Misreading {
    /// Undoes it; nothing when `text` holds a character that the page it was read as does not have, or is not
    /// what the page says it is. Losses cannot be undone.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_text::{CodePage, Misreading};
    ///
    /// let misreading = Misreading::Utf8 { read: CodePage::Windows1252 };
    /// assert_eq!(misreading.undo("TÃ¼rkiye").as_deref(), Some("Türkiye"));
    /// assert_eq!(misreading.undo("Türkiye"), None);
    /// ```
    #[must_use]
    pub fn undo(self, text: &str) -> Option<String> {
        // The western pages never contradict each other, so that a text may hold characters of all of them.
        let byte_of = |c: char, read: CodePage| match Reading::of(read) {
            Some(reading) if !c.is_ascii() => reading.byte_of(c),
            _ => read.byte_of(c),
        };
        match self {
            Self::Utf8 { read } => {
                String::from_utf8(text.chars().map(|c| byte_of(c, read)).collect::<Option<_>>()?).ok()
            }
            Self::Page { written, read } => {
                text.chars().map(|c| byte_of(c, read).map(|byte| written.char_of(byte))).collect()
            }
            Self::Loss => None,
        }
    }
}

impl fmt::Display for Misreading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utf8 { read } => write!(f, "utf-8 read as {read}"),
            Self::Page { written, read } => write!(f, "{written} read as {read}"),
            Self::Loss => f.write_str("characters lost"),
        }
    }
}

/// Why a repair was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RepairEvidence {
    /// The characters themselves: no clean text holds them in this order.
    Itself,
    /// Other repairs nearby, of the same kind, that prove themselves.
    Nearby,
    /// The language the caller gave.
    Language,
    /// The letters make words of a language only after the repair.
    Letters,
    /// A word of the lexicon.
    Lexicon,
}

impl fmt::Display for RepairEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Itself => "no clean text has these characters in a row",
            Self::Nearby => "other text nearby is broken the same way",
            Self::Language => "the language given is written so",
            Self::Letters => "the letters make words only so",
            Self::Lexicon => "the lexicon has the word",
        })
    }
}

/// One place that was repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The byte range of the source that was replaced.
    pub range: Range<usize>,
    /// What stands there now.
    pub text: String,
    /// What had happened, the last turn first: undone in this order.
    pub misreadings: Vec<Misreading>,
    /// Why it was taken for broken.
    pub evidence: RepairEvidence,
}

impl Mend {
    /// Repairs `before` again by undoing the misreadings alone; nothing when something was lost.
    #[must_use]
    pub fn replay(&self, before: &str) -> Option<String> {
        self.misreadings.iter().try_fold(before.to_owned(), |text, misreading| misreading.undo(&text))
    }
}

/// Says what had happened: `utf-8 read as windows-1252, twice`.
impl fmt::Display for Mend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The first turn is the last one undone.
        let mut turns = self.misreadings.iter().rev().peekable();
        let mut first = true;
        while let Some(turn) = turns.next() {
            let mut times = 1;
            while turns.next_if_eq(&turn).is_some() {
                times += 1;
            }
            write!(f, "{}{turn}", if first { "" } else { ", then " })?;
            match times {
                1 => {}
                2 => f.write_str(", twice")?,
                3 => f.write_str(", three times")?,
                _ => write!(f, ", {times} times")?,
            }
            first = false;
        }
        Ok(())
    }
}

/// What the repair of a text is made of.
///
/// # Example: each repair explains itself, and the plan replays to the result
///
/// ```
/// use varlik_text::{RepairOptions, repair, repair_plan};
///
/// let broken = "BaÅŸkan ErdoÃ„Å¸an";
/// let plan = repair_plan(broken, RepairOptions::default());
/// let told: Vec<String> = plan.mends().iter().map(|mend| format!("{}: {mend}", mend.text)).collect();
/// assert_eq!(told, ["ş: utf-8 read as windows-1252", "ğ: utf-8 read as windows-1252, twice"]);
/// assert_eq!(plan.apply(broken).as_deref(), Some("Başkan Erdoğan"));
/// assert_eq!(repair(broken, RepairOptions::default()), "Başkan Erdoğan");
/// // A plan is for the text it was made for.
/// assert_eq!(plan.apply("Ankara"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairPlan {
    pub(super) mends: Vec<Mend>,
}

impl RepairPlan {
    /// Gives the repairs in the order of the text; they do not overlap.
    #[must_use]
    pub fn mends(&self) -> &[Mend] {
        &self.mends
    }

    /// Tells whether nothing had to be repaired.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mends.is_empty()
    }

    /// Makes the repairs in `source`; nothing when it is too short or cut elsewhere than the text of the plan.
    #[must_use]
    pub fn apply(&self, source: &str) -> Option<String> {
        let mut out = String::with_capacity(source.len());
        let mut copied = 0;
        for mend in &self.mends {
            out.push_str(source.get(copied..mend.range.start)?);
            out.push_str(&mend.text);
            copied = mend.range.end;
        }
        out.push_str(source.get(copied..)?);
        Some(out)
    }
}
