//! Bearers that are one without comparing: one identifier, or one kind and fullest name.

use std::cmp::Reverse;

use rayon::prelude::*;
use varlik_names::{Name, NameKind, WordFlag, name_flags, words};
use varlik_text::Lang;

use super::Kept;

/// The most names of a node that are compared: those met most often.
const MOST_NAMES: usize = 16;

/// Bearers that are one without comparing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Node {
    /// Its names, as numbers, the most frequent first.
    pub(super) names: Vec<u32>,
    /// The number of its identifier, 0 for none.
    pub(super) identifier: u32,
    /// Whether it is a person of whom no text says more than one word.
    pub(super) is_lone: bool,
    /// How often it is named.
    pub(super) count: u32,
    /// The text that names it, where it is called by a common word, which another text may use of something else.
    pub(super) only_text: Option<u32>,
}

/// All nodes, in an order that is told by what they are.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Nodes {
    pub(super) names: Vec<Name>,
    /// Identifiers by their numbers.
    pub(super) identifiers: Vec<Box<str>>,
    pub(super) all: Vec<Node>,
    /// The node of each bearer.
    pub(super) node_of: Vec<u32>,
}

impl Nodes {
    pub(super) fn new(
        items: &[Kept],
        names: &[u32],
        prepared: Vec<Name>,
        identifiers: Vec<Box<str>>,
    ) -> Self {
        let start = |at: usize| {
            at.checked_sub(1).and_then(|before| items.get(before)).map_or(0, |item| item.names_end)
        };
        let names_of = |at: usize| -> &[u32] {
            let end = items.get(at).map_or(0, |item| item.names_end);
            names.get(start(at) as usize..end as usize).unwrap_or_default()
        };
        let name = |number: u32| prepared.get(number as usize);
        // Ordered by what the bearers are, not by where they stand, so that their order cannot matter.
        let unnamed = ("", None, "", None);
        let title = |at: usize| -> (&str, Option<NameKind>, &str, Option<u32>) {
            let Some(item) = items.get(at) else { return unnamed };
            if item.identifier > 0 {
                return (identifiers.get(item.identifier as usize).map_or("", |id| id), None, "", None);
            }
            let first = names_of(at).first().and_then(|&first| name(first));
            first.filter(|name| !name.key().is_empty()).map_or(unnamed, |name| {
                ("", Some(name.kind()), name.key(), is_common(name).then_some(item.text))
            })
        };
        let mut order: Vec<(_, u32)> = (0..items.len()).map(|at| (title(at), at as u32)).collect();
        order.par_sort_unstable();
        let mut node_of = vec![0; items.len()];
        let mut all: Vec<Node> = Vec::new();
        for same in order.chunk_by(|x, y| x.0 == y.0 && x.0 != unnamed) {
            let mut node = Node { only_text: same.first().and_then(|first| first.0.3), ..Node::default() };
            let mut met: Vec<(NameKind, &str, &str, u32)> = Vec::new();
            for &(_, at) in same {
                if let Some(slot) = node_of.get_mut(at as usize) {
                    *slot = all.len() as u32;
                }
                let Some(item) = items.get(at as usize) else { continue };
                node.identifier = item.identifier;
                node.count = node.count.saturating_add(item.count);
                for &number in names_of(at as usize) {
                    if let Some(name) = name(number).filter(|name| !name.key().is_empty()) {
                        met.push((name.kind(), name.key(), name.language().code(), number));
                    }
                }
            }
            met.sort_unstable();
            // Of one key the language in which it is met most often.
            let mut found: Vec<(usize, u32)> = met
                .chunk_by(|x, y| (x.0, x.1) == (y.0, y.1))
                .filter_map(|own| {
                    let most = own.chunk_by(|x, y| x.2 == y.2).rev().max_by_key(|same| same.len())?;
                    Some((own.len(), most.first()?.3))
                })
                .collect();
            // Of names met as often the first by its key.
            found.sort_by_key(|&(count, _)| Reverse(count));
            node.names = found.into_iter().take(MOST_NAMES).map(|(_, number)| number).collect();
            let is_bare = |number: &u32| {
                name(*number).is_some_and(|name| name.kind() == NameKind::Person && name.is_single())
            };
            node.is_lone = node.identifier == 0 && !node.names.is_empty() && node.names.iter().all(is_bare);
            all.push(node);
        }
        Self { names: prepared, identifiers, all, node_of }
    }

    /// The names of a node.
    pub(super) fn names(&self, node: u32) -> impl Iterator<Item = &Name> + Clone {
        let own = self.all.get(node as usize).map_or(&[][..], |node| &node.names);
        own.iter().filter_map(|&number| self.names.get(number as usize))
    }

    pub(super) fn is_lone(&self, node: u32) -> bool {
        self.all.get(node as usize).is_some_and(|node| node.is_lone)
    }

    pub(super) fn only_text(&self, node: u32) -> Option<u32> {
        self.all.get(node as usize)?.only_text
    }

    pub(super) fn identifier(&self, node: u32) -> u32 {
        self.all.get(node as usize).map_or(0, |node| node.identifier)
    }
}

/// Whether a name is one common word of the language of its text, that is no name of a person: "Police", "Officials".
fn is_common(name: &Name) -> bool {
    let common = match name.language() {
        Lang::En => WordFlag::EnglishWord,
        Lang::Tr => WordFlag::TurkishWord,
        _ => return false,
    };
    match name.words() {
        [only] => {
            let flags = name_flags(&only.key);
            words(&only.key).has(common) && !flags.is_given() && !flags.is_family()
        }
        _ => false,
    }
}
