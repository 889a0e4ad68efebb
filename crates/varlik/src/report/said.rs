//! How a story changed, who said what in it, and what of that contradicts what.

use std::fmt::Write as _;

use varlik_documents::Claim;

use super::escape::{push_count, push_number, push_short, push_text};
use super::scope::{Group, Scope};

/// Versions listed of a story.
const MAX_VERSIONS: usize = 20;
/// Contradictions listed of a story.
const MAX_CONTRADICTIONS: usize = 8;
/// Claims listed of a story.
const MAX_CLAIMS: usize = 20;
/// Bytes of a claim that are shown.
const MAX_CLAIM: usize = 280;

/// Writes what is known of the versions and claims of a story; each list is folded but for the contradictions.
pub(super) fn write_said(out: &mut String, scope: &Scope<'_>, group: &Group) {
    write_versions(out, scope, group);
    let resolution = scope.resolution;
    // Claims stand in the order of articles.
    let of_article = |document: &usize| {
        let from = resolution.claims.partition_point(|claim| claim.document < *document);
        let to = resolution.claims.partition_point(|claim| claim.document <= *document);
        from..to
    };
    let claims: Vec<usize> = group.shown.iter().flat_map(of_article).collect();
    let is_shown = |claim: usize| claims.binary_search(&claim).is_ok();
    let mut conflicts = resolution
        .contradictions
        .iter()
        .filter(|pair| is_shown(pair.newer) && is_shown(pair.older))
        .take(MAX_CONTRADICTIONS)
        .peekable();
    if conflicts.peek().is_some() {
        out.push_str(
            "<details class=\"said conflicts\" open><summary>Said otherwise, the newest first</summary><ol>",
        );
        for pair in conflicts {
            out.push_str("<li>");
            for (place, claim) in [pair.newer, pair.older].into_iter().enumerate() {
                if place > 0 {
                    out.push_str(" <span class=\"with\">but</span> ");
                }
                if let Some(claim) = resolution.claims.get(claim) {
                    push_claim(out, scope, claim);
                }
            }
            out.push_str("</li>");
        }
        out.push_str("</ol></details>");
    }
    if !claims.is_empty() {
        out.push_str("<details class=\"said\"><summary>Who said what: ");
        push_count(out, claims.len(), "claim", "claims");
        out.push_str("</summary><ol>");
        for claim in claims.iter().take(MAX_CLAIMS).filter_map(|&claim| resolution.claims.get(claim)) {
            out.push_str("<li>");
            push_claim(out, scope, claim);
            out.push_str("</li>");
        }
        out.push_str("</ol>");
        if claims.len() > MAX_CLAIMS {
            out.push_str("<p class=\"bounded\">Showing ");
            push_number(out, MAX_CLAIMS);
            out.push_str("; claims.jsonl holds all.</p>");
        }
        out.push_str("</details>");
    }
}

fn write_versions(out: &mut String, scope: &Scope<'_>, group: &Group) {
    let Some(story) = group.story.and_then(|story| scope.resolution.stories.get(story)) else { return };
    let is_dated = story.versions.iter().any(|version| version.time.is_some() || version.copy_of.is_some());
    if story.versions.len() < 2 || !is_dated {
        return;
    }
    out.push_str("<details class=\"said versions\"><summary>How it was told: ");
    push_count(out, story.versions.len(), "version", "versions");
    out.push_str(", oldest first</summary><ol>");
    for version in story.versions.iter().take(MAX_VERSIONS) {
        out.push_str("<li>");
        match version.time {
            Some(time) => {
                let _ = write!(out, "<time>{time}</time> ");
            }
            None => out.push_str("<span class=\"meta\">time unknown</span> "),
        }
        push_article(out, scope, version.document);
        if let Some(original) = version.copy_of {
            out.push_str(" <span class=\"meta\">a near copy of</span> ");
            push_article(out, scope, original);
        }
        out.push_str("</li>");
    }
    out.push_str("</ol></details>");
}

fn push_claim(out: &mut String, scope: &Scope<'_>, claim: &Claim) {
    let resolution = scope.resolution;
    let speaker = claim.speaker.and_then(|speaker| Some((speaker, resolution.entities.get(speaker)?)));
    match speaker {
        Some((index, entity)) if index < scope.shown_entities() => {
            let _ = write!(out, "<a href=\"#e{index}\">");
            push_text(out, &entity.name);
            out.push_str("</a>");
        }
        Some((_, entity)) => push_text(out, &entity.name),
        None => out.push_str("Somebody"),
    }
    let bends = [claim.polarity.as_str(), claim.modality.as_str()];
    let _ = write!(out, " <span class=\"meta\">{}</span> <bdi>", claim.act.as_str());
    let document = resolution.documents.get(claim.document);
    let text = document.and_then(|document| document.text.get(claim.span.clone())).unwrap_or("");
    push_short(out, text, MAX_CLAIM);
    out.push_str("</bdi> <span class=\"meta\">");
    let plain = ["affirmed", "actual"];
    for bend in bends.into_iter().filter(|bend| !plain.contains(bend)) {
        out.push_str(bend);
        out.push_str(", ");
    }
    let _ = write!(out, "<a href=\"#d{}\">", claim.document);
    push_text(out, document.map_or("", |document| document.id.as_str()));
    out.push_str("</a></span>");
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
