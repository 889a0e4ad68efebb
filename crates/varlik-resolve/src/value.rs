//! Values that are no names: dates, addresses of mail, numbers of telephones, codes, quantities, points.
//!
//! A value is parsed once per distinct text and is then a few bytes that are copied. Two values of one kind meet on a
//! *level*: 1 where they say the same, the last where they contradict each other, and between them the ways in which
//! one thing is written down wrongly, the stronger evidence first. Level 0 is nobody's here: it stands for a value that
//! is missing. `LEVELS` of each kind names its levels from 1 on. Levels are symmetric and depend on the two values alone.
//!
//! Parsing is lenient, since errors are what is compared: `1777-89-09` is a date with its digits, `ali.can.mail.com`
//! an address whose sign is lost. `is_possible` tells these from the whole ones, where a kind knows the difference; a
//! column is of a kind when most of its values are possible ones. What cannot be read at all is `None`, and is left to
//! be compared as text.
//!
//! `key` is one number on which equal values, and those that a common habit of writing parts, always meet; it is made
//! for candidate pairs, and says nothing by its size.

mod category;
mod date;
mod digit;
mod duration;
mod email;
mod identifier;
mod month;
mod number;
mod packed;
mod phone;
mod point;
mod postcode;
mod written_date;

pub use category::CategoryValue;
pub use date::{DateOrder, DateValue};
pub use email::EmailValue;
pub use identifier::IdentifierValue;
pub use number::{DecimalMark, NumberValue};
pub use phone::PhoneValue;
pub use point::PointValue;
pub use postcode::PostcodeValue;

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

/// The hash of a folded text.
fn hash(text: &[u8]) -> u64 {
    FxBuildHasher.hash_one(text)
}

/// Spreads a number over 64 bits, so that keys of unlike kinds may share one table.
fn spread(salt: u64, number: u64) -> u64 {
    FxBuildHasher.hash_one((salt, number))
}
