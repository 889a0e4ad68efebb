//! The main job from paths to files.

use std::path::Path;

use varlik_documents::{Control, Resolution};

use crate::{Articles, Error, Options, Summary, output, report};

/// What came out of the articles, and what was read to get there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolved {
    /// Mentions, entities, stories and the articles themselves.
    pub resolution: Resolution,
    /// What was read and what was not.
    pub summary: Summary,
}

/// Reads articles and finds the people, places and organisations in them, each once, and the stories they tell.
///
/// The paths are those of [`Articles::read`]. `control` hears of the progress and may stop the run; `&()` does neither.
///
/// # Errors
/// What [`Articles::read`] and [`Articles::resolve`] tell.
///
/// # Example: a folder of articles
/// ```
/// # let folder = tempfile::tempdir()?;
/// # std::fs::write(folder.path().join("1.txt"), "Hakan Fidan arrived in Ankara on Monday.\n")?;
/// # let articles = folder.path();
/// # let out = folder.path().join("out");
/// let resolved = varlik::resolve(&[articles], &varlik::Options::default(), &())?;
/// for entity in &resolved.resolution.entities {
///     println!("{} {} {}", entity.id, entity.entity_type, entity.name);
/// }
/// resolved.write(&out, &())?;
/// # assert!(out.join("mentions.jsonl").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Example: a path that is not there
/// ```
/// let error = varlik::resolve(&["no/such/folder"], &varlik::Options::default(), &()).unwrap_err();
/// assert!(error.is_not_found());
/// assert_eq!(error.to_string(), "no/such/folder: no such file or folder; check the path");
/// ```
pub fn resolve<P: AsRef<Path>>(
    paths: &[P],
    options: &Options,
    control: &dyn Control,
) -> Result<Resolved, Error> {
    Articles::read(paths, options, control)?.resolve(options, control)
}

impl Resolved {
    /// Writes `mentions.jsonl`, `entities.jsonl`, `stories.jsonl`, `pairs.jsonl`, `dates.jsonl`, `claims.jsonl`,
    /// `contradictions.jsonl` and `report.html` into `folder`.
    ///
    /// The folder is made where there is none. The files are written beside their place and moved there at the end:
    /// those of an earlier run stay whole until then.
    ///
    /// `control` may stop the writing.
    ///
    /// # Errors
    /// A folder or disk that cannot be written to, or a stop; nothing is left behind then.
    pub fn write(&self, folder: &Path, control: &dyn Control) -> Result<(), Error> {
        output::write(&self.resolution, folder, true, control)
    }

    /// Does as [`write`](Self::write) but makes no page; that of an earlier run is removed.
    ///
    /// # Errors
    /// A folder or disk that cannot be written to, or a stop; nothing is left behind then.
    pub fn write_without_report(&self, folder: &Path, control: &dyn Control) -> Result<(), Error> {
        output::write(&self.resolution, folder, false, control)
    }

    /// Renders the page of [`write`](Self::write): self-contained HTML that needs no network.
    #[must_use]
    pub fn report_html(&self) -> String {
        report::render(&self.resolution)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    struct Stop;

    impl Control for Stop {
        fn cancelled(&self) -> bool {
            true
        }
    }

    #[test]
    fn a_stop_while_writing_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        let resolved = Resolved { resolution: sample::resolution(), summary: Summary::default() };
        assert!(resolved.write(&out, &Stop).unwrap_err().is_cancelled());
        assert!(!out.exists());
        resolved.write(&out, &()).unwrap();
        assert!(resolved.write_without_report(&out, &Stop).unwrap_err().is_cancelled());
        assert!(out.join("report.html").exists(), "the files of the earlier run stay");
    }
}
