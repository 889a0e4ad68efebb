//! UTF-8 that was read as a Windows code page: `TÃ¼rkiye`, `ErdoÄŸan`, `â€™`.
//!
//! A run of characters is repaired when each maps back to one byte of windows-1252, windows-1254 or
//! latin-1, the bytes are valid UTF-8, and the result is plausible. A pair that clean text can hold as well
//! (a capital followed by a closing quotation mark) is left alone unless its surroundings speak for it.

/// The byte a character stands for in windows-1252, windows-1254 or latin-1.
fn western_byte(c: char) -> Option<u8> {
    let point = u32::from(c);
    Some(match point {
        0x80..=0xFF => point as u8,
        0x20AC => 0x80,
        0x201A => 0x82,
        0x0192 => 0x83,
        0x201E => 0x84,
        0x2026 => 0x85,
        0x2020 => 0x86,
        0x2021 => 0x87,
        0x02C6 => 0x88,
        0x2030 => 0x89,
        0x0160 => 0x8A,
        0x2039 => 0x8B,
        0x0152 => 0x8C,
        0x017D => 0x8E,
        0x2018 => 0x91,
        0x2019 => 0x92,
        0x201C => 0x93,
        0x201D => 0x94,
        0x2022 => 0x95,
        0x2013 => 0x96,
        0x2014 => 0x97,
        0x02DC => 0x98,
        0x2122 => 0x99,
        0x0161 => 0x9A,
        0x203A => 0x9B,
        0x0153 => 0x9C,
        0x017E => 0x9E,
        0x0178 => 0x9F,
        0x011E => 0xD0,
        0x0130 => 0xDD,
        0x015E => 0xDE,
        0x011F => 0xF0,
        0x0131 => 0xFD,
        0x015F => 0xFE,
        _ => return None,
    })
}

/// The byte a character stands for in windows-1251.
fn cyrillic_byte(c: char) -> Option<u8> {
    const LOW: [u32; 64] = [
        0x402, 0x403, 0x201A, 0x453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x409, 0x2039, 0x40A,
        0x40C, 0x40B, 0x40F, 0x452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x98, 0x2122,
        0x459, 0x203A, 0x45A, 0x45C, 0x45B, 0x45F, 0xA0, 0x40E, 0x45E, 0x408, 0xA4, 0x490, 0xA6, 0xA7, 0x401,
        0xA9, 0x404, 0xAB, 0xAC, 0xAD, 0xAE, 0x407, 0xB0, 0xB1, 0x406, 0x456, 0x491, 0xB5, 0xB6, 0xB7, 0x451,
        0x2116, 0x454, 0xBB, 0x458, 0x405, 0x455, 0x457,
    ];
    match u32::from(c) {
        point @ 0x410..=0x44F => Some((point - 0x410 + 0xC0) as u8),
        point => LOW.iter().position(|low| *low == point).map(|index| index as u8 + 0x80),
    }
}

/// How much a character in the place of a continuation byte says about a broken run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    /// Clean text closes a word with it: a pair with it proves nothing.
    Quotation,
    /// Clean text may write it after a word in capitals (a footnote, a mark), but not inside one.
    Mark,
    /// Clean text does not write it after a letter such as Ã or Ä.
    Strong,
    /// A control character, which clean text does not hold at all.
    Control,
}

fn evidence(c: char) -> Evidence {
    match c {
        '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•' | '«' | '»' | '‹' | '›' | '™' | '\u{A0}' | '\u{AD}' => {
            Evidence::Quotation
        }
        '°' | '®' | '©' | '·' | '¡' | '¿' | '²' | '³' | '¹' | 'º' | 'ª' | '€' | '£' | '§' | '†' | '‡' => {
            Evidence::Mark
        }
        '\u{80}'..='\u{9F}' => Evidence::Control,
        _ => Evidence::Strong,
    }
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

/// Repairs the run that starts `text`, if there is one.
pub(crate) fn repair(text: &str, around: Around) -> Option<Run> {
    let first = text.chars().next()?;
    if matches!(first, 'Р' | 'С' | 'Г' | 'в') {
        return cyrillic(text, around);
    }
    let mut run = western(text, around)?;
    // Twice encoded text is still broken after one round, three times encoded after two.
    for _ in 0..2 {
        let again = whole(&run.text);
        match again {
            Some(text) if text != run.text => run.text = text,
            _ => break,
        }
    }
    Some(run)
}

/// Repairs every run inside `text`, which is known to have been broken.
fn whole(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut changed = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let around = Around { proven: true, before: out.chars().next_back() };
        if let Some(run) = western(rest, around) {
            out.push_str(&run.text);
            rest = rest.get(run.length..)?;
            changed = true;
        } else {
            out.push(c);
            rest = rest.get(c.len_utf8()..)?;
        }
    }
    changed.then_some(out)
}

/// One broken character: its bytes in the text, and the character meant.
struct Piece {
    length: usize,
    meant: char,
    /// The strongest of its characters but the first.
    evidence: Evidence,
    lead: u8,
}

fn piece(text: &str, byte_of: impl Fn(char) -> Option<u8>) -> Option<Piece> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let lead = byte_of(first)?;
    let size = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut length = first.len_utf8();
    let mut strongest = Evidence::Quotation;
    for place in bytes.get_mut(1..size)? {
        let c = characters.next()?;
        let byte = byte_of(c).filter(|byte| (0x80..0xC0).contains(byte))?;
        *place = byte;
        strongest = strongest.max(evidence(c));
        length += c.len_utf8();
    }
    let meant = std::str::from_utf8(bytes.get(..size)?).ok()?.chars().next()?;
    Some(Piece { length, meant, evidence: strongest, lead })
}

/// Signs a broken run may stand for besides letters; the controls below U+00A0 are half of a run broken
/// twice.
fn is_common_sign(c: char) -> bool {
    matches!(u32::from(c), 0x80..=0xBF | 0xD7 | 0xF7 | 0x02C6 | 0x02DC | 0x2010..=0x203A | 0x20A0..=0x20BF | 0x2116 | 0x2122 | 0x2190..=0x21FF | 0x2212 | 0x25A0..=0x27BF | 0xFE0F | 0xFEFF | 0x200B..=0x200F | 0x2060..=0x2069)
        || matches!(u32::from(c), 0x1F000..=0x1FAFF)
}

/// Pieces looked at before a run must have proven itself, so that odd text costs no more than odd time.
const UNPROVEN: u32 = 64;

fn western(text: &str, around: Around) -> Option<Run> {
    let mut out = String::new();
    let mut length = 0;
    let (mut pieces, mut proof, mut strong) = (0_u32, around.proven, false);
    while let Some(found) = text.get(length..).and_then(|rest| piece(rest, western_byte)) {
        if pieces == UNPROVEN && !proof {
            break;
        }
        if !(found.meant.is_alphabetic()
            || is_common_sign(found.meant)
            || unicode_normalization::char::is_combining_mark(found.meant))
        {
            break;
        }
        // A lead of U+00C2..U+00C5 makes the Latin letters and signs that broken text is full of.
        let latin = (0xC2..=0xC5).contains(&found.lead);
        let rest = text.get(length + found.length..).unwrap_or_default();
        let before = if pieces == 0 { around.before } else { None };
        let needed = match before {
            // Clean text has no capital inside a word in lower case: iÃ§i, majÄ….
            Some(c) if c.is_lowercase() => Evidence::Quotation,
            // PÃ©rigord, but not “MAÇÃ”.
            Some(c) if c.is_uppercase() && rest.starts_with(char::is_lowercase) => Evidence::Mark,
            Some(c) if c.is_uppercase() => Evidence::Strong,
            // Nor a sign between a capital and the rest of its word: Ã–zgür.
            _ if rest.starts_with(char::is_lowercase) => Evidence::Quotation,
            _ => Evidence::Mark,
        };
        let quotation = text.get(length..).is_some_and(|rest| rest.starts_with("â€"));
        proof |= quotation
            || found.evidence == Evidence::Control
            || (latin && found.evidence >= needed)
            || (found.lead >= 0xF0 && found.evidence == Evidence::Strong);
        strong |= found.evidence == Evidence::Strong;
        out.push(found.meant);
        length += found.length;
        pieces += 1;
    }
    // Two pieces in a row that both decode are no chance, unless all of it is what clean text writes.
    (pieces > 0 && (proof || (pieces > 1 && strong))).then_some(Run { length, text: out })
}

/// UTF-8 Cyrillic read as windows-1251 alternates Р and С with other characters; three in a row are proof, and so
/// is the start of a quotation mark or dash.
fn cyrillic(text: &str, around: Around) -> Option<Run> {
    let mut out = String::new();
    let mut length = 0;
    let mut pieces = 0;
    while let Some(found) = text.get(length..).and_then(|rest| piece(rest, cyrillic_byte)) {
        let plausible = matches!(u32::from(found.meant), 0x401..=0x45F | 0x490..=0x491 | 0x2010..=0x2026)
            || "şğıİöüçÇÖÜŞĞ«»".contains(found.meant);
        if !plausible {
            break;
        }
        out.push(found.meant);
        length += found.length;
        pieces += 1;
    }
    let proof = pieces >= 3 || around.proven || text.starts_with("вЂ");
    (pieces > 0 && proof).then_some(Run { length, text: out })
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
