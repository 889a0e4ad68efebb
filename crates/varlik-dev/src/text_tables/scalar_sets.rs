//! Sets of scalar values in three stages, for `varlik_text`'s `ScalarSet`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::source::Error;

/// Writes the statics of a set called `name`.
pub(crate) fn set(
    out: &mut String,
    name: &str,
    doc: &str,
    holds: impl Fn(char) -> bool,
) -> Result<(), Error> {
    let (mut words, mut middle) = (Numbered::<u64>::default(), Numbered::<Vec<u8>>::default());
    let mut top = Vec::new();
    for high in 0..272_u32 {
        let mut block = Vec::new();
        for mid in 0..64 {
            let first = (high * 64 + mid) * 64;
            let word = (0..64).fold(0_u64, |word, low| {
                let found = char::from_u32(first + low).is_some_and(&holds);
                word | u64::from(found) << low
            });
            block.push(words.number(word, name)?);
        }
        top.push(middle.number(block, name)?);
    }
    let upper = name.to_uppercase();
    let _ = write!(
        out,
        "/// {doc}\n#[rustfmt::skip]\npub(crate) static {upper}: ScalarSet = ScalarSet {{\n    top: &{upper}_TOP,\n    middle: &{upper}_MIDDLE,\n    \
         words: &{upper}_WORDS,\n}};\n\n#[rustfmt::skip]\nstatic {upper}_TOP: [u8; 272] = ["
    );
    for (index, block) in top.iter().enumerate() {
        let _ = write!(out, "{}{block},", if index % 34 == 0 { "\n    " } else { " " });
    }
    let _ = write!(
        out,
        "\n];\n\n#[rustfmt::skip]\nstatic {upper}_MIDDLE: [[u8; 64]; {}] = [\n",
        middle.values.len()
    );
    for block in &middle.values {
        let cells: Vec<String> = block.iter().map(u8::to_string).collect();
        let _ = writeln!(out, "    [{}],", cells.join(", "));
    }
    let _ = write!(out, "];\n\n#[rustfmt::skip]\nstatic {upper}_WORDS: [u64; {}] = [\n", words.values.len());
    for word in &words.values {
        let _ = writeln!(
            out,
            "    0x{:04X}_{:04X}_{:04X}_{:04X},",
            word >> 48,
            word >> 32 & 0xFFFF,
            word >> 16 & 0xFFFF,
            word & 0xFFFF
        );
    }
    out.push_str("];\n\n");
    Ok(())
}

/// Values in the order they were first met.
#[derive(Default)]
struct Numbered<T> {
    values: Vec<T>,
    numbers: BTreeMap<T, u8>,
}

impl<T: Ord + Clone> Numbered<T> {
    fn number(&mut self, value: T, name: &str) -> Result<u8, Error> {
        if let Some(number) = self.numbers.get(&value) {
            return Ok(*number);
        }
        let number = u8::try_from(self.values.len())
            .map_err(|_| Error::new(format!("{name}: more than 256 blocks that differ")))?;
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        Ok(number)
    }
}
