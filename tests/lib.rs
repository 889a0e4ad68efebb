//! What must hold across the rooms of the varlik house: see the `[[test]]` targets. Here is what they share.

use std::collections::BTreeSet;

use serde::Deserialize;

/// Whether a row holds; a known failure stays in and must go on failing until it is taken out.
#[derive(Debug, Deserialize, Clone, Copy, PartialEq, Eq, Default)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// It holds.
    #[default]
    Pass,
    /// It is known not to hold yet.
    Fail,
}

/// Collects what does not hold as expected, so that one run tells all of it: `(expect, label, outcome)`.
///
/// # Panics
/// When a row does not do what is expected of it, two rows have one label, or there is no row.
pub fn check(outcomes: impl IntoIterator<Item = (Expect, String, Result<(), String>)>) {
    let mut wrong = Vec::new();
    let mut labels = BTreeSet::new();
    let mut count = 0;
    for (expect, label, outcome) in outcomes {
        count += 1;
        match (expect, outcome) {
            (Expect::Pass, Err(problem)) => wrong.push(format!("{label}: {problem}")),
            (Expect::Fail, Ok(())) => wrong.push(format!("{label}: holds now; take out expect = \"fail\"")),
            _ => {}
        }
        if !labels.insert(label.clone()) {
            wrong.push(format!("{label}: two rows of one label"));
        }
    }
    assert!(count > 0, "no row was checked");
    assert!(wrong.is_empty(), "{} of {count} rows:\n{}", wrong.len(), wrong.join("\n"));
}
