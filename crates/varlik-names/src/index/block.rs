//! A part of an index: up to 65,536 distinct names, where each feature occurs among them, and the rows that bear them.
#![allow(clippy::indexing_slicing, reason = "hot kernel: postings are u16 and count into an array of 65,536")]

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use varlik_text::Lang;

use super::bytes::{Section, Shared, range_at, records};
use super::feature::{Extractor, Feature};
use super::row::{code_of, kind_of};
use crate::name::{Name, NameKind};

/// Distinct names of a block at most, so that two bytes tell one.
pub(crate) const MOST_FORMS: usize = 1 << 16;

/// The sections of a block, in their order in a file.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// `u32`: the features, sorted.
    Features,
    /// `u32`: for each feature where its postings begin, and where the last end.
    Starts,
    /// `u16`: the names that have a feature, in order.
    Postings,
    /// `u64`: the hash of the key of each name; names are in the order of it.
    Hashes,
    /// `u32`: where the text of each name begins.
    Texts,
    /// `u8`: the kind of each name.
    Kinds,
    /// `u16`: the sum of the weights of a name's features.
    Norms,
    /// `u32`: where the rows of each name begin.
    Rows,
    /// `u64`: the caller's number of each row, in order within one name.
    Ids,
    /// Two bytes: the country of each row.
    Countries,
    /// The texts of the names, one behind the other.
    Text,
}

pub(crate) const PARTS: usize = 11;

/// A distinct name and its rows, while a block is built.
#[derive(Debug, Clone)]
pub(crate) struct Form<'t> {
    pub(crate) hash: u64,
    pub(crate) kind: NameKind,
    pub(crate) text: &'t str,
    pub(crate) rows: Range<usize>,
}

/// A part of an index.
#[derive(Debug)]
pub(crate) struct Block {
    sections: [Section; PARTS],
    /// Names taken apart so far, where the index keeps them.
    prepared: Vec<OnceLock<Box<Name>>>,
    /// One bit a row: removed.
    removed: Vec<u64>,
    pub(crate) removed_count: usize,
}

impl Block {
    /// Builds the sections of a block from names in the order of their hashes, and their rows. Norms are left 0.
    pub(crate) fn sections(forms: &[Form<'_>], rows: &[(u64, [u8; 2])]) -> [Vec<u8>; PARTS] {
        let mut out: [Vec<u8>; PARTS] = Default::default();
        let mut extractor = Extractor::default();
        let mut features = Vec::new();
        let mut pairs: Vec<u64> = Vec::with_capacity(forms.len() * 28);
        let (mut text_end, mut row_end) = (0_u32, 0_u32);
        let [all_features, starts, postings, hashes, texts, kinds, norms, row_starts, ids, countries, text] =
            &mut out;
        texts.extend_from_slice(&0_u32.to_le_bytes());
        row_starts.extend_from_slice(&0_u32.to_le_bytes());
        for (number, form) in forms.iter().enumerate() {
            extractor.extract(&Name::new(form.text, form.kind, Lang::Und), &mut features);
            pairs.extend(features.iter().map(|&feature| (u64::from(feature) << 16) | number as u64));
            hashes.extend_from_slice(&form.hash.to_le_bytes());
            text.extend_from_slice(form.text.as_bytes());
            text_end += form.text.len() as u32;
            texts.extend_from_slice(&text_end.to_le_bytes());
            kinds.push(code_of(form.kind));
            norms.extend_from_slice(&[0; 2]);
            for (id, country) in rows.get(form.rows.clone()).unwrap_or_default() {
                ids.extend_from_slice(&id.to_le_bytes());
                countries.extend_from_slice(country);
                row_end += 1;
            }
            row_starts.extend_from_slice(&row_end.to_le_bytes());
        }
        pairs.sort_unstable();
        let mut last = None;
        for (place, pair) in pairs.iter().enumerate() {
            let feature = (pair >> 16) as Feature;
            if last != Some(feature) {
                last = Some(feature);
                all_features.extend_from_slice(&feature.to_le_bytes());
                starts.extend_from_slice(&(place as u32).to_le_bytes());
            }
            postings.extend_from_slice(&(*pair as u16).to_le_bytes());
        }
        starts.extend_from_slice(&(pairs.len() as u32).to_le_bytes());
        out
    }

    /// Sums the weights of the features of each name into the norms of built sections.
    pub(crate) fn weigh(sections: &mut [Vec<u8>; PARTS], weight: impl Fn(Feature) -> u16) {
        let [features, starts, postings, hashes, _, _, norms, ..] = sections;
        let mut sums = vec![0_u16; hashes.len() / 8];
        let (starts, postings) = (records::<4>(starts), records::<2>(postings));
        for (place, feature) in records::<4>(features).iter().enumerate() {
            let weight = weight(Feature::from_le_bytes(*feature));
            for posting in postings.get(range_at(starts, place)).unwrap_or_default() {
                if let Some(sum) = sums.get_mut(usize::from(u16::from_le_bytes(*posting))) {
                    *sum = sum.saturating_add(weight);
                }
            }
        }
        norms.clear();
        norms.extend(sums.into_iter().flat_map(u16::to_le_bytes));
    }

    /// Every feature of built sections, and how many names have it.
    pub(crate) fn counts(sections: &[Vec<u8>; PARTS]) -> impl Iterator<Item = (Feature, usize)> {
        let [features, starts, ..] = sections;
        let (features, starts) = (records::<4>(features), records::<4>(starts));
        let places = features.iter().enumerate();
        places.map(move |(place, record)| (Feature::from_le_bytes(*record), range_at(starts, place).len()))
    }

    /// A block of built sections.
    pub(crate) fn of_sections(sections: &[Vec<u8>; PARTS]) -> Option<Self> {
        let lengths = sections.each_ref().map(Vec::len);
        let bytes: Shared = Arc::new(sections.concat());
        Self::of_bytes(&bytes, 0, lengths)
    }

    /// A block of sections that lie one behind the other from `start`; none when they do not fit together.
    pub(crate) fn of_bytes(bytes: &Shared, start: usize, lengths: [usize; PARTS]) -> Option<Self> {
        let mut at = start;
        let mut found = Vec::with_capacity(PARTS);
        for length in lengths {
            let end = at.checked_add(length)?;
            found.push(Section::new(bytes, at..end)?);
            at = end;
        }
        let block = Self {
            sections: found.try_into().ok()?,
            prepared: Vec::new(),
            removed: Vec::new(),
            removed_count: 0,
        };
        let forms = block.forms();
        let rows = block.part(Part::Ids).len() / 8;
        let fits = forms <= MOST_FORMS
            && block.part(Part::Hashes).len() == forms * 8
            && block.part(Part::Texts).len() == forms * 4 + 4
            && block.part(Part::Norms).len() == forms * 2
            && block.part(Part::Rows).len() == forms * 4 + 4
            && block.part(Part::Ids).len() == rows * 8
            && block.part(Part::Countries).len() == rows * 2
            && block.part(Part::Starts).len() == block.part(Part::Features).len() + 4;
        fits.then_some(block)
    }

    /// Keeps names that are taken apart, from now on.
    pub(crate) fn keep_prepared(&mut self) {
        self.prepared.resize_with(self.forms(), OnceLock::new);
    }

    fn part(&self, part: Part) -> &[u8] {
        self.sections[part as usize].as_bytes()
    }

    /// The bytes of the block, as a file has them, and the length of each section.
    pub(crate) fn bytes(&self) -> (impl Iterator<Item = &[u8]> + Clone, [usize; PARTS]) {
        (self.sections.iter().map(Section::as_bytes), self.sections.each_ref().map(|s| s.as_bytes().len()))
    }

    /// Distinct names.
    pub(crate) fn forms(&self) -> usize {
        self.part(Part::Kinds).len()
    }

    /// Rows, the removed ones too.
    pub(crate) fn rows(&self) -> usize {
        self.part(Part::Ids).len() / 8
    }

    /// Where the postings of a feature stand.
    pub(crate) fn find(&self, feature: Feature) -> Range<usize> {
        let features = records::<4>(self.part(Part::Features));
        match features.binary_search_by_key(&feature, |record| Feature::from_le_bytes(*record)) {
            Ok(place) => range_at(records(self.part(Part::Starts)), place),
            Err(_) => 0..0,
        }
    }

    /// Adds `weight` to the sums of the names in `range` of the postings.
    pub(crate) fn accumulate(&self, range: Range<usize>, weight: u16, sums: &mut [u16; MOST_FORMS]) {
        for posting in records::<2>(self.part(Part::Postings)).get(range).unwrap_or_default() {
            let sum = &mut sums[usize::from(u16::from_le_bytes(*posting))];
            *sum = sum.saturating_add(weight);
        }
    }

    /// The sum of the weights of each name.
    pub(crate) fn norms(&self) -> &[[u8; 2]] {
        records(self.part(Part::Norms))
    }

    pub(crate) fn hash(&self, form: usize) -> u64 {
        records::<8>(self.part(Part::Hashes)).get(form).map_or(0, |record| u64::from_le_bytes(*record))
    }

    /// The names whose key has a hash.
    pub(crate) fn with_hash(&self, hash: u64) -> Range<usize> {
        let hashes = records::<8>(self.part(Part::Hashes));
        let start = hashes.partition_point(|record| u64::from_le_bytes(*record) < hash);
        let equal = hashes.get(start..).unwrap_or_default();
        start..start + equal.iter().take_while(|record| u64::from_le_bytes(**record) == hash).count()
    }

    pub(crate) fn kind(&self, form: usize) -> NameKind {
        kind_of(self.part(Part::Kinds).get(form).copied().unwrap_or_default())
    }

    pub(crate) fn text(&self, form: usize) -> &str {
        let range = range_at(records(self.part(Part::Texts)), form);
        self.part(Part::Text).get(range).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The places of the rows of a name.
    pub(crate) fn rows_of(&self, form: usize) -> Range<usize> {
        range_at(records(self.part(Part::Rows)), form)
    }

    pub(crate) fn id(&self, row: usize) -> u64 {
        records::<8>(self.part(Part::Ids)).get(row).map_or(0, |record| u64::from_le_bytes(*record))
    }

    /// The country of a row, zeros where none is known.
    pub(crate) fn country(&self, row: usize) -> [u8; 2] {
        records::<2>(self.part(Part::Countries)).get(row).copied().unwrap_or_default()
    }

    pub(crate) fn is_removed(&self, row: usize) -> bool {
        self.removed_count > 0 && self.removed.get(row / 64).is_some_and(|bits| bits >> (row % 64) & 1 == 1)
    }

    /// Marks the rows whose numbers are asked for; gives how many.
    pub(crate) fn remove(&mut self, asked: impl Fn(u64) -> bool) -> usize {
        let rows: Vec<usize> =
            (0..self.rows()).filter(|&row| asked(self.id(row)) && !self.is_removed(row)).collect();
        for &row in &rows {
            self.mark_removed(row);
        }
        rows.len()
    }

    fn mark_removed(&mut self, row: usize) {
        self.removed.resize(self.rows().div_ceil(64), 0);
        if let Some(bits) = self.removed.get_mut(row / 64) {
            self.removed_count += usize::from(*bits >> (row % 64) & 1 == 0);
            *bits |= 1 << (row % 64);
        }
    }

    /// The marks of removed rows, none or one bit for each.
    pub(crate) fn removed(&self) -> &[u64] {
        &self.removed
    }

    /// Takes marks of removed rows as [`Block::removed`] gave them.
    pub(crate) fn set_removed(&mut self, bits: &[[u8; 8]]) {
        let is_marked = |row: &usize| {
            bits.get(row / 64).is_some_and(|bits| u64::from_le_bytes(*bits) >> (row % 64) & 1 == 1)
        };
        for row in (0..self.rows().min(bits.len() * 64)).filter(is_marked) {
            self.mark_removed(row);
        }
    }

    /// Calls `work` with a name taken apart.
    pub(crate) fn with_name<T>(&self, form: usize, work: impl FnOnce(&Name) -> T) -> T {
        let prepare = || Name::new(self.text(form), self.kind(form), Lang::Und);
        match self.prepared.get(form) {
            Some(kept) => work(kept.get_or_init(|| Box::new(prepare()))),
            None => work(&prepare()),
        }
    }
}
