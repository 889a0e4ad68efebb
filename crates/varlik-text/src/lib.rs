//! What a string says, whatever its bytes and script: decoding, repair, casing, folding, keys, tokens, offsets.
#![forbid(unsafe_code)]

mod casing;
mod code_points;
mod decode;
mod error;
mod key;
mod lang;
mod language;
mod mojibake;
mod normalized;
mod script;
pub mod suffix;
mod tables;
mod token;

pub use casing::{lower, upper};
pub use code_points::CodePoints;
pub use decode::{Decoded, Encoding, decode};
pub use error::Error;
pub use key::{key, key_into};
pub use lang::Lang;
pub use language::language;
pub use normalized::{Normalized, Repair, RepairKind, normalize};
pub use script::{Script, script};
pub use suffix::turkish_stems;
pub use token::{CaseShape, Token, TokenKind, tokenize};
