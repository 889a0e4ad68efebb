//! Where the nodes of a graph stand.

use std::f64::consts::TAU;

/// Up to this many nodes stand on a circle.
pub(super) const MAX_CIRCLE: usize = 12;
/// Rounds of pushing and pulling; the graphs are small, and later rounds move nothing one could see.
const ROUNDS: u32 = 200;
/// How strongly everything is drawn to the middle, so that loose nodes stay in sight.
const GRAVITY: f64 = 0.8;

/// A place in a square from -1 to 1.
pub(super) type Place = (f64, f64);

/// Returns places on a circle, the first at the top.
pub(super) fn circle(nodes: usize) -> Vec<Place> {
    let turn = |index: usize| TAU * index as f64 / nodes.max(1) as f64;
    (0..nodes).map(|index| (turn(index).sin(), -turn(index).cos())).collect()
}

/// Returns places where linked nodes are near and all others apart (Fruchterman and Reingold, 1991).
///
/// The start is a fixed sequence and every step is made of operations that IEEE 754 rounds in one way only: the same graph
/// stands the same on every machine. Cost: quadratic in the nodes.
pub(super) fn spread(nodes: usize, edges: &[(usize, usize, f64)]) -> Vec<Place> {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 40) as f64 / f64::from(1_u32 << 23) - 1.0
    };
    let mut places: Vec<Place> = (0..nodes).map(|_| (next(), next())).collect();
    let ideal = (1.0 / nodes.max(1) as f64).sqrt() * 1.4;
    for round in 0..ROUNDS {
        let mut moves = vec![(0.0_f64, 0.0_f64); nodes];
        for (own, (x, y)) in moves.iter_mut().zip(&places) {
            for (other_x, other_y) in &places {
                let (away_x, away_y) = (x - other_x, y - other_y);
                let squared = (away_x * away_x + away_y * away_y).max(1e-4);
                own.0 += away_x * ideal * ideal / squared;
                own.1 += away_y * ideal * ideal / squared;
            }
            own.0 -= x * GRAVITY;
            own.1 -= y * GRAVITY;
        }
        for &(left, right, strength) in edges {
            let (Some(&a), Some(&b)) = (places.get(left), places.get(right)) else { continue };
            let (along_x, along_y) = (b.0 - a.0, b.1 - a.1);
            let pull = (along_x * along_x + along_y * along_y).sqrt() / ideal * strength;
            if let Some(own) = moves.get_mut(left) {
                *own = (own.0 + along_x * pull, own.1 + along_y * pull);
            }
            if let Some(own) = moves.get_mut(right) {
                *own = (own.0 - along_x * pull, own.1 - along_y * pull);
            }
        }
        let most = 0.2 * f64::from(ROUNDS - round) / f64::from(ROUNDS);
        for (place, (x, y)) in places.iter_mut().zip(moves) {
            let length = (x * x + y * y).sqrt();
            if length > 0.0 {
                let step = length.min(most) / length;
                *place = (place.0 + x * step, place.1 + y * step);
            }
        }
    }
    fill(&mut places);
    places
}

/// Stretches places so that they fill the square.
fn fill(places: &mut [Place]) {
    let axes: [fn(&mut Place) -> &mut f64; 2] = [|place| &mut place.0, |place| &mut place.1];
    for axis in axes {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for place in places.iter_mut() {
            low = low.min(*axis(place));
            high = high.max(*axis(place));
        }
        let (middle, half) = (f64::midpoint(low, high), ((high - low) / 2.0).max(1e-9));
        for place in places.iter_mut() {
            let value = axis(place);
            *value = (*value - middle) / half;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: Place, b: Place) -> f64 {
        ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt()
    }

    #[test]
    fn the_first_of_a_circle_is_at_the_top_and_neighbours_are_equally_far() {
        let places = circle(6);
        assert!(distance(places[0], (0.0, -1.0)) < 1e-9);
        for pair in places.windows(2) {
            assert!((distance(pair[0], pair[1]) - 1.0).abs() < 1e-9);
        }
        assert!(circle(0).is_empty());
    }

    #[test]
    fn linked_nodes_stand_nearer_than_others() {
        // Two groups of ten, each wholly linked within, and one bridge.
        let within = |start: usize| {
            (start..start + 10).flat_map(move |a| (a + 1..start + 10).map(move |b| (a, b, 1.0)))
        };
        let edges: Vec<_> = within(0).chain(within(10)).chain([(0, 10, 0.3)]).collect();
        let places = spread(20, &edges);
        let mean = |pairs: Vec<(usize, usize)>| {
            pairs.iter().map(|&(a, b)| distance(places[a], places[b])).sum::<f64>() / pairs.len() as f64
        };
        let inside = mean(within(0).chain(within(10)).map(|(a, b, _)| (a, b)).collect());
        let across = mean((0..10).flat_map(|a| (10..20).map(move |b| (a, b))).collect());
        assert!(across > 1.5 * inside, "{across} across, {inside} inside");
    }

    #[test]
    fn nodes_stand_apart_inside_the_square_and_always_at_the_same_place() {
        for edges in [vec![], vec![(0, 1, 1.0), (5, 400, 1.0), (3, 3, 1.0)]] {
            let places = spread(60, &edges);
            assert_eq!(places, spread(60, &edges));
            assert!(places.iter().all(|(x, y)| x.abs() <= 1.0 + 1e-9 && y.abs() <= 1.0 + 1e-9));
            for (index, a) in places.iter().enumerate() {
                assert!(places[..index].iter().all(|b| distance(*a, *b) > 0.01));
            }
        }
        assert_eq!(spread(1, &[]).len(), 1);
        assert!(spread(0, &[]).is_empty());
    }
}
