//! Steps in a row, with the way back through all of them.
use std::borrow::Cow;
use std::fmt;
use std::ptr;
use std::str::FromStr;

use crate::edits::{Edits, Record};
use crate::normalized::Kinds;
use crate::step::cleaned;
use crate::{Clean, Error, Lang, Lexicon, Normalized, RepairKind, Step};

/// Steps that a text goes through one after the other.
///
/// Each step sees what the one before made of the text. [`run`](Self::run) keeps the way back to the raw
/// text, [`apply`](Self::apply) does not; neither copies a text that no step changes.
///
/// # Example: a name out of a page
///
/// ```
/// use varlik_text::{Clean, Lang, Pipeline, Step};
///
/// let pipeline = Pipeline::new([Step::Unescape, Step::Nfc, Step::Clean(Clean::ALL, Lang::Und)])?;
/// assert_eq!(pipeline.to_string(), "html, nfc, clean");
/// let raw = "I\u{307}zm&imath;r&rsquo;de";
/// let text = pipeline.run(raw);
/// assert_eq!(text.as_str(), "İzmır'de");
/// assert_eq!(&raw[text.to_source(0..7)], "I\u{307}zm&imath;r");
/// # Ok::<(), varlik_text::Error>(())
/// ```
///
/// # Example: an order that would lose what a later step needs
///
/// ```
/// use varlik_text::Pipeline;
///
/// let error = "nfkc, clean".parse::<Pipeline>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "\"clean\" comes too late: \"nfkc\" before it loses what it needs; put \"clean\" before \"nfkc\""
/// );
/// ```
///
/// # Example: words that only a lexicon knows
///
/// ```
/// use varlik_text::{Lexicon, Pipeline};
///
/// let names = Lexicon::from_words([("Erdoğan", 14.0), ("Şimşek", 12.0)]);
/// let pipeline: Pipeline = "repair:tr, restore-diacritics:tr, numbers:tr".parse()?;
/// let raw = "Erdo?an ve Simsek yuzde 5 dedi";
/// assert_eq!(pipeline.clone().apply("Erdo?an"), "Erdo?an");
/// let lexicons = [&names];
/// let pipeline = pipeline.with_lexicons(&lexicons);
/// let text = pipeline.run(raw);
/// assert_eq!(text.as_str(), "Erdoğan ve Şimşek 5% dedi");
/// let at = text.as_str().find("5%").unwrap();
/// assert_eq!(&raw[text.to_source(at..at + 2)], "yuzde 5");
/// # Ok::<(), varlik_text::Error>(())
/// ```
///
/// # Example: bytes that may be no UTF-8
///
/// A pipeline takes text; [`decode`](crate::decode()) makes it of bytes, whatever they hold.
///
/// ```
/// use varlik_text::{Pipeline, decode};
///
/// let bytes = b"D\xFD\xFEi\xFEleri&nbsp;Bakan\xFD";
/// let decoded = decode(bytes)?;
/// assert_eq!(Pipeline::news().apply(&decoded.text), "Dışişleri Bakanı");
/// assert!(decode(b"%PDF-1.7").unwrap_err().is_binary());
/// # Ok::<(), varlik_text::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Pipeline<'l> {
    steps: Vec<Step>,
    lexicons: &'l [&'l Lexicon],
}

impl<'l> Pipeline<'l> {
    /// Makes a pipeline of steps; of none it gives every text back.
    ///
    /// # Errors
    ///
    /// A step comes after one that loses what it needs: a repair after anything that rewrites letters or
    /// signs, quotation marks after NFKC (which turns ´ into a space), case by Turkish rules after a fold to
    /// ASCII. The message says which to put first.
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Result<Self, Error> {
        let steps: Vec<Step> = steps.into_iter().collect();
        for (index, late) in steps.iter().enumerate() {
            let early = steps.iter().take(index).find(|early| late.is_lost_after(early));
            if let Some(early) = early {
                return Err(Error::order(&early.to_string(), &late.to_string()));
            }
        }
        Ok(Self { steps, lexicons: &[] })
    }

    /// Gives the steps that make a text safe to show, its meaning kept.
    ///
    /// Text read in another encoding is repaired, references of HTML become characters, letters with loose
    /// marks are composed, other spaces become U+0020, and what cannot be seen goes; quotation marks and dashes
    /// stay as written. [`normalize`](crate::normalize()) runs them.
    #[must_use]
    pub fn news() -> Self {
        Self { steps: NEWS.to_vec(), lexicons: &[] }
    }

    /// Gives the steps words to go by: [`Step::Repair`] completes lost letters to them, [`Step::RestoreDiacritics`] knows
    /// them besides those of [`Lexicon::turkish`]. None by default, so that `Kim?` stays a question.
    ///
    /// A pipeline borrows its lexicons and prints without them.
    #[must_use]
    pub fn with_lexicons(self, lexicons: &'l [&'l Lexicon]) -> Self {
        Self { lexicons, ..self }
    }

    /// Gives the lexicons.
    #[must_use]
    pub fn lexicons(&self) -> &'l [&'l Lexicon] {
        self.lexicons
    }

    /// Gives the steps.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Runs the steps over `s`; the result is borrowed when nothing changed.
    #[must_use]
    pub fn apply<'a>(&self, s: &'a str) -> Cow<'a, str> {
        apply_all(&self.steps, self.lexicons, s)
    }

    /// Runs the steps over `s` and appends the result to `out`.
    pub fn run_into(&self, s: &str, out: &mut String) {
        let Some((last, first)) = self.steps.split_last() else {
            out.push_str(s);
            return;
        };
        last.append(&apply_all(first, self.lexicons, s), self.lexicons, out);
    }

    /// Runs the steps over `s` and keeps the way back to it.
    #[must_use]
    pub fn run<'a>(&self, s: &'a str) -> Normalized<'a> {
        run(&self.steps, self.lexicons, s)
    }
}

/// The steps of [`Pipeline::news`].
pub(crate) const NEWS: [Step; 4] =
    [Step::Repair(Lang::Und), Step::Unescape, Step::Nfc, Step::Clean(Clean::NEWS, Lang::Und)];

/// Runs steps over `s` and keeps the way back to it.
pub(crate) fn run<'a>(steps: &[Step], lexicons: &[&Lexicon], s: &'a str) -> Normalized<'a> {
    let mut text = Cow::Borrowed(s);
    let (mut edits, mut kinds) = (Edits::default(), Kinds::All(RepairKind::Letter));
    let (mut out, mut next) = (String::new(), Edits::default());
    for step in steps {
        out.clear();
        if !step.change(&text, lexicons, &mut out, &mut next) {
            next = Edits::default();
            continue;
        }
        // A step that shifts nothing leaves the way back as it is.
        if !next.is_empty() {
            let found = kinds_of(step, &next, &out);
            if edits.is_empty() {
                (edits, kinds) = (std::mem::take(&mut next), found);
            } else {
                (edits, kinds) = join(&edits, &kinds, &std::mem::take(&mut next), &found);
            }
        }
        match &mut text {
            Cow::Owned(text) => std::mem::swap(text, &mut out),
            Cow::Borrowed(_) => text = Cow::Owned(std::mem::take(&mut out)),
        }
    }
    Normalized::new(s, text, edits, kinds)
}

fn apply_all<'a>(steps: &[Step], lexicons: &[&Lexicon], s: &'a str) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(s);
    let mut out = String::new();
    for step in steps {
        out.clear();
        if step.change(&text, lexicons, &mut out, &mut ()) {
            match &mut text {
                Cow::Owned(text) => std::mem::swap(text, &mut out),
                Cow::Borrowed(_) => text = Cow::Owned(std::mem::take(&mut out)),
            }
        }
    }
    text
}

/// What the edits of a step are, by what was written.
fn kinds_of(step: &Step, edits: &Edits, out: &str) -> Kinds {
    match step.kind() {
        Some(kind) => Kinds::All(kind),
        None => {
            Kinds::Each(edits.iter().map(|edit| cleaned(out.get(edit.output).unwrap_or_default())).collect())
        }
    }
}

/// Joins the edits of two steps; an edit of both keeps the kind it had first.
fn join(first: &Edits, kinds: &Kinds, next: &Edits, next_kinds: &Kinds) -> (Edits, Kinds) {
    let mut joined = Edits::with_capacity(first.len() + next.len());
    if let (Kinds::All(kind), Kinds::All(other)) = (kinds, next_kinds)
        && kind == other
    {
        first.meet(next, |edit, _, _| joined.edit(edit.source, edit.output));
        return (joined, Kinds::All(*kind));
    }
    let mut joined_kinds = Vec::with_capacity(first.len() + next.len());
    first.meet(next, |edit, of_first, of_next| {
        joined.edit(edit.source, edit.output);
        joined_kinds.push(if of_first.is_empty() {
            next_kinds.get(of_next.start)
        } else {
            kinds.get(of_first.start)
        });
    });
    (joined, Kinds::Each(joined_kinds))
}

impl PartialEq for Pipeline<'_> {
    /// Tells whether both have the same steps and the very same lexicons.
    fn eq(&self, other: &Self) -> bool {
        self.steps == other.steps
            && self.lexicons.len() == other.lexicons.len()
            && self.lexicons.iter().zip(other.lexicons).all(|(one, two)| ptr::eq(*one, *two))
    }
}

impl fmt::Display for Pipeline<'_> {
    /// Writes the steps as [`FromStr`] reads them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            let joint = if index == 0 { "" } else { ", " };
            write!(f, "{joint}{step}")?;
        }
        Ok(())
    }
}

impl FromStr for Pipeline<'_> {
    type Err = Error;

    /// Reads steps parted by commas, each as [`Step`] reads it: `html, nfc, clean:fa, lower:tr`.
    fn from_str(steps: &str) -> Result<Self, Error> {
        let names = steps.split(',').map(str::trim).filter(|name| !name.is_empty());
        Self::new(names.map(str::parse).collect::<Result<Vec<Step>, Error>>()?)
    }
}
