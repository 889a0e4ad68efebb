//! A name parted into words with their roles, each with its place in the text.

mod east_asia;
mod legal_form;
mod person;
mod person_words;
mod pieces;
mod spelling;
mod thing;
mod titles;

use std::borrow::Cow;
use std::ops::Range;

use varlik_text::{Lang, Mend, RepairOptions, repair, repair_plan};

use crate::name::{NameKind, Role};
use pieces::{Piece, Pieces};

/// One word of a parsed name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'t> {
    /// The word as the text has it; empty only where the text was broken beyond telling.
    pub text: &'t str,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// Its comparison key ([`varlik_text::key`]).
    pub key: String,
    /// What it is in the name.
    pub role: Role,
}

/// A name parted into words, titles and all, in the order of the text.
///
/// [`Name`](crate::Name) is the same name prepared for comparing; it leaves out what says nothing about who or what is
/// meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedName<'t> {
    kind: NameKind,
    language: Lang,
    parts: Vec<Part<'t>>,
}

impl<'t> ParsedName<'t> {
    /// Returns what the name is the name of.
    #[must_use]
    pub fn kind(&self) -> NameKind {
        self.kind
    }

    /// Returns the language of the text the name stands in.
    #[must_use]
    pub fn language(&self) -> Lang {
        self.language
    }

    /// Returns the words, in the order of the text.
    #[must_use]
    pub fn parts(&self) -> &[Part<'t>] {
        &self.parts
    }

    /// Returns the words of one role, in the order of the text.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &Part<'t>> {
        self.parts.iter().filter(move |part| part.role == role)
    }
}

/// Parts a name into words with their roles.
///
/// Looks at the first 40 words; what stands behind them is no part. Time is linear in the length of the text.
///
/// # Example: a person
/// ```
/// use varlik_names::{NameKind, Role, parse_name};
/// use varlik_text::Lang;
///
/// let name = parse_name("Prof. Dr. Charles \"Chuck\" van der Berg, Jr.", NameKind::Person, Lang::Und);
/// let of = |role| name.of(role).map(|part| part.text).collect::<Vec<_>>().join(" ");
/// assert_eq!(of(Role::Title), "Prof. Dr.");
/// assert_eq!(of(Role::Given), "Charles");
/// assert_eq!(of(Role::Nickname), "Chuck");
/// assert_eq!(of(Role::Particle), "van der");
/// assert_eq!(of(Role::Family), "Berg");
/// assert_eq!(of(Role::Generation), "Jr.");
/// ```
///
/// # Example: a company, and where its legal form stands
/// ```
/// use varlik_names::{NameKind, Role, parse_name};
/// use varlik_text::Lang;
///
/// let name = parse_name("Arçelik A. Ş.", NameKind::Organization, Lang::Tr);
/// let form = name.of(Role::LegalForm).next().unwrap();
/// assert_eq!((form.text, form.span.clone(), form.key.as_str()), ("A. Ş.", 9..15, "as"));
/// ```
#[must_use]
pub fn parse_name(text: &str, kind: NameKind, language: Lang) -> ParsedName<'_> {
    let mended = mended(text, language);
    let pieces = pieces(&mended, kind, language);
    let mends = match &mended {
        Cow::Borrowed(_) => Vec::new(),
        Cow::Owned(_) => repair_plan(text, options(language)).mends().to_vec(),
    };
    let mut parts: Vec<Part<'_>> = pieces
        .list
        .iter()
        .map(|piece| {
            let span = source(&mends, piece.start as usize..piece.end as usize);
            Part {
                text: text.get(span.clone()).unwrap_or_default(),
                span,
                key: pieces.key(piece).to_owned(),
                role: piece.role.unwrap_or(Role::Telling),
            }
        })
        .collect();
    parts.sort_by_key(|part| part.span.start);
    ParsedName { kind, language, parts }
}

/// Gives the key of each word that is compared, the text it was made of and its role, in the order in which they are
/// kept.
pub(crate) fn for_each_word(
    text: &str,
    kind: NameKind,
    language: Lang,
    mut take: impl FnMut(&str, &str, Role),
) {
    let mended = mended(text, language);
    let pieces = pieces(&mended, kind, language);
    for piece in pieces.list.iter().filter(|piece| is_word(piece, kind)) {
        take(pieces.key(piece), pieces.written(piece), piece.role.unwrap_or(Role::Telling));
    }
}

/// Gives the key of each word of a text that bears one role, the text it was made of, and whether it is a particle inside it.
pub(crate) fn for_each_key(
    text: &str,
    kind: NameKind,
    language: Lang,
    mut take: impl FnMut(&str, &str, bool),
) {
    let mended = mended(text, language);
    let pieces = Pieces::cut(&mended, kind);
    for (at, piece) in pieces.list.iter().enumerate() {
        let is_small = piece.flags.is_connector() && at + 1 < pieces.list.len();
        take(pieces.key(piece), pieces.written(piece), is_small);
    }
}

fn mended(text: &str, language: Lang) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { repair(text, options(language)) }
}

fn options(language: Lang) -> RepairOptions<'static> {
    RepairOptions { lang: language, lexicons: &[] }
}

fn pieces(text: &str, kind: NameKind, language: Lang) -> Pieces<'_> {
    let mut pieces = Pieces::cut(text, kind);
    if kind == NameKind::Person {
        person::assign(&mut pieces, language);
    } else {
        thing::assign(&mut pieces);
    }
    pieces
}

/// Whether a word counts in comparisons. Titles and what is told about a person do not.
fn is_word(piece: &Piece, kind: NameKind) -> bool {
    match piece.role {
        Some(Role::Title) => false,
        Some(Role::Qualifier) => kind != NameKind::Person,
        _ => true,
    }
}

/// The place in the broken text of a place in the mended one.
fn source(mends: &[Mend], span: Range<usize>) -> Range<usize> {
    let place = |at: usize, end: bool| {
        // How far the texts have drifted apart behind the mends before `at`.
        let mut mended_end = 0;
        let mut source_end = 0;
        for mend in mends {
            let start = mended_end + (mend.range.start - source_end);
            if at < start || (end && at == start) {
                break;
            }
            mended_end = start + mend.text.len();
            source_end = mend.range.end;
            if at < mended_end || (end && at == mended_end) {
                return if end { mend.range.end } else { mend.range.start };
            }
        }
        source_end + (at - mended_end)
    };
    place(span.start, false)..place(span.end, true)
}
