//! `varlik link`: the rows of two tables that are one.

use std::io::Write;

use varlik_documents::Control;
use varlik_resolve::{Scope, Unique};

use super::arguments::{LinkArguments, Side};
use super::records::{Asked, resolve};
use crate::Error;

/// Runs the command; `out` is standard output, `err` hears of what was read otherwise than it stands.
pub(super) fn run(
    arguments: &LinkArguments,
    control: &dyn Control,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Error> {
    let unique = match arguments.unique {
        None => Unique::Judged,
        Some(Side::Neither) => Unique::Sources(0),
        Some(Side::Left) => Unique::Sources(0b01),
        Some(Side::Right) => Unique::Sources(0b10),
        Some(Side::Both) => Unique::Sources(0b11),
    };
    let asked = Asked { scope: Scope::AcrossSources, unique };
    let files = [arguments.left.clone(), arguments.right.clone()];
    resolve(&files, &arguments.tables, asked, control, out, err)
}
