//! What agreement says: latent classes of pairs, learnt by expectation and maximisation on counted patterns.
//!
//! Fellegi and Sunter's model ("A Theory for Record Linkage", 1969) with conditional independence inside each class.
//! There are more than two classes, because pairs that do not match are of several sorts (Winkler, "Improved Decision
//! Rules in the Fellegi-Sunter Model of Record Linkage", 1993): pairs that nothing joins, pairs that a blocking key
//! brought together, and pairs that have something to do with each other (one household, one brand, one volume).
#![allow(clippy::indexing_slicing, reason = "hot kernel: a level has four bits, a row sixteen places")]

use rayon::prelude::*;

use crate::level::{Levels, MISSING, MOST_LEVELS};
use crate::pattern::Pattern;

/// The shares of the levels of one comparison in one class.
pub(crate) type Shares = [f64; MOST_LEVELS];

/// One class of pairs.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    /// The shares of levels, one row a comparison.
    pub(crate) shares: Vec<Shares>,
    /// What the shares were before data, and how many pairs that is worth, and at least which part of all: for each
    /// comparison.
    expected: Vec<Shares>,
    strength: Vec<f64>,
    part: Vec<f64>,
}

/// One way by which pairs become candidates.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pass {
    /// The comparisons whose keys brought the pairs together, so that they agree more or less.
    pub(crate) forced: Vec<usize>,
    /// The patterns of its pairs, each with its number of pairs.
    pub(crate) patterns: Vec<(Pattern, f64)>,
}

impl Pass {
    pub(crate) fn pairs(&self) -> f64 {
        self.patterns.iter().map(|pattern| pattern.1).sum()
    }
}

/// A pair of which somebody said whether it is a match.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Labelled {
    pub(crate) pass: usize,
    pub(crate) pattern: Pattern,
    pub(crate) same: bool,
}

/// How many pairs that nobody judged one that was judged is worth.
const LABEL_PAIRS: f64 = 1.0;

/// The fitted classes: the first is that of matches, the second of related pairs, the third of random ones, then one a pass.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    pub(crate) classes: Vec<Class>,
    /// Share of each class among the pairs of each pass.
    pub(crate) priors: Vec<Vec<f64>>,
}

pub(crate) const MATCH: usize = 0;
pub(crate) const RELATED: usize = 1;
pub(crate) const RANDOM: usize = 2;

/// How many pairs the shares of matching and related pairs that are shipped are worth.
const PRIOR_PAIRS: f64 = 40.0;

/// How many pairs of each pass what its shares of classes were before is worth.
const PRIOR_SHARES: f64 = 10.0;

/// The share of matches among those pairs at least: a pass whose matches a smaller one has brought already is not thought to bring
/// none at all, which no evidence could make good.
const LEAST_MATCHING: f64 = 0.02;

/// The share of matches among the pairs of a pass in any case: one in two thousand, eleven bits.
const FEWEST_MATCHING: f64 = 0.0005;

/// Rounds of expectation and maximisation at most, and the change of log likelihood per pair at which they end.
const MOST_ROUNDS: usize = 60;
const STILL: f64 = 1e-6;

/// Where items are ranked by their texts: the part of the pairs of each class that the expected ranks are worth. A match
/// is nearly always among the nearest, a related pair hardly ever the nearest of both; nothing else says for sure which of
/// two classes of pairs that agree is that of matches.
const RANKS_OF_MATCHES: f64 = 1.0;
const RANKS_OF_RELATED: f64 = 5.0;

/// Where items are ranked: the part of matches that what is expected of their whole names is worth. Those of one family
/// name are near to each other by it, and are not matches for that.
const NAMES_OF_MATCHES: f64 = 1.0;

/// The part of related pairs that what is expected of their other comparisons is worth, where items are ranked.
const RANKED_PART: f64 = 0.2;

/// The share of exact agreement among related pairs below which a comparison tells apart what is related.
const APART: f32 = 0.1;

/// The same where items are ranked: an identifier, a given name.
const RANKED_APART: f32 = 0.03;

/// Holds to what is expected where the data cannot tell matches from related pairs.
fn hold(classes: &mut [Class], passes: &[Pass], levels: &[Levels], total: f64) {
    let rank = levels.len().saturating_sub(1);
    let patterns = passes.iter().flat_map(|pass| &pass.patterns);
    let ranked = patterns.clone().any(|(pattern, _)| pattern.level(rank) != MISSING);
    if let Some(part) = classes.get_mut(MATCH).and_then(|class| class.part.last_mut()).filter(|_| ranked) {
        *part = RANKS_OF_MATCHES;
    }
    if let Some(class) = classes.get_mut(MATCH).filter(|_| ranked) {
        for (part, _) in class.part.iter_mut().zip(levels).filter(|(_, levels)| levels.is_whole_name()) {
            *part = NAMES_OF_MATCHES;
        }
    }
    let Some(related) = classes.get_mut(RELATED) else { return };
    if ranked {
        // Songs of an album, models of a brand, articles of a volume: what they share differs from table to table, and is
        // learnt. Else the class of matches would be theirs, for they are many more.
        related.part.fill(RANKED_PART);
        if let Some(part) = related.part.last_mut() {
            *part = RANKS_OF_RELATED;
        }
    }
    let apart = if ranked { RANKED_APART } else { APART };
    for (strength, levels) in related.strength.iter_mut().zip(levels.iter().take(rank)) {
        // What tells one person from another of a household stays what it is known to be: related pairs are not the
        // matches that happen to disagree.
        if levels.related.first().is_some_and(|&exact| exact < apart) {
            *strength = total;
        }
    }
}

fn normal(shares: &[f32]) -> Shares {
    let mut out = [0.0; MOST_LEVELS];
    let sum: f64 = shares.iter().map(|&share| f64::from(share)).sum();
    for (slot, &share) in out.iter_mut().skip(1).zip(shares) {
        *slot = f64::from(share) / sum;
    }
    out
}

impl Fit {
    /// Learns the classes from the counted patterns of each pass, and from pairs whose class is known.
    ///
    /// `random` are the shares among random pairs.
    pub(crate) fn learn(
        passes: &[Pass],
        levels: &[Levels],
        random: &[Shares],
        labelled: &[Labelled],
    ) -> Self {
        let total: f64 = passes.iter().map(Pass::pairs).sum::<f64>().max(1.0);
        let mut classes = vec![
            Class::expected(levels.iter().map(|l| normal(l.matching)).collect(), PRIOR_PAIRS, 0.1),
            Class::expected(levels.iter().map(|l| normal(l.related)).collect(), PRIOR_PAIRS, 0.5),
            Class::expected(random.to_vec(), total, 0.0),
        ];
        hold(&mut classes, passes, levels, total);
        let mut priors = Vec::with_capacity(passes.len());
        for (at, pass) in passes.iter().enumerate() {
            let mut class = Class::expected(random.to_vec(), pass.pairs() * 0.05 + 300.0, 0.0);
            for &forced in &pass.forced {
                if let (Some(row), Some(random), Some(strength)) =
                    (class.expected.get_mut(forced), random.get(forced), class.strength.get_mut(forced))
                {
                    *row = observed(&pass.patterns, forced, random);
                    *strength = 50.0;
                }
            }
            class.shares.clone_from(&class.expected);
            classes.push(class);
            let mut prior = vec![0.0; RANDOM + 1 + passes.len()];
            for (class, share) in [(MATCH, 0.05), (RELATED, 0.05), (RANDOM, 0.1), (RANDOM + 1 + at, 0.8)] {
                if let Some(slot) = prior.get_mut(class) {
                    *slot = share;
                }
            }
            priors.push(prior);
        }
        let mut fit = Self { classes, priors };
        let mut before = f64::NEG_INFINITY;
        for _ in 0..MOST_ROUNDS {
            let likelihood = fit.round(passes, labelled) / total;
            if (likelihood - before).abs() < STILL {
                break;
            }
            before = likelihood;
        }
        fit
    }

    /// How many of the pairs of all passes are matches.
    pub(crate) fn matches(&self, passes: &[Pass]) -> f64 {
        let share = |prior: &Vec<f64>| prior.get(MATCH).copied().unwrap_or(0.0);
        passes.iter().zip(&self.priors).map(|(pass, prior)| pass.pairs() * share(prior)).sum()
    }

    /// One round; returns the log likelihood before it.
    fn round(&mut self, passes: &[Pass], labelled: &[Labelled]) -> f64 {
        let comparisons = self.classes.first().map_or(0, |class| class.shares.len());
        let count = self.classes.len();
        let logs = self.logs();
        let mut likelihood = 0.0;
        let mut sums = vec![vec![[0.0; MOST_LEVELS]; comparisons]; count];
        let mut totals = vec![0.0; count];
        self.known(labelled, &logs, &mut sums, &mut totals);
        for (pass, prior) in passes.iter().zip(&mut self.priors) {
            let active: Vec<(usize, f64)> = prior
                .iter()
                .enumerate()
                .filter(|(_, share)| **share > 0.0)
                .map(|(at, share)| (at, share.ln()))
                .collect();
            // Sums are folded chunk by chunk in order, so that threads cannot change them.
            let parts: Vec<(f64, Vec<f64>, Vec<Vec<Shares>>)> = pass
                .patterns
                .par_chunks(2048)
                .map(|chunk| {
                    let mut likelihood = 0.0;
                    let mut weight = vec![0.0; active.len()];
                    let mut sums = vec![vec![[0.0; MOST_LEVELS]; comparisons]; active.len()];
                    let mut posterior = vec![0.0; active.len()];
                    for &(pattern, pairs) in chunk {
                        likelihood +=
                            pairs * responsibilities(&active, &logs, pattern, comparisons, &mut posterior);
                        for ((share, weight), sums) in posterior.iter().zip(&mut weight).zip(&mut sums) {
                            let share = share * pairs;
                            if share < 1e-9 {
                                continue;
                            }
                            *weight += share;
                            for (comparison, row) in sums.iter_mut().enumerate() {
                                row[usize::from(pattern.level(comparison)) % MOST_LEVELS] += share;
                            }
                        }
                    }
                    (likelihood, weight, sums)
                })
                .collect();
            let mut weights = vec![0.0; count];
            for (part, weight, sum) in parts {
                likelihood += part;
                for ((&(class, _), weight), sum) in active.iter().zip(weight).zip(sum) {
                    if let (Some(slot), Some(sums)) = (weights.get_mut(class), sums.get_mut(class)) {
                        *slot += weight;
                        for (slot, row) in sums.iter_mut().flatten().zip(sum.into_iter().flatten()) {
                            *slot += row;
                        }
                    }
                }
            }
            if let Some(matching) = prior.get_mut(MATCH).filter(|matching| **matching > 0.0) {
                *matching = matching.max(LEAST_MATCHING);
            }
            let before: f64 = prior.iter().sum();
            let all: f64 = weights.iter().sum::<f64>() + PRIOR_SHARES * before;
            for ((slot, weight), total) in prior.iter_mut().zip(&weights).zip(&mut totals) {
                *slot = (weight + PRIOR_SHARES * *slot) / all;
                *total += weight;
            }
            raise(prior, FEWEST_MATCHING);
        }
        for ((class, sums), total) in self.classes.iter_mut().zip(sums).zip(totals) {
            class.update(&sums, total);
        }
        likelihood
    }

    /// Counts the pairs whose class is known: matches as such, others as what they may be but that.
    fn known(
        &self,
        labelled: &[Labelled],
        logs: &[Vec<Shares>],
        sums: &mut [Vec<Shares>],
        totals: &mut [f64],
    ) {
        let comparisons = logs.first().map_or(0, Vec::len);
        for label in labelled {
            let prior = self.priors.get(label.pass).map_or(&[][..], Vec::as_slice);
            let shares = prior.iter().enumerate();
            let active: Vec<(usize, f64)> = shares
                .filter(|&(class, &share)| share > 0.0 && (class == MATCH) == label.same)
                .map(|(class, share)| (class, share.ln()))
                .collect();
            let mut posterior = vec![0.0; active.len()];
            responsibilities(&active, logs, label.pattern, comparisons, &mut posterior);
            for ((class, _), share) in active.into_iter().zip(posterior) {
                let share = share * LABEL_PAIRS;
                if let (Some(total), Some(rows)) = (totals.get_mut(class), sums.get_mut(class)) {
                    *total += share;
                    for (comparison, row) in rows.iter_mut().enumerate() {
                        row[usize::from(label.pattern.level(comparison)) % MOST_LEVELS] += share;
                    }
                }
            }
        }
    }

    fn logs(&self) -> Vec<Vec<Shares>> {
        let log = |share: f64| share.max(1e-12).ln();
        let rows = |class: &Class| {
            let rows = class.shares.iter().map(|row| {
                let mut logs = row.map(log);
                logs[MISSING as usize] = 0.0;
                logs
            });
            rows.collect()
        };
        self.classes.iter().map(rows).collect()
    }
}

/// Raises the share of matches, where there are some, to one at least; the shares sum to one as before.
fn raise(prior: &mut [f64], least: f64) {
    if let [matching, others @ ..] = prior
        && *matching > 0.0
        && *matching < least
    {
        let scale = (1.0 - least) / (1.0 - *matching);
        *matching = least;
        for other in others {
            *other *= scale;
        }
    }
}

/// Writes the share of each class that a pattern's pairs can be of; returns the log likelihood of the pattern.
fn responsibilities(
    active: &[(usize, f64)],
    logs: &[Vec<Shares>],
    pattern: Pattern,
    comparisons: usize,
    out: &mut [f64],
) -> f64 {
    let mut most = f64::NEG_INFINITY;
    for (slot, &(class, prior)) in out.iter_mut().zip(active) {
        *slot = prior;
        for (comparison, row) in logs.get(class).into_iter().flatten().take(comparisons).enumerate() {
            *slot += row[usize::from(pattern.level(comparison)) % MOST_LEVELS];
        }
        most = most.max(*slot);
    }
    let mut sum = 0.0;
    for slot in out.iter_mut() {
        *slot = (*slot - most).exp();
        sum += *slot;
    }
    for slot in out.iter_mut() {
        *slot /= sum;
    }
    most + sum.ln()
}

impl Class {
    fn expected(expected: Vec<Shares>, strength: f64, part: f64) -> Self {
        let strength = vec![strength; expected.len()];
        let part = vec![part; expected.len()];
        Self { shares: expected.clone(), expected, strength, part }
    }

    /// A class of which nothing is left to learn.
    pub(crate) fn known(shares: Vec<Shares>) -> Self {
        Self::expected(shares, 0.0, 0.0)
    }

    fn update(&mut self, sums: &[Shares], pairs: f64) {
        let known = self.expected.iter().zip(self.strength.iter().zip(&self.part));
        for ((row, sums), (expected, (&strength, part))) in self.shares.iter_mut().zip(sums).zip(known) {
            let strength = strength.max(part * pairs);
            let total: f64 = sums.iter().skip(1).sum::<f64>() + strength;
            for ((slot, expected), sum) in row.iter_mut().zip(expected).zip(sums).skip(1) {
                *slot = (sum + strength * expected) / total;
            }
        }
    }
}

/// The shares of a comparison among the pairs of a pass, with a few of what is expected of random pairs.
fn observed(patterns: &[(Pattern, f64)], comparison: usize, random: &Shares) -> Shares {
    let mut out = *random;
    for &(pattern, pairs) in patterns {
        if let Some(slot) = out.get_mut(pattern.level(comparison) as usize) {
            *slot += pairs;
        }
    }
    out[MISSING as usize] = 0.0;
    let sum: f64 = out.iter().sum::<f64>().max(1e-9);
    out.map(|share| share / sum)
}

/// The fitted classes as bits, ready for scoring.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weights {
    /// Bits of each level, by class and comparison.
    rows: Vec<Vec<[f32; MOST_LEVELS]>>,
    /// The classes that pairs of each pass can be of, but that of matches, each with its bits; before them those of matches.
    priors: Vec<(f32, Vec<(usize, f32)>)>,
    /// For each class and comparison, the part of the rarity of an agreement that counts against the class: none where
    /// its pairs agree for a reason.
    rarity: Vec<Vec<f32>>,
}

impl Weights {
    pub(crate) fn new(fit: &Fit, levels: &[Levels]) -> Self {
        let bits = |share: f64| share.max(1e-9).log2() as f32;
        let rows = fit.classes.iter().map(|class| {
            let rows = class.shares.iter().map(|row| {
                let mut bits = row.map(bits);
                bits[MISSING as usize] = 0.0;
                bits
            });
            rows.collect()
        });
        let priors = fit.priors.iter().map(|prior| {
            let classes = prior.iter().enumerate().skip(1).filter(|(_, share)| **share > 0.0);
            let others = classes.map(|(class, &share)| (class, bits(share))).collect();
            (prior.first().copied().map_or(f32::NEG_INFINITY, bits), others)
        });
        let rarity = fit.classes.iter().enumerate().map(|(at, class)| {
            let parts = class.shares.iter().zip(levels).map(|(row, levels)| {
                let agree: f64 = row.iter().take(levels.agreeing as usize + 1).skip(1).sum();
                match at {
                    MATCH => 0.0,
                    RELATED => 1.0 - agree as f32,
                    _ => 1.0,
                }
            });
            parts.collect()
        });
        Self { rows: rows.collect(), priors: priors.collect(), rarity: rarity.collect() }
    }

    /// How many comparisons there are.
    pub(crate) fn comparisons(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    fn bits(&self, class: usize, pattern: Pattern) -> f32 {
        let Some(rows) = self.rows.get(class) else { return 0.0 };
        let mut sum = 0.0;
        for (at, row) in rows.iter().enumerate() {
            // A level has four bits, a row sixteen places.
            sum += row[usize::from(pattern.level(at)) % MOST_LEVELS];
        }
        sum
    }

    /// The log odds of a match among the pairs of a pass against the likeliest other class, and that class.
    pub(crate) fn base(&self, pass: usize) -> (f32, usize) {
        let Some((prior, others)) = self.priors.get(pass) else { return (0.0, RANDOM) };
        // Of equals the last, which is that of the pass itself.
        let likeliest = others.iter().max_by(|one, other| one.1.total_cmp(&other.1));
        let (class, bits) = likeliest.copied().unwrap_or((RANDOM, 0.0));
        (prior - bits, class)
    }

    /// What a level of a comparison says for a match, in bits, against a class of other pairs.
    pub(crate) fn level_bits(&self, against: usize, comparison: usize, level: u8) -> f32 {
        let bits = |class: usize| {
            let row = self.rows.get(class).and_then(|rows| rows.get(comparison));
            row.map_or(0.0, |row| row[usize::from(level) % MOST_LEVELS])
        };
        bits(MATCH) - bits(against)
    }

    /// How many bits the levels of a comparison can say at most for a match, against the pairs that a pass brings by
    /// chance: one number a level, the best of the levels above exact in the place of the missing one.
    pub(crate) fn gaps(&self, pass: usize) -> (f32, Vec<[f32; MOST_LEVELS]>) {
        let class = RANDOM + 1 + pass;
        let (Some((prior, others)), Some(matching), Some(other)) =
            (self.priors.get(pass), self.rows.first(), self.rows.get(class))
        else {
            return (f32::INFINITY, Vec::new());
        };
        let own = others.iter().find(|(other, _)| *other == class).map_or(f32::NEG_INFINITY, |other| other.1);
        let gaps = matching.iter().zip(other).map(|(matching, other)| {
            let mut gap = [0.0; MOST_LEVELS];
            for (slot, (m, u)) in gap.iter_mut().zip(matching.iter().zip(other)) {
                *slot = m - u;
            }
            gap[MISSING as usize] = gap.iter().skip(2).copied().fold(f32::NEG_INFINITY, f32::max);
            gap
        });
        (prior - own, gaps.collect())
    }

    /// The match weight in bits of a pair that a pass brought; `rarity` is that of each comparison.
    pub(crate) fn weight(&self, pass: usize, pattern: Pattern, rarity: &[f32]) -> f32 {
        let Some((prior, others)) = self.priors.get(pass) else { return f32::NEG_INFINITY };
        let matching = prior + self.bits(MATCH, pattern);
        let mut sum = 0.0;
        for &(class, prior) in others {
            let parts = self.rarity.get(class).map_or(&[][..], Vec::as_slice);
            let mut rare = 0.0;
            for (part, bits) in parts.iter().zip(rarity) {
                rare += part * bits;
            }
            // Summed as odds against a match, each bounded so that nothing overflows.
            sum += (prior + self.bits(class, pattern) - rare - matching).clamp(-120.0, 120.0).exp2();
        }
        -sum.log2()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::FieldKind;
    use crate::level::{ORDER, RANK};

    /// The shares among random pairs of which nearly all have the last level.
    fn unlike(levels: &Levels) -> Shares {
        let mut shares = [0.0; MOST_LEVELS];
        let last = levels.count() - 1;
        for (level, share) in shares.iter_mut().enumerate().take(last + 1).skip(1) {
            *share = if level == last { 0.99 } else { 0.01 / (last - 1) as f64 };
        }
        shares
    }

    /// Songs: `songs` pairs of one song, `albums` pairs of one album, and pairs with nothing in common, each with a rank.
    fn learnt(songs: f64, albums: f64, ranked: bool) -> Fit {
        let levels = [Levels::of(FieldKind::Text), Levels::of(FieldKind::Text), ORDER, RANK];
        let pattern = |title, album, rank| {
            let mut pattern = Pattern::default();
            for (at, level) in
                [title, album, MISSING, if ranked { rank } else { MISSING }].into_iter().enumerate()
            {
                pattern.set(at, level);
            }
            pattern
        };
        let patterns = vec![
            (pattern(1, 1, 1), songs),
            (pattern(11, 1, 2), 0.1 * albums),
            (pattern(11, 1, 4), 0.5 * albums),
            (pattern(11, 1, 5), 0.4 * albums),
            (pattern(11, 11, 5), 5_000.0),
        ];
        let random: Vec<Shares> = levels.iter().map(unlike).collect();
        Fit::learn(&[Pass { forced: Vec::new(), patterns }], &levels, &random, &[])
    }

    /// How many matches there are thought to be, and which share of them has unlike titles.
    fn matches(fit: &Fit) -> (f64, f64) {
        let title = fit.classes.first().and_then(|class| class.shares.first()).copied().unwrap_or_default();
        (fit.priors.first().and_then(|prior| prior.first()).copied().unwrap_or_default(), title[11])
    }

    #[test]
    fn songs_of_an_album_are_not_taken_for_one_song() {
        let (share, unlike) = matches(&learnt(300.0, 3_000.0, true));
        assert!((300.0 / 8_300.0 - share).abs() < 0.01, "{share} of the pairs are matches");
        assert!(unlike < 0.05, "{unlike} of the matches have unlike titles");
    }

    #[test]
    fn what_related_pairs_share_is_learnt_only_where_ranks_tell_them_from_matches() {
        let albums = |ranked| learnt(300.0, 3_000.0, ranked).classes[RELATED].shares[1][1];
        assert!(albums(true) > 0.7, "{} of the related songs are of one album", albums(true));
        let expected = f64::from(Levels::of(FieldKind::Text).related[0]);
        assert!((albums(false) - expected).abs() < 0.01, "{} is not what is expected", albums(false));
    }

    #[test]
    fn no_pass_is_thought_to_bring_no_match_at_all() {
        let share = matches(&learnt(0.0, 0.0, true)).0;
        assert!((1e-5..1e-3).contains(&share), "{share} of the pairs are matches");
    }

    #[test]
    fn shares_that_are_raised_sum_to_one() {
        for (mut prior, least, want) in [
            (vec![0.0001, 0.1, 0.8999], 0.01, 0.01),
            (vec![0.2, 0.1, 0.7], 0.01, 0.2),
            (vec![0.0, 0.3, 0.7], 0.01, 0.0),
        ] {
            raise(&mut prior, least);
            assert!((prior[MATCH] - want).abs() < 1e-12 && (prior.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn who_is_near_by_a_family_name_is_no_match_for_that() {
        let levels = [Levels::of(FieldKind::PersonName), Levels::of(FieldKind::Text), ORDER, RANK];
        let pattern = |name, text, rank| {
            let mut pattern = Pattern::default();
            for (at, level) in [name, text, MISSING, rank].into_iter().enumerate() {
                pattern.set(at, level);
            }
            pattern
        };
        let patterns = vec![
            (pattern(1, MISSING, 1), 300.0),
            (pattern(6, MISSING, 1), 300.0),
            (pattern(6, MISSING, 2), 1_500.0),
            (pattern(6, MISSING, 5), 3_000.0),
            (pattern(7, 11, 5), 5_000.0),
        ];
        let random: Vec<Shares> = levels.iter().map(unlike).collect();
        let fit = Fit::learn(&[Pass { forced: vec![0], patterns }], &levels, &random, &[]);
        let weak = fit.classes[MATCH].shares[0][6];
        assert!(weak < 0.15, "{weak} of the matches have one family name and unlike given names");
    }

    #[test]
    fn what_is_expected_of_a_comparison_is_worth_its_part() {
        let mut class = Class::expected(
            vec![[0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]; 2],
            0.0,
            0.0,
        );
        class.part = vec![0.0, 3.0];
        let mut sums = [0.0; MOST_LEVELS];
        sums[2] = 100.0;
        class.update(&[sums, sums], 100.0);
        assert!(
            (class.shares[0][2] - 1.0).abs() < 1e-9 && (class.shares[1][2] - 0.25).abs() < 1e-9,
            "{:?}",
            class.shares
        );
    }
}
