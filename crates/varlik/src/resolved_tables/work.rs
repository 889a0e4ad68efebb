//! Where a run leaves what memory is too small for, and what it has made when it is stopped.

use std::path::PathBuf;
use std::sync::Arc;

use varlik_resolve::{Items, LabelledPair, Model, ResolverOptions, RunStore};
use varlik_tables::WorkFolder;

use super::engine::Keeping;
use super::memory::{self, Room};
use super::taken::Keep;
use crate::{Error, TableOptions};

/// The folder that a run which learns from judged pairs leaves its work in, within that of the run before it.
const LEARNING: &str = ".varlik-learning";

/// Pairs that are handed on at once where memory is bounded, at most: 16 MB.
const MOST_PAIRS: usize = 1 << 20;

/// The folder of a run, if it has one, and how many edges it may hold.
#[derive(Debug, Default)]
pub(crate) struct Work {
    asked: Asked,
    folder: Option<Arc<WorkFolder>>,
    room: Room,
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
    pub(super) fn open(
        items: &Items,
        keep: Keep,
        options: &TableOptions,
        choices: Choices<'_>,
    ) -> Result<Self, Error> {
        let asked = Asked { memory: options.memory, place: options.work.clone() };
        Self::within(asked, items, memory::kept(items, keep), choices)
    }

    /// Opens what a run that learns from this one's answer needs, beside that answer where it stays.
    pub(super) fn again(&self, items: &Items, stays: bool, choices: Choices<'_>) -> Result<Self, Error> {
        let Asked { memory, place } = &self.asked;
        let kept = memory::kept(items, if stays { Keep::Values } else { Keep::least() });
        let held = kept + if stays { memory::held(items, choices.resolver) } else { 0 };
        let place = place.as_ref().map(|place| place.join(LEARNING));
        let mut again = Self::within(Asked { memory: *memory, place }, items, held, choices)?;
        again.folder = again.folder.and_then(Arc::into_inner).map(|folder| Arc::new(folder.with_its_place()));
        again.asked = self.asked.clone();
        Ok(again)
    }

    /// Takes over the work of the run that this one learnt from: it goes with this one's.
    #[cfg(feature = "cli")]
    pub(super) fn after(self, before: Self) -> Self {
        Self { before: Some(Box::new(before)), ..self }
    }

    fn within(asked: Asked, items: &Items, held: u64, choices: Choices<'_>) -> Result<Self, Error> {
        let Choices { resolver, labels, model } = choices;
        let room = asked.memory.map(|most| memory::room(items, resolver, most, held));
        let room = room.transpose()?.unwrap_or_default();
        let folder = match &asked.place {
            Some(place) => {
                let model = model.map(Model::to_json);
                let folder = WorkFolder::open(place, items, &format!("{resolver:?} {labels:?} {model:?}"))?;
                Some(if room.edges.is_some() { folder.needed() } else { folder })
            }
            None if room.edges.is_some() => Some(WorkFolder::temporary(&std::env::temp_dir())?),
            None => None,
        };
        Ok(Self { asked, folder: folder.map(Arc::new), room, noted: 0, before: None })
    }

    pub(super) fn keeping(&self) -> Keeping {
        let store = self.folder.as_ref().map(|folder| Arc::clone(folder) as Arc<dyn RunStore>);
        Keeping { store, most_edges: self.room.edges, most_items: self.room.items }
    }

    /// What there is to say of the folder and was not said yet.
    pub(super) fn notes(&mut self) -> Vec<String> {
        let mut notes = self.folder.as_ref().map(|folder| folder.notes()).unwrap_or_default();
        let new = notes.split_off(self.noted.min(notes.len()));
        self.noted += new.len();
        new
    }

    /// How many pairs are handed on at once, where memory is bounded.
    pub(super) fn most_pairs(&self) -> Option<usize> {
        self.asked.memory.map(|_| self.room.edges.unwrap_or(MOST_PAIRS).clamp(1 << 12, MOST_PAIRS))
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
