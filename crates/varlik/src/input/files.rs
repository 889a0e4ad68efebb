//! Articles that are files of their own, alone or in folders.

use std::collections::HashMap;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use varlik_documents::{Document, Markup, html_charset};

use super::{Reader, place_of};
use crate::Error;

/// What the end of a file's name says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Article(Markup),
    Rows,
    Table,
    Columns,
}

impl FileKind {
    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension().and_then(OsStr::to_str)?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "md" => Some(Self::Article(Markup::Plain)),
            "html" | "htm" | "xhtml" => Some(Self::Article(Markup::Html)),
            "jsonl" | "ndjson" => Some(Self::Rows),
            "csv" => Some(Self::Table),
            "parquet" => Some(Self::Columns),
            _ => None,
        }
    }
}

/// One article file that was met.
struct ArticleFile {
    id: String,
    path: PathBuf,
    markup: Markup,
    /// Whether the caller named this very file.
    named: bool,
}

impl Reader<'_> {
    /// Reads everything that was named: article files first (their ids may have to give way to one another), then rows.
    pub(super) fn read_paths<P: AsRef<Path>>(&mut self, paths: &[P]) -> Result<(), Error> {
        let mut files = Vec::new();
        let mut row_files = Vec::new();
        for path in paths.iter().map(AsRef::as_ref) {
            if path == Path::new("-") {
                row_files.push((path, FileKind::Rows));
                continue;
            }
            let metadata = std::fs::metadata(path).map_err(|error| Error::read(path, error))?;
            if metadata.is_dir() {
                let before = files.len();
                self.walk(path, "", &mut HashSet::new(), &mut files, true)?;
                if let Some(below) = files.get_mut(before..) {
                    below.sort_by(|a: &ArticleFile, b| a.id.cmp(&b.id));
                }
                continue;
            }
            match FileKind::of(path) {
                Some(FileKind::Article(markup)) => files.push(ArticleFile {
                    id: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
                    path: path.to_owned(),
                    markup,
                    named: true,
                }),
                Some(kind) => row_files.push((path, kind)),
                None => {
                    return Err(Error::input(format!(
                        "{}: not a kind of file that can be read; give .txt, .md, .html, .jsonl, .csv, .parquet, a folder, \
                         or - for JSONL on stdin",
                        path.display()
                    )));
                }
            }
        }
        self.read_article_files(files)?;
        for (path, kind) in row_files {
            self.check_cancelled()?;
            if kind == FileKind::Columns {
                self.read_columns(path)?;
                continue;
            }
            let Some(text) = self.read_row_file(path)? else { continue };
            match kind {
                FileKind::Table => self.read_table(&place_of(path), &text)?,
                _ => self.read_rows(&place_of(path), &text)?,
            }
        }
        Ok(())
    }

    /// Collects the article files below `folder`; `above` is the id of the folder itself, with its slash.
    fn walk(
        &mut self,
        folder: &Path,
        above: &str,
        seen: &mut HashSet<PathBuf>,
        files: &mut Vec<ArticleFile>,
        named: bool,
    ) -> Result<(), Error> {
        self.check_cancelled()?;
        // A link to a folder above would otherwise be followed for ever.
        if !seen.insert(folder.canonicalize().unwrap_or_else(|_| folder.to_owned())) {
            return Ok(());
        }
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if named => return Err(Error::read(folder, error)),
            Err(error) => {
                let reason = Error::read(folder, error).to_string();
                self.articles.summary.skip(place_of(folder), without_place(&reason, folder));
                return Ok(());
            }
        };
        let mut below: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        below.sort();
        for path in below {
            let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let id = format!("{above}{name}");
            if path.is_dir() {
                self.walk(&path, &format!("{id}/"), seen, files, false)?;
                continue;
            }
            match FileKind::of(&path) {
                Some(FileKind::Article(markup)) if !waits(&path) => {
                    files.push(ArticleFile { id, path, markup, named: false });
                }
                _ => self.articles.summary.ignored += 1,
            }
        }
        Ok(())
    }

    fn read_article_files(&mut self, mut files: Vec<ArticleFile>) -> Result<(), Error> {
        drop_files_met_before(&mut files);
        tell_equal_ids_apart(&mut files);
        for file in files {
            self.check_cancelled()?;
            let place = place_of(&file.path);
            let bytes = match std::fs::read(&file.path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    let error = Error::read(&file.path, error);
                    if file.named {
                        return Err(error);
                    }
                    let reason = without_place(&error.to_string(), &file.path);
                    self.articles.summary.skip(place, reason);
                    continue;
                }
            };
            let charset = (file.markup == Markup::Html).then(|| html_charset(&bytes)).flatten();
            match self.decode(&place, &bytes, charset) {
                Ok(text) => self.add(place, Document::new(file.id, text).with_markup(file.markup))?,
                Err(reason) => self.articles.summary.skip(place, reason),
            }
        }
        Ok(())
    }
}

/// A note has the place in a field of its own.
fn without_place(message: &str, path: &Path) -> String {
    let place = format!("{}: ", path.display());
    message.strip_prefix(&place).unwrap_or(message).to_owned()
}

/// Whether reading may wait for ever: a named pipe or a device that nobody named.
///
/// What cannot be asked, like a broken link, is left for the reading to tell.
fn waits(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| !metadata.is_file())
}

/// A file reached by two of the given paths is one article, under its first id.
fn drop_files_met_before(files: &mut Vec<ArticleFile>) {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for file in files.iter() {
        *ids.entry(file.path.file_name().and_then(OsStr::to_str).unwrap_or("")).or_default() += 1;
    }
    // Only files of one name can be one file by two paths: the others are spared the system call.
    let suspects: Vec<bool> = files
        .iter()
        .map(|file| {
            let name = file.path.file_name().and_then(OsStr::to_str).unwrap_or("");
            ids.get(name).is_some_and(|count| *count > 1)
        })
        .collect();
    let mut seen = HashSet::new();
    let mut suspects = suspects.into_iter();
    files.retain(|file| {
        !suspects.next().unwrap_or(false)
            || seen.insert(file.path.canonicalize().unwrap_or_else(|_| file.path.clone()))
    });
}

/// Where two of the given paths give one id, the whole path as given tells the articles apart.
fn tell_equal_ids_apart(files: &mut [ArticleFile]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for file in files.iter() {
        *count.entry(file.id.clone()).or_default() += 1;
    }
    for file in files.iter_mut() {
        if count.get(&file.id).is_some_and(|count| *count > 1) {
            file.id = file.path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        }
    }
}
