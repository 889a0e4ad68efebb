//! What to read: paths become articles, and, where somebody else found them, mentions.

mod columns;
mod files;
mod label;
mod mentions;
mod rows;
mod table;

pub use label::Labels;
pub use mentions::{GivenArticle, GivenSpans};

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Read;
use std::path::Path;

use varlik_documents::{Control, Document, GivenMention};

use crate::{Error, Note, Options, Resolved, Summary};

/// Articles that were read, ready to be resolved.
///
/// # Example: articles that are no files
/// ```
/// use varlik::{Articles, Document, Options};
///
/// let articles = Articles::from(vec![Document::new("1", "Hakan Fidan Ankara’da konuştu.")]);
/// let resolved = articles.resolve(&Options::default(), &())?;
/// assert_eq!(resolved.summary.documents, 1);
/// # Ok::<(), varlik::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Articles {
    /// The articles, in the order met.
    pub documents: Vec<Document>,
    /// Mentions found by somebody else, or `None` to detect them.
    pub given: Option<Vec<GivenMention>>,
    /// What was read and what was not.
    pub summary: Summary,
}

impl From<Vec<Document>> for Articles {
    fn from(documents: Vec<Document>) -> Self {
        let mut articles = Self { documents, ..Self::default() };
        articles.count();
        articles
    }
}

impl Articles {
    /// Reads articles from files and folders.
    ///
    /// A path is a folder (its `.txt`, `.md` and `.html` files at any depth, hidden ones left out), such a file, a
    /// `.jsonl`, `.csv` or (with the feature `parquet`) `.parquet` with a row an article, or `-` for JSONL on standard input. An article's id is its path below the
    /// folder, its file name, or its row's id; where two paths give one id, both take their whole path as given.
    ///
    /// What was named and is not there, or is of no kind that can be read, is an error. An empty or binary file, a
    /// row without a text and a half-written last line are left out and stand in the [`Summary`] with their reason.
    ///
    /// # Errors
    /// A path that does not exist or may not be read, a column that is not there, a line that is no JSON object, an
    /// id given to two articles, mentions outside their text, or nothing left to read.
    pub fn read<P: AsRef<Path>>(
        paths: &[P],
        options: &Options,
        control: &dyn Control,
    ) -> Result<Self, Error> {
        if paths.is_empty() && options.mentions.is_none() {
            return Err(Error::usage("no path was given; name a file or folder of articles, or - for stdin"));
        }
        let mut reader = Reader::over(Self::default(), options, control);
        reader.read_paths(paths)?;
        if let Some(path) = &options.mentions {
            reader.read_mentions(path)?;
        }
        let mut articles = reader.articles;
        if articles.documents.is_empty() {
            return Err(nothing_left(paths, &articles.summary));
        }
        articles.count();
        Ok(articles)
    }

    /// Takes in the mentions of a JSONL file, and the articles it brings along, as [`Options::mentions`] does.
    ///
    /// # Errors
    /// A file that cannot be read, a line that is no JSON object, a mention outside its text or of no known article.
    pub fn read_mentions(self, path: &Path, options: &Options, control: &dyn Control) -> Result<Self, Error> {
        let mut reader = Reader::over(self, options, control);
        reader.read_mentions(path)?;
        let mut articles = reader.articles;
        articles.count();
        Ok(articles)
    }

    /// Takes in mentions that somebody else found; with them nothing is detected any more.
    ///
    /// # Errors
    /// A mention that is empty or ends outside its text, one of no known article, or a text that is not the article's.
    ///
    /// # Example: a span and one that is too long
    /// ```
    /// use varlik::{Articles, EntityType, GivenArticle};
    ///
    /// let given = |start, end| GivenArticle {
    ///     id: "1".to_owned(),
    ///     text: Some("Şu Iğdır’da.".to_owned()),
    ///     mentions: vec![(start, end, EntityType::Loc)],
    /// };
    /// let articles = Articles::default().give(vec![given(3, 8)])?;
    /// assert_eq!(articles.given.unwrap_or_default()[0].span, 4..11);
    /// assert!(Articles::default().give(vec![given(3, 15)]).is_err());
    /// # Ok::<(), varlik::Error>(())
    /// ```
    pub fn give(self, given: Vec<GivenArticle>) -> Result<Self, Error> {
        let options = Options::default();
        let mut reader = Reader::over(self, &options, &());
        reader.articles.given.get_or_insert_default();
        for (number, article) in given.into_iter().enumerate() {
            reader.take_given(&format!("mentions {}", number + 1), article)?;
        }
        let mut articles = reader.articles;
        articles.count();
        Ok(articles)
    }

    /// Takes in mentions that somebody else found, an entry for each of `ids` in its order: a text that is brought along, and
    /// start, end (code points) and type of each mention. Without `ids` the texts are the articles, and are numbered from 0.
    ///
    /// # Errors
    /// As [`Articles::give`], and where there are not as many entries as articles.
    ///
    /// # Example: what a recogniser gave for a list of texts
    /// ```
    /// use varlik::{Articles, EntityType};
    ///
    /// let entry = (Some("Şu Iğdır’da.".to_owned()), vec![(3, 8, EntityType::Loc)]);
    /// let articles = Articles::default().give_in_order(&[], vec![entry.clone()])?;
    /// assert_eq!(articles.documents[0].id, "0");
    /// let ids = ["a".to_owned(), "b".to_owned()];
    /// let error = Articles::default().give_in_order(&ids, vec![entry]).unwrap_err().to_string();
    /// assert!(error.starts_with("there is 1 list of mentions for 2 articles"));
    /// # Ok::<(), varlik::Error>(())
    /// ```
    pub fn give_in_order(
        self,
        ids: &[String],
        entries: Vec<(Option<String>, GivenSpans)>,
    ) -> Result<Self, Error> {
        let bring =
            ids.is_empty() && self.documents.is_empty() && entries.iter().all(|entry| entry.0.is_some());
        let numbers: Vec<String> = (0..entries.len()).map(|place| place.to_string()).collect();
        let ids = if bring { &numbers } else { ids };
        if ids.len() != entries.len() {
            let lists = match entries.len() {
                1 => "is 1 list".to_owned(),
                count => format!("are {count} lists"),
            };
            return Err(Error::input(format!(
                "there {lists} of mentions for {} articles; give one an article in the same order, or name the article of each",
                ids.len()
            )));
        }
        let skipped: Vec<String> = self.summary.skipped.iter().map(|note| note.place.clone()).collect();
        let given = ids.iter().zip(entries).filter(|(id, _)| !skipped.contains(id));
        let given = given.map(|(id, (text, mentions))| GivenArticle { id: id.clone(), text, mentions });
        self.give(given.collect())
    }

    fn count(&mut self) {
        self.summary.documents = self.documents.len();
        self.summary.bytes = self.documents.iter().map(|document| document.text.len()).sum();
    }

    /// Resolves the articles: regions, mentions, entities, stories.
    ///
    /// # Errors
    /// Two articles with one id, a given mention outside its text, or a stop asked for by `control`.
    pub fn resolve(self, options: &Options, control: &dyn Control) -> Result<Resolved, Error> {
        let resolution = varlik_documents::resolve(self.documents, self.given, &options.engine(), control)?;
        Ok(Resolved { resolution, summary: self.summary })
    }
}

fn nothing_left<P: AsRef<Path>>(paths: &[P], summary: &Summary) -> Error {
    let named: Vec<String> = paths.iter().map(|path| path.as_ref().display().to_string()).collect();
    let named = if named.is_empty() { "the mentions file".to_owned() } else { named.join(", ") };
    match summary.skipped.as_slice() {
        [] if summary.ignored > 0 => Error::input(format!(
            "{named}: no article to read: none of its {} files is a .txt, .md or .html; name .jsonl, .csv and \
             .parquet files themselves",
            summary.ignored
        )),
        [] => Error::input(format!("{named}: no article to read; put .txt, .md or .html files there")),
        [Note { place, reason }] => Error::input(format!("no article to read: {place}: {reason}")),
        [Note { place, reason }, rest @ ..] => {
            Error::input(format!("no article to read: {place}: {reason} (and {} more left out)", rest.len()))
        }
    }
}

/// The column of rows that says when an article was published, where there is one.
const PUBLISHED: &str = "published";

/// The articles met so far and what is needed to take in one more.
struct Reader<'a> {
    options: &'a Options,
    control: &'a dyn Control,
    articles: Articles,
    /// Where each article came from.
    places: Vec<String>,
    by_id: HashMap<String, usize>,
}

impl<'a> Reader<'a> {
    fn over(articles: Articles, options: &'a Options, control: &'a dyn Control) -> Self {
        let places = (1..=articles.documents.len()).map(|number| format!("article {number}")).collect();
        let ids = articles.documents.iter().enumerate();
        let by_id = ids.map(|(index, document)| (document.id.clone(), index)).collect();
        Self { options, control, articles, places, by_id }
    }

    fn check_cancelled(&self) -> Result<(), Error> {
        if self.control.cancelled() { Err(Error::cancelled()) } else { Ok(()) }
    }

    /// Takes in one article; the same id with the same text is left out, with another text an error.
    fn add(&mut self, place: String, document: Document) -> Result<(), Error> {
        match self.by_id.entry(document.id.clone()) {
            Entry::Vacant(entry) => {
                self.articles.documents.push(document);
                entry.insert(self.places.len());
                self.places.push(place);
            }
            Entry::Occupied(entry) => {
                let id = entry.key();
                let first = self.places.get(*entry.get()).map_or("", String::as_str);
                let same = self
                    .articles
                    .documents
                    .get(*entry.get())
                    .is_some_and(|known| known.text == document.text);
                if !same {
                    return Err(Error::input(format!(
                        "{place}: the id {id:?} is already that of {first}; give each article an id of its own"
                    )));
                }
                let reason = format!("the same article as {first}");
                self.articles.summary.skip(place, reason);
            }
        }
        Ok(())
    }

    /// An article that is a row of something.
    fn row(&self, id: String, text: String, published: Option<&str>) -> Document {
        let document = Document::new(id, text).with_markup(self.options.markup);
        match published.map(str::trim).filter(|published| !published.is_empty()) {
            Some(published) => document.with_published(published),
            None => document,
        }
    }

    /// Decodes a whole file; `Err` is the reason to leave it out.
    ///
    /// `charset` is the encoding that the file declares.
    fn decode(&mut self, place: &str, bytes: &[u8], charset: Option<&str>) -> Result<String, String> {
        if bytes.is_empty() {
            return Err("empty file".to_owned());
        }
        let decoded = match charset {
            Some(charset) => varlik_text::decode_declared(bytes, charset),
            None => varlik_text::decode(bytes),
        };
        let decoded = decoded.map_err(|error| {
            if error.is_binary() { "binary file, not text".to_owned() } else { error.to_string() }
        })?;
        if decoded.text.trim().is_empty() {
            return Err("nothing but white space".to_owned());
        }
        if let Some(reason) = decoded.repair() {
            self.articles.summary.repaired.push(Note { place: place.to_owned(), reason });
        }
        Ok(decoded.text.into_owned())
    }

    /// Reads a file of rows whole; rows need not keep a byte-order mark, articles do.
    fn read_row_file(&mut self, path: &Path) -> Result<Option<String>, Error> {
        let place = place_of(path);
        let bytes = if path == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Error::read(path, error))?;
            bytes
        } else {
            std::fs::read(path).map_err(|error| Error::read(path, error))?
        };
        match self.decode(&place, &bytes, None) {
            Ok(mut text) => {
                if text.starts_with('\u{feff}') {
                    text.drain(..'\u{feff}'.len_utf8());
                }
                Ok(Some(text))
            }
            Err(reason) => {
                self.articles.summary.skip(place, reason);
                Ok(None)
            }
        }
    }
}

/// The path as messages show it.
fn place_of(path: &Path) -> String {
    if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() }
}

#[cfg(test)]
mod tests;
