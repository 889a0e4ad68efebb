//! Where a run leaves what memory is too small for, and what it has made when it is stopped.

use std::sync::Arc;

use varlik_resolve::{Items, LabelledPair, Model, ResolverOptions, RunStore};
use varlik_tables::WorkFolder;

use super::engine::Keeping;
use super::memory;
use crate::{Error, TableOptions};

/// The folder of a run, if it has one, and how many edges it may hold.
#[derive(Debug, Default)]
pub(crate) struct Work {
    folder: Option<Arc<WorkFolder>>,
    most_edges: Option<usize>,
    /// How many of its notes were handed on.
    noted: usize,
}

impl Work {
    /// Opens the folder that was asked for, or one for the time of the run where not everything may fit.
    pub(super) fn open(
        items: &Items,
        options: &TableOptions,
        resolver: &ResolverOptions,
        labels: &[LabelledPair],
    ) -> Result<Self, Error> {
        let most_edges =
            options.memory.map(|most| memory::most_edges(items, resolver, most)).transpose()?.flatten();
        let folder = match &options.work {
            Some(place) => {
                let model = options.model.as_ref().map(Model::to_json);
                let folder = WorkFolder::open(place, items, &format!("{resolver:?} {labels:?} {model:?}"))?;
                Some(if most_edges.is_some() { folder.needed() } else { folder })
            }
            None if most_edges.is_some() => Some(WorkFolder::temporary(&std::env::temp_dir())?),
            None => None,
        };
        Ok(Self { folder: folder.map(Arc::new), most_edges, noted: 0 })
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
    }

    /// Removes the folder now, whoever reads from it.
    #[cfg(feature = "cli")]
    pub(super) fn remove(&self) {
        if let Some(folder) = &self.folder {
            folder.remove();
        }
    }
}

#[cfg(test)]
mod tests;
