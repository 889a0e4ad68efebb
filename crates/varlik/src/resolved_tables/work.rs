//! Where a run leaves what memory is too small for, and what it has made when it is stopped.

use std::path::PathBuf;
use std::sync::Arc;

use varlik_resolve::{Items, LabelledPair, Model, ResolverOptions, RunStore};
use varlik_tables::WorkFolder;

use super::engine::Keeping;
use super::memory;
use crate::{Error, TableOptions};

/// The folder that a run which learns from judged pairs leaves its work in, within that of the run before it.
const LEARNING: &str = ".varlik-learning";

/// The folder of a run, if it has one, and how many edges it may hold.
#[derive(Debug, Default)]
pub(crate) struct Work {
    asked: Asked,
    folder: Option<Arc<WorkFolder>>,
    most_edges: Option<usize>,
    /// How many of its notes were handed on.
    noted: usize,
    /// That of the run before, where this one learnt from it.
    before: Option<Box<Self>>,
}

/// What is asked of memory and disk.
#[derive(Debug, Clone, Default)]
struct Asked {
    memory: Option<u64>,
    place: Option<PathBuf>,
}

/// What an answer depends on, beside the records.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choices<'c> {
    pub(super) resolver: &'c ResolverOptions,
    pub(super) labels: &'c [LabelledPair],
    pub(super) model: Option<&'c Model>,
}

impl Work {
    /// Opens the folder that was asked for, or one for the time of the run where not everything may fit.
    pub(super) fn open(items: &Items, options: &TableOptions, choices: Choices<'_>) -> Result<Self, Error> {
        let asked = Asked { memory: options.memory, place: options.work.clone() };
        Self::within(asked, items, 0, choices)
    }

    /// Opens what a run that learns from this one's answer needs, beside that answer where it stays.
    pub(super) fn again(&self, items: &Items, stays: bool, choices: Choices<'_>) -> Result<Self, Error> {
        let Asked { memory, place } = &self.asked;
        let held = if stays { memory::held(items, choices.resolver) } else { 0 };
        let place = place.as_ref().map(|place| place.join(LEARNING));
        let mut again = Self::within(Asked { memory: *memory, place }, items, held, choices)?;
        again.folder = again.folder.and_then(Arc::into_inner).map(|folder| Arc::new(folder.with_its_place()));
        again.asked = self.asked.clone();
        Ok(again)
    }

    /// Takes over the work of the run that this one learnt from: it goes with this one's.
    pub(super) fn after(self, before: Self) -> Self {
        Self { before: Some(Box::new(before)), ..self }
    }

    fn within(asked: Asked, items: &Items, held: u64, choices: Choices<'_>) -> Result<Self, Error> {
        let Choices { resolver, labels, model } = choices;
        let most_edges = asked.memory.map(|most| memory::most_edges(items, resolver, most, held));
        let most_edges = most_edges.transpose()?.flatten();
        let folder = match &asked.place {
            Some(place) => {
                let model = model.map(Model::to_json);
                let folder = WorkFolder::open(place, items, &format!("{resolver:?} {labels:?} {model:?}"))?;
                Some(if most_edges.is_some() { folder.needed() } else { folder })
            }
            None if most_edges.is_some() => Some(WorkFolder::temporary(&std::env::temp_dir())?),
            None => None,
        };
        Ok(Self { asked, folder: folder.map(Arc::new), most_edges, noted: 0, before: None })
    }

    pub(super) fn keeping(&self) -> Keeping {
        let store = self.folder.as_ref().map(|folder| Arc::clone(folder) as Arc<dyn RunStore>);
        Keeping { store, most_edges: self.most_edges }
    }

    /// What there is to say of the folder and was not said yet.
    pub(super) fn notes(&mut self) -> Vec<String> {
        let mut notes = self.folder.as_ref().map(|folder| folder.notes()).unwrap_or_default();
        let new = notes.split_off(self.noted.min(notes.len()));
        self.noted += new.len();
        new
    }

    /// In how many pieces pairs are handed on, so that no more of them are held than edges may be.
    pub(super) fn pieces(&self, stored_edges: u64) -> u32 {
        let most = self.most_edges.unwrap_or(usize::MAX) as u64;
        stored_edges.div_ceil(most.max(1)).clamp(1, 256) as u32
    }

    /// Says that the answer is safe with the caller: the folder goes when nobody reads from it any more.
    pub(super) fn finish(&mut self) {
        if let Some(folder) = self.folder.take() {
            folder.finish();
        }
        if let Some(mut before) = self.before.take() {
            before.finish();
        }
    }

    /// Removes the folder now, whoever reads from it.
    #[cfg(feature = "cli")]
    pub(super) fn remove(&self) {
        if let Some(folder) = &self.folder {
            folder.remove();
        }
        if let Some(before) = &self.before {
            before.remove();
        }
    }
}

#[cfg(test)]
mod tests;
