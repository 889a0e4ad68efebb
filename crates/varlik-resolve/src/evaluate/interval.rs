//! A share that was measured on a sample, and how far off it may be.

use serde::Serialize;

/// The quantile of the normal distribution that 2.5 % lie above.
const Z: f64 = 1.959_963_984_540_054;

/// An estimate and the interval that holds the true value in 95 of 100 samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The best guess.
    pub estimate: f64,
    /// The lower end; at most the estimate.
    pub low: f64,
    /// The upper end; at least the estimate.
    pub high: f64,
}

impl Interval {
    /// The interval of a share of which `successes` were seen in `trials` (Wilson, "Probable inference", JASA 22, 1927).
    ///
    /// It stays within 0..=1 and holds even for few trials or none missed, where the textbook's normal interval
    /// collapses (Brown, Cai and Das Gupta, "Interval estimation for a binomial proportion", Statistical Science 16,
    /// 2001). Without a trial nothing is known: 0 to 1. More successes than trials count as all.
    ///
    /// # Example: forty of forty
    /// ```
    /// use varlik_resolve::Interval;
    ///
    /// let precision = Interval::wilson(40, 40);
    /// assert_eq!((precision.estimate, precision.high), (1.0, 1.0));
    /// assert!((precision.low - 0.912).abs() < 0.001);
    /// ```
    #[must_use]
    pub fn wilson(successes: u64, trials: u64) -> Self {
        Self::wilson_of(successes, trials, trials as f64)
    }

    /// The same where the trials were drawn from no more than `population` things, none twice.
    ///
    /// What is not drawn is all that is uncertain: with every one of them drawn, the interval is a point. The trials weigh
    /// as many as would give the smaller variance of such a draw (Cochran, "Sampling Techniques", 3rd ed., 1977, 3.2).
    #[must_use]
    pub fn wilson_drawn(successes: u64, trials: u64, population: u64) -> Self {
        let left = population.saturating_sub(trials) as f64;
        let effective = trials as f64 * population.saturating_sub(1) as f64 / left;
        Self::wilson_of(successes, trials, if left > 0.0 { effective } else { f64::INFINITY })
    }

    /// The interval of a share that was seen in `judged` of `population` things which weigh as many as `alike` things of like
    /// weight do.
    pub(crate) fn of_share(share: f64, alike: f64, judged: u64, population: u64) -> Self {
        let left = population.saturating_sub(judged) as f64;
        let weight = alike * population.saturating_sub(1) as f64 / left;
        Self::wilson_share(share, if left > 0.0 { weight } else { f64::INFINITY })
    }

    fn wilson_of(successes: u64, trials: u64, weight: f64) -> Self {
        if trials == 0 {
            return Self { estimate: 0.5, low: 0.0, high: 1.0 };
        }
        Self::wilson_share(successes.min(trials) as f64 / trials as f64, weight)
    }

    fn wilson_share(share: f64, weight: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        // The formula divided through by the number of trials, so that endless many are a case like others.
        let spread = Z * Z / weight;
        let middle = (share + spread / 2.0) / (1.0 + spread);
        let half = (spread * (share * (1.0 - share) + spread / 4.0)).sqrt() / (1.0 + spread);
        Self {
            estimate: share,
            low: (middle - half).clamp(0.0, share),
            high: (middle + half).clamp(share, 1.0),
        }
    }
}
