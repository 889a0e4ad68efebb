//! Bytes to text.

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use varlik::text;

use crate::errors::InputError;
use crate::text::record::record;

record!(
    /// Bytes read as text, as `decode` gives them; it unpacks like a tuple.
    Decoded {
        /// The text.
        text: String,
        /// The encoding it was read as: `utf-8`, `utf-16le`, `utf-16be`, `windows-1251`, `windows-1252`, `windows-1254`.
        encoding: String,
        /// How the text differs from the bytes read as UTF-8, in a sentence; None where it does not.
        repair: Option<String>,
    }
);

/// Reads bytes as text, telling the encoding by what they hold.
///
/// Args:
///     data: The bytes of a whole file or field.
///
/// Returns:
///     The text, its encoding, and what had to be repaired.
///
/// Raises:
///     InputError: The bytes are no text: an image, an archive, a program.
#[pyfunction]
pub(crate) fn decode(py: Python<'_>, data: &Bound<'_, PyBytes>) -> PyResult<Decoded> {
    let bytes = data.as_bytes();
    let decoded =
        py.detach(|| text::decode(bytes)).map_err(|error| InputError::new_err(error.to_string()))?;
    let repair = decoded.repair();
    Ok(Decoded::new(decoded.text.into_owned(), decoded.encoding.as_str().to_owned(), repair))
}
