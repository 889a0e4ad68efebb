//! Text into HTML: escaping and numbers.

/// Returns whether a byte needs a closer look: 0xC2 leads the C1 controls, the others never stand as they are.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..=8 | 0x0B..=0x1F | 0x7F | 0xC2)
}

/// Appends `text` so that it reads as itself in an element and in a quoted attribute.
///
/// Control characters become visible signs, and every line ending a line feed. Clean runs are copied whole.
pub(crate) fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        let (clean, tail) = rest.split_at(at);
        out.push_str(clean);
        let mut characters = tail.chars();
        if let Some(character) = characters.next() {
            push_special(out, character, characters.as_str());
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

fn push_special(out: &mut String, character: char, after: &str) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        '\r' if after.starts_with('\n') => {}
        '\r' => out.push('\n'),
        '\u{7F}' => out.push('\u{2421}'),
        // The block U+2400 has a picture for each of the first 32 controls.
        '\0'..'\u{20}' => out.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{FFFD}')),
        '\u{80}'..='\u{9F}' => out.push('\u{FFFD}'),
        _ => out.push(character),
    }
}

/// Appends at most `limit` characters of `text`, escaped, with an ellipsis where something was cut.
pub(crate) fn push_short(out: &mut String, text: &str, limit: usize) {
    match text.char_indices().nth(limit).and_then(|(cut, _)| text.get(..cut)) {
        Some(head) => {
            push_text(out, head.trim_end());
            out.push('…');
        }
        None => push_text(out, text),
    }
}

/// Appends a number with a comma between thousands.
pub(crate) fn push_number(out: &mut String, number: usize) {
    let digits = number.to_string();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
}

/// Appends a number and its noun.
pub(crate) fn push_count(out: &mut String, number: usize, one: &str, many: &str) {
    push_number(out, number);
    out.push(' ');
    out.push_str(if number == 1 { one } else { many });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text);
        out
    }

    #[test]
    fn markup_and_quotes_are_escaped() {
        assert_eq!(
            escaped("</script><script>alert(1)</script>"),
            "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
        );
        assert_eq!(escaped("\" onmouseover='x' &amp;"), "&quot; onmouseover=&#39;x&#39; &amp;amp;");
    }

    #[test]
    fn names_pass_unchanged() {
        for text in ["", "Recep Tayyip Erdoğan", "Ä°ÄŸneada", "§ ± Â·", "ЗЕЛЕНСЬКИЙ 北京", "tab\tand\nline"]
        {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn controls_become_visible_and_line_endings_one() {
        assert_eq!(escaped("a\0b\u{1B}c\u{7F}d\u{9D}e"), "a␀b␛c␡d\u{FFFD}e");
        assert_eq!(escaped("a\r\nb\rc\n"), "a\nb\nc\n");
    }

    #[test]
    fn a_cut_lands_between_characters() {
        let mut out = String::new();
        push_short(&mut out, "Şanlıurfa <", 4);
        assert_eq!(out, "Şanl…");
        out.clear();
        push_short(&mut out, "Iğdır", 5);
        assert_eq!(out, "Iğdır");
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, want) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (20_000, "20,000"), (1_234_567, "1,234,567")]
        {
            let mut out = String::new();
            push_number(&mut out, number);
            assert_eq!(out, want);
        }
    }
}
