//! From rows to blocks.

use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefMutIterator, ParallelIterator,
};
use rayon::slice::ParallelSliceMut;
use rustc_hash::FxHashMap;
use varlik_text::Lang;

use super::block::{Block, Form, MOST_FORMS, PARTS};
use super::feature::Feature;
use super::row::{NameRow, code_of, kind_of};
use super::search::weight;
use crate::name::Name;
use crate::table::key_hash;

/// Bytes of a name that are kept; a longer one is compared by its beginning.
pub(super) const LONGEST_NAME: usize = 1024;

/// Rows as they are gathered.
#[derive(Debug, Default, Clone)]
pub(super) struct Gathered {
    text: String,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    start: usize,
    id: u64,
    /// Hash of the key of a name that was cut, 0 for one that was not.
    hash: u64,
    length: u16,
    country: [u8; 2],
    kind: u8,
}

impl Gathered {
    pub(super) fn push(&mut self, row: NameRow<'_>) {
        let NameRow { id, name, kind, country } = row;
        let mut end = name.len().min(LONGEST_NAME);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        let hash = if end < name.len() { hash_of(name, code_of(kind)) } else { 0 };
        let start = self.text.len();
        self.text.push_str(name.get(..end).unwrap_or_default());
        let country = country.unwrap_or_default();
        self.rows.push(Row { start, id, hash, length: end as u16, country, kind: code_of(kind) });
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    fn text(&self, row: &Row) -> &str {
        self.text.get(row.start..row.start + usize::from(row.length)).unwrap_or_default()
    }

    /// Adds the rows of a block that are not removed.
    pub(super) fn push_block(&mut self, block: &Block) {
        for form in 0..block.forms() {
            for row in block.rows_of(form).filter(|&row| !block.is_removed(row)) {
                let country = Some(block.country(row)).filter(|country| *country != [0; 2]);
                let kind = block.kind(form);
                self.push(NameRow { id: block.id(row), name: block.text(form), kind, country });
                // The text may have been cut before, the hash was not.
                if let Some(last) = self.rows.last_mut() {
                    last.hash = block.hash(form);
                }
            }
        }
    }

    /// Builds blocks of at most 65,536 names. The order of the rows does not matter. `None` where `goes_on` said no.
    ///
    /// `others` are blocks of the same index, which say with the new ones how rare a feature is.
    pub(super) fn build(
        mut self,
        others: &[Block],
        goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
    ) -> Option<Vec<Block>> {
        let total = self.rows.len();
        let mut rows = std::mem::take(&mut self.rows);
        rows.par_iter_mut().with_min_len(256).for_each(|row| {
            if row.hash == 0 {
                row.hash = hash_of(self.text(row), row.kind);
            }
        });
        if !goes_on(total / 4, total) {
            return None;
        }
        rows.par_sort_unstable_by(|a, b| {
            let name = |row: &Row| (row.hash, row.kind);
            name(a).cmp(&name(b)).then_with(|| self.text(a).cmp(self.text(b))).then_with(|| {
                let rest = |row: &Row| (row.id, row.country);
                rest(a).cmp(&rest(b))
            })
        });
        let mut forms: Vec<Form<'_>> = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let (hash, kind, text) = (row.hash, kind_of(row.kind), self.text(row));
            match forms.last_mut() {
                Some(last) if (last.hash, last.kind, last.text) == (hash, kind, text) => {
                    last.rows.end = place + 1;
                }
                _ => forms.push(Form { hash, kind, text, rows: place..place + 1 }),
            }
        }
        let bare: Vec<(u64, [u8; 2])> = rows.iter().map(|row| (row.id, row.country)).collect();
        drop(rows);
        let chunks: Vec<&[Form<'_>]> = forms.chunks(MOST_FORMS).collect();
        let mut built: Vec<[Vec<u8>; PARTS]> =
            chunks
                .into_par_iter()
                .map(|chunk| {
                    if goes_on(total / 2, total) { Block::sections(chunk, &bare) } else { Default::default() }
                })
                .collect();
        if !goes_on(total * 3 / 4, total) {
            return None;
        }
        let count = forms.len() + others.iter().map(Block::forms).sum::<usize>();
        drop(forms);
        let counts = counts(&built, others);
        built.par_iter_mut().for_each(|sections| {
            Block::weigh(sections, |feature| {
                weight(feature, counts.get(&feature).copied().unwrap_or(0) as usize, count)
            });
        });
        // One after another, so that no more than one block is in memory twice.
        let blocks = built.into_iter().filter_map(|sections| Block::of_sections(&sections)).collect();
        goes_on(total, total).then_some(blocks)
    }
}

/// How many names have each feature.
fn counts(built: &[[Vec<u8>; PARTS]], others: &[Block]) -> FxHashMap<Feature, u32> {
    let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
    for sections in built {
        for (feature, count) in Block::counts(sections) {
            *counts.entry(feature).or_default() += count as u32;
        }
    }
    for (feature, sum) in &mut counts {
        *sum += others.iter().map(|block| block.find(*feature).len() as u32).sum::<u32>();
    }
    counts
}

fn hash_of(text: &str, kind: u8) -> u64 {
    key_hash(Name::new(text, kind_of(kind), Lang::Und).key().as_bytes())
}
