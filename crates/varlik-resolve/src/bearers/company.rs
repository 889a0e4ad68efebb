//! In whose company things are named: what else the texts name.

use rustc_hash::FxHashMap;

/// Bits that something two texts share adds for each halving of the texts that name it.
const SHARED: f32 = 0.5;

/// Bits that company adds at most.
pub(super) const MOST_BITS: f32 = 4.0;

/// Of what a text names no more is looked at.
pub(super) const MOST_LOOKED_AT: usize = 64;

/// What each text names, and how many texts name it.
#[derive(Debug, Default)]
pub(super) struct Company {
    named: FxHashMap<u32, Vec<u32>>,
    texts: FxHashMap<u32, u32>,
}

impl Company {
    /// Gathers pairs of a text and what it names.
    pub(super) fn of(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut company = Self::default();
        for (text, thing) in pairs {
            company.named.entry(text).or_default().push(thing);
        }
        for named in company.named.values_mut() {
            named.sort_unstable();
            named.dedup();
            for &thing in named.iter() {
                *company.texts.entry(thing).or_default() += 1;
            }
        }
        company
    }

    /// What a text names, each once, rising.
    pub(super) fn named(&self, text: u32) -> &[u32] {
        self.named.get(&text).map_or(&[], Vec::as_slice)
    }

    /// The things each text names.
    pub(super) fn each(&self) -> impl Iterator<Item = &[u32]> {
        self.named.values().map(Vec::as_slice)
    }

    /// Bits that a thing says which two texts share.
    pub(super) fn bits(&self, thing: u32) -> f32 {
        let texts = self.texts.get(&thing).copied().unwrap_or(1);
        SHARED * ((self.named.len() + 1) as f32 / texts as f32).log2().max(0.0)
    }

    /// What the things of a text that `is_met` say for its telling of the same, in bits.
    pub(super) fn says(&self, text: u32, is_met: impl Fn(u32) -> bool) -> f32 {
        let shared = self.named(text).iter().take(MOST_LOOKED_AT).filter(|thing| is_met(**thing));
        shared.map(|&thing| self.bits(thing)).sum::<f32>().min(MOST_BITS)
    }
}
