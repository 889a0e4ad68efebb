//! Files of names that the caller knows to be one.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use varlik_names::Aliases;

use crate::Error;

/// Reads aliases from a `.csv` file (`name,alias` and perhaps `kind`) or a `.jsonl` file (`{"names": [...]}` a line).
///
/// # Errors
/// The file cannot be read, is of another kind, or a line of it is not as it should be; the message names it.
///
/// # Example: a file that is not there
/// ```
/// let error = varlik::read_aliases("no/aliases.csv".as_ref()).unwrap_err();
/// assert_eq!(error.to_string(), "no/aliases.csv: no such file or folder; check the path");
/// ```
pub fn read_aliases(path: &Path) -> Result<Aliases, Error> {
    aliases_in(path, &fs::read_to_string(path).map_err(|error| Error::read(path, error))?)
}

/// Reads aliases from the text of a file, whose name says what is in it: see [`read_aliases`].
///
/// # Errors
/// The file is of another kind, or a line of it is not as it should be.
pub fn aliases_in(path: &Path, text: &str) -> Result<Aliases, Error> {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    let aliases = match extension.as_str() {
        "csv" => Aliases::from_csv(text.as_bytes()),
        "jsonl" | "ndjson" => Aliases::from_jsonl(text.as_bytes()),
        _ => {
            return Err(Error::usage(format!(
                "{}: aliases are read from .csv and .jsonl; name it so",
                path.display()
            )));
        }
    };
    aliases.map_err(|error| Error::input(format!("{}: {error}", path.display())))
}
