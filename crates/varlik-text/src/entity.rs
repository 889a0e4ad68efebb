//! Character references of HTML.
use crate::normalized::windows_1252;
use crate::tables::entities::ENTITIES;

/// Reads a character reference at the start of `text`: its length and the character.
pub(crate) fn entity(text: &str) -> Option<(usize, char)> {
    const LONGEST: usize = 12;
    let body = text.get(1..)?;
    let close = body.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = body.get(..close)?;
    let length = close + 2;
    if let Some(number) = name.strip_prefix('#') {
        let point = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        // The controls of the upper range mean windows-1252, as browsers read them.
        let meant = match point {
            0x80..=0x9F => windows_1252(point as u8)?,
            _ => char::from_u32(point).filter(|c| *c != '\0')?,
        };
        return Some((length, meant));
    }
    let meant = named(name)?;
    if meant == '&'
        && let Some((inner, twice)) = text.get(length..).and_then(entity_body)
    {
        return Some((length + inner, twice));
    }
    Some((length, meant))
}

/// Reads the rest of a reference whose ampersand was itself a reference (`&amp;uuml;`).
fn entity_body(rest: &str) -> Option<(usize, char)> {
    let close = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = rest.get(..close)?;
    if name == "amp" {
        return None;
    }
    let meant = match name.strip_prefix('#') {
        Some(number) => char::from_u32(number.parse().ok()?).filter(|c| !c.is_control())?,
        None => named(name)?,
    };
    Some((close + 1, meant))
}

fn named(name: &str) -> Option<char> {
    let find = |name: &str| {
        ENTITIES.binary_search_by_key(&name, |(known, _)| known).ok().and_then(|index| ENTITIES.get(index))
    };
    if let Some((_, meant)) = find(name) {
        return Some(*meant);
    }
    // An upper-cased headline carries its references along: T&UUML;RKİYE.
    let (first, rest) = name.split_at_checked(1)?;
    if !name.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    find(&format!("{first}{}", rest.to_ascii_lowercase())).map(|(_, meant)| *meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_with_their_length() {
        for (text, want) in [
            ("&#351;ehir", Some((6, 'ş'))),
            ("&#x130;zmir", Some((7, 'İ'))),
            ("&ouml;", Some((6, 'ö'))),
            ("&OUML;", Some((6, 'Ö'))),
            ("&amp;#39;", Some((9, '\''))),
            ("&amp;amp;", Some((5, '&'))),
            ("&#146;", Some((6, '’'))),
        ] {
            assert_eq!(entity(text), want, "{text}");
        }
    }

    #[test]
    fn what_is_no_reference_is_left() {
        for text in ["&", "& ", "&ouml", "&nosuch;", "&#;", "&#xD800;", "&#1114112;", "&ş;", "&D co;"] {
            assert_eq!(entity(text), None, "{text}");
        }
    }
}
