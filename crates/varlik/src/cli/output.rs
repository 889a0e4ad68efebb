//! Where the answer goes.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::Error;

/// Standard output, or a file that takes its name when it is whole.
pub(super) struct Output<'a> {
    sink: Sink<'a>,
    /// Whether whoever reads has gone.
    closed: bool,
}

enum Sink<'a> {
    Standard(&'a mut dyn Write),
    File { writer: Option<BufWriter<File>>, beside: PathBuf, place: PathBuf },
}

impl<'a> Output<'a> {
    pub(super) fn new(place: Option<&Path>, standard: &'a mut dyn Write) -> Result<Self, Error> {
        let Some(place) = place else { return Ok(Self { sink: Sink::Standard(standard), closed: false }) };
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned());
        let name =
            name.ok_or_else(|| Error::usage(format!("{}: no file can be called so", place.display())))?;
        let beside = place.with_file_name(format!(".{name}.{}", std::process::id()));
        let file = File::create(&beside).map_err(|error| Error::write(place, error))?;
        let writer = Some(BufWriter::new(file));
        Ok(Self { sink: Sink::File { writer, beside, place: place.to_owned() }, closed: false })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let (written, place) = match &mut self.sink {
            Sink::Standard(out) => (out.write_all(bytes), Path::new("standard output")),
            Sink::File { writer: Some(writer), place, .. } => (writer.write_all(bytes), place.as_path()),
            Sink::File { writer: None, .. } => return Ok(()),
        };
        written.map_err(|error| {
            self.closed = error.kind() == io::ErrorKind::BrokenPipe;
            Error::write(place, error)
        })
    }

    /// The file that is written, by the name it is to have; `None` for standard output.
    #[cfg(feature = "parquet")]
    pub(super) fn file(&mut self) -> Option<(&Path, &mut BufWriter<File>)> {
        match &mut self.sink {
            Sink::File { writer: Some(writer), place, .. } => Some((place, writer)),
            _ => None,
        }
    }

    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    /// Writes what is left and gives the file its name.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        match &mut self.sink {
            Sink::Standard(out) => match out.flush() {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(Error::write(Path::new("standard output"), error))
                }
                _ => Ok(()),
            },
            Sink::File { writer, beside, place } => {
                let Some(writer) = writer.take() else { return Ok(()) };
                let whole = writer.into_inner().map_err(io::IntoInnerError::into_error).map(drop);
                whole.and_then(|()| fs::rename(&beside, &place)).map_err(|error| Error::write(place, error))
            }
        }
    }
}

impl Drop for Output<'_> {
    fn drop(&mut self) {
        // A run that failed or was stopped leaves nothing; of one that is whole the name is gone already.
        if let Sink::File { beside, .. } = &self.sink {
            let _ = fs::remove_file(beside);
        }
    }
}
