//! Words and numbers as they stand in a chart.

use std::borrow::Cow;

use crate::report::escape;

/// Characters of a value that a tooltip or a Vega-Lite dictionary still holds.
pub(super) const MAX_FULL: usize = 300;

/// Estimates the width of a text in pixels at a font size, on the generous side: nothing here can measure a font.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|character| advance(character) * size).sum()
}

/// Returns the estimated advance of a character, in ems.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'ı' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!'
        | '-' => 0.38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.98,
        // Combining marks and the joiners stand on what is before them.
        '\u{300}'..='\u{36F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' => 0.0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' => 1.02,
        '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{1F000}'..='\u{3FFFF}' => 1.2,
        _ if character.is_uppercase() => 0.72,
        _ => 0.62,
    }
}

/// Returns the text, or as much of its head as fits into `room` pixels with an ellipsis behind it.
///
/// Cost: in proportion to what is returned, however long the text is.
pub(super) fn fit(text: &str, room: f64, size: f64) -> Cow<'_, str> {
    let ellipsis = advance('…') * size;
    let (mut used, mut end_with_ellipsis) = (0.0, 0);
    for (characters, (start, character)) in text.char_indices().enumerate() {
        if used + ellipsis <= room {
            end_with_ellipsis = start;
        }
        used += advance(character) * size;
        // A pile of combining marks has no width and must end somewhere too.
        if used > room || characters > MAX_FULL {
            let head = text.get(..end_with_ellipsis).unwrap_or_default();
            return Cow::Owned(format!("{}…", head.trim_end()));
        }
    }
    Cow::Borrowed(text)
}

/// Returns the first [`MAX_FULL`] characters of a text, with an ellipsis where something was cut.
pub(super) fn head(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_FULL).and_then(|(cut, _)| text.get(..cut)) {
        Some(head) => Cow::Owned(format!("{head}…")),
        None => Cow::Borrowed(text),
    }
}

/// Writes a weight in bits with its sign: `+3.20`, `−1.50`, `0.00`; `?` where there is no number.
pub(crate) fn bits(weight: f64, decimals: usize) -> String {
    if weight.is_nan() {
        return "?".to_owned();
    }
    let magnitude =
        if weight.is_infinite() { "∞".to_owned() } else { format!("{:.decimals$}", weight.abs().min(1e9)) };
    if !magnitude.contains(|digit: char| digit != '0' && digit != '.') {
        return magnitude;
    }
    let sign = if weight < 0.0 { '−' } else { '+' };
    format!("{sign}{magnitude}")
}

/// Writes a share as a percentage that is 0 or 100 only where the share is 0 or 1.
pub(super) fn percent(share: f64) -> String {
    match share {
        share if share.is_nan() => "?".to_owned(),
        share if share <= 0.0 => "0%".to_owned(),
        share if share >= 1.0 => "100%".to_owned(),
        share if share < 0.0005 => "<0.1%".to_owned(),
        share if share >= 0.9995 => ">99.9%".to_owned(),
        share if (0.0995..0.9).contains(&share) => format!("{:.0}%", share * 100.0),
        share => format!("{:.1}%", share * 100.0),
    }
}

/// Writes a probability with three digits that is 0 or 1 only where the probability is.
pub(crate) fn probability(probability: f64) -> String {
    match probability {
        p if p.is_nan() => "?".to_owned(),
        p if p <= 0.0 => "0".to_owned(),
        p if p >= 1.0 => "1".to_owned(),
        p if p < 0.0005 => "<0.001".to_owned(),
        p if p >= 0.9995 => ">0.999".to_owned(),
        p => format!("{p:.3}"),
    }
}

/// Writes a count in full: `1,234,567`.
pub(super) fn count(number: u64) -> String {
    let mut out = String::new();
    escape::push_number(&mut out, usize::try_from(number).unwrap_or(usize::MAX));
    out
}

/// Writes a count for an axis: `20`, `1.5k`, `3M`.
pub(super) fn compact(number: f64) -> String {
    let (scaled, unit) = match number {
        number if number >= 1e12 => (number / 1e12, "T"),
        number if number >= 1e9 => (number / 1e9, "G"),
        number if number >= 1e6 => (number / 1e6, "M"),
        number if number >= 1e3 => (number / 1e3, "k"),
        number => (number, ""),
    };
    let written = format!("{scaled:.1}");
    format!("{}{unit}", written.strip_suffix(".0").unwrap_or(&written))
}

/// Appends a text to markup that must be read as XML as well as HTML: escaped, on one line.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    // The two noncharacters are the only ones beyond the controls that XML does not admit.
    if text.contains(['\n', '\t', '\r', '\u{FFFE}', '\u{FFFF}']) {
        let mended = text.replace(['\n', '\t', '\r'], " ").replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
        escape::push_text(out, &mended);
    } else {
        escape::push_text(out, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_is_left_alone() {
        for text in ["", "Şükrü", "İstanbul", "北京"] {
            assert_eq!(fit(text, 100.0, 12.0), text);
        }
    }

    #[test]
    fn a_text_that_is_too_wide_ends_in_an_ellipsis_within_the_room() {
        for text in
            ["Kahramanmaraş Sütçü İmam Üniversitesi", "中华人民共和国外交部发言人", &"x".repeat(1 << 20)]
        {
            let cut = fit(text, 90.0, 12.0);
            assert!(cut.ends_with('…') && width(&cut, 12.0) <= 90.0, "{cut}");
            assert!(text.starts_with(cut.trim_end_matches('…')));
        }
        assert_eq!(fit("Ankara", 1.0, 12.0), "…");
        assert!(fit(&"\u{301}".repeat(1 << 20), 90.0, 12.0).len() < 4 * MAX_FULL);
    }

    #[test]
    fn bits_carry_their_sign_and_zero_none() {
        let written = [3.204, -1.5, 0.0, -0.001, f64::NAN, f64::INFINITY, f64::NEG_INFINITY]
            .map(|weight| bits(weight, 2));
        assert_eq!(written, ["+3.20", "−1.50", "0.00", "0.00", "?", "+∞", "−∞"]);
        assert!(bits(f64::MAX, 2).len() < 20);
    }

    #[test]
    fn shares_are_whole_only_when_they_are() {
        let written = [0.0, 0.000_01, 0.034, 0.5, 0.985, 0.999_9, 1.0, f64::NAN].map(percent);
        assert_eq!(written, ["0%", "<0.1%", "3.4%", "50%", "98.5%", ">99.9%", "100%", "?"]);
        let written = [0.0, 0.000_01, 0.5, 0.999_9, 1.0, f64::NAN].map(probability);
        assert_eq!(written, ["0", "<0.001", "0.500", ">0.999", "1", "?"]);
    }

    #[test]
    fn counts_are_short_on_an_axis_and_whole_in_text() {
        assert_eq!([0.0, 20.0, 1500.0, 3e6, 2e12].map(compact), ["0", "20", "1.5k", "3M", "2T"]);
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn what_xml_does_not_admit_is_replaced() {
        let mut out = String::new();
        push_escaped(&mut out, "a\0b\nc\u{FFFF}<d>");
        assert_eq!(out, "a␀b c\u{FFFD}&lt;d&gt;");
    }
}
