//! What holds a cluster together.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::canvas::{Anchor, Canvas, TEXT, WIDTH};
use super::layout::{self, MAX_CIRCLE, Place};
use super::{label, vega};

/// Nodes a picture draws.
const MAX_NODES: usize = 60;
/// Links a picture draws: those that hold the nodes together, then the strongest.
const MAX_EDGES: usize = 200;
/// Up to this many links carry their probability in writing.
const MAX_WRITTEN: usize = 6;
/// The shortest link that bears writing, in pixels.
const MIN_WRITTEN: f64 = 90.0;
/// Colours there are for sources.
const SOURCES: u32 = 5;
const RADIUS: f64 = 6.0;

/// The records of one entity and the links between them.
///
/// # Example: three spellings
/// ```
/// use varlik::chart::{ClusterGraph, GraphEdge, GraphNode};
///
/// let node = |label: &str| GraphNode { label: label.to_owned(), source: 0 };
/// let graph = ClusterGraph {
///     nodes: vec![node("Şükrü Işık"), node("Shukru Ishik"), node("S. Işık")],
///     edges: vec![
///         GraphEdge { left: 0, right: 1, probability: 0.98 },
///         GraphEdge { left: 0, right: 2, probability: 0.71 },
///     ],
///     weakest: Some(1),
/// };
/// assert!(graph.to_svg().contains("would come apart first between Şükrü Işık and S. Işık, probability 0.710"));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClusterGraph {
    /// The records.
    pub nodes: Vec<GraphNode>,
    /// The links; one that points beyond the nodes is not drawn.
    pub edges: Vec<GraphEdge>,
    /// Index of the link in `edges` that the cluster would break at first.
    pub weakest: Option<usize>,
}

/// A record of a cluster.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GraphNode {
    /// What the record is called.
    pub label: String,
    /// The number of the source it comes from, by which it is coloured.
    pub source: u32,
}

/// A link between two records.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GraphEdge {
    /// Index of one record.
    pub left: usize,
    /// Index of the other.
    pub right: usize,
    /// The probability that the two are one, 0 to 1.
    pub probability: f64,
}

/// A node that is drawn.
struct Drawn<'g> {
    node: &'g GraphNode,
    at: Place,
}

/// What of a graph is drawn: the places of the nodes, and the links with the numbers of drawn nodes.
struct Drawing<'g> {
    nodes: Vec<Drawn<'g>>,
    edges: Vec<GraphEdge>,
    /// Index of the weakest link in `edges`.
    weakest: Option<usize>,
    height: f64,
    on_circle: bool,
}

impl ClusterGraph {
    /// Draws the records as discs and the links as lines, the stronger the heavier; the weakest link is dashed.
    ///
    /// Up to 12 records stand on a circle. Of more, up to 60 stand where their links pull them; of a larger cluster those
    /// around the weakest link are drawn, and the picture says how many there are.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.draw().into_svg()
    }

    pub(crate) fn draw(&self) -> Canvas {
        let drawing = self.drawing();
        let mut canvas =
            Canvas::new(drawing.height, &format!("{} records and their links", self.nodes.len()));
        // The weakest link is drawn over the others, and the nodes over the links.
        for (index, edge) in drawing.edges.iter().enumerate() {
            if drawing.weakest != Some(index) {
                drawing.draw_edge(&mut canvas, edge, false);
            }
        }
        if let Some(edge) = drawing.weakest.and_then(|index| drawing.edges.get(index)) {
            drawing.draw_edge(&mut canvas, edge, true);
        }
        for drawn in &drawing.nodes {
            let class = format!("node source{}", drawn.node.source % SOURCES);
            canvas.disc(&class, drawn.at, RADIUS, &drawn.node.label);
        }
        drawing.draw_labels(&mut canvas);
        let mut baseline = drawing.height - 10.0;
        for said in self.remarks(&drawing).iter().rev() {
            canvas.cut_text("soft", Anchor::Start, (8.0, baseline), said, WIDTH - 16.0);
            baseline -= 16.0;
        }
        canvas
    }

    /// Returns what is said below the picture.
    fn remarks(&self, drawing: &Drawing<'_>) -> Vec<String> {
        let mut remarks = Vec::new();
        let weakest = self.weakest.and_then(|index| self.edges.get(index));
        if let Some((edge, (left, right))) = weakest.and_then(|edge| Some((edge, self.ends(edge)?))) {
            remarks.push(format!(
                "would come apart first between {} and {}, probability {}",
                label::fit(&left.label, 210.0, TEXT),
                label::fit(&right.label, 210.0, TEXT),
                label::probability(edge.probability)
            ));
        }
        let (nodes, edges) = (self.nodes.len(), self.edges.len());
        if drawing.nodes.len() < nodes || drawing.edges.len() < edges {
            let count = |number: usize| label::count(number as u64);
            remarks.push(format!(
                "{} of {} records and {} of {} links are drawn",
                count(drawing.nodes.len()),
                count(nodes),
                count(drawing.edges.len()),
                count(edges)
            ));
        }
        remarks
    }

    fn ends(&self, edge: &GraphEdge) -> Option<(&GraphNode, &GraphNode)> {
        Some((self.nodes.get(edge.left)?, self.nodes.get(edge.right)?))
    }

    fn drawing(&self) -> Drawing<'_> {
        let (chosen, number) = self.chosen_nodes();
        let (edges, weakest) = self.chosen_edges(chosen.len(), &number);
        let on_circle = chosen.len() <= MAX_CIRCLE;
        let places = if on_circle {
            layout::circle(chosen.len())
        } else {
            let pulls: Vec<_> =
                edges.iter().map(|edge| (edge.left, edge.right, strength(edge.probability))).collect();
            layout::spread(chosen.len(), &pulls)
        };
        // The labels of a circle stand to its left and right, so it is round; what is spread takes the whole width.
        let (across, down) = match chosen.len() {
            0 => (0.0, 0.0),
            1..=4 => (120.0, 64.0),
            5..=MAX_CIRCLE => (130.0, 120.0),
            13..=24 => (270.0, 150.0),
            _ => (290.0, 220.0),
        };
        let middle = (WIDTH / 2.0, down + 26.0);
        let nodes = chosen.iter().zip(places).filter_map(|(&index, (x, y))| {
            Some(Drawn { node: self.nodes.get(index)?, at: (middle.0 + x * across, middle.1 + y * down) })
        });
        Drawing { nodes: nodes.collect(), edges, weakest, height: down * 2.0 + 52.0 + 36.0, on_circle }
    }

    /// Chooses the nodes to draw: all, or those around the weakest link. Returns them with the number each is drawn under.
    fn chosen_nodes(&self) -> (Vec<usize>, Vec<Option<usize>>) {
        let nodes = self.nodes.len();
        if nodes <= MAX_NODES {
            return ((0..nodes).collect(), (0..nodes).map(Some).collect());
        }
        let mut neighbours = vec![Vec::new(); nodes];
        for edge in self.edges.iter().filter(|edge| self.ends(edge).is_some()) {
            for (own, other) in [(edge.left, edge.right), (edge.right, edge.left)] {
                if let Some(list) = neighbours.get_mut(own) {
                    list.push(other);
                }
            }
        }
        let weakest = self.weakest.and_then(|index| self.edges.get(index));
        let starts = weakest.into_iter().flat_map(|edge| [edge.left, edge.right]);
        let (mut chosen, mut is_chosen) = (Vec::with_capacity(MAX_NODES), vec![false; nodes]);
        // What no link reaches follows in the order of the records.
        for start in starts.chain(0..nodes) {
            let mut waiting = VecDeque::from([start]);
            while let Some(node) = waiting.pop_front() {
                let Some(seen) = is_chosen.get_mut(node).filter(|seen| !**seen) else { continue };
                if chosen.len() == MAX_NODES {
                    break;
                }
                *seen = true;
                chosen.push(node);
                if let Some(list) = neighbours.get(node) {
                    waiting.extend(list.iter().filter(|&&other| is_chosen.get(other) == Some(&false)));
                }
            }
            if chosen.len() == MAX_NODES {
                break;
            }
        }
        chosen.sort_unstable();
        let mut number = vec![None; nodes];
        for (position, &node) in chosen.iter().enumerate() {
            if let Some(place) = number.get_mut(node) {
                *place = Some(position);
            }
        }
        (chosen, number)
    }

    /// Chooses the links to draw between the drawn nodes, with the numbers those are drawn under.
    fn chosen_edges(&self, nodes: usize, number: &[Option<usize>]) -> (Vec<GraphEdge>, Option<usize>) {
        let drawn_number = |node: usize| number.get(node).copied().flatten();
        let mut inside: Vec<(usize, GraphEdge)> = Vec::new();
        for (index, edge) in self.edges.iter().enumerate() {
            if let (Some(left), Some(right)) = (drawn_number(edge.left), drawn_number(edge.right))
                && left != right
            {
                inside.push((index, GraphEdge { left, right, ..*edge }));
            }
        }
        inside.sort_by(|(_, a), (_, b)| strength(b.probability).total_cmp(&strength(a.probability)));
        if inside.len() > MAX_EDGES {
            let mut root: Vec<usize> = (0..nodes).collect();
            let (mut holding, mut others) = (Vec::new(), Vec::new());
            for (index, edge) in inside {
                let joins = join(&mut root, edge.left, edge.right);
                if joins || self.weakest == Some(index) { &mut holding } else { &mut others }
                    .push((index, edge));
            }
            others.truncate(MAX_EDGES.saturating_sub(holding.len()));
            holding.append(&mut others);
            inside = holding;
        }
        let weakest = inside.iter().position(|(index, _)| self.weakest == Some(*index));
        (inside.into_iter().map(|(_, edge)| edge).collect(), weakest)
    }

    /// Returns the chart as a Vega-Lite dictionary of what the picture draws, with its places.
    #[must_use]
    pub fn to_vegalite(&self) -> Value {
        let drawing = self.drawing();
        let mut rows = Vec::new();
        for (index, edge) in drawing.edges.iter().enumerate() {
            if let Some((from, to)) = drawing.ends(edge) {
                rows.push(json!({
                    "x": from.at.0, "y": from.at.1, "x2": to.at.0, "y2": to.at.1, "probability": edge.probability,
                    "left": label::head(&from.node.label), "right": label::head(&to.node.label),
                    "weakest": drawing.weakest == Some(index),
                }));
            }
        }
        let nodes: Vec<Value> = drawing
            .nodes
            .iter()
            .map(|drawn| {
                let (x, y) = drawn.at;
                json!({ "x": x, "y": y, "label": label::head(&drawn.node.label), "source": drawn.node.source })
            })
            .collect();
        let x =
            json!({ "field": "x", "type": "quantitative", "axis": null, "scale": { "domain": [0, WIDTH] } });
        let y = json!({ "field": "y", "type": "quantitative", "axis": null, "scale": { "domain": [drawing.height, 0] } });
        let specification = json!({
            "width": WIDTH, "height": drawing.height,
            "layer": [
                {
                    "mark": { "type": "rule", "tooltip": { "content": "data" } },
                    "encoding": {
                        "x": x, "y": y, "x2": { "field": "x2" }, "y2": { "field": "y2" },
                        "color": { "condition": { "test": "datum.weakest", "value": vega::AGAINST }, "value": vega::NEUTRAL },
                        "opacity": {
                            "condition": { "test": "datum.weakest", "value": 1 },
                            "field": "probability", "type": "quantitative", "legend": null, "scale": { "domain": [0, 1] }
                        }
                    }
                },
                {
                    "data": { "values": nodes },
                    "encoding": { "x": x, "y": y },
                    "layer": [
                        {
                            "mark": { "type": "circle", "size": 150, "opacity": 1, "tooltip": { "content": "data" } },
                            "encoding": { "color": { "field": "source", "type": "nominal", "legend": null } }
                        },
                        {
                            "mark": { "type": "text", "dy": 18, "limit": 120 },
                            "encoding": { "text": { "field": "label", "type": "nominal" } }
                        }
                    ]
                }
            ]
        });
        vega::with_values("The records of an entity and the links between them", rows, specification)
    }
}

impl<'g> Drawing<'g> {
    fn ends(&self, edge: &GraphEdge) -> Option<(&Drawn<'g>, &Drawn<'g>)> {
        Some((self.nodes.get(edge.left)?, self.nodes.get(edge.right)?))
    }

    fn draw_edge(&self, canvas: &mut Canvas, edge: &GraphEdge, is_weakest: bool) {
        let Some((from, to)) = self.ends(edge) else { return };
        let probability = label::probability(edge.probability);
        let tooltip = format!(
            "{} and {}: probability {probability}",
            label::fit(&from.node.label, 300.0, TEXT),
            label::fit(&to.node.label, 300.0, TEXT)
        );
        if is_weakest {
            canvas.line("weakest", from.at, to.at, &tooltip);
        } else {
            let strength = strength(edge.probability);
            // Many lines at full weight would hide one another.
            let weight = if self.on_circle { 1.0 } else { 0.5 };
            let look = (0.5 + 2.0 * weight * strength, 0.25 + 0.65 * weight * strength);
            canvas.weighted_line(from.at, to.at, look, &tooltip);
        }
        if (is_weakest || self.edges.len() <= MAX_WRITTEN)
            && let Some(at) = self.place_of_probability(from, to)
        {
            canvas.text("halo small", Anchor::Middle, at, &probability);
        }
    }

    /// Returns where the probability of a link is written, unless the link is too short to bear it.
    fn place_of_probability(&self, from: &Drawn<'_>, to: &Drawn<'_>) -> Option<Place> {
        // Off the middle, because the diagonals of a square cross there.
        let part = if self.nodes.len() == 2 { 0.5 } else { 0.36 };
        let (x, y) = (to.at.0 - from.at.0, to.at.1 - from.at.1);
        let is_long = (x * x + y * y).sqrt() >= MIN_WRITTEN;
        is_long.then_some((from.at.0 + x * part, from.at.1 + y * part + 4.0))
    }

    fn draw_labels(&self, canvas: &mut Canvas) {
        let middle = WIDTH / 2.0;
        let mut taken: Vec<[f64; 4]> =
            self.nodes.iter().map(|drawn| around(drawn.at, RADIUS + 1.0)).collect();
        // The ends of the weakest link are named before all others, and its probability is not covered.
        let weakest = self.weakest.and_then(|index| self.edges.get(index));
        let ends = weakest.and_then(|edge| self.ends(edge));
        if let Some((x, y)) = ends.and_then(|(from, to)| self.place_of_probability(from, to)) {
            taken.push([x - 20.0, y - 12.0, x + 20.0, y + 4.0]);
        }
        let is_end = |node: usize| weakest.is_some_and(|edge| edge.left == node || edge.right == node);
        let numbered = || self.nodes.iter().enumerate();
        let ends = numbered().filter(|(node, _)| is_end(*node));
        for (_, drawn) in ends.chain(numbered().filter(|(node, _)| !is_end(*node))) {
            let (x, y) = drawn.at;
            if self.on_circle {
                let side = x - middle;
                let (anchor, at, room) = if side.abs() < 20.0 {
                    (
                        Anchor::Middle,
                        (x, if y < self.height / 2.0 - 18.0 { y - 11.0 } else { y + 20.0 }),
                        240.0,
                    )
                } else if side < 0.0 {
                    (Anchor::End, (x - 12.0, y + 4.0), x - 20.0)
                } else {
                    (Anchor::Start, (x + 12.0, y + 4.0), WIDTH - x - 20.0)
                };
                canvas.cut_text("halo", anchor, at, &drawn.node.label, room);
                continue;
            }
            // Of many labels those that cover nothing are written; the rest are in the tooltips of their nodes.
            let shown = label::fit(&drawn.node.label, 140.0, TEXT);
            let width = label::width(&shown, TEXT);
            let places = [
                (Anchor::Middle, (x, y + 18.0), x - width / 2.0),
                (Anchor::Middle, (x, y - 10.0), x - width / 2.0),
                (Anchor::Start, (x + 10.0, y + 4.0), x + 10.0),
                (Anchor::End, (x - 10.0, y + 4.0), x - 10.0 - width),
            ];
            for (anchor, at, left) in places {
                let own = [left, at.1 - 10.0, left + width, at.1 + 3.0];
                let is_inside = left >= 2.0 && left + width <= WIDTH - 2.0;
                if is_inside && taken.iter().all(|other| !overlap(&own, other)) {
                    canvas.cut_text("halo", anchor, at, &drawn.node.label, 140.0);
                    taken.push(own);
                    break;
                }
            }
        }
    }
}

/// Returns how strong a link is drawn, 0 to 1; a probability that is no number is the weakest.
fn strength(probability: f64) -> f64 {
    if probability.is_nan() { 0.0 } else { probability.clamp(0.0, 1.0) }
}

fn around((x, y): Place, radius: f64) -> [f64; 4] {
    [x - radius, y - radius, x + radius, y + radius]
}

/// Returns whether two boxes (left, top, right, bottom) share a point.
fn overlap(a: &[f64; 4], b: &[f64; 4]) -> bool {
    let ([a_left, a_top, a_right, a_bottom], [b_left, b_top, b_right, b_bottom]) = (a, b);
    a_left < b_right && b_left < a_right && a_top < b_bottom && b_top < a_bottom
}

/// Joins the trees of two nodes; returns whether they were two.
fn join(root: &mut [usize], left: usize, right: usize) -> bool {
    let find = |mut node: usize| {
        while let Some(&above) = root.get(node).filter(|above| **above != node) {
            node = above;
        }
        node
    };
    let (left, right) = (find(left), find(right));
    if let Some(above) = root.get_mut(left.max(right)) {
        *above = left.min(right);
    }
    left != right
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: usize, edges: &[(usize, usize, f64)]) -> ClusterGraph {
        let labels =
            (0..nodes).map(|index| GraphNode { label: format!("kayıt {index}"), source: index as u32 % 7 });
        let edges = edges.iter().map(|&(left, right, probability)| GraphEdge { left, right, probability });
        ClusterGraph { nodes: labels.collect(), edges: edges.collect(), weakest: None }
    }

    /// A chain with every seventh record also linked to the first.
    fn large(nodes: usize) -> ClusterGraph {
        let mut edges: Vec<_> = (1..nodes).map(|node| (node - 1, node, 0.9)).collect();
        edges.extend((7..nodes).step_by(7).map(|node| (0, node, 0.6)));
        graph(nodes, &edges)
    }

    #[test]
    fn every_record_of_a_small_cluster_is_drawn_and_named() {
        for nodes in 1..=12 {
            let svg = graph(nodes, &[]).to_svg();
            assert_eq!(svg.matches("<circle ").count(), nodes);
            assert_eq!(svg.matches("class=\"halo\"").count(), nodes, "{nodes}");
            assert!(!svg.contains("are drawn"));
        }
        assert!(!graph(0, &[]).to_svg().contains("<circle"));
    }

    #[test]
    fn the_weakest_link_is_marked_and_only_that() {
        let mut chart = graph(3, &[(0, 1, 0.99), (1, 2, 0.7), (0, 2, 0.4)]);
        assert!(
            !chart.to_svg().contains("class=\"weakest\"") && !chart.to_svg().contains("come apart first")
        );
        chart.weakest = Some(1);
        let svg = chart.to_svg();
        assert_eq!(svg.matches("<line class=\"weakest\"").count(), 1);
        assert!(svg.contains("would come apart first between kayıt 1 and kayıt 2, probability 0.700"));
    }

    #[test]
    fn of_a_large_cluster_the_records_around_the_weakest_link_are_drawn() {
        let mut chart = large(1000);
        chart.weakest = Some(700);
        let svg = chart.to_svg();
        assert_eq!(svg.matches("<circle ").count(), MAX_NODES);
        assert!(svg.contains("60 of 1,000 records"));
        for end in [700, 701] {
            assert!(svg.contains(&format!("<title>kayıt {end}</title></circle>")), "{end}");
        }
        assert!(!svg.contains("<title>kayıt 500</title></circle>"));
        assert_eq!(svg, chart.to_svg());
    }

    #[test]
    fn of_many_links_those_that_hold_the_nodes_together_stay() {
        // All pairs of 40 are strong but for the last record, which hangs by one weak link.
        let mut edges: Vec<_> = (0..39).flat_map(|a| (a + 1..39).map(move |b| (a, b, 0.95))).collect();
        edges.push((3, 39, 0.2));
        let chart = graph(40, &edges);
        let drawing = chart.drawing();
        assert_eq!(drawing.edges.len(), MAX_EDGES);
        assert!(drawing.edges.iter().any(|edge| edge.right == 39));
        let mut root: Vec<usize> = (0..40).collect();
        let joined = drawing.edges.iter().filter(|edge| join(&mut root, edge.left, edge.right)).count();
        assert_eq!(joined, 39, "the drawn links hold all records together");
    }

    #[test]
    fn labels_of_a_spread_graph_do_not_cover_one_another() {
        let svg = large(60).to_svg();
        let named = svg.matches("class=\"halo\"").count();
        assert!((30..=60).contains(&named), "{named} names");
    }

    #[test]
    fn links_beyond_the_records_and_to_themselves_are_left_out() {
        let chart = graph(3, &[(0, 7, 0.9), (usize::MAX, 1, 0.9), (1, 1, 0.9), (0, 1, f64::NAN)]);
        let svg = chart.to_svg();
        assert_eq!(svg.matches("<line class=\"link\"").count(), 1);
        assert!(!svg.contains("NaN"));
        assert_eq!(chart.to_vegalite()["data"]["values"].as_array().unwrap().len(), 1);
    }
}
