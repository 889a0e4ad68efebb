//! Text that was read in another encoding than it was written in: `TÃ¼rkiye`, `ErdoÄŸan`, `â€™`, `Ïóòèí`.
use std::borrow::Cow;
use std::ops::Range;

use crate::edits::Record;
use crate::entity::windows_1252;
use crate::{CodePage, Lang, Lexicon};

mod box_drawing;
mod latin5;
mod letter_pairs;
mod lexical;
mod plan;
mod reading;
mod run;
mod screen;
mod swap;

use latin5::{is_turkish_as_western, turkish_letter};
pub use plan::{Mend, Misreading, RepairEvidence, RepairPlan};
use reading::Readings;
use run::Cell;

/// What is known of a text whose encoding is to be repaired.
///
/// # Example: what only a lexicon can repair
///
/// ```
/// use varlik_text::{Lang, Lexicon, RepairOptions, repair};
///
/// let names = Lexicon::from_words([("Erdoğan", 14.0), ("Türkiye", 16.0)]);
/// let options = RepairOptions { lang: Lang::Tr, lexicons: &[&names] };
/// assert_eq!(repair("T?rkiye'de Erdo?an'?n", options), "Türkiye'de Erdoğan'ın");
/// assert_eq!(repair("Erdo§an", options), "Erdoğan");
/// assert_eq!(repair("Kim geldi?", options), "Kim geldi?");
/// assert_eq!(repair("Erdo?an", RepairOptions::default()), "Erdo?an");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct RepairOptions<'l> {
    /// The language of the text. With [`Lang::Und`], the default, only what proves itself broken is repaired;
    /// a language is evidence for its letters.
    pub lang: Lang,
    /// Words that lost letters may be completed to: `Erdo?an`, `T\u{FFFD}rkiye`; and that confirm Turkish of DOS
    /// (`Erdo§an`). None by default, so that a question mark stays one.
    pub lexicons: &'l [&'l Lexicon],
}

/// Repairs text that was read in another encoding than it was written in.
///
/// UTF-8 that was read in windows-1252, latin-1, windows-1254, windows-1251, windows-1250, windows-1253 or
/// `MacRoman`, up to four times over and in any mixture of these, is repaired wherever it stands; so is what was read
/// once in windows-1256 or in a page of DOS. What clean text
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
pub fn repair<'t>(text: &'t str, options: RepairOptions<'_>) -> Cow<'t, str> {
    let mut out = String::new();
    if repair_change(text, options, &mut out, &mut ()) { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// Tells what [`repair`] does, and why.
#[must_use]
pub fn repair_plan(text: &str, options: RepairOptions<'_>) -> RepairPlan {
    let found = find_all(text, options);
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

/// Appends `text` repaired to `out`; appends nothing and gives `false` when nothing is broken.
pub(crate) fn repair_change<R: Record>(
    text: &str,
    options: RepairOptions<'_>,
    out: &mut String,
    record: &mut R,
) -> bool {
    let found = find_all(text, options);
    if found.mended.is_empty() {
        return false;
    }
    found.write(text, out, record);
    true
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

    /// Adds one repair.
    fn add(
        &mut self,
        range: Range<usize>,
        text: &str,
        misreadings: Vec<Misreading>,
        evidence: RepairEvidence,
    ) {
        let text_start = self.texts.len();
        self.texts.push_str(text);
        let text_end = self.texts.len();
        let misreadings = self.chain(misreadings);
        self.mended.push(Mended {
            start: range.start,
            end: range.end,
            text_start,
            text_end,
            misreadings,
            evidence,
        });
    }

    /// Tells whether none of the first `known` repairs, which are in order, touches a range.
    fn is_free(&self, known: usize, range: &Range<usize>) -> bool {
        let known = self.mended.get(..known).unwrap_or_default();
        let next = known.partition_point(|mended| mended.end <= range.start);
        known.get(next).is_none_or(|mended| mended.start >= range.end)
    }

    /// Adds the controls left in a text that was windows-1252 and read as Latin-1 (`Kremlin\u{92}s`).
    fn add_controls(&mut self, text: &str) {
        let known = self.mended.len();
        for at in memchr::memchr_iter(0xC2, text.as_bytes()) {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
            let range = at..at + c.len_utf8();
            if c.is_control()
                && let Some(meant) = windows_1252(u32::from(c) as u8)
                && self.is_free(known, &range)
            {
                let misreading = Misreading::Page { written: CodePage::Windows1252, read: CodePage::Latin1 };
                self.add(range, meant.encode_utf8(&mut [0; 4]), vec![misreading], RepairEvidence::Itself);
            }
        }
        if self.mended.len() > known {
            self.mended.sort_by_key(|mended| mended.start);
        }
    }

    /// Brings the repairs in the order of the text; of two that overlap the first stays.
    fn in_order(mut self) -> Self {
        if !self.mended.is_sorted_by(|one, two| one.end <= two.start) {
            self.mended.sort_by_key(|mended| mended.start);
            let mut end = 0;
            self.mended.retain(|mended| {
                let keep = mended.start >= end;
                if keep {
                    end = mended.end;
                }
                keep
            });
        }
        self
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
            let misreadings = self.chain(misreadings(text.get(from..at).unwrap_or_default(), rounds));
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

/// No more letters of a word are looked at before and behind a letter of it.
const WORD: usize = 48;

/// The longest stretch of a line whose letters are weighed together.
const LINE: usize = 4096;

/// A run of no more pieces is looked at again from its second character.
const SHORT: usize = 8;

fn find_all(text: &str, options: RepairOptions<'_>) -> Finds {
    let mut finds = find(text, options);
    let known = finds.mended.len();
    for (range, page) in box_drawing::runs(text) {
        let misreading = Misreading::Utf8 { read: page };
        let meant = text.get(range.clone()).and_then(|run| misreading.undo(run));
        if let Some(meant) = meant.filter(|_| finds.is_free(known, &range)) {
            finds.add(range, &meant, vec![misreading], RepairEvidence::Itself);
        }
    }
    finds.in_order()
}

fn find(text: &str, options: RepairOptions<'_>) -> Finds {
    let mut search = Search {
        text,
        lang: options.lang,
        finds: Finds::default(),
        waiting: Vec::new(),
        waited: 0,
        failed: 0,
        proof: (0, Readings::default()),
        weighed: 0,
        turkish: None,
        controls: false,
    };
    let mut suspicious = screen::next(text, 0, search.wanted());
    if suspicious.is_none() && options.lexicons.is_empty() {
        return search.finds;
    }
    while let Some(start) = suspicious {
        let end = search.examine(start);
        suspicious = screen::next(text, end, search.wanted());
    }
    let controls = search.controls;
    let proven = search.proof.1.has(reading::Reading::Western);
    let mut finds = search.finds.in_order();
    if proven {
        lost_spaces(text, &mut finds);
        finds = finds.in_order();
    }
    if controls {
        finds.add_controls(text);
    }
    if !options.lexicons.is_empty() {
        let known = finds.mended.len();
        let mut at = 0;
        while let Some(start) = lexical::next(text, at) {
            let (end, word) = lexical::word(text, start, options.lexicons, options.lang);
            at = end.max(start + 1);
            if let Some(word) = word
                && finds.is_free(known, &word.range)
            {
                finds.add(word.range, &word.text, vec![word.misreading], RepairEvidence::Lexicon);
            }
        }
        finds = finds.in_order();
    }
    finds
}

/// Repairs the `Ã` of à, the second byte of which, a no-break space, became a space; only near runs that prove
/// themselves. The space goes where another one follows, or none can have stood; else one of the two was dropped.
fn lost_spaces(text: &str, finds: &mut Finds) {
    let known = finds.mended.len();
    for at in memchr::memmem::find_iter(text.as_bytes(), "Ã ") {
        let near = finds.mended.get(..known).unwrap_or_default();
        let next = near.partition_point(|mended| mended.start < at);
        let is_near = |mended: &Mended| mended.start.abs_diff(at) <= NEARBY;
        let neighbours = [next.checked_sub(1).and_then(|index| near.get(index)), near.get(next)];
        let capital = text.get(..at).is_some_and(|text| text.ends_with(char::is_uppercase));
        if capital || !neighbours.into_iter().flatten().any(is_near) {
            continue;
        }
        let end = at + "Ã".len();
        let behind = text.get(end + 1..).and_then(|text| text.chars().next());
        let keeps = behind.is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '(' | '“' | '«'));
        let misreadings = vec![Misreading::Loss, Misreading::Utf8 { read: CodePage::Windows1252 }];
        finds.add(at..end + usize::from(!keeps), "à", misreadings, RepairEvidence::Nearby);
    }
}

/// A walk over the suspicious places of a text.
struct Search<'t> {
    text: &'t str,
    lang: Lang,
    finds: Finds,
    /// Runs that do not prove themselves wait for one behind them that does.
    waiting: Vec<(usize, run::Run)>,
    /// Where the last of them ends.
    waited: usize,
    /// Where a long run ends that proves nothing: no run is looked for inside it.
    failed: usize,
    /// Where the last run that proves itself ends, and how it may have been read.
    proof: (usize, Readings),
    /// The letters before this place were weighed.
    weighed: usize,
    /// Whether the text is Turkish read as windows-1252; unknown until a letter raises the question.
    turkish: Option<bool>,
    /// Whether there is a control that may be a sign.
    controls: bool,
}

impl Search<'_> {
    fn row(&self) -> screen::Row {
        if swap::has_script(self.lang) { screen::Row::Two } else { screen::Row::Four }
    }

    fn wanted(&self) -> screen::Wanted {
        let turkish = match self.lang {
            Lang::Tr | Lang::Az | Lang::Crh | Lang::Gag => true,
            Lang::Und => self.turkish != Some(false),
            _ => false,
        };
        screen::Wanted { row: self.row(), weighed: self.weighed, turkish }
    }

    /// Looks at the suspicious character at `start`, and tells where to go on.
    fn examine(&mut self, start: usize) -> usize {
        let Some(rest) = self.text.get(start..) else { return self.text.len() };
        let Some(c) = rest.chars().next() else { return self.text.len() };
        let second = rest.chars().nth(1);
        if second.is_some_and(|second| reading::starts(c, second))
            && let Some(end) = self.run(start, rest).or_else(|| self.lost_byte(start, rest))
        {
            return end;
        }
        let end = start + c.len_utf8();
        self.controls |= c.is_control();
        if let Some(meant) = turkish_letter(c)
            && self.is_turkish(start)
        {
            let misreading = Misreading::Page { written: CodePage::Windows1254, read: CodePage::Windows1252 };
            let evidence =
                if self.lang == Lang::Und { RepairEvidence::Letters } else { RepairEvidence::Language };
            self.finds.add(start..end, meant.encode_utf8(&mut [0; 4]), vec![misreading], evidence);
            return end;
        }
        if start >= self.weighed
            && screen::is_of_another_page(c, self.text.get(end..).unwrap_or_default().chars(), self.row())
        {
            self.weigh(start);
        }
        end
    }

    /// Repairs UTF-8 that was read as a code page.
    fn run(&mut self, start: usize, rest: &str) -> Option<usize> {
        if start < self.failed {
            return None;
        }
        let before = self.text.get(..start).and_then(|text| text.chars().next_back());
        let near = if start - self.proof.0 <= NEARBY { self.proof.1 } else { Readings::default() };
        let around = run::Around { proven: near, before, expected: expected(self.lang) };
        let run = run::repair(rest, around)?;
        let end = start + run.length;
        if run.proven {
            let readings = Readings::alike(run.reading, self.text.get(start..end).unwrap_or_default());
            for (start, earlier) in self.waiting.drain(..) {
                if readings.has(earlier.reading) && end - start <= NEARBY {
                    self.finds.push(self.text, start, &earlier.cells, RepairEvidence::Nearby);
                }
            }
            self.finds.push(self.text, start, &run.cells, RepairEvidence::Itself);
            self.proof = (end, readings);
        } else if is_alone(self.text, start, end) && near.has(run.reading) {
            self.finds.push(self.text, start, &run.cells, RepairEvidence::Nearby);
        } else {
            // Not again at each of its characters.
            if run.cells.len() > SHORT {
                self.failed = end;
            }
            if start >= self.waited && is_alone(self.text, start, end) {
                self.waited = end;
                self.waiting.push((start, run));
            }
            return None;
        }
        Some(end)
    }

    /// Repairs a run whose last byte was lost, since the page it was read as leaves that byte undefined: `â€` for ”
    /// in windows-1252, and Å or Ä with U+FFFD for Ş and Ğ in windows-1254.
    fn lost_byte(&mut self, start: usize, rest: &str) -> Option<usize> {
        let (length, meant, read) = if let Some(tail) = rest.strip_prefix("â€") {
            let lost = if tail.starts_with('\u{FFFD}') { '\u{FFFD}'.len_utf8() } else { 0 };
            (rest.len() - tail.len() + lost, "”", CodePage::Windows1252)
        } else {
            let (meant, tail) = match rest.strip_prefix("Å\u{FFFD}") {
                Some(tail) => ("Ş", tail),
                None => ("Ğ", rest.strip_prefix("Ä\u{FFFD}")?),
            };
            if self.lang != Lang::Tr {
                return None;
            }
            (rest.len() - tail.len(), meant, CodePage::Windows1254)
        };
        let end = start + length;
        let misreadings = vec![Misreading::Loss, Misreading::Utf8 { read }];
        self.finds.add(start..end, meant, misreadings, RepairEvidence::Itself);
        Some(end)
    }

    /// Tells whether the word around a letter such as ð is Turkish read as windows-1252.
    fn is_turkish(&mut self, at: usize) -> bool {
        let known = match self.lang {
            Lang::Tr | Lang::Az | Lang::Crh | Lang::Gag => true,
            Lang::Und => *self.turkish.get_or_insert_with(|| is_turkish_as_western(self.text)),
            _ => false,
        };
        known && {
            let (head, tail) = self.text.split_at_checked(at).unwrap_or_default();
            let letters = |(_, c): &(usize, char)| c.is_alphabetic();
            let start = head.char_indices().rev().take(WORD).take_while(letters).last();
            let start = start.map_or(at, |(place, _)| place);
            let end = tail.char_indices().take(WORD).take_while(letters).last();
            let end = end.map_or(0, |(place, c)| place + c.len_utf8());
            latin5::is_turkish(self.text.get(start..at + end).unwrap_or_default())
        }
    }

    /// Weighs the letters of the line around `at`, and repairs its words when they were read in another page.
    fn weigh(&mut self, at: usize) {
        let floor = boundary(self.text, at.saturating_sub(LINE)).max(self.weighed);
        let start = self
            .text
            .get(floor..at)
            .and_then(|text| text.rfind('\n'))
            .map_or(floor, |place| floor + place + 1);
        let ceiling = boundary(self.text, at.saturating_add(LINE));
        let end =
            self.text.get(at..ceiling).and_then(|text| text.find('\n')).map_or(ceiling, |place| at + place);
        self.weighed = end.max(at + 1);
        for word in swap::words(self.text.get(start..end).unwrap_or_default(), self.lang) {
            let misreading = Misreading::Page { written: word.written, read: word.read };
            let evidence =
                if self.lang == Lang::Und { RepairEvidence::Letters } else { RepairEvidence::Language };
            let range = start + word.range.start..start + word.range.end;
            self.finds.add(range, &word.text, vec![misreading], evidence);
        }
    }
}

/// The last character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..4).filter_map(|back| at.checked_sub(back)).find(|at| text.is_char_boundary(*at)).unwrap_or(0)
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
            |c| matches!(u32::from(c), 0x400..=0x45F | 0x490..=0x4FF)
        }
        Lang::El => |c| matches!(u32::from(c), 0x386..=0x3CE),
        Lang::Ar | Lang::Fa | Lang::Ur | Lang::Ckb => |c| matches!(u32::from(c), 0x600..=0x6FF),
        Lang::He => |c| matches!(u32::from(c), 0x5D0..=0x5EA),
        _ => return None,
    })
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
