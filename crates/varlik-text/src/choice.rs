//! Named choices: the error for a name that is none of them.
use crate::Error;

/// The error for `given`, which is no `what`: it names the nearest choice, where one is near, and all of them.
pub(crate) fn unknown<'a>(
    what: &'static str,
    given: &str,
    choices: impl Iterator<Item = &'a str> + Clone,
) -> Error {
    let near = choices.clone().map(|choice| (edits(given, choice), choice)).min_by_key(|(edits, _)| *edits);
    // More than a third of the letters wrong is another word.
    let near = near.filter(|(edits, choice)| edits * 3 <= choice.len().max(given.len()));
    Error::unknown(what, given, near.map(|(_, choice)| choice), &choices.collect::<Vec<_>>())
}

/// Letters to insert, delete or replace, whatever their case; of long names only the beginning counts.
fn edits(a: &str, b: &str) -> usize {
    let letters = |text: &str| text.chars().take(32).map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
    let (a, b) = (letters(a), letters(b));
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().zip([None].into_iter().chain(b.iter().map(Some))) {
            left = match y {
                None => i + 1,
                Some(y) => (diagonal + usize::from(x != y)).min(*cell + 1).min(left + 1),
            };
            diagonal = std::mem::replace(cell, left);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, want) in
            [("", "tr", 2), ("tr", "", 2), ("TUR", "tr", 1), ("uk@2010", "uk@2001", 2), ("ru", "ru", 0)]
        {
            assert_eq!(edits(a, b), want, "{a} {b}");
        }
    }

    #[test]
    fn the_error_names_what_is_near_and_what_there_is() {
        let schemes = ["ru@bgn", "ru@news", "uk@2010"];
        assert_eq!(
            unknown("scheme", "ru@new", schemes.into_iter()).to_string(),
            "no scheme \"ru@new\"; did you mean \"ru@news\"? There are ru@bgn, ru@news, uk@2010"
        );
        assert_eq!(
            unknown("scheme", "klingon", schemes.into_iter()).to_string(),
            "no scheme \"klingon\"; there are ru@bgn, ru@news, uk@2010"
        );
    }
}
