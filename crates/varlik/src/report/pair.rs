//! The pairs of articles that were compared.

use std::fmt::Write as _;

use varlik_documents::{PairEvidence, Relation, StoryPair};

use super::escape::{push_count, push_number};
use super::scope::Scope;

/// Pairs listed of each relation.
const MAX_LISTED: usize = 200;

/// Writes the pairs by relation, the surest first; those that differ start folded.
pub(super) fn write_pairs(out: &mut String, scope: &Scope<'_>) {
    for (relation, words) in [
        (Relation::Same, "tell the same event"),
        (Relation::Related, "share names, but tell another event"),
        (Relation::Different, "have little in common"),
    ] {
        let mut pairs: Vec<&StoryPair> =
            scope.resolution.pairs.iter().filter(|pair| pair.relation == relation).collect();
        if pairs.is_empty() {
            continue;
        }
        pairs.sort_by(|left, right| {
            right.score.total_cmp(&left.score).then((left.a, left.b).cmp(&(right.a, right.b)))
        });
        let open = if relation == Relation::Different { "" } else { " open" };
        let label = relation.as_str();
        let _ =
            write!(out, "<details class=\"pairs\"{open}><summary><b class=\"relation {label}\">{label}</b> ");
        push_count(out, pairs.len(), "pair", "pairs");
        let _ = write!(out, " that {words}</summary><ol>");
        for pair in pairs.iter().take(MAX_LISTED) {
            let _ = write!(out, "<li><span class=\"score\">{:.2}</span> <span>", pair.score);
            push_article(out, scope, pair.a);
            out.push_str(" <span class=\"with\">and</span> ");
            push_article(out, scope, pair.b);
            push_why(out, pair);
            out.push_str("</span></li>");
        }
        out.push_str("</ol>");
        if pairs.len() > MAX_LISTED {
            out.push_str("<p class=\"bounded\">Showing ");
            push_number(out, MAX_LISTED);
            out.push_str(" of ");
            push_number(out, pairs.len());
            out.push_str("; pairs.jsonl holds all.</p>");
        }
        out.push_str("</details>");
    }
    if scope.resolution.pairs.is_empty() {
        out.push_str("<p class=\"meta\">No two articles were compared.</p>");
    }
}

/// Appends what two articles have in common, in a few words.
fn push_why(out: &mut String, pair: &StoryPair) {
    let evidence = &pair.evidence;
    if *evidence == PairEvidence::default() {
        return;
    }
    out.push_str(" <span class=\"meta\">");
    push_count(out, evidence.entities.len(), "name", "names");
    if !evidence.quotations.is_empty() {
        out.push_str(", ");
        push_count(out, evidence.quotations.len(), "quotation", "quotations");
    }
    if evidence.copy >= 0.1 {
        let _ = write!(out, ", {:.0} % of their wording", evidence.copy * 100.0);
    }
    for day in &evidence.days {
        let _ = write!(out, ", {day}");
    }
    out.push_str(" in common</span>");
}

fn push_article(out: &mut String, scope: &Scope<'_>, document: usize) {
    let is_shown = scope.group_of(document).is_some();
    if is_shown {
        let _ = write!(out, "<a href=\"#d{document}\">");
    }
    out.push_str("<bdi>");
    scope.push_headline(out, document);
    out.push_str("</bdi>");
    if is_shown {
        out.push_str("</a>");
    }
}
