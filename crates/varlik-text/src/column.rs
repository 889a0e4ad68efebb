//! The steps of this crate over a column of strings, as Arrow lays them out: one buffer of bytes, and offsets.
//!
//! A column of `n` strings is one buffer of UTF-8 and `n + 1` offsets into it: string `i` is the bytes from
//! `offsets[i]` to `offsets[i + 1]`. That is the layout of Arrow's `Utf8` (32-bit offsets) and `LargeUtf8` (64-bit), and of
//! every library that speaks its C interface, but nothing here knows Arrow. A [`Column`] borrows the two buffers
//! once they are checked; a step writes [`Strings`], which own two new ones of the same width.
//!
//! Which rows are null is the caller's to keep: no step looks at validity, and rows are neither added nor lost, so the
//! validity bits of the input are those of the output. A null row is most often empty; where it has bytes
//! they are treated like those of any other row.
//!
//! A column can be cut into ranges of rows ([`Column::rows`]), each treated by a thread of its own, and the
//! results joined ([`Strings::join`]): the result is the same for every cut.
//!
//! # Example
//!
//! ```
//! use varlik_text::{Lang, column};
//!
//! let values = "IĞDIRŞIRNAK'tan";
//! let offsets = [0_i32, 6, 6, 17];
//! let cities = column::Column::new(values, &offsets)?;
//! let lower = column::lower(cities, Lang::Tr)?;
//! assert_eq!(lower.values(), "ığdırşırnak'tan".as_bytes());
//! assert_eq!(lower.offsets(), [0, 8, 8, 20]);
//!
//! // Offsets that run backwards are no column.
//! let error = column::Column::new(values, &[0_i64, 17, 6]).unwrap_err();
//! assert!(error.to_string().contains("row 1"));
//! # Ok::<(), varlik_text::Error>(())
//! ```
use std::ops::Range;

use crate::casing::{self, Lower, Upper};
use crate::fold::Kind;
use crate::kernel::{self, Places, Step};
use crate::{Error, Fold, Lang, abjad};

mod sealed {
    pub trait Width: Copy + Default {
        /// The place as a number of bytes, or `None` where it is negative.
        fn to_usize(self) -> Option<usize>;

        /// The place in this width, or `None` where it does not fit.
        fn from_usize(place: usize) -> Option<Self>;

        /// The place, which has been checked to be one.
        fn place(self) -> usize;

        /// The place in this width, cut off where it does not fit.
        fn cut(place: usize) -> Self;
    }

    impl Width for i32 {
        fn to_usize(self) -> Option<usize> {
            self.try_into().ok()
        }

        fn from_usize(place: usize) -> Option<Self> {
            place.try_into().ok()
        }

        fn place(self) -> usize {
            self as usize
        }

        fn cut(place: usize) -> Self {
            place as Self
        }
    }

    impl Width for i64 {
        fn to_usize(self) -> Option<usize> {
            self.try_into().ok()
        }

        fn from_usize(place: usize) -> Option<Self> {
            place.try_into().ok()
        }

        fn place(self) -> usize {
            self as usize
        }

        fn cut(place: usize) -> Self {
            place as Self
        }
    }
}

/// The width of a column's offsets: `i32` or `i64`.
pub trait Offset: sealed::Width {}

impl Offset for i32 {}
impl Offset for i64 {}

/// A borrowed column of strings whose offsets have been checked.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a, O> {
    values: &'a str,
    offsets: &'a [O],
}

impl<'a, O: Offset> Column<'a, O> {
    /// Takes a buffer of text and the `n + 1` offsets of `n` strings in it; a few nanoseconds a row.
    ///
    /// The first offset need not be 0, nor the last the end of the buffer: a slice of a column is a column.
    ///
    /// # Errors
    ///
    /// When there is no offset at all (an empty column has one), or when an offset is negative, smaller
    /// than the one before it, past the end of the buffer or inside a character.
    pub fn new(values: &'a str, offsets: &'a [O]) -> Result<Self, Error> {
        let mut before = offsets.first().ok_or_else(Error::no_offsets)?.to_usize().unwrap_or(usize::MAX);
        let fits = |place: usize| values.is_char_boundary(place);
        if !fits(before) {
            return Err(Error::offset(0, before, values.len()));
        }
        for (row, offset) in offsets.iter().enumerate().skip(1) {
            let place = offset.to_usize().unwrap_or(usize::MAX);
            if place < before || !fits(place) {
                return Err(Error::offset(row - 1, place, values.len()));
            }
            before = place;
        }
        Ok(Self { values, offsets })
    }

    /// Takes a buffer of bytes, of which those that the offsets span must be UTF-8.
    ///
    /// # Errors
    ///
    /// When the bytes are no UTF-8, with the place of the first that is not; and as [`Column::new`].
    pub fn from_bytes(values: &'a [u8], offsets: &'a [O]) -> Result<Self, Error> {
        let end = offsets.iter().filter_map(|offset| offset.to_usize()).max().unwrap_or(0);
        let used = values.get(..end).unwrap_or(values);
        let text = simdutf8::compat::from_utf8(used).map_err(|error| Error::not_utf8(error.valid_up_to()))?;
        Self::new(text, offsets)
    }

    /// Counts the rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Tells whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives the string of a row, or `None` past the last.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&'a str> {
        let start = self.offsets.get(row)?.to_usize()?;
        let end = self.offsets.get(row + 1)?.to_usize()?;
        self.values.get(start..end)
    }

    /// Gives the column of some of the rows, for a thread of its own; rows past the last are left out.
    #[must_use]
    pub fn rows(&self, rows: Range<usize>) -> Self {
        let start = rows.start.min(self.len());
        let end = rows.end.clamp(start, self.len());
        Self { values: self.values, offsets: self.offsets.get(start..=end).unwrap_or(self.offsets) }
    }

    /// Gives the bytes that the rows span.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        let place = |offset: Option<&O>| offset.and_then(|offset| offset.to_usize()).unwrap_or(0);
        place(self.offsets.first())..place(self.offsets.last())
    }
}

/// A column that a step has written: UTF-8 and offsets, the first of them 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strings<O> {
    values: Vec<u8>,
    offsets: Vec<O>,
}

impl<O: Offset> Strings<O> {
    /// Gives the bytes of all strings, one after the other; always UTF-8.
    #[must_use]
    pub fn values(&self) -> &[u8] {
        &self.values
    }

    /// Gives the offsets, one more than there are rows.
    #[must_use]
    pub fn offsets(&self) -> &[O] {
        &self.offsets
    }

    /// Gives both buffers away, without a copy.
    #[must_use]
    pub fn into_parts(self) -> (Vec<u8>, Vec<O>) {
        (self.values, self.offsets)
    }

    /// Joins the results of ranges of rows into the result of the whole column; none give an empty column.
    ///
    /// # Errors
    ///
    /// When the bytes together are more than the width of the offsets can count.
    pub fn join(parts: impl IntoIterator<Item = Self>) -> Result<Self, Error> {
        let mut parts = parts.into_iter();
        let mut joined =
            parts.next().unwrap_or_else(|| Self { values: Vec::new(), offsets: vec![O::default()] });
        for part in parts {
            let base = joined.values.len();
            joined.values.extend_from_slice(&part.values);
            joined.offsets.reserve(part.offsets.len());
            for offset in part.offsets.iter().skip(1) {
                joined.offsets.push(place(base + offset.to_usize().unwrap_or(0))?);
            }
        }
        Ok(joined)
    }
}

fn place<O: Offset>(place: usize) -> Result<O, Error> {
    O::from_usize(place).ok_or_else(Error::too_wide)
}

/// Writes a column with a step of the caller's: it is given each string, and appends what becomes of it.
///
/// The strings are written into one buffer, one after the other; what a step finds in `out` is the rows
/// before, which it must leave as they are.
///
/// # Errors
///
/// When the result is too long for the width of the offsets, or when the step took bytes of an earlier row away.
///
/// # Example
///
/// ```
/// use varlik_text::column::{Column, each};
///
/// let names = Column::new("AyşeCan", &[0_i32, 5, 8])?;
/// let doubled = each(names, |name, out| {
///     out.push_str(name);
///     out.push_str(name);
/// })?;
/// assert_eq!(doubled.values(), "AyşeAyşeCanCan".as_bytes());
/// assert_eq!(doubled.offsets(), [0, 10, 16]);
/// let careless = each(names, |name, out| *out = name.to_owned());
/// assert!(careless.is_err_and(|error| error.to_string().contains("row 1")));
/// # Ok::<(), varlik_text::Error>(())
/// ```
pub fn each<O: Offset>(
    column: Column<'_, O>,
    mut step: impl FnMut(&str, &mut String),
) -> Result<Strings<O>, Error> {
    let mut out = String::with_capacity(column.span().len());
    let mut offsets = Vec::with_capacity(column.len() + 1);
    offsets.push(O::default());
    let mut end = 0;
    for row in 0..column.len() {
        step(column.get(row).unwrap_or_default(), &mut out);
        if out.len() < end {
            return Err(Error::shortened(row));
        }
        end = out.len();
        offsets.push(place(end)?);
    }
    Ok(Strings { values: out.into_bytes(), offsets })
}

/// Where the rows of a column end in what is written of them, known from the edits of one sweep over all rows.
struct Ends<'a, O> {
    offsets: &'a [O],
    /// The first offset whose place in the output is not known yet.
    next: usize,
    /// Its place in the input; past all places where there is none.
    limit: usize,
    written: Vec<O>,
    /// What the output is longer than the input so far; wraps where it is shorter.
    longer: usize,
}

impl<O: Offset> Ends<'_, O> {
    /// Notes the rows that end at `at` or before it.
    fn reach(&mut self, at: usize) {
        let rest = self.offsets.get(self.next..).unwrap_or_default();
        let reached = rest.iter().take_while(|offset| offset.place() <= at);
        let before = self.written.len();
        let longer = self.longer;
        self.written.extend(reached.map(|offset| O::cut(offset.place().wrapping_add(longer))));
        self.next += self.written.len() - before;
        self.limit = self.offsets.get(self.next).map_or(usize::MAX, |offset| offset.place());
    }
}

impl<O: Offset> Places for Ends<'_, O> {
    #[inline]
    fn edit(&mut self, source: Range<usize>, out: Range<usize>) {
        if source.start >= self.limit {
            self.reach(source.start);
        }
        self.longer = out.end.wrapping_sub(source.end);
    }

    fn row(&mut self, at: usize) -> Range<usize> {
        self.reach(at);
        let place = |index: Option<usize>| index.and_then(|index| self.offsets.get(index)).map(|o| o.place());
        let start = place(self.next.checked_sub(1)).unwrap_or(at);
        start..place(Some(self.next)).unwrap_or(at)
    }
}

/// Runs a step over the bytes of all rows in one go.
fn sweep<O: Offset, S: Step>(column: Column<'_, O>, step: &S) -> Result<Strings<O>, Error> {
    let span = column.span();
    let mut values = Vec::with_capacity(span.len() + span.len() / 32 + 256);
    let written = Vec::with_capacity(column.offsets.len());
    let mut ends = Ends {
        offsets: column.offsets,
        next: 0,
        limit: 0,
        written,
        longer: 0_usize.wrapping_sub(span.start),
    };
    kernel::run(step, column.values, span, &mut values, &mut ends);
    // What remains is shifted by the same.
    let longer = ends.longer;
    let rest = column.offsets.get(ends.next..).unwrap_or_default();
    ends.written.extend(rest.iter().map(|offset| O::cut(offset.place().wrapping_add(longer))));
    // Offsets ascend, so that all fit where the last does.
    place::<O>(values.len())?;
    Ok(Strings { values, offsets: ends.written })
}

/// Writes every row in lower case, as [`lower`](crate::lower()) does.
///
/// # Errors
///
/// When the result is too long for the width of the offsets.
pub fn lower<O: Offset>(column: Column<'_, O>, lang: Lang) -> Result<Strings<O>, Error> {
    match lang {
        Lang::Lt => each(column, |s, out| casing::lower_into(s, lang, out, &mut ())),
        _ if lang.dotless() => sweep(column, &Lower::<true>::LOWER),
        _ => sweep(column, &Lower::<false>::LOWER),
    }
}

/// Writes every row in upper case, as [`upper`](crate::upper()) does.
///
/// # Errors
///
/// When the result is too long for the width of the offsets.
pub fn upper<O: Offset>(column: Column<'_, O>, lang: Lang) -> Result<Strings<O>, Error> {
    match lang {
        Lang::Lt | Lang::El => each(column, |s, out| casing::upper_into(s, lang, out, &mut ())),
        Lang::Hy => sweep(column, &Upper::<false>::ARMENIAN),
        _ if lang.dotless() => sweep(column, &Upper::<true>::UPPER),
        _ => sweep(column, &Upper::<false>::UPPER),
    }
}

/// Writes every word of every row with a capital, as [`title`](crate::title()) does.
///
/// # Errors
///
/// When the result is too long for the width of the offsets.
pub fn title<O: Offset>(column: Column<'_, O>, lang: Lang) -> Result<Strings<O>, Error> {
    each(column, |s, out| casing::title_into(s, lang, out, &mut ()))
}

/// Folds the case of every row, as [`casefold`](crate::casefold()) does.
///
/// # Errors
///
/// When the result is too long for the width of the offsets.
pub fn casefold<O: Offset>(column: Column<'_, O>, lang: Lang) -> Result<Strings<O>, Error> {
    if lang.dotless() { sweep(column, &Lower::<true>::FOLD) } else { sweep(column, &Lower::<false>::FOLD) }
}
/// Writes the comparison key of every row, as [`key`](crate::key()) does.
///
/// # Errors
///
/// When the result is too long for the width of the offsets.
pub fn key<O: Offset>(column: Column<'_, O>) -> Result<Strings<O>, Error> {
    let mut values = Vec::with_capacity(column.span().len() + 8);
    let mut offsets = Vec::with_capacity(column.len() + 1);
    offsets.push(O::default());
    for row in 0..column.len() {
        crate::key::append_key(column.get(row).unwrap_or_default(), &mut values);
        offsets.push(place(values.len())?);
    }
    Ok(Strings { values, offsets })
}

/// Folds the letters of every row by a policy, as [`fold`](crate::fold()) does.
///
/// # Errors
///
/// When the result is too long for the width of the offsets.
pub fn fold<O: Offset>(column: Column<'_, O>, policy: Fold) -> Result<Strings<O>, Error> {
    match policy.kind() {
        Kind::Latin(policy) => sweep(column, policy),
        Kind::Arabic(lang) => each(column, |s, out| abjad::fold_arabic_into(s, lang, out, &mut ())),
        Kind::Hebrew => each(column, |s, out| abjad::fold_hebrew_into(s, out, &mut ())),
    }
}
