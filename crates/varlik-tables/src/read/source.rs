//! The bytes of a file, and the letters they stand for.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::str;

use varlik_text::{CodePage, Encoding, decode};

use crate::TableError;

/// Bytes that are looked at together.
const BLOCK: usize = 1 << 20;

/// Bytes that can be read more than once.
pub(super) enum Source<'a> {
    Memory(Cow<'a, [u8]>),
    File(File),
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Memory(bytes.into())
    }
}

/// What bytes that are no UTF-8 stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// The file is UTF-8; what is not is told cell by cell.
    Utf8,
    /// The file is of a code page; what is UTF-8 nevertheless is left as it is.
    Page(CodePage),
}

impl Letters {
    /// The text of some bytes, and whether they were no UTF-8.
    pub(super) fn text(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        if let Ok(text) = str::from_utf8(bytes) {
            return (text.into(), false);
        }
        let text = match self {
            Self::Page(page) => bytes.iter().map(|&byte| page.char_of(byte)).collect(),
            Self::Utf8 => {
                decode(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), |decoded| decoded.text)
            }
        };
        (text, true)
    }
}

impl Source<'_> {
    /// Opens a file. Standard input, pipes and UTF-16 are taken into memory, for they are read more than once.
    pub(super) fn open(path: &Path) -> Result<Self, TableError> {
        let wrong = |error| TableError::read(path, error);
        let mut bytes = Vec::new();
        if path == Path::new("-") {
            io::stdin().lock().read_to_end(&mut bytes).map_err(wrong)?;
            return Ok(Self::Memory(bytes.into()));
        }
        let mut file = File::open(path).map_err(wrong)?;
        let metadata = file.metadata().map_err(wrong)?;
        if metadata.is_dir() {
            return Err(TableError::usage(format!("{}: a folder; name the files in it", path.display())));
        }
        if metadata.is_file() {
            return Ok(Self::File(file));
        }
        file.read_to_end(&mut bytes).map_err(wrong)?;
        Ok(Self::Memory(bytes.into()))
    }

    /// Reads from the byte `start` on.
    pub(super) fn reader(&mut self, start: u64) -> io::Result<Box<dyn BufRead + '_>> {
        match self {
            Self::Memory(bytes) => Ok(Box::new(bytes.get(start as usize..).unwrap_or_default())),
            Self::File(file) => {
                file.seek(SeekFrom::Start(start))?;
                Ok(Box::new(BufReader::with_capacity(1 << 17, file)))
            }
        }
    }

    /// Whether the first sign that is no white space is a brace.
    pub(super) fn starts_with_brace(&mut self) -> io::Result<bool> {
        let start = self.start(64)?;
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start).trim_ascii_start();
        Ok(start.starts_with(b"{"))
    }

    /// At most the first `most` bytes.
    pub(super) fn start(&mut self, most: usize) -> io::Result<Vec<u8>> {
        let mut start = Vec::new();
        self.reader(0)?.take(most as u64).read_to_end(&mut start)?;
        Ok(start)
    }

    /// Tells what the bytes stand for, with a note where that is not plain UTF-8. UTF-16 becomes UTF-8 in memory.
    ///
    /// All of a file is looked at: the only letter that tells may stand in its last row.
    pub(super) fn letters(&mut self, name: &str) -> Result<(Letters, Option<String>), TableError> {
        let unreadable = |error| TableError::read(Path::new(name), error);
        let start = self.start(1 << 16).map_err(unreadable)?;
        if start.is_empty() {
            return Err(TableError::input(format!(
                "{name}: empty file; give one with a head of column names"
            )));
        }
        if start.starts_with(b"PAR1") {
            return Err(TableError::input(format!(
                "{name}: Parquet; give it by a path that ends in .parquet"
            )));
        }
        let binary = |error| TableError::input(format!("{name}: {error}; give a file of text"));
        let decoded = decode(&start).map_err(binary)?;
        if matches!(decoded.encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
            let encoding = decoded.encoding;
            let mut bytes = Vec::new();
            self.reader(0).and_then(|mut reader| reader.read_to_end(&mut bytes)).map_err(unreadable)?;
            let text = decode(&bytes).map_err(binary)?.text.into_owned();
            *self = Self::Memory(text.into_bytes().into());
            return Ok((Letters::Utf8, Some(format!("{name}: read as {}", encoding.as_str()))));
        }
        let Some(telling) = self.telling_lines().map_err(unreadable)? else {
            return Ok((Letters::Utf8, None));
        };
        let decoded = decode(&telling).map_err(binary)?;
        let page = match decoded.encoding {
            Encoding::Windows1251 => CodePage::Windows1251,
            Encoding::Windows1252 => CodePage::Windows1252,
            Encoding::Windows1254 => CodePage::Windows1254,
            _ => return Ok((Letters::Utf8, None)),
        };
        let note = format!("{name}: no UTF-8; read as {} by its letters", page.name());
        Ok((Letters::Page(page), Some(note)))
    }

    /// Lines with letters beyond ASCII, at most a megabyte of them; none where all is UTF-8.
    fn telling_lines(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut reader = self.reader(0)?;
        let (mut block, mut kept, mut telling, mut broken) = (vec![0; BLOCK], 0, Vec::new(), false);
        loop {
            let read = match block.get_mut(kept..) {
                Some(free) if !free.is_empty() => reader.read(free)?,
                _ => 0,
            };
            let filled = kept + read;
            let bytes = block.get(..filled).unwrap_or_default();
            let valid = match str::from_utf8(bytes) {
                Ok(_) => filled,
                // A character that the end of the block cuts.
                Err(error) if error.error_len().is_none() && read > 0 => error.valid_up_to(),
                Err(_) => {
                    broken = true;
                    filled
                }
            };
            if telling.len() < BLOCK {
                let lines = bytes.get(..valid).unwrap_or_default().split(|&byte| byte == b'\n');
                for line in lines.filter(|line| !line.is_ascii()) {
                    telling.extend_from_slice(
                        line.get(..line.len().min(BLOCK - telling.len().min(BLOCK))).unwrap_or_default(),
                    );
                    telling.push(b'\n');
                }
            } else if broken {
                break;
            }
            if read == 0 {
                break;
            }
            block.copy_within(valid..filled, 0);
            kept = filled - valid;
        }
        Ok(broken.then_some(telling))
    }
}
