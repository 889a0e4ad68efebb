//! What each normalisation form of Unicode may touch.

use unicode_normalization::char::{canonical_combining_class, decompose_canonical, decompose_compatible};
use unicode_normalization::{IsNormalized, is_nfc_quick, is_nfd_quick, is_nfkc_quick, is_nfkd_quick};

use super::scalar_sets::set;
use crate::source::Error;

pub(crate) fn table() -> Result<String, Error> {
    let mut out = String::from("use crate::scalar_set::ScalarSet;\n\n");
    let touched =
        |found: IsNormalized, c: char| found != IsNormalized::Yes || canonical_combining_class(c) != 0;
    let one = std::iter::once::<char>;
    let doc = |form: &str| format!("Characters that {form} may change, join or move.");
    set(&mut out, "nfc_touched", &doc("NFC"), |c| touched(is_nfc_quick(one(c)), c))?;
    set(&mut out, "nfd_touched", &doc("NFD"), |c| touched(is_nfd_quick(one(c)), c))?;
    set(&mut out, "nfkc_touched", &doc("NFKC"), |c| touched(is_nfkc_quick(one(c)), c))?;
    set(&mut out, "nfkd_touched", &doc("NFKD"), |c| touched(is_nfkd_quick(one(c)), c))?;
    let doc = |form: &str| format!("Characters that {form} may join to the one before, or move before it.");
    set(&mut out, "nfc_joined", &doc("NFC"), |c| composes(canonical(c)))?;
    set(&mut out, "nfd_joined", &doc("NFD"), |c| canonical_combining_class(canonical(c)) != 0)?;
    set(&mut out, "nfkc_joined", &doc("NFKC"), |c| composes(compatible(c)))?;
    set(&mut out, "nfkd_joined", &doc("NFKD"), |c| canonical_combining_class(compatible(c)) != 0)?;
    out.truncate(out.trim_end().len());
    out.push('\n');
    Ok(out)
}

/// The first character of the canonical decomposition.
fn canonical(c: char) -> char {
    let mut first = None;
    decompose_canonical(c, |part| first = first.or(Some(part)));
    first.unwrap_or(c)
}

/// The first character of the compatibility decomposition.
fn compatible(c: char) -> char {
    let mut first = None;
    decompose_compatible(c, |part| first = first.or(Some(part)));
    first.unwrap_or(c)
}

/// Whether a character that begins a decomposition can compose with what is before it, or move.
fn composes(c: char) -> bool {
    canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe
}
