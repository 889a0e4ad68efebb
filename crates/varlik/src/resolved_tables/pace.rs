//! How far a run is, and how long it will still take.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use varlik_resolve::Stage;

/// The parts of a thousand that each stage takes of the time of a run, by those over tables of persons: on 100,000 rows 70, 100, 230, 600
/// and 30, on a million 30, 100, 50, 790 and 30.
const fn share(stage: Stage) -> f64 {
    match stage {
        Stage::Prepare => 50.0,
        Stage::Block => 100.0,
        Stage::Learn => 120.0,
        Stage::Score => 690.0,
        Stage::Cluster => 40.0,
    }
}

const STAGES: [Stage; 5] = [Stage::Prepare, Stage::Block, Stage::Learn, Stage::Score, Stage::Cluster];

/// The part of a stage from which on it tells itself how long it takes.
const TELLING: f64 = 0.02;

/// Seconds after which something is said of the rest.
const FIRST_WORD: f64 = 1.0;

/// The clock of one run.
#[derive(Debug)]
pub(super) struct Pace {
    start: Instant,
    /// The stage that is going on, and the seconds at which it began.
    stage: Mutex<(Stage, f64)>,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Told {
    /// The share of the time that is over, 0..=1, by estimate.
    pub(super) share: f64,
    /// The seconds that are left, where something can be said of them.
    pub(super) seconds_left: Option<f64>,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), stage: Mutex::new((Stage::Prepare, 0.0)) }
    }

    /// Hears that a stage has done so much of so much.
    pub(super) fn hear(&self, stage: Stage, done: usize, whole: usize) -> Told {
        let now = self.start.elapsed().as_secs_f64();
        let mut own = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if own.0 < stage {
            *own = (stage, now);
        }
        // A thread may still tell of a stage that is over.
        let (stage, began) = *own;
        drop(own);
        told(stage, began, now - began, done as f64 / whole.max(1) as f64)
    }
}

/// What follows from the seconds before a stage, those within it, and the part of it that is done.
fn told(stage: Stage, before: f64, within: f64, part: f64) -> Told {
    let sum = |stages: &dyn Fn(Stage) -> bool| -> f64 {
        STAGES.into_iter().filter(|&other| stages(other)).map(share).sum()
    };
    let (earlier, later) = (sum(&|other| other < stage), sum(&|other| other > stage));
    let part = part.clamp(0.0, 1.0);
    let own = if part >= TELLING {
        Some(within / part)
    } else if earlier > 0.0 {
        Some((before / earlier * share(stage)).max(within))
    } else {
        None
    };
    let by_share = (earlier + share(stage) * part) / 1000.0;
    let Some(own) = own else { return Told { share: by_share, seconds_left: None } };
    let over = before + within;
    let left = (own - within).max(0.0) + (before + own) / (earlier + share(stage)) * later;
    if over < FIRST_WORD {
        return Told { share: by_share, seconds_left: None };
    }
    Told { share: over / (over + left), seconds_left: Some(left) }
}

/// What a stage is called while it goes on, with how much of it is done.
pub(super) fn words(stage: Stage, done: usize, whole: usize) -> String {
    let what = match stage {
        Stage::Prepare => "preparing values",
        Stage::Block => "looking for pairs",
        Stage::Learn => "learning from pairs",
        Stage::Score => "weighing pairs",
        Stage::Cluster => "joining pairs",
    };
    if whole <= 1 {
        return what.to_owned();
    }
    let unit = if stage == Stage::Cluster { " groups" } else { "" };
    if whole >= 1_000_000 {
        let millions = |count: usize| count as f64 / 1e6;
        return format!("{what}, {:.1} of {:.1} million{unit}", millions(done), millions(whole));
    }
    format!("{what}, {done} of {whole}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_that_goes_on_tells_its_own_rest_and_that_of_the_later_ones() {
        // 10 s before, 20 s within, half of it done: 20 s more, and 50 s stand for 960 parts of a thousand.
        let told = told(Stage::Score, 10.0, 20.0, 0.5);
        let left = 20.0 + 50.0 / 960.0 * 40.0;
        assert!((told.seconds_left.unwrap() - left).abs() < 1e-9, "{told:?}");
        assert!((told.share - 30.0 / (30.0 + left)).abs() < 1e-9, "{told:?}");
    }

    #[test]
    fn nothing_is_said_of_the_rest_before_something_is_known() {
        assert_eq!(told(Stage::Prepare, 0.0, 9.0, 0.0), Told { share: 0.0, seconds_left: None });
        assert_eq!(told(Stage::Score, 0.1, 0.2, 0.5).seconds_left, None, "too short to be worth a word");
        let known = told(Stage::Block, 2.0, 0.0, 0.0);
        assert!((known.seconds_left.unwrap() - 38.0).abs() < 1e-9, "{known:?}");
    }

    #[test]
    fn the_share_never_falls_at_an_even_pace_and_ends_at_one() {
        let mut last = 0.0;
        let mut before = 0.0;
        for stage in STAGES {
            let length = share(stage) / 10.0;
            for step in 0..=50 {
                let part = f64::from(step) / 50.0;
                let now = told(stage, before, part * length, part).share;
                assert!(now >= last - 1e-9, "{stage} {step}: {now} after {last}");
                last = now;
            }
            before += length;
        }
        assert!((last - 1.0).abs() < 1e-9);
        assert!((STAGES.into_iter().map(share).sum::<f64>() - 1000.0).abs() < 1e-9);
    }

    #[test]
    fn stages_are_told_in_words() {
        assert_eq!(words(Stage::Prepare, 0, 1), "preparing values");
        assert_eq!(words(Stage::Score, 1_250_000, 18_776_377), "weighing pairs, 1.2 of 18.8 million");
        assert_eq!(words(Stage::Cluster, 20, 900), "joining pairs, 20 of 900 groups");
    }

    #[test]
    fn a_stage_that_is_over_tells_nothing_new() {
        let pace = Pace::new();
        pace.hear(Stage::Score, 0, 1);
        let told = pace.hear(Stage::Learn, 1, 1);
        assert!(told.share > 0.2, "{told:?}");
    }
}
