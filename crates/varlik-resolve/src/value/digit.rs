//! Decimal digits of the scripts that write dates, telephone numbers and prices.

/// Returns what a digit says, 0 to 9: ASCII, Arabic, Persian, Devanagari and full-width ones.
pub(super) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        '\u{966}'..='\u{96F}' => '\u{966}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    Some((u32::from(c) - u32::from(zero)) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_five_scripts_and_no_letters() {
        assert_eq!("07٧۷७７".chars().map(digit).collect::<Option<Vec<_>>>(), Some(vec![0, 7, 7, 7, 7, 7]));
        for c in ['/', ':', 'O', 'l', '²', '½', '七'] {
            assert_eq!(digit(c), None, "{c}");
        }
    }
}
