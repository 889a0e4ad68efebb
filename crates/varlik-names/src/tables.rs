//! Generated tables; the sources stand in `data/names/`.

pub(crate) mod case_endings;
pub(crate) mod demonym_endings;
pub(crate) mod sounds;
pub(crate) mod statesmen;
pub(crate) mod surnames;
pub(crate) mod wikidata;
