//! Small files that are whole or not there: a sum in the first line, the text behind it.

use std::fs;
use std::hash::Hasher;
use std::io;
use std::path::Path;

use rustc_hash::FxHasher;

/// Writes a file beside its place and moves it there.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    let partial = path.with_extension("partial");
    fs::write(&partial, format!("{:016x}\n{text}", sum(text)))?;
    fs::rename(&partial, path)
}

/// Reads a file; one that is not as it was written is invalid.
pub(super) fn read(path: &Path) -> io::Result<String> {
    let content = fs::read_to_string(path)?;
    match content.split_once('\n') {
        Some((told, text)) if told == format!("{:016x}", sum(text)) => Ok(text.to_owned()),
        _ => Err(io::Error::from(io::ErrorKind::InvalidData)),
    }
}

fn sum(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_and_a_changed_one_does_not() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("model");
        assert_eq!(read(&path).unwrap_err().kind(), io::ErrorKind::NotFound);
        write(&path, "{\"ağırlık\": 1}\n").unwrap();
        assert_eq!(read(&path).unwrap(), "{\"ağırlık\": 1}\n");
        let content = fs::read_to_string(&path).unwrap();
        for broken in [content.replace('1', "2"), content.trim_end().to_owned(), String::new()] {
            fs::write(&path, broken).unwrap();
            assert_eq!(read(&path).unwrap_err().kind(), io::ErrorKind::InvalidData);
        }
    }
}
