//! JSON by hand: the few forms the output files are made of, straight into a buffer.

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Appends `text` as a JSON string; everything but what JSON forbids stands as it is.
pub(super) fn push_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|&byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        let (plain, from) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((&byte, behind)) = from.split_first() else { break };
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            8 => out.extend_from_slice(b"\\b"),
            12 => out.extend_from_slice(b"\\f"),
            control => {
                out.extend_from_slice(b"\\u00");
                let digits = [control >> 4, control & 15];
                out.extend(digits.iter().filter_map(|&digit| HEX.get(usize::from(digit))));
            }
        }
        rest = behind;
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Appends a whole number.
pub(super) fn push_number(out: &mut Vec<u8>, number: usize) {
    let start = out.len();
    let mut rest = number;
    loop {
        out.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if let Some(digits) = out.get_mut(start..) {
        digits.reverse();
    }
}

/// Appends a number of 0..=1 with at most four decimals.
pub(super) fn push_score(out: &mut Vec<u8>, score: f32) {
    let ten_thousandths = (f64::from(score).clamp(0.0, 1.0) * 10_000.0).round() as usize;
    push_number(out, ten_thousandths / 10_000);
    out.push(b'.');
    let mut rest = ten_thousandths % 10_000;
    let mut unit = 1000;
    loop {
        out.push(b'0' + (rest / unit) as u8);
        rest %= unit;
        unit /= 10;
        if rest == 0 || unit == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(text: &str) -> String {
        let mut out = Vec::new();
        push_string(&mut out, text);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_string_is_written_as_serde_json_writes_it() {
        let every_ascii: String = (0_u8..128).map(char::from).collect();
        for text in [
            "",
            "Iğdır",
            "\"Türkiye’nin\" \\ sözü",
            "\n\n",
            "a\u{0}b\u{1f}\u{7f}",
            "\u{feff}🦃",
            &every_ascii,
        ] {
            assert_eq!(string(text), serde_json::to_string(text).unwrap());
        }
    }

    #[test]
    fn numbers_are_written_in_full() {
        for number in [0, 7, 10, 909, usize::MAX] {
            let mut out = Vec::new();
            push_number(&mut out, number);
            assert_eq!(String::from_utf8(out).unwrap(), number.to_string());
        }
    }

    #[test]
    fn a_score_keeps_four_decimals_and_stays_between_nought_and_one() {
        for (score, want) in [
            (0.0, "0.0"),
            (1.0, "1.0"),
            (0.5, "0.5"),
            (0.876_54, "0.8765"),
            (0.000_04, "0.0"),
            (0.000_06, "0.0001"),
            (0.999_99, "1.0"),
            (0.010_1, "0.0101"),
            (1.5, "1.0"),
            (-2.0, "0.0"),
            (f32::NAN, "0.0"),
        ] {
            let mut out = Vec::new();
            push_score(&mut out, score);
            assert_eq!(String::from_utf8(out).unwrap(), want, "{score}");
        }
    }
}
