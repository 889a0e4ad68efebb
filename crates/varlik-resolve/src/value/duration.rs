//! Lengths of time.

/// Reads hours, minutes and seconds in seconds: `3:45`, `1:02:03`, `2h 22m`, `3m 45sec`, `2 sa 22 dk`.
///
/// One number with one word (`142 min`) is a number with a unit, and left to it.
pub(super) fn seconds(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    if text.contains(':') { by_colons(text) } else { by_words(text) }
}

/// What is longer is prose.
const LONGEST: usize = 32;

fn by_colons(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = 0;
    let mut seconds = 0.0;
    for part in whole.split(':') {
        let number = plain(part)?;
        // Only what comes first may be more than 59, and have other than two digits.
        if parts > 0 && (number > 59.0 || part.len() != 2) {
            return None;
        }
        seconds = seconds * 60.0 + number;
        parts += 1;
    }
    let fraction = plain(fraction)? / 10_f64.powi(fraction.len() as i32);
    (2..=3).contains(&parts).then_some(seconds + fraction)
}

fn by_words(text: &str) -> Option<f64> {
    let (mut seconds, mut last, mut parts) = (0.0, f64::INFINITY, 0);
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, behind) = rest.split_at_checked(end)?;
        let behind = behind.trim_start();
        let end = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
        let (word, behind) = behind.split_at_checked(end)?;
        let unit = match word.to_ascii_lowercase().as_str() {
            "h" | "hr" | "hrs" | "hour" | "hours" | "sa" | "saat" | "std" => 3600.0,
            "m" | "min" | "mins" | "minute" | "minutes" | "dk" | "dakika" => 60.0,
            "s" | "sec" | "secs" | "second" | "seconds" | "sn" | "saniye" => 1.0,
            _ => return None,
        };
        if unit >= last {
            return None;
        }
        (seconds, last, parts) = (seconds + plain(number)? * unit, unit, parts + 1);
        rest = behind.trim_start_matches([' ', ',', '.']);
    }
    (parts >= 2).then_some(seconds)
}

/// A number of up to six digits.
fn plain(text: &str) -> Option<f64> {
    ((1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        for (text, want) in [
            ("3:45", 225.0),
            ("03:45", 225.0),
            ("0:03:45", 225.0),
            ("75:30", 4530.0),
            ("3:45.5", 225.5),
            ("3m 45sec", 225.0),
            ("2h22m", 8520.0),
            ("2 hr. 22 min.", 8520.0),
            ("2 sa 22 dk", 8520.0),
        ] {
            assert_eq!(seconds(text), Some(want), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_of_time() {
        for text in [
            "", ":", "3", "3:5", "3:75", "1:2:3:4", "45s 3m", "3m 4m", "142 min", "3:45 pm", "16:9", "a:bc",
            "3m 45",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
