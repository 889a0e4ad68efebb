//! Further names of the same bearers, which the caller knows.

use std::fmt;
use std::io::{BufRead, Read};

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::name::{Name, NameKind};
use crate::table::key_hash;

/// Sets of names that stand for one bearer each: what the shipped tables cannot know.
///
/// A name may be in several sets; two names are aliases when some set holds both. Names of different sets are not
/// joined: that AA is the Anadolu Ajansı and that AA is American Airlines does not make one company of the two.
///
/// # Example: from a file, and by hand
///
/// ```
/// use varlik_names::Aliases;
///
/// let mut aliases = Aliases::from_csv("name,alias,kind\nTürk Hava Yolları,THY,organization\n".as_bytes())?;
/// aliases.add(["Istanbul Airport", "IST"], None);
/// assert!(aliases.same_names("THY", "TÜRK HAVA YOLLARI"));
/// assert!(!aliases.same_names("THY", "IST"));
/// # Ok::<(), varlik_names::AliasError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Aliases {
    /// Key hash of a name to the sets it is in, in ascending order.
    sets: FxHashMap<u64, Vec<u32>>,
    /// The kind each set is told to be of.
    kinds: Vec<Option<NameKind>>,
}

impl Aliases {
    /// Reads comma-separated rows. The first names the columns: `name` and `alias`, and `kind` (a label
    /// that [`NameKind::from_label`] knows, or nothing for any) if there is one; other columns are passed over. Rows with the same
    /// name and kind make one set.
    ///
    /// # Errors
    /// When the reader fails, a column is missing, a row is not what the first promises, or a name is empty.
    ///
    /// # Example: a name left empty
    ///
    /// ```
    /// use varlik_names::Aliases;
    ///
    /// let error = Aliases::from_csv("name,alias\nNATO,\n".as_bytes()).unwrap_err();
    /// assert_eq!(error.to_string(), "line 2: the alias is empty or has no letters; fill it in or drop the row");
    /// ```
    pub fn from_csv(reader: impl Read) -> Result<Self, AliasError> {
        let mut rows = csv::Reader::from_reader(reader);
        let columns = rows.headers().map_err(|error| AliasError::csv(&error))?.clone();
        let column = |wanted: &str| columns.iter().position(|name| name.trim() == wanted);
        let (Some(name), Some(alias)) = (column("name"), column("alias")) else {
            return Err(AliasError::new(
                1,
                "the first row names no column `name` or no column `alias`; add both",
            ));
        };
        let kind = column("kind");
        let mut aliases = Self::default();
        let mut known: FxHashMap<(u64, Option<NameKind>), u32> = FxHashMap::default();
        for row in rows.records() {
            let row = row.map_err(|error| AliasError::csv(&error))?;
            let line = row.position().map_or(0, csv::Position::line);
            let cell = |at: usize| row.get(at).unwrap_or_default();
            let kind = kind_of(kind.map(cell).unwrap_or_default(), line)?;
            let (name, alias) = (whole(cell(name), "name", line)?, whole(cell(alias), "alias", line)?);
            let owner = (key_hash(varlik_text::key(name).as_bytes()), kind);
            let set = *known.entry(owner).or_insert_with(|| aliases.open(kind));
            aliases.put(name, set, kind);
            aliases.put(alias, set, kind);
        }
        Ok(aliases)
    }

    /// Reads one JSON object a line: `{"names": ["NATO", "OTAN"], "kind": "organization"}`, each a set; the kind may
    /// be left out, other members are passed over, and so are empty lines.
    ///
    /// # Errors
    /// When the reader fails, a line is no such object, or it has fewer than two names.
    ///
    /// # Example: a line that is a list
    ///
    /// ```
    /// use varlik_names::Aliases;
    ///
    /// let error = Aliases::from_jsonl("[\"NATO\", \"OTAN\"]\n".as_bytes()).unwrap_err();
    /// assert_eq!(error.to_string(), "line 1: no list `names` of two or more strings; write {\"names\": [\"NATO\", \"OTAN\"]}");
    /// ```
    pub fn from_jsonl(reader: impl BufRead) -> Result<Self, AliasError> {
        let mut aliases = Self::default();
        for (at, text) in reader.lines().enumerate() {
            let line = at as u64 + 1;
            let text = text.map_err(|error| AliasError::new(line, format!("cannot be read: {error}")))?;
            if text.trim().is_empty() {
                continue;
            }
            let row: Value = serde_json::from_str(&text).map_err(|error| {
                AliasError::new(line, format!("is no JSON: {error}; write one object a line"))
            })?;
            let names: Option<Vec<&str>> = row
                .get("names")
                .and_then(Value::as_array)
                .and_then(|names| names.iter().map(Value::as_str).collect::<Option<_>>());
            let names = names.filter(|names| names.len() > 1).ok_or_else(|| {
                let wanted = r#"no list `names` of two or more strings; write {"names": ["NATO", "OTAN"]}"#;
                AliasError::new(line, wanted)
            })?;
            let kind = kind_of(row.get("kind").and_then(Value::as_str).unwrap_or_default(), line)?;
            for name in &names {
                whole(name, "name", line)?;
            }
            aliases.add(names, kind);
        }
        Ok(aliases)
    }

    /// Adds a set of names of one bearer, of one kind or of any.
    pub fn add<'n>(&mut self, names: impl IntoIterator<Item = &'n str>, kind: Option<NameKind>) {
        let set = self.open(kind);
        for name in names {
            self.put(name, set, kind);
        }
    }

    /// Whether two names, each given by the [`key_hash`](crate::key_hash) of its key, are known to stand for one
    /// bearer; `kind` leaves out sets of another kind. Allocates nothing.
    #[must_use]
    pub fn same(&self, a: u64, b: u64, kind: Option<NameKind>) -> bool {
        let (Some(left), Some(right)) = (self.sets.get(&a), self.sets.get(&b)) else { return false };
        left.iter().any(|set| right.binary_search(set).is_ok() && self.fits(*set, kind))
    }

    /// The same for names as they are written.
    #[must_use]
    pub fn same_names(&self, a: &str, b: &str) -> bool {
        let hash = |name: &str| key_hash(varlik_text::key(name).as_bytes());
        self.same(hash(a), hash(b), None)
    }

    /// How many sets there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there is no set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    fn open(&mut self, kind: Option<NameKind>) -> u32 {
        self.kinds.push(kind);
        self.kinds.len() as u32 - 1
    }

    fn put(&mut self, name: &str, set: u32, kind: Option<NameKind>) {
        self.put_key(&varlik_text::key(name), set);
        if let Some(kind) = kind {
            // A name prepared for comparing has lost its titles, and its family name stands last.
            self.put_key(Name::new(name, kind, varlik_text::Lang::Und).key(), set);
        }
    }

    fn put_key(&mut self, key: &str, set: u32) {
        if !key.is_empty() {
            let sets = self.sets.entry(key_hash(key.as_bytes())).or_default();
            if let Err(place) = sets.binary_search(&set) {
                sets.insert(place, set);
            }
        }
    }

    fn fits(&self, set: u32, kind: Option<NameKind>) -> bool {
        let told = self.kinds.get(set as usize).copied().flatten();
        told.is_none() || kind.is_none() || told == kind
    }
}

fn kind_of(word: &str, line: u64) -> Result<Option<NameKind>, AliasError> {
    let word = word.trim();
    let kind = NameKind::from_label(word);
    if kind.is_none() && !word.is_empty() {
        let wanted = "write person, organization, place, other or nothing";
        return Err(AliasError::new(line, format!("{word:?} is no kind of name; {wanted}")));
    }
    Ok(kind)
}

/// A name that has a key.
fn whole<'n>(name: &'n str, what: &str, line: u64) -> Result<&'n str, AliasError> {
    if varlik_text::key(name).is_empty() {
        let remedy = "fill it in or drop the row";
        return Err(AliasError::new(line, format!("the {what} is empty or has no letters; {remedy}")));
    }
    Ok(name)
}

/// Why aliases cannot be read: the line, what is wrong there, and what to do.
#[derive(Debug)]
pub struct AliasError {
    line: u64,
    message: String,
}

impl AliasError {
    fn new(line: u64, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }

    fn csv(error: &csv::Error) -> Self {
        let line = error.position().map_or(1, csv::Position::line);
        let remedy = "every row has as many cells as the first, and a comma inside a cell stands in quotes";
        Self::new(line, format!("{error}; {remedy}"))
    }

    /// The line of the file, counted from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }
}

impl fmt::Display for AliasError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for AliasError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_that_share_a_name_are_not_joined() {
        let rows = "name,alias\nAnadolu Ajansı,AA\nAmerican Airlines,AA\nAnadolu Ajansı,Anatolian Agency\n";
        let aliases = Aliases::from_csv(rows.as_bytes()).unwrap();
        assert_eq!(aliases.len(), 2);
        assert!(aliases.same_names("AA", "American Airlines"));
        assert!(aliases.same_names("AA", "ANADOLU AJANSI"));
        assert!(aliases.same_names("AA", "Anatolian Agency"));
        assert!(!aliases.same_names("Anadolu Ajansı", "American Airlines"));
    }

    #[test]
    fn a_kind_keeps_to_itself() {
        let line = r#"{"names": ["Washington, George", "Father of His Country"], "kind": "person"}"#;
        let aliases = Aliases::from_jsonl(format!("\n{line}\n").as_bytes()).unwrap();
        let hash = |key: &str| key_hash(key.as_bytes());
        let (a, b) = (hash("george washington"), hash("father of his country"));
        assert!(aliases.same(a, b, Some(NameKind::Person)));
        assert!(aliases.same(b, a, None));
        assert!(!aliases.same(a, b, Some(NameKind::Place)));
    }

    #[test]
    fn errors_name_the_line_and_the_remedy() {
        let csv = |text: &str| Aliases::from_csv(text.as_bytes()).unwrap_err().to_string();
        assert!(csv("name;alias\n").starts_with("line 1: the first row names no column"));
        assert!(
            csv("name,alias,kind\nA,B,\nC,D,river\n").starts_with("line 3: \"river\" is no kind of name")
        );
        assert!(csv("name,alias\nA,B\nC\n").starts_with("line 3: "));
        let jsonl = |text: &str| Aliases::from_jsonl(text.as_bytes()).unwrap_err();
        assert_eq!(jsonl("{\"names\": [\"A\", \"B\"]}\n{\"names\": [\"A\"]}\n").line(), 2);
        assert!(jsonl("{\"names\": ").to_string().starts_with("line 1: is no JSON"));
        assert!(jsonl("{\"names\": [\"A\", \"!\"]}").to_string().contains("empty or has no letters"));
    }
}
