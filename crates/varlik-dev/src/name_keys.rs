//! How often spellings of one name in two scripts meet in a blocking key, and how many names meet that are not one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use varlik_names::{Name, NameKind, blocking_keys};
use varlik_text::{Lang, Script, script};

use crate::source::Error;

/// What was counted over pairs.
#[derive(Default, Clone, Copy)]
struct Count {
    pairs: usize,
    met: usize,
    others: usize,
    others_met: usize,
}

/// Reads tables of labelled pairs (`name1`, `name2`, `label`, `kind`) and reports on the pairs of two scripts; the true
/// ones that do not meet go to the file `misses`.
pub(crate) fn report(paths: &[&str], misses_path: Option<&str>) -> Result<String, Error> {
    let mut by_scripts: BTreeMap<String, Count> = BTreeMap::new();
    let mut by_file: BTreeMap<String, Count> = BTreeMap::new();
    let mut all = Count::default();
    let mut keys_of: HashMap<(String, NameKind), Vec<u64>> = HashMap::new();
    let mut misses = String::new();
    for path in paths {
        let path = Path::new(path);
        let text =
            fs::read_to_string(path).map_err(|error| Error::new(format!("{}: {error}", path.display())))?;
        let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let head = lines.next().unwrap_or_default();
        let column = |name: &str| {
            head.iter()
                .position(|column| *column == name)
                .ok_or_else(|| Error::new(format!("{}: no column {name}", path.display())))
        };
        let (one, other, label, kind) =
            (column("name1")?, column("name2")?, column("label")?, column("kind")?);
        for row in lines {
            let field = |place: usize| row.get(place).copied().unwrap_or_default();
            let kind = NameKind::from_label(field(kind)).unwrap_or(NameKind::Other);
            let mut keys = |text: &str| -> Vec<u64> {
                let entry = keys_of.entry((text.to_owned(), kind));
                entry.or_insert_with(|| blocking_keys(&Name::new(text, kind, Lang::Und)).collect()).clone()
            };
            let (one, other) = (field(one), field(other));
            let (left, right) = (keys(one), keys(other));
            let scripts = [script(one), script(other)];
            if scripts[0] == scripts[1] {
                continue;
            }
            let met = left.iter().any(|key| right.contains(key));
            let same = field(label) == "1";
            if same && !met {
                let _ = writeln!(misses, "{one}\t{other}\t{}", path.display());
            }
            let mut names = scripts.map(Script::code);
            names.sort_unstable();
            let file = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            for count in
                [by_scripts.entry(names.join("-")).or_default(), by_file.entry(file).or_default(), &mut all]
            {
                count.pairs += usize::from(same);
                count.met += usize::from(same && met);
                count.others += usize::from(!same);
                count.others_met += usize::from(!same && met);
            }
        }
    }
    let names = keys_of.len().max(1);
    let total: usize = keys_of.values().map(Vec::len).sum();
    let mut blocks: HashMap<(NameKind, u64), usize> = HashMap::new();
    for ((_, kind), keys) in &keys_of {
        for key in keys.iter().collect::<HashSet<_>>() {
            *blocks.entry((*kind, *key)).or_default() += 1;
        }
    }
    let met: usize = blocks.values().map(|size| size * size).sum();
    let mut out = String::new();
    let title = ["", "pairs", "recall", "others", "met"];
    let _ = writeln!(out, "{:12} {:>6} {:>7} {:>7} {:>7}", title[0], title[1], title[2], title[3], title[4]);
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    for (scripts, count) in by_scripts.iter().chain(&by_file).chain([(&"all".to_owned(), &all)]) {
        let _ = writeln!(
            out,
            "{scripts:12} {:6} {:7.3} {:7} {:7.3}",
            count.pairs,
            share(count.met, count.pairs),
            count.others,
            share(count.others_met, count.others)
        );
    }
    let _ = write!(
        out,
        "{names} names, {:.2} keys a name; a name meets {:.1} others of its kind, counted once a key",
        share(total, names),
        share(met, names)
    );
    if let Some(path) = misses_path {
        fs::write(path, misses).map_err(|error| Error::new(format!("{path}: {error}")))?;
    }
    Ok(out)
}
