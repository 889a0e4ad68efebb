//! From numbers to pixels.

/// Beyond this a number is drawn at the edge: no chart has use for a weight of a million bits.
const EXTREME: f64 = 1e12;

/// A straight scale from numbers to pixels; what lies outside, or is no number, is drawn at its edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// Makes a scale over all finite values, of which zero is one.
    pub(super) fn with_zero(values: impl Iterator<Item = f64>, start: f64, end: f64) -> Self {
        Self::over(values.chain(std::iter::once(0.0)), start, end)
    }

    /// Makes a scale over all finite values.
    pub(super) fn over(values: impl Iterator<Item = f64>, start: f64, end: f64) -> Self {
        let finite = values.filter(|value| value.is_finite()).map(|value| value.clamp(-EXTREME, EXTREME));
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in finite {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if high - low < 1e-9 {
            high = low + 1.0;
        }
        Self { low, high, start, end }
    }

    /// Returns the pixel of a value.
    pub(super) fn at(&self, value: f64) -> f64 {
        let value = if value.is_nan() { self.low } else { value.clamp(self.low, self.high) };
        self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)
    }

    /// Returns round values inside the scale, at most about `wanted` of them.
    pub(super) fn ticks(&self, wanted: u32) -> Vec<f64> {
        let rough = (self.high - self.low) / f64::from(wanted.max(1));
        let magnitude = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|digit| digit * magnitude)
            .find(|step| *step >= rough * 0.999)
            .unwrap_or(magnitude * 10.0);
        let first = (self.low / step - 1e-9).ceil();
        let ticks = (0..=wanted * 2).map(|index| (first + f64::from(index)) * step);
        // Adding zero turns a negative zero into a plain one.
        ticks.take_while(|tick| *tick <= self.high + step * 1e-6).map(|tick| tick + 0.0).collect()
    }

    /// Returns those of the ticks that are whole numbers, for what has no halves worth a name: pairs, and bits on an axis.
    pub(super) fn whole_ticks(&self, wanted: u32) -> Vec<f64> {
        let mut ticks = self.ticks(wanted);
        ticks.retain(|tick| (tick - tick.round()).abs() < 1e-6);
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_values_are_the_ends_of_the_pixels() {
        let scale = Scale::with_zero([-4.0, 12.0, f64::NAN, f64::INFINITY].into_iter(), 100.0, 260.0);
        let pixels = |value| scale.at(value).round() as i64;
        assert_eq!([-4.0, 0.0, 12.0].map(pixels), [100, 140, 260]);
        assert_eq!([f64::NAN, f64::NEG_INFINITY, f64::INFINITY].map(pixels), [100, 100, 260]);
    }

    #[test]
    fn ticks_are_round_and_inside() {
        let ticks = |low, high, wanted| {
            let ticks = Scale::over([low, high].into_iter(), 0.0, 1.0).ticks(wanted);
            ticks.iter().map(|tick| format!("{tick:.1}")).collect::<Vec<_>>()
        };
        assert_eq!(ticks(-4.0, 12.0, 5), ["0.0", "5.0", "10.0"]);
        assert_eq!(ticks(0.0, 1.0, 5), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(ticks(-21.3, 17.0, 6), ["-20.0", "-10.0", "0.0", "10.0"]);
    }

    #[test]
    fn no_tick_is_named_twice_when_only_whole_ones_are_wanted() {
        let whole = |low, high| Scale::over([low, high].into_iter(), 0.0, 1.0).whole_ticks(6).len();
        assert_eq!((whole(0.0, 0.3), whole(0.0, 1.0), whole(1.2, 1.8)), (1, 2, 0));
        assert_eq!(whole(-5.0, 15.0), Scale::over([-5.0, 15.0].into_iter(), 0.0, 1.0).ticks(6).len());
    }

    #[test]
    fn nothing_one_value_and_the_largest_numbers_make_a_scale() {
        for values in [vec![], vec![f64::NAN], vec![7.0], vec![f64::MIN, f64::MAX], vec![1e-300, 2e-300]] {
            let scale = Scale::over(values.iter().copied(), 0.0, 10.0);
            assert!(values.iter().all(|value| (0.0..=10.0).contains(&scale.at(*value))), "{values:?}");
            assert!(scale.ticks(5).len() < 12);
        }
    }
}
