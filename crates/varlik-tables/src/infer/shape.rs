//! The forms that values of a kind have: cheap tests of a single text.

use varlik_resolve::{DateOrder, DateValue, DecimalMark, EmailValue, NumberValue, PhoneValue};

/// A whole address, with its sign and a domain.
pub(super) fn is_email(text: &str) -> bool {
    text.contains('@') && EmailValue::parse(text).is_some_and(EmailValue::is_possible)
}

/// `https://example.com/a`, `www.example.com`.
pub(super) fn is_url(text: &str) -> bool {
    let lower = text.get(..text.len().min(8)).unwrap_or_default().to_ascii_lowercase();
    ["http://", "https://", "www.", "ftp://"].iter().any(|start| lower.starts_with(start))
        && !text.contains(char::is_whitespace)
}

/// `41.01, 28.97`, `POINT(28.97 41.01)`.
pub(super) fn is_point(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    let inner = lower.strip_prefix("point").map_or(lower.as_str(), str::trim_start);
    let pointed = inner.len() < lower.len();
    let inner = inner.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let parts: Vec<&str> = inner.split([',', ';', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second] = parts.as_slice() else { return false };
    let (Ok(first_number), Ok(second_number)) = (first.parse::<f64>(), second.parse::<f64>()) else {
        return false;
    };
    first_number.abs() <= 180.0
        && second_number.abs() <= 180.0
        && first_number.abs().min(second_number.abs()) <= 90.0
        && (pointed || (first.contains('.') && second.contains('.')))
}

/// A day or a month of the calendar, in figures or with a name; a year alone is none.
pub(super) fn is_date(text: &str) -> bool {
    // `1299.5` may be a month, and is a number far more often.
    let fraction = || text.contains('.') && text.parse::<f64>().is_ok();
    // Four figures are a year, unless a month stands beside them.
    text.len() <= 64
        && !fraction()
        && (text.contains(char::is_alphabetic) || text.bytes().filter(u8::is_ascii_digit).count() > 4)
        && DateValue::parse(text, DateOrder::DayFirst).is_some_and(DateValue::is_possible)
}

/// A year: four figures from 1000 to 2100, or two behind an apostrophe.
pub(super) fn is_year(text: &str) -> bool {
    if let Some(short) = text.strip_prefix(['\'', '’']) {
        return short.len() == 2 && short.bytes().all(|byte| byte.is_ascii_digit());
    }
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1000..=2100).contains(&year))
}

/// A telephone number: 7 to 15 figures, grouped or begun as one.
pub(super) fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let (mut digits, mut groups, mut inside) = (0, 0, false);
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            digits += 1;
            groups += usize::from(!inside);
            inside = true;
        } else if matches!(letter, '+' | '(' | ')' | ' ' | '-' | '/' | '.' | '\u{a0}') {
            inside = false;
        } else {
            return false;
        }
    }
    let begun = text.starts_with(['+', '(', '0']);
    (7..=15).contains(&digits) && (begun || groups >= 2) && (begun || groups != 2 || !text.contains('.'))
}

/// What can be compared as a telephone number, whatever else it may be.
pub(super) fn is_dialled(text: &str) -> bool {
    text.len() <= 64 && PhoneValue::parse(text).is_some_and(PhoneValue::is_possible)
}

/// Forms of postal codes: `A` stands for a letter, `9` for a figure.
const FORMS: [&str; 17] = [
    "A9 9AA",
    "A99 9AA",
    "AA9 9AA",
    "AA99 9AA",
    "A9A 9AA",
    "AA9A 9AA",
    "AA99AA",
    "AA999AA",
    "A999AA",
    "AA9A9AA",
    "A9A 9A9",
    "A9A9A9",
    "9999 AA",
    "99-999",
    "99999-999",
    "999-9999",
    "99999-9999",
];

/// A postal code of a form that nothing else has: of Britain, Canada, the Netherlands, Poland, Brazil, Japan, the long one
/// of the United States.
pub(super) fn is_postcode(text: &str) -> bool {
    let form: String = text
        .trim()
        .chars()
        .take(11)
        .map(|letter| match letter {
            _ if letter.is_ascii_digit() => '9',
            _ if letter.is_ascii_alphabetic() => 'A',
            other => other,
        })
        .collect();
    FORMS.contains(&form.as_str())
}

/// Signs and codes of currencies.
const CURRENCIES: [&str; 19] = [
    "$", "€", "£", "¥", "₺", "₽", "₹", "₩", "tl", "try", "usd", "eur", "gbp", "rub", "chf", "jpy", "руб",
    "cny", "inr",
];

/// Whether a text is a number, with a short unit or without, and whether that is a currency.
pub(super) fn number(text: &str) -> (bool, bool) {
    let text = text.trim();
    if text.len() > 40 {
        return (false, false);
    }
    // A length of time: `3:45`, `2h 22m`.
    let lasting = text.contains([':', 'h', 'm', 's'])
        && NumberValue::parse(text, DecimalMark::Point).is_some_and(NumberValue::has_known_unit);
    if lasting {
        return (true, false);
    }
    let is_figure = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '+' | '\'');
    let first = text.find(|letter: char| letter.is_ascii_digit());
    let last = text.rfind(|letter: char| letter.is_ascii_digit());
    let (Some(first), Some(last)) = (first, last) else { return (false, false) };
    let figures = text.get(first..=last).unwrap_or_default();
    let before =
        text.get(..first).unwrap_or_default().trim_matches(|letter: char| is_figure(letter) || letter == ' ');
    let after = text.get(last + 1..).unwrap_or_default().trim_matches([' ', '.', ',', '-']);
    let grouped = |letter: char| {
        letter.is_ascii_digit() || matches!(letter, '.' | ',' | '\'' | ' ' | '\u{a0}' | '\u{202f}')
    };
    let groups: Vec<&str> = figures.split(['.', ',', '\'', ' ', '\u{a0}', '\u{202f}']).collect();
    // Behind the first sign stand groups of three; only what follows the last may be a fraction.
    let inner = groups.get(1..groups.len().saturating_sub(1)).unwrap_or_default();
    let spaced = figures.contains([' ', '\u{a0}', '\u{202f}', '\'']);
    let well_grouped = figures.chars().all(grouped)
        && groups.iter().all(|group| !group.is_empty())
        && inner.iter().all(|group| group.len() == 3)
        && (!spaced || figures.contains(['.', ',']) || groups.last().is_some_and(|group| group.len() == 3));
    if !well_grouped {
        return (false, false);
    }
    let currency = |unit: &str| CURRENCIES.contains(&unit.to_lowercase().as_str());
    if before.is_empty() && after.is_empty() {
        return (true, false);
    }
    let price = (currency(before) && after.is_empty()) || (currency(after) && before.is_empty());
    let unit = before.is_empty()
        && after.chars().count() <= 5
        && after.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '%' | '"' | '°'));
    (price || unit, price)
}

/// A word of letters and figures, as codes are: not so many letters that it is a word with a figure.
pub(super) fn is_code(text: &str) -> bool {
    text.len() >= 3
        && text.len() <= 64
        && text.chars().all(|letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | ':' | '#')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(test: fn(&str) -> bool, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(test(text), "{text} is one");
        }
        for text in no {
            assert!(!test(text), "{text} is none");
        }
    }

    #[test]
    fn forms_of_addresses_on_the_net() {
        holds(
            is_email,
            &["ayse@example.com", "a.b+c@x.co.uk"],
            &["ayse", "@x.com", "a@b", "a b@c.com", "a@b@c.com"],
        );
        holds(is_url, &["https://a.b/c", "www.a.com", "HTTP://A"], &["a.com", "http", "http://a b", "İİİİ"]);
    }

    #[test]
    fn forms_of_days() {
        holds(
            is_date,
            &[
                "1971-06-24",
                "24.06.1971",
                "6/24/1971",
                "19151111",
                "5 Mayıs 1985",
                "May 5, 1985",
                "1985-05-05T10:00:00",
                "1985-05-05 10:00",
                "Mayıs 1985",
                "24.06.71",
                "5 May 1985 10:00",
                "1985/5/5",
            ],
            &[
                "1777-89-09-1",
                "12.50",
                "1299.5",
                "212-677-0606",
                "404/231-1368",
                "3 Elma 1985",
                "99.99.9999",
                "1985",
                "5304218",
                "10.1.2.3",
                "",
            ],
        );
        holds(is_year, &["1985", "2024"], &["985", "3000", "19a5"]);
    }

    #[test]
    fn forms_of_telephone_numbers() {
        holds(
            is_phone,
            &[
                "+90 532 123 45 67",
                "0532 1234567",
                "404/231-1368",
                "(212) 677-0606",
                "+447743745309",
                "00905321234567",
            ],
            &[
                "5321234567",
                "1234",
                "12.5",
                "1234567.89",
                "1.234.567 TL",
                "a 0532 123 45 67",
                "1234567890123456",
            ],
        );
    }

    #[test]
    fn forms_of_postal_codes() {
        holds(
            is_postcode,
            &["tq13 8df", "B5 4LU", "K1A 0B1", "1012 AB", "01310-100"],
            &["34000", "abc", "B54", "tq13 8dfx", "12-34"],
        );
    }

    #[test]
    fn forms_of_points() {
        holds(
            is_point,
            &["41.01, 28.97", "POINT(28.97 41.01)", "[41.5,-28.9]"],
            &["41, 28", "41.01", "200.5, 100.5", "a, b"],
        );
    }

    #[test]
    fn forms_of_numbers_and_prices() {
        for (text, want) in [
            ("12", (true, false)),
            ("1.234,50", (true, false)),
            ("-3.5", (true, false)),
            ("12,5 kg", (true, false)),
            ("5.5%", (true, false)),
            ("$1,299.00", (true, true)),
            ("1.299,00 TL", (true, true)),
            ("€ 12", (true, true)),
            ("1 234 567", (true, false)),
            ("12 34", (false, false)),
            ("1.2.3", (false, false)),
            ("10.1.2.300", (false, false)),
            ("abc", (false, false)),
            ("12 monkeys", (false, false)),
            ("PSLX350H", (false, false)),
            ("3:45", (true, false)),
            ("2h 22m", (true, false)),
            ("12:monkeys", (false, false)),
            ("", (false, false)),
        ] {
            assert_eq!(number(text), want, "{text}");
        }
    }
}
