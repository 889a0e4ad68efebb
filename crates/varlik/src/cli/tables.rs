//! What the command prints at its end.

use std::io::{self, Write};
use std::path::Path;

use crate::{Note, Resolved};

/// Entities in the table: what fits on a screen.
const SHOWN_ENTITIES: usize = 15;
const SHOWN_NOTES: usize = 5;
const NAME_WIDTH: usize = 36;

/// Prints what was found and where it lies.
pub(super) fn write(resolved: &Resolved, place: &Path, out: &mut dyn Write) -> io::Result<()> {
    let (resolution, summary) = (&resolved.resolution, &resolved.summary);
    writeln!(
        out,
        "{}, {}, {}, {}",
        counted(resolution.documents.len(), "article", "articles"),
        counted(resolution.mentions.len(), "mention", "mentions"),
        counted(resolution.entities.len(), "entity", "entities"),
        counted(resolution.stories.len(), "story", "stories"),
    )?;
    if !resolution.entities.is_empty() {
        writeln!(
            out,
            "\n{:NAME_WIDTH$}  {:4}  {:>8}  {:>8}  spellings",
            "name", "type", "mentions", "articles"
        )?;
    }
    for entity in resolution.entities.iter().take(SHOWN_ENTITIES) {
        let spellings: Vec<&str> = entity.aliases.iter().map(|alias| alias.text.as_str()).take(4).collect();
        let more = if entity.aliases.len() > spellings.len() { ", ..." } else { "" };
        writeln!(
            out,
            "{:NAME_WIDTH$}  {:4}  {:>8}  {:>8}  {}{more}",
            shortened(&one_line(&entity.name)),
            entity.entity_type.as_str(),
            entity.mentions.len(),
            entity.documents.len(),
            one_line(&spellings.join(", ")),
        )?;
    }
    if resolution.entities.len() > SHOWN_ENTITIES {
        writeln!(out, "... and {} more", resolution.entities.len() - SHOWN_ENTITIES)?;
    }
    writeln!(out)?;
    write_notes("read with a repair", &summary.repaired, out)?;
    write_notes("left out", &summary.skipped, out)?;
    if summary.ignored > 0 {
        writeln!(out, "passed over: {} of other kinds", counted(summary.ignored, "file", "files"))?;
    }
    writeln!(out, "written: {}", place.display())
}

fn write_notes(title: &str, notes: &[Note], out: &mut dyn Write) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title}: {}", notes.len())?;
    for Note { place, reason } in notes.iter().take(SHOWN_NOTES) {
        writeln!(out, "  {place}: {reason}")?;
    }
    if notes.len() > SHOWN_NOTES {
        writeln!(out, "  ... and {} more", notes.len() - SHOWN_NOTES)?;
    }
    Ok(())
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A name may be broken over two lines of its article, and an article may hold anything at all.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME_WIDTH {
        return name.to_owned();
    }
    name.chars().take(NAME_WIDTH - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Summary, sample};

    fn printed(resolved: &Resolved) -> String {
        let mut out = Vec::new();
        write(resolved, Path::new("out/report.html"), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_table_shows_each_entity_with_its_counts() {
        let resolved = Resolved { resolution: sample::resolution(), summary: Summary::default() };
        let printed = printed(&resolved);
        assert!(printed.starts_with("2 articles, 5 mentions, 3 entities, 1 story\n"), "{printed}");
        let row = printed.lines().find(|line| line.starts_with("Hakan Fidan")).unwrap();
        assert_eq!(
            row.split_whitespace().collect::<Vec<_>>(),
            ["Hakan", "Fidan", "PER", "2", "2", "Hakan", "Fidan"]
        );
        assert!(printed.ends_with("written: out/report.html\n"), "{printed}");
        assert!(!printed.contains("left out"), "{printed}");
    }

    #[test]
    fn a_long_list_of_skipped_files_is_cut_and_counted() {
        let mut summary = Summary::default();
        for number in 0..9 {
            summary.skip(format!("{number}.txt"), "empty file");
        }
        let printed = printed(&Resolved { summary, ..Resolved::default() });
        assert!(printed.contains("left out: 9\n  0.txt: empty file\n"), "{printed}");
        assert!(printed.contains("4.txt: empty file\n  ... and 4 more\n"), "{printed}");
        assert!(!printed.contains("5.txt"), "{printed}");
    }

    #[test]
    fn no_name_breaks_the_table() {
        let mut resolution = sample::resolution();
        resolution.entities[0].name = "Birleşmiş\nMilletler\u{1b}[31m ".repeat(3);
        let printed = printed(&Resolved { resolution, summary: Summary::default() });
        let row = printed.lines().find(|line| line.starts_with("Birleşmiş Milletler [31m")).unwrap();
        assert_eq!(row.chars().take(NAME_WIDTH).last(), Some('…'));
    }
}
