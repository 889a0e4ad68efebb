//! Writes the open-addressing tables that `varlik_names::HashTable` reads.

use std::collections::BTreeMap;

use varlik_names::{HashTable, home_slot, key_hash, slot_word};

use crate::source::Error;

/// Slots a thousand keys get: three in four are taken, so a look-up reads about two.
const SLOTS_PER_THOUSAND: usize = 1333;

/// Lays keys and their values out as slots, and proves that every key is found with its own value.
pub(crate) fn slots(table: &str, values: &BTreeMap<String, u32>) -> Result<Vec<u8>, Error> {
    let count = values.len() * SLOTS_PER_THOUSAND / 1000 + 1;
    let mut slots = vec![0_u64; count];
    for (key, &value) in values {
        let hash = key_hash(key.as_bytes());
        let word = slot_word(hash, value)
            .ok_or_else(|| Error::new(format!("{table}: value {value} of {key:?} does not fit a slot")))?;
        let home = home_slot(hash, count);
        let free = (home..count).chain(0..home).find(|&at| slots.get(at) == Some(&0));
        if let Some(slot) = free.and_then(|at| slots.get_mut(at)) {
            *slot = word;
        }
    }
    let bytes: Vec<u8> = slots.iter().flat_map(|slot| slot.to_le_bytes()).collect();
    prove(table, values, &bytes)?;
    Ok(bytes)
}

fn prove(table: &str, values: &BTreeMap<String, u32>, slots: &[u8]) -> Result<(), Error> {
    let mut file = varlik_names::TABLE_MAGIC.to_vec();
    file.extend_from_slice(slots);
    // The reader borrows for ever, as it does from the binary; this process ends soon after.
    let reader = HashTable::new(file.leak());
    for (key, &value) in values {
        if reader.get(key_hash(key.as_bytes())) != Some(value) {
            return Err(Error::new(format!("{table}: the hash of {key:?} collides with another key's")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_and_no_other() {
        let values: BTreeMap<String, u32> =
            (1..2000).map(|number| (format!("name {number}"), number)).collect();
        let mut file = varlik_names::TABLE_MAGIC.to_vec();
        file.extend(slots("test", &values).unwrap());
        let table = HashTable::new(file.leak());
        assert_eq!(table.get(key_hash(b"name 1999")), Some(1999));
        let foreign = (2000..20_000)
            .filter(|number| table.get(key_hash(format!("name {number}").as_bytes())).is_some());
        assert_eq!(foreign.count(), 0);
    }

    #[test]
    fn value_that_does_not_fit_is_refused_with_its_key() {
        let values = BTreeMap::from([("türkiye".to_owned(), varlik_names::MAX_TABLE_VALUE + 1)]);
        let error = slots("world_keys", &values).unwrap_err().to_string();
        assert_eq!(error, "world_keys: value 16777216 of \"türkiye\" does not fit a slot");
    }
}
