//! Which items are worth comparing.

use rustc_hash::FxHashMap;
use varlik_names::{Name, NameKind, Role, name_flags};

/// The most nodes of one block that are all compared with one another.
///
/// A larger block is split by a second word, so that a common word alone ("Bank") brings no pairs but a shared pair of
/// words does.
const LARGEST_BLOCK: usize = 120;

/// Letters of a sound key that make a blocking key: enough to tell words apart, short enough to lose case endings.
const KEY_LETTERS: usize = 5;

/// Returns the pairs of names worth comparing, each once, lower index first, in rising order.
///
/// `names[i]` are the names of node `i`.
pub(crate) fn candidates(names: &[Vec<&Name>]) -> Vec<(u32, u32)> {
    let mut blocks: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (node, names) in names.iter().enumerate() {
        let mut keys: Vec<String> = names.iter().flat_map(|name| keys(name)).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            blocks.entry(key).or_default().push(node as u32);
        }
    }
    let mut pairs = Vec::new();
    for members in blocks.values() {
        if members.len() <= LARGEST_BLOCK {
            all_pairs(members, &mut pairs);
        } else {
            split(members, names, &mut pairs);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The blocking keys of a name: the beginning of each telling word's sound, and its initials.
///
/// A person is blocked by the family name, and by the first word where that is no usual given name: it may be the
/// family name written first.
fn keys(name: &Name) -> Vec<String> {
    let person = name.kind() == NameKind::Person;
    let class = if person { 'p' } else { 't' };
    let mut keys: Vec<String> = name
        .words()
        .iter()
        .enumerate()
        .filter(|(place, word)| match word.role {
            Role::Particle
            | Role::LegalForm
            | Role::Generation
            | Role::Initial
            | Role::Middle
            | Role::Patronymic
            | Role::Nickname => false,
            Role::Given if person => *place == 0 && !name_flags(&word.key).is_given(),
            _ => true,
        })
        .map(|(_, word)| word)
        .map(|word| {
            let mut key = String::from(class);
            key.extend(word.sound.chars().take(KEY_LETTERS));
            key
        })
        .collect();
    if let (true, Some(family)) = (person, name.family()) {
        // A second key splits the block of a common family name by the first letter of the given one.
        let given =
            name.words().first().filter(|_| !name.is_single()).and_then(|word| word.sound.chars().next());
        if let Some(given) = given {
            keys.push(format!("g{given}{}", family.sound));
        }
    }
    if class == 't' {
        let initials: String = name
            .words()
            .iter()
            .filter(|word| !matches!(word.role, Role::Particle | Role::LegalForm | Role::Acronym))
            .filter_map(|word| word.key.chars().next())
            .collect();
        match (name.words().len(), name.key().len()) {
            (1, 2..=8) => keys.push(format!("a{}", name.key())),
            (2.., _) => keys.push(format!("a{initials}")),
            _ => {}
        }
    }
    keys
}

fn all_pairs(members: &[u32], pairs: &mut Vec<(u32, u32)>) {
    for (index, &a) in members.iter().enumerate() {
        pairs.extend(members.iter().skip(index + 1).map(|&b| (a, b)));
    }
}

/// Splits a heavy block by pairs of words, and what is still heavy by the whole name's neighbours in key order.
fn split(members: &[u32], names: &[Vec<&Name>], pairs: &mut Vec<(u32, u32)>) {
    let mut inner: FxHashMap<(String, String), Vec<u32>> = FxHashMap::default();
    for &node in members {
        let mut words: Vec<String> =
            names.get(node as usize).into_iter().flatten().flat_map(|name| keys(name)).collect();
        words.sort_unstable();
        words.dedup();
        for (index, first) in words.iter().enumerate() {
            for second in words.iter().skip(index + 1) {
                inner.entry((first.clone(), second.clone())).or_default().push(node);
            }
        }
    }
    for group in inner.values() {
        if group.len() <= LARGEST_BLOCK {
            all_pairs(group, pairs);
        } else {
            neighbours(group, names, pairs);
        }
    }
    // A bare family name asks every bearer.
    let bare = |name: &&Name| name.kind() == NameKind::Person && name.is_single();
    let single = |node: u32| names.get(node as usize).is_some_and(|names| names.iter().all(bare));
    for &bare in members.iter().filter(|&&node| single(node)) {
        pairs.extend(
            members.iter().filter(|&&node| node != bare).map(|&node| (bare.min(node), bare.max(node))),
        );
    }
    neighbours(members, names, pairs);
}

/// Pairs each node with the next few in the order of their names.
///
/// Sorted neighbourhood (Hernandez & Stolfo, SIGMOD 1995): it keeps near spellings that no second word joins.
fn neighbours(members: &[u32], names: &[Vec<&Name>], pairs: &mut Vec<(u32, u32)>) {
    const WINDOW: usize = 12;
    let mut sorted: Vec<(&str, u32)> =
        members.iter().filter_map(|&node| Some((names.get(node as usize)?.first()?.key(), node))).collect();
    sorted.sort_unstable();
    for (index, &(_, a)) in sorted.iter().enumerate() {
        for &(_, b) in sorted.iter().skip(index + 1).take(WINDOW) {
            pairs.push((a.min(b), a.max(b)));
        }
    }
}
