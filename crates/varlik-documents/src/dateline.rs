//! Where and by whom a report was filed, before its first sentence.

use std::ops::Range;

use varlik_names::world::{self, WorldKind};
use varlik_text::key;

/// Bytes in which a dateline ends.
const LONGEST: usize = 90;
/// Words of a sentence behind a dateline without an agency, which a headline with a dash has not.
const FEWEST_WORDS: usize = 8;

/// Returns where the dateline at the beginning of a line ends, its dash included: `ANKARA (AA) -`, `WASHINGTON, March 3
/// (Reuters) —`, `KYIV, Ukraine —`.
///
/// A dash alone makes none: the place must be known, or the agency, and without an agency the place stands in capitals.
pub(crate) fn dateline(text: &str, line: &Range<usize>) -> Option<usize> {
    let all = text.get(line.clone())?;
    let mut end = all.len().min(LONGEST);
    while !all.is_char_boundary(end) {
        end -= 1;
    }
    let head = all.get(..end)?;
    if !head.trim_start().starts_with(char::is_uppercase) {
        return None;
    }
    let (behind, is_filed) = match (head.find('('), head.find(')')) {
        (Some(open), Some(close)) if open < close => {
            let (before, agency) = (head.get(..open)?.trim(), head.get(open + 1..close)?.trim());
            let rest = head.get(close + 1..)?.trim_start();
            let dash = rest.len() - after_dash(rest)?.len();
            let known = is_place(place_of(before)) && is_code(agency) && !is_place(agency);
            let filed = is_words(before) && (known || is_agency(agency));
            (head.len() - rest.len() + dash, filed)
        }
        _ => {
            let (at, dash) = [" — ", " – ", " - ", "— "]
                .iter()
                .filter_map(|dash| Some((head.find(dash)?, dash.len())))
                .min()?;
            let before = head.get(..at)?.trim();
            let place = place_of(before);
            let is_sentence = all.trim_end().ends_with(['.', '!', '?', '”', '"', '…'])
                && all.split_ascii_whitespace().take(FEWEST_WORDS + 4).count() >= FEWEST_WORDS;
            let is_loud = place.chars().filter(|letter| letter.is_alphabetic()).count() >= 3
                && !place.chars().any(char::is_lowercase);
            (at + dash, is_words(before) && is_sentence && is_loud && is_place(place))
        }
    };
    let rest = all.get(behind..)?;
    let end = behind + (rest.len() - rest.trim_start().len());
    (is_filed && end < all.len()).then_some(line.start + end)
}

/// What stands behind a dash at the beginning of a text.
fn after_dash(text: &str) -> Option<&str> {
    ["--", "—", "–", "-"].iter().find_map(|dash| text.strip_prefix(dash))
}

/// The place of `WASHINGTON, March 3` and `İSTANBUL/ANKARA`.
fn place_of(before: &str) -> &str {
    before.split([',', '/']).next().unwrap_or(before).trim()
}

/// Whether it may be a place and a date: a few words and nothing but.
fn is_words(text: &str) -> bool {
    let fits = |letter: char| {
        letter.is_alphanumeric()
            || letter.is_whitespace()
            || matches!(letter, ',' | '.' | '/' | '-' | '’' | '\'')
    };
    !text.is_empty() && text.split_whitespace().count() <= 7 && text.chars().all(fits)
}

/// Whether it is written like the short name of an agency: `AA`, `dpa`, `TASS`.
fn is_code(text: &str) -> bool {
    (2..=5).contains(&text.chars().count())
        && !text.chars().any(char::is_lowercase)
        && text.chars().all(char::is_alphabetic)
}

fn is_place(text: &str) -> bool {
    kinds(text).any(WorldKind::is_place)
}

fn is_agency(text: &str) -> bool {
    text.len() <= 30 && kinds(text).any(|kind| kind == WorldKind::Outlet)
}

fn kinds(text: &str) -> impl Iterator<Item = WorldKind> + use<> {
    world::senses(&key(text)).map(|sense| world::entry(sense.entry).kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<&str> {
        dateline(line, &(0..line.len())).map(|end| line[..end].trim_end())
    }

    #[test]
    fn places_agencies_and_dates_before_a_dash_are_a_dateline() {
        for (line, want) in [
            ("ANKARA (AA) - Bakan dün konuştu.", "ANKARA (AA) -"),
            ("İSTANBUL/ANKARA (AA) – Bakan dün konuştu.", "İSTANBUL/ANKARA (AA) –"),
            ("WASHINGTON, March 3 (Reuters) — The minister spoke.", "WASHINGTON, March 3 (Reuters) —"),
            ("KYIV, Ukraine (AP) — The minister spoke.", "KYIV, Ukraine (AP) —"),
            ("ANKARA, 3 Mart (AA) -- Bakan konuştu.", "ANKARA, 3 Mart (AA) --"),
            ("PARIS — The harbour board has painted its four cranes blue again.", "PARIS —"),
        ] {
            assert_eq!(of(line), Some(want), "{line}");
        }
    }

    #[test]
    fn a_dash_or_a_bracket_alone_is_none() {
        for line in [
            "Ankara - İstanbul hattında seferler dün sabah saatlerinde yeniden başladı.",
            "PARIS — Blue cranes",
            "APPLE (AAPL) - The shares fell on Monday.",
            "Paris (pictured) - the city painted its cranes.",
            "Paris (France) - the city painted its cranes.",
            "ANKARA (AA) muhabiri dün - konuştu.",
            "ANKARA (AA) -",
            "The harbour — painted blue — shines as far as the lighthouse of Varberg.",
            "",
            "(AA) - Bakan dün konuştu.",
            "MINISTER SAYS NO — The harbour board of Varberg painted its cranes again.",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}
