//! Text that was read in another encoding than it was written in: `TÃ¼rkiye`, `ErdoÄŸan`, `â€™`, `Ïóòèí`.
use std::borrow::Cow;

use crate::Lang;
use crate::edits::Record;

mod plan;
mod reading;
mod run;
mod screen;

pub use plan::{Mend, Misreading, RepairEvidence, RepairPlan};
use reading::{Reading, Readings};
use run::Cell;

/// What is known of a text whose encoding is to be repaired.
#[derive(Clone, Copy, Debug, Default)]
pub struct RepairOptions {
    /// The language of the text. With [`Lang::Und`], the default, only what proves itself broken is repaired;
    /// a language is evidence for its letters.
    pub lang: Lang,
}

/// Repairs text that was read in another encoding than it was written in.
///
/// UTF-8 that was read in windows-1252, latin-1, windows-1254, windows-1251, windows-1250, windows-1253 or
/// `MacRoman`, up to four times over and in any mixture of these, is repaired wherever it stands. What clean text
/// may hold as well, such as `Ã”` at the end of a quotation in Portuguese capitals, is repaired only where its surroundings are broken.
/// Borrowed when nothing changes, after one scan.
///
/// # Example: broken, and whole
///
/// ```
/// use std::borrow::Cow;
/// use varlik_text::{RepairOptions, repair};
///
/// let options = RepairOptions::default();
/// assert_eq!(repair("CumhurbaÅŸkanÄ± ErdoÄŸanâ€™Ä±n", options), "Cumhurbaşkanı Erdoğan’ın");
/// assert_eq!(repair("B√ºy√ºk≈üehir", options), "Büyükşehir");
/// assert_eq!(repair("ErdoДџan", options), "Erdoğan");
/// for whole in ["“SÃO PAULO”", "Þór Guðmundsson", "20°C", "Größe", "«СССР»"] {
///     assert!(matches!(repair(whole, options), Cow::Borrowed(_)));
/// }
/// ```
#[must_use]
pub fn repair(text: &str, options: RepairOptions) -> Cow<'_, str> {
    let found = find(text, options);
    if found.mended.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    found.write(text, &mut out, &mut ());
    Cow::Owned(out)
}

/// Tells what [`repair`] does, and why.
#[must_use]
pub fn repair_plan(text: &str, options: RepairOptions) -> RepairPlan {
    let found = find(text, options);
    let mends = found
        .mended
        .iter()
        .map(|mended| Mend {
            range: mended.start..mended.end,
            text: found.texts.get(mended.text_start..mended.text_end).unwrap_or_default().to_owned(),
            misreadings: found.misreadings.get(mended.misreadings as usize).cloned().unwrap_or_default(),
            evidence: mended.evidence,
        })
        .collect();
    RepairPlan { mends }
}

/// Appends `text` repaired to `out`, and notes the repairs in `record`.
#[allow(dead_code, reason = "the pipeline takes it up as its step")]
pub(crate) fn repair_into<R: Record>(text: &str, options: RepairOptions, out: &mut String, record: &mut R) {
    find(text, options).write(text, out, record);
}

/// One repair; its text lies in the common buffer.
#[derive(Clone, Debug)]
struct Mended {
    start: usize,
    end: usize,
    text_start: usize,
    text_end: usize,
    /// The index of its chain among those of the text.
    misreadings: u32,
    evidence: RepairEvidence,
}

/// All that is to be repaired in a text.
#[derive(Default)]
struct Finds {
    mended: Vec<Mended>,
    texts: String,
    /// The different chains of misreadings; few in any text.
    misreadings: Vec<Vec<Misreading>>,
}

impl Finds {
    fn write<R: Record>(&self, text: &str, out: &mut String, record: &mut R) {
        let base = out.len();
        let mut copied = 0;
        for mended in &self.mended {
            out.push_str(text.get(copied..mended.start).unwrap_or_default());
            let start = out.len() - base;
            out.push_str(self.texts.get(mended.text_start..mended.text_end).unwrap_or_default());
            record.edit(mended.start..mended.end, start..out.len() - base);
            copied = mended.end;
        }
        out.push_str(text.get(copied..).unwrap_or_default());
    }

    fn chain(&mut self, misreadings: Vec<Misreading>) -> u32 {
        let known = self.misreadings.iter().position(|known| *known == misreadings);
        let index = known.unwrap_or_else(|| {
            self.misreadings.push(misreadings);
            self.misreadings.len() - 1
        });
        index as u32
    }

    /// Adds a run as one repair for each stretch that went the same way.
    fn push(&mut self, text: &str, start: usize, cells: &[Cell], evidence: RepairEvidence) {
        let mut at = start;
        for stretch in cells.chunk_by(|one, two| one.rounds == two.rounds) {
            let from = at;
            let text_start = self.texts.len();
            for cell in stretch {
                self.texts.push(cell.meant);
                at += cell.length as usize;
            }
            let rounds = stretch.first().map(|cell| cell.rounds).unwrap_or_default();
            let misreadings = misreadings(text.get(from..at).unwrap_or_default(), rounds);
            let misreadings = self.chain(misreadings);
            let text_end = self.texts.len();
            self.mended.push(Mended { start: from, end: at, text_start, text_end, misreadings, evidence });
        }
    }
}

/// Names the pages of the rounds that `broken` went through.
fn misreadings(broken: &str, rounds: run::Rounds) -> Vec<Misreading> {
    let mut text = Cow::Borrowed(broken);
    let mut out = Vec::new();
    for reading in rounds.iter() {
        let misreading = Misreading::Utf8 { read: reading.page(text.chars()) };
        text = Cow::Owned(misreading.undo(&text).unwrap_or_default());
        out.push(misreading);
    }
    out
}

/// How far, in bytes, what proves itself broken speaks for what does not.
const NEARBY: usize = 4096;

fn find(text: &str, options: RepairOptions) -> Finds {
    let mut finds = Finds::default();
    // Runs that do not prove themselves wait for one behind them that does.
    let mut waiting: Vec<(usize, run::Run)> = Vec::new();
    let mut proof = (0, Readings::default());
    let mut at = 0;
    while let Some(start) = screen::next(text, at) {
        let Some(rest) = text.get(start..) else { break };
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let near = if start - proof.0 <= NEARBY { proof.1 } else { Readings::default() };
        let around = run::Around { proven: near, before, expected: expected(options.lang) };
        let Some(run) = run::repair(rest, around) else {
            at = start + rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let end = start + run.length;
        if run.proven {
            let readings = Readings::alike(run.reading, text.get(start..end).unwrap_or_default());
            for (start, earlier) in waiting.drain(..) {
                if readings.has(earlier.reading) && end - start <= NEARBY {
                    finds.push(text, start, &earlier.cells, RepairEvidence::Nearby);
                }
            }
            finds.push(text, start, &run.cells, RepairEvidence::Itself);
            proof = (end, readings);
        } else if is_alone(text, start, end) {
            if near.has(run.reading) {
                finds.push(text, start, &run.cells, RepairEvidence::Nearby);
            } else {
                waiting.push((start, run));
            }
        }
        at = end;
    }
    finds
}

/// Tells whether no whole letter beyond ASCII touches a run: one beside it speaks for clean text.
fn is_alone(text: &str, start: usize, end: usize) -> bool {
    let is_whole = |c: char| !c.is_ascii() && c.is_alphabetic();
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    !before.is_some_and(is_whole) && !after.is_some_and(is_whole)
}

/// The letters a language adds to those that all text has.
fn expected(lang: Lang) -> Option<fn(char) -> bool> {
    Some(match lang {
        Lang::Tr | Lang::Az | Lang::Crh | Lang::Gag => |c| "ÇĞİÖŞÜçğıöşüÂÎÛâîûƏə’‘“”".contains(c),
        Lang::Ru | Lang::Uk | Lang::Bg | Lang::Sr | Lang::Mk | Lang::Be | Lang::Kk | Lang::Ky | Lang::Tt => {
            |c| matches!(u32::from(c), 0x400..=0x4FF)
        }
        Lang::El => |c| matches!(u32::from(c), 0x386..=0x3CE),
        Lang::Ar | Lang::Fa | Lang::Ur | Lang::Ckb => |c| matches!(u32::from(c), 0x600..=0x6FF),
        Lang::He => |c| matches!(u32::from(c), 0x5D0..=0x5EA),
        _ => return None,
    })
}

/// The Turkish letter that windows-1254 has in the place of a letter of windows-1252.
pub(crate) fn turkish_letter(c: char) -> Option<char> {
    Some(match c {
        'Ð' => 'Ğ',
        'Ý' => 'İ',
        'Þ' => 'Ş',
        'ð' => 'ğ',
        'ý' => 'ı',
        'þ' => 'ş',
        _ => return None,
    })
}

/// Tells whether a whole text is Turkish in windows-1254 that was read as windows-1252: its words are
/// Turkish, ý stands in some of them, and none of the letters that would have been read right is there.
pub(crate) fn is_turkish_as_western(text: &str) -> bool {
    let mut words = 0;
    let mut dotless = false;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.contains(['ı', 'ş', 'ğ', 'İ', 'Ş', 'Ğ', 'á', 'é', 'í', 'ó', 'ú', 'æ']) {
            return false;
        }
        words += u32::from(word.contains(|c| turkish_letter(c).is_some()));
        dotless |= word.contains('ý');
    }
    words >= 2 && dotless && crate::language(text) == crate::Lang::Tr
}

/// A repaired run: how many bytes of the text it covers and what they mean.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) length: usize,
    pub(crate) text: String,
}

/// What is known of the text around a run.
#[derive(Clone, Copy)]
pub(crate) struct Around {
    /// A run that proves itself was already met in this text.
    pub(crate) proven: bool,
    /// The character before.
    pub(crate) before: Option<char>,
}

/// Repairs the run of windows-1252 or windows-1251 that starts `text`, if there is one.
pub(crate) fn repair_run(text: &str, around: Around) -> Option<Run> {
    let first = text.chars().next()?;
    let reading =
        if matches!(first, 'Р' | 'С' | 'Г' | 'в') { Reading::Cyrillic } else { Reading::Western };
    let proven = if around.proven { reading.into() } else { Readings::default() };
    let run = run::repair(text, run::Around { proven, before: around.before, expected: None })?;
    (run.reading == reading && (run.proven || around.proven))
        .then(|| Run { length: run.length, text: run.cells.iter().map(|cell| cell.meant).collect() })
}

#[cfg(test)]
mod tests {
    /// Breaks a text the way a reader of windows-1252 or windows-1254 does.
    fn broken(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    fn repaired(text: &str) -> String {
        crate::normalize(text).as_str().to_owned()
    }

    #[test]
    fn names_broken_once_or_twice_are_repaired() {
        for name in [
            "Erdoğan",
            "Türkiye",
            "Çavuşoğlu",
            "Şırnak",
            "İzmir",
            "Özgür Özel",
            "Ağrı",
            "Dışişleri",
            "don’t",
            "Ünal",
        ] {
            for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1254] {
                let once = broken(name, encoding);
                assert_eq!(repaired(&once), name, "{once}");
                let twice = broken(&once, encoding);
                assert_eq!(repaired(&twice), name, "{twice}");
            }
        }
    }

    #[test]
    fn other_scripts_are_repaired() {
        assert_eq!(repaired(&broken("Зеленський", encoding_rs::WINDOWS_1252)), "Зеленський");
        assert_eq!(repaired(&broken("Путин и Лавров", encoding_rs::WINDOWS_1251)), "Путин и Лавров");
        assert_eq!(repaired(&broken("Ελλάδα", encoding_rs::WINDOWS_1252)), "Ελλάδα");
        assert_eq!(repaired(&broken("أردوغان", encoding_rs::WINDOWS_1252)), "أردوغان");
    }

    #[test]
    fn turkish_read_as_western_is_repaired_by_the_whole_text() {
        let text = "Cumhurbaþkaný Erdoðan, Ýstanbul'da bir açýlýþ için konuþtu ve daha sonra ayrýldý.";
        let want = "Cumhurbaşkanı Erdoğan, İstanbul'da bir açılış için konuştu ve daha sonra ayrıldı.";
        assert_eq!(repaired(text), want);
        // One name in a Turkish text is Icelandic after all, and so is a text of such names.
        for text in [
            "Türk takımı Guðmundsson ile bir yıl için daha anlaştı ve Þór da geldi.",
            "Þór Guðmundsson og Ýmir fóru með þeim til Íslands.",
            "Þór Guðmundsson",
        ] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn clean_text_is_left_alone() {
        for text in [
            "SÃO PAULO",
            "naïve café",
            "Ñuñoa",
            "« École »",
            "“GEREKÇE”",
            "‘AMAÇ’",
            "“KÂ”",
            "É…",
            "ESPAÑA…",
            "PÅ”",
            "MAÇÃ”",
            "20°C",
            "Þór Guðmundsson",
            "“ERDOĞ…”",
            "ERDOĞAN’IN",
            "10 €",
            "“İHTİYAÇ”…",
            "Größe",
            "ŞİŞLİ’DE",
            "РІК",
            "Слово",
            "ВІСЕМ",
            "«СССР»",
            "ÜÇ’ÜN",
            "Ä–Ö",
            "À«",
            "TÂ»",
            "coup d’État",
        ] {
            assert_eq!(repaired(text), text);
            assert!(crate::normalize(text).is_borrowed(), "{text}");
        }
    }
}
