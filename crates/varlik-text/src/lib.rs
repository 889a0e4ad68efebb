//! What a string says, whatever its bytes and script: decoding, repair, casing, folding, keys, tokens, offsets.
//!
//! Text reaches a program as bytes of some encoding, with `İ` and `ı` for letters that other languages do not
//! tell apart, with `ErdoÄŸan` and `Erdo&#287;an` for names, with suffixes hung on them by five kinds of
//! apostrophe. This crate turns bytes into text, text into a view that is safe to cut and show, the view into
//! tokens, and names into keys that meet whatever their spelling. Two products are never mixed: what is shown
//! keeps its meaning ([`normalize`]); what is compared is lossy and never shown ([`key`]).
//!
//! ```
//! use varlik_text::{TokenKind, decode, key, language, normalize, tokenize};
//!
//! let file = decode("CumhurbaÅŸkanÄ± ErdoÄŸan, Åžam&#39;da Rusya’nın elçisiyle bir araya geldi.".as_bytes())?;
//! let text = normalize(&file.text);
//! let mut tokens = Vec::new();
//! tokenize(text.as_str(), language(text.as_str()), &mut tokens);
//! let keys: Vec<String> = tokens
//!     .iter()
//!     .filter(|token| token.kind == TokenKind::Word)
//!     .map(|token| key(&text.as_str()[token.start as usize..token.end as usize]))
//!     .collect();
//! assert_eq!(keys[..4], ["cumhurbaskani", "erdogan", "sam", "rusya"]);
//! let raw = text.to_source(tokens[1].start as usize..tokens[1].end as usize);
//! assert_eq!(&file.text[raw], "ErdoÄŸan");
//! # Ok::<(), varlik_text::Error>(())
//! ```
//!
//! All spans are half-open byte ranges; [`CodePoints`] turns them into code-point indices at a border.
//!
//! # What it does not do
//!
//! It knows no names: whether `Adana` is a place or `Ada` with an ending is for a lexicon to say
//! ([`suffix::candidates`] weighs the readings by one). It does not split sentences or strip HTML tags, and restores
//! lost diacritics of Turkish only.
#![forbid(unsafe_code)]

mod abjad;
mod alphabet;
mod casing;
mod choice;
mod clean;
mod code_page;
mod code_points;
pub mod column;
mod confusable;
mod decode;
pub mod diacritics;
mod edits;
mod entity;
mod error;
mod fold;
mod forms;
mod gate;
mod hangul;
mod kana;
mod kernel;
mod key;
mod lang;
mod language;
mod lexicon;
mod mojibake;
mod normalized;
mod number;
mod pipeline;
mod possessive;
mod readings;
mod repertoire;
mod scalar_set;
mod scanner;
mod scheme;
mod script;
mod skeleton;
mod step;
pub mod suffix;
mod tables;
mod token;

pub use abjad::{fold_arabic, fold_hebrew};
pub use casing::{casefold, lower, title, upper};
pub use clean::{Clean, clean};
pub use code_page::CodePage;
pub use code_points::CodePoints;
pub use confusable::{Expected, MixedWord, StrayLetter, mixed_script, replace_confusables};
pub use decode::{Decoded, Encoding, decode, decode_declared};
pub use diacritics::{Restored, diacritic_candidates, restore_diacritics};
pub use edits::{Edit, Edits};
pub use entity::unescape;
pub use error::Error;
pub use fold::{Fold, fold};
pub use forms::{nfc, nfd, nfkc, nfkd};
pub use key::{key, key_into};
pub use lang::Lang;
pub use language::{LanguageScore, language, languages};
pub use lexicon::{Lexicon, Spelling};
pub use mojibake::{Mend, Misreading, RepairEvidence, RepairOptions, RepairPlan, repair, repair_plan};
pub use normalized::{Normalized, Repair, RepairKind, normalize};
pub use number::numbers;
pub use pipeline::Pipeline;
pub use possessive::possessive;
pub use readings::{Reading, ReadingOptions, readings, readings_with};
pub use scheme::{Scheme, transliterate};
pub use script::{Script, script};
pub use skeleton::skeleton;
pub use step::Step;
pub use suffix::turkish_stems;
pub use token::{CaseShape, Token, TokenKind, tokenize};
