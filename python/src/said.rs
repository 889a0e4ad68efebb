//! Who said what and when: the objects of a line of `claims.jsonl`, `contradictions.jsonl` and `dates.jsonl`, and the parts
//! of a story and of a pair.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::arrow::cell::columns;
use crate::things::reduce;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// Makes a class of plain fields, which are the columns of a table and the keys of a dict too.
macro_rules! plain {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[pyclass(frozen, get_all, eq, from_py_object, module = "varlik")]
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct $name {
            $($(#[$note])* pub(crate) $field: $type,)*
        }

        columns!($name { $($field: $type),* });

        #[pymethods]
        impl $name {
            #[new]
            #[allow(clippy::too_many_arguments, reason = "the fields of a line of the output, in their order")]
            pub(crate) fn new($($field: $type),*) -> Self {
                Self { $($field),* }
            }

            /// Returns the fields as a dict.
            pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                let dict = PyDict::new(py);
                $(dict.set_item(stringify!($field), self.$field.clone())?;)*
                Ok(dict)
            }

            fn __repr__(&self) -> String {
                self.shown()
            }

            fn __hash__(&self) -> u64 {
                let mut hasher = DefaultHasher::new();
                format!("{self:?}").hash(&mut hasher);
                hasher.finish()
            }

            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
                let it = slf.get();
                let fields = [$(it.$field.clone().into_pyobject(slf.py())?.into_any()),*];
                reduce(slf, PyTuple::new(slf.py(), fields)?)
            }
        }
    };
}

plain!(
    /// One thing that somebody said, as an article tells it.
    Claim {
        /// Id of the article.
        doc: String,
        /// First code point of what was said, quotation marks included.
        start: usize,
        /// The code point behind it.
        end: usize,
        /// What was said, as it stands in the article.
        text: String,
        /// Id of the entity that said it, if the article names it.
        speaker_id: Option<String>,
        /// Name of that entity.
        speaker: Option<String>,
        /// The word or phrase of saying.
        cue: String,
        /// `quotation` (word for word) or `report`.
        kind: String,
        /// `said`, `claimed`, `confirmed`, `denied`, `promised`, `threatened`, `demanded` or `warned`.
        act: String,
        /// `affirmed` or `negated`.
        polarity: String,
        /// `actual`, `possible`, `necessary` or `future`.
        modality: String,
        /// Ids of the entities that are named in it.
        about: Vec<String>,
        /// The first day named in it, as in ISO 8601.
        day: Option<String>,
    }
);

plain!(
    /// One place where an article names a day or a month.
    DateMention {
        /// Id of the article.
        doc: String,
        /// First code point of the date in the article's text.
        start: usize,
        /// The code point behind it.
        end: usize,
        /// The date as it stands in the article.
        text: String,
        /// The day or month as in ISO 8601: `2025-03-16`, `2025-03`, `--03-16`.
        day: String,
        /// `written`, `year` (completed from the day of publication) or `relative` (counted from it).
        basis: String,
    }
);

plain!(
    /// One version of a story: an article, or a part of one that was written at another time.
    Version {
        /// Id of the article.
        doc: String,
        /// First code point of the part.
        start: usize,
        /// The code point behind it.
        end: usize,
        /// When it was written, as in ISO 8601, if that is known.
        time: Option<String>,
        /// Id of an earlier article of which this is a near copy.
        copy_of: Option<String>,
    }
);

plain!(
    /// A quotation that stands in both articles of a pair.
    SharedQuotation {
        /// First code point of it in the one article.
        a_start: usize,
        /// The code point behind it there.
        a_end: usize,
        /// First code point of it in the other article.
        b_start: usize,
        /// The code point behind it there.
        b_end: usize,
    }
);

impl Claim {
    fn shown(&self) -> String {
        let speaker = self.speaker.as_deref().unwrap_or("?");
        format!("Claim({speaker:?} {} {:?}, {}, {})", self.act, self.text, self.polarity, self.modality)
    }
}

impl DateMention {
    fn shown(&self) -> String {
        format!("DateMention({:?}, {}, {})", self.text, self.day, self.basis)
    }
}

impl Version {
    fn shown(&self) -> String {
        let time = self.time.as_deref().unwrap_or("?");
        format!("Version({:?}, {}:{}, {time})", self.doc, self.start, self.end)
    }
}

impl SharedQuotation {
    fn shown(&self) -> String {
        format!("SharedQuotation({}:{}, {}:{})", self.a_start, self.a_end, self.b_start, self.b_end)
    }
}

/// Two claims that contradict each other; which of them holds is not decided.
#[pyclass(frozen, get_all, eq, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Contradiction {
    /// `polarity` (one affirms what the other negates) or `number`.
    conflict: String,
    /// Telling words that both have, as a share of those of the shorter, 0 to 1.
    overlap: f64,
    /// The newer claim, where the times are known.
    newer: Claim,
    /// The older claim.
    older: Claim,
}

columns!(Contradiction { conflict: String, overlap: f64, newer: Claim, older: Claim });

#[pymethods]
impl Contradiction {
    #[new]
    pub(crate) fn new(conflict: String, overlap: f64, newer: Claim, older: Claim) -> Self {
        Self { conflict, overlap, newer, older }
    }

    /// Returns the fields as a dict.
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("conflict", &self.conflict)?;
        dict.set_item("overlap", self.overlap)?;
        dict.set_item("newer", self.newer.to_dict(py)?)?;
        dict.set_item("older", self.older.to_dict(py)?)?;
        Ok(dict)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        format!("{self:?}").hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        format!("Contradiction({}, {}, {})", self.conflict, self.newer.shown(), self.older.shown())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let it = slf.get();
        reduce(slf, (&it.conflict, it.overlap, it.newer.clone(), it.older.clone()))
    }
}
