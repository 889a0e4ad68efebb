//! Indexes of names in files that are mapped into memory.
#![allow(unsafe_code, reason = "a mapped file is memory that others may write to")]

use std::fs::File;
use std::path::Path;

use memmap2::Mmap;
use varlik_names::{IndexError, NameIndex};

/// Opens an index that [`NameIndex::save`] wrote, without reading it: its head is checked, and a search reads the pages
/// it touches, which all processes share that have opened the file.
///
/// While the index lives, nobody may write into its file or make it shorter: searches would give wrong names, read what
/// is no text, or end the process. To replace it is no harm: `save` writes another file and renames it, and the index
/// goes on with the old one. (Windows lets nobody replace a file that is mapped: save under another name there.) A file
/// that is not safe from this is read whole by [`NameIndex::open`], which also finds damage behind the head.
///
/// # Errors
///
/// When the file cannot be read, is none of these, is cut short, has a damaged head, or was written by
/// [another release](IndexError::is_other_release).
///
/// # Example: an index on the disk
/// ```
/// use varlik::names::{Name, NameIndex, NameKind, NameRow, Search};
/// use varlik::{open_name_index, text::Lang};
///
/// let row = NameRow { id: 7, name: "Tansu Çiller", kind: NameKind::Person, country: None };
/// let path = std::env::temp_dir().join("varlik-mapped-index");
/// [row].into_iter().collect::<NameIndex>().save(&path)?;
/// let index = open_name_index(&path)?;
/// let query = Name::new("Çiller, Tansu", NameKind::Person, Lang::Tr);
/// assert_eq!(index.search(&query, &Search::default())[0].id, 7);
/// # drop(index);
/// # std::fs::remove_file(path).unwrap();
/// # Ok::<(), varlik::names::IndexError>(())
/// ```
pub fn open_name_index(path: impl AsRef<Path>) -> Result<NameIndex, IndexError> {
    let path = path.as_ref();
    let mapped = File::open(path).and_then(|file| {
        // SAFETY: the bytes must not change while they are borrowed, which no program can hold others to. `save` never
        // writes to a file that is there, and the caller is told above to let nobody else do so.
        unsafe { Mmap::map(&file) }
    });
    NameIndex::from_bytes(mapped.map_err(|error| IndexError::io(path, error))?)
}

#[cfg(test)]
mod tests {
    use varlik_names::{Name, NameKind, NameRow, Search};
    use varlik_text::Lang;

    use super::*;

    fn index(names: &[String]) -> NameIndex {
        let rows = names.iter().zip(0..);
        rows.map(|(name, id)| NameRow { id, name, kind: NameKind::Person, country: None }).collect()
    }

    fn found(index: &NameIndex) -> Vec<(u64, String)> {
        let search = Search { threshold: 0.0, ..Search::default() };
        let query = Name::new("Tansu Çiller 7", NameKind::Person, Lang::Tr);
        index.search(&query, &search).into_iter().map(|hit| (hit.id, hit.name.to_owned())).collect()
    }

    #[test]
    fn a_mapped_index_answers_as_the_one_that_was_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("names.index");
        let names: Vec<String> = (0..300).map(|row| format!("Tansu Çiller {row}")).collect();
        let mut built = index(&names);
        built.save(&path).unwrap();
        let mut mapped = open_name_index(&path).unwrap();
        assert!(!found(&built).is_empty());
        assert_eq!(found(&mapped), found(&built));
        for index in [&mut built, &mut mapped] {
            index.remove([7]);
            index.add([NameRow { id: 900, name: "Çiller, Tansu", kind: NameKind::Person, country: None }]);
        }
        assert_eq!((mapped.len(), found(&mapped)), (300, found(&built)));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_replaced_leaves_the_index_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("names.index");
        index(&["Tansu Çiller".to_owned()]).save(&path).unwrap();
        let mapped = open_name_index(&path).unwrap();
        index(&["Bülent Ecevit".to_owned()]).save(&path).unwrap();
        assert_eq!(found(&mapped), [(0, "Tansu Çiller".to_owned())]);
        mapped.save(&path).unwrap();
        assert_eq!(found(&open_name_index(&path).unwrap()), [(0, "Tansu Çiller".to_owned())]);
    }

    #[test]
    fn what_is_no_whole_index_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("names.index");
        index(&["Tansu Çiller".to_owned()]).save(&path).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let told = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            open_name_index(&path).unwrap_err().to_string()
        };
        let cut = format!("the index is cut short: it has {} bytes of {}", bytes.len() - 1, bytes.len());
        assert!(told("cut", &bytes[..bytes.len() - 1]).starts_with(&cut));
        assert!(told("empty", b"").starts_with("no index of names"));
        let missing = open_name_index(folder.path().join("missing")).unwrap_err().to_string();
        assert!(missing.contains("missing: "), "{missing}");
        assert!(open_name_index(folder.path()).is_err(), "a folder is no file");
    }
}
