//! An answer over tables as Python's own values, for pickle.

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use varlik::ResolvedTables;
use varlik::items::{
    Column, ColumnBuilder, Field, Items, LabelledPair, Model, ResolvedEntity, ResolvedPair, ResolverOptions,
    Rule, Scope, Strings, Unique, Verdict,
};
use varlik::tables::{ColumnNote, Inferred, Intake};

use crate::tables::resolution::Found;

/// Texts one behind the other, and how long each is.
type Texts<'py> = (Bound<'py, PyBytes>, Bound<'py, PyBytes>);
/// Name, kind, values, whether rows have several, and the numbers of the values: before those of each row how many.
type ColumnState<'py> = (String, String, Texts<'py>, bool, Bound<'py, PyBytes>);
/// Name, the columns of each table, kind, why, filled, distinct.
type NoteState = (String, Vec<Vec<String>>, Option<String>, String, usize, usize);
/// Ids, sources, columns, notes of columns, columns of ids, notes.
type IntakeState<'py> =
    (Texts<'py>, Vec<u8>, Vec<ColumnState<'py>>, Vec<NoteState>, Vec<Option<String>>, Vec<String>);
/// What must be met, `same`, `different` or `bits`, and how many bits.
type RuleState = (Vec<(String, String)>, String, f32);
/// Whether across tables, unique tables, most pairs, threshold, must-links, cannot-links, rules, seed.
type OptionState<'py> =
    (bool, Option<u64>, Option<u64>, f32, Bound<'py, PyBytes>, Bound<'py, PyBytes>, Vec<RuleState>, u64);
/// The model that was given, judged pairs, the model, clusters, confidences, weakest pairs, edges.
type AnswerState<'py> = (
    Option<String>,
    Bound<'py, PyBytes>,
    String,
    Bound<'py, PyBytes>,
    Bound<'py, PyBytes>,
    Bound<'py, PyBytes>,
    Bound<'py, PyBytes>,
);

/// The names of the tables, the pairs that were compared, and the seconds.
type RunState = (Vec<String>, u64, f64);

/// The release, what was read, what was asked, what was found, which ids are whole numbers, and what the run was.
pub(crate) type State<'py> =
    (String, IntakeState<'py>, OptionState<'py>, AnswerState<'py>, Vec<bool>, RunState);

/// A pair that is not there.
const NONE: u32 = u32::MAX;

pub(super) fn save<'py>(py: Python<'py>, found: &Found) -> State<'py> {
    let it = &found.resolved;
    let columns = it.items.columns.iter().map(|(field, column)| {
        let mut cells: Vec<u32> = Vec::with_capacity(2 * column.len());
        for row in 0..column.len() as u32 {
            let own = column.cells(row);
            cells.push(own.len() as u32);
            cells.extend(own);
        }
        let (name, kind) = (field.name.clone(), field.kind.as_str().to_owned());
        (name, kind, texts(py, column.values()), column.is_multiple(), numbers(py, cells))
    });
    let notes = it.columns.iter().map(|note| {
        let kind = note.inferred.kind.map(|kind| kind.as_str().to_owned());
        (note.name.clone(), note.heads.clone(), kind, note.inferred.why.clone(), note.filled, note.distinct)
    });
    let intake = (
        texts(py, &it.items.ids),
        it.items.sources.clone(),
        columns.collect(),
        notes.collect(),
        it.id_columns.clone(),
        it.notes.clone(),
    );
    let asked = &it.options;
    let unique = match asked.unique {
        Unique::Judged => None,
        Unique::Sources(sources) => Some(sources),
    };
    let links = |links: &[(u32, u32)]| numbers(py, links.iter().flat_map(|&(a, b)| [a, b]).collect());
    let options = (
        asked.scope == Scope::AcrossSources,
        unique,
        asked.max_pairs,
        asked.threshold,
        links(&asked.must_link),
        links(&asked.cannot_link),
        asked.rules.iter().map(rule_state).collect(),
        asked.seed,
    );
    let weakest = it.entities.iter().flat_map(|entity| {
        let (a, b, weight) = entity.weakest.unwrap_or((NONE, NONE, 0.0));
        [a, b, weight.to_bits()]
    });
    let edges = it.edges().iter();
    let edges = edges.flat_map(|it| [it.a, it.b, it.weight.to_bits(), it.probability.to_bits()]);
    let answer = (
        it.given.as_ref().map(Model::to_json),
        numbers(py, it.labels.iter().flat_map(|it| [it.a, it.b, u32::from(it.same)]).collect()),
        it.model.to_json(),
        numbers(py, it.cluster_of.clone()),
        numbers(py, it.entities.iter().map(|entity| entity.confidence.to_bits()).collect()),
        numbers(py, weakest.collect()),
        numbers(py, edges.collect()),
    );
    let run = (it.tables.clone(), it.compared, it.seconds);
    (env!("CARGO_PKG_VERSION").to_owned(), intake, options, answer, found.whole.clone(), run)
}

/// `Err` says what is wrong with the pickle.
pub(super) fn restore(state: State<'_>) -> Result<Found, String> {
    let (release, intake, asked, answer, whole, (tables, compared, seconds)) = state;
    if release != env!("CARGO_PKG_VERSION") {
        return Err(format!(
            "the answer is of varlik {release}, this is {}; resolve the tables again",
            env!("CARGO_PKG_VERSION")
        ));
    }
    let (ids, sources, columns, notes, id_columns, sentences) = intake;
    let ids = strings(&ids)?;
    let rows = ids.len();
    let columns = columns.into_iter().map(|(name, kind, values, multiple, cells)| {
        let kind = kind.parse().map_err(|error: varlik::items::UnknownKind| error.to_string())?;
        let column = column(&strings(&values)?, multiple, &words(&cells), rows)?;
        Ok((Field { name, kind }, column))
    });
    let items = Items { ids, sources, columns: columns.collect::<Result<_, String>>()? };
    let notes = notes.into_iter().map(|(name, heads, kind, why, filled, distinct)| {
        let kind = kind.map(|kind| kind.parse()).transpose();
        let kind = kind.map_err(|error: varlik::items::UnknownKind| error.to_string())?;
        Ok(ColumnNote { name, heads, inferred: Inferred { kind, why }, filled, distinct })
    });
    let columns = notes.collect::<Result<_, String>>()?;
    let intake = Intake { items, columns, ids: id_columns, notes: sentences };
    let (across, unique, max_pairs, threshold, must, cannot, rules, seed) = asked;
    let links =
        |bytes: &Bound<'_, PyBytes>| words(bytes).as_chunks::<2>().0.iter().map(|&[a, b]| (a, b)).collect();
    let mut options = ResolverOptions::default();
    options.scope = if across { Scope::AcrossSources } else { Scope::All };
    options.unique = unique.map_or(Unique::Judged, Unique::Sources);
    options.max_pairs = max_pairs;
    options.threshold = threshold;
    options.must_link = links(&must);
    options.cannot_link = links(&cannot);
    options.rules = rules.into_iter().map(rule).collect::<Result<_, String>>()?;
    options.seed = seed;
    let (given, labels, model, clusters, confidences, weakest, edges) = answer;
    let label = |&[a, b, same]: &[u32; 3]| LabelledPair { a, b, same: same > 0 };
    let labels = words(&labels).as_chunks::<3>().0.iter().map(label).collect();
    let model_of = |text: String| Model::from_json(&text).map_err(|error| error.to_string());
    let cluster_of = words(&clusters);
    let mut entities: Vec<ResolvedEntity> = words(&confidences)
        .into_iter()
        .zip(words(&weakest).as_chunks::<3>().0)
        .map(|(confidence, &[a, b, weight])| ResolvedEntity {
            rows: Vec::new(),
            confidence: f32::from_bits(confidence),
            weakest: (a != NONE).then(|| (a, b, f32::from_bits(weight))),
        })
        .collect();
    for (row, &cluster) in cluster_of.iter().enumerate() {
        let entity = entities.get_mut(cluster as usize);
        entity.ok_or_else(|| format!("the pickle has no entity {cluster}"))?.rows.push(row as u32);
    }
    if cluster_of.len() != rows || whole.len() != intake.ids.len() {
        return Err(format!("the pickle has {} clusters for {rows} rows", cluster_of.len()));
    }
    let edge = |&[a, b, weight, probability]: &[u32; 4]| ResolvedPair {
        a,
        b,
        weight: f32::from_bits(weight),
        probability: f32::from_bits(probability),
    };
    let edges = words(&edges).as_chunks::<4>().0.iter().map(edge).collect();
    let given = given.map(model_of).transpose()?;
    let mut resolved =
        ResolvedTables::kept(intake, options, given, labels, model_of(model)?, cluster_of, entities, edges);
    (resolved.tables, resolved.compared, resolved.seconds) = (tables, compared, seconds);
    Ok(Found::of(resolved, whole))
}

fn rule_state(rule: &Rule) -> RuleState {
    let (word, bits) = match rule.then {
        Verdict::Same => ("same", 0.0),
        Verdict::Different => ("different", 0.0),
        Verdict::Bits(bits) => ("bits", bits),
    };
    (rule.when.clone(), word.to_owned(), bits)
}

fn rule((when, word, bits): RuleState) -> Result<Rule, String> {
    let then = match word.as_str() {
        "same" => Verdict::Same,
        "different" => Verdict::Different,
        "bits" => Verdict::Bits(bits),
        _ => return Err(format!("the pickle holds a rule that says {word:?}")),
    };
    Ok(Rule { when, then })
}

fn texts<'py>(py: Python<'py>, strings: &Strings) -> Texts<'py> {
    let mut all = String::new();
    let mut lengths = Vec::with_capacity(strings.len());
    for text in strings.iter() {
        all.push_str(text);
        lengths.push(text.len() as u32);
    }
    (PyBytes::new(py, all.as_bytes()), numbers(py, lengths))
}

fn strings((all, lengths): &Texts<'_>) -> Result<Strings, String> {
    let wrong = || "the pickle holds no such texts".to_owned();
    let all = std::str::from_utf8(all.as_bytes()).map_err(|error| error.to_string())?;
    let mut strings = Strings::default();
    let mut start = 0;
    for length in words(lengths) {
        let end = start + length as usize;
        strings.push(all.get(start..end).ok_or_else(wrong)?);
        start = end;
    }
    Ok(strings)
}

fn column(values: &Strings, multiple: bool, cells: &[u32], rows: usize) -> Result<Column, String> {
    let mut builder = ColumnBuilder::default();
    let mut rest = cells;
    for _ in 0..rows {
        let (&count, behind) = rest.split_first().ok_or("the pickle holds too few cells")?;
        let own = behind.get(..count as usize).ok_or("the pickle holds too few cells")?;
        rest = behind.get(count as usize..).unwrap_or_default();
        if multiple {
            builder.push_list(own.iter().map(|&cell| values.get(cell)));
        } else {
            builder.push(own.first().map(|&cell| values.get(cell)));
        }
    }
    Ok(builder.finish())
}

fn numbers(py: Python<'_>, numbers: Vec<u32>) -> Bound<'_, PyBytes> {
    let bytes: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
    PyBytes::new(py, &bytes)
}

fn words(bytes: &Bound<'_, PyBytes>) -> Vec<u32> {
    bytes.as_bytes().as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect()
}
