//! The stories, with their articles side by side.

use std::fmt::Write as _;

use varlik_documents::Relation;

use super::article::write_article;
use super::entity::type_class;
use super::escape::{push_count, push_number, push_text};
use super::said;
use super::scope::{Group, Scope};

/// Shared entities named at the head of a story.
const MAX_SHARED: usize = 14;
/// Related stories named at the head of a story.
const MAX_RELATED: usize = 4;

/// Writes every story of which an article is shown.
pub(super) fn write_stories(out: &mut String, scope: &mut Scope<'_>) {
    let related = related_groups(scope);
    let mut was_told_twice = false;
    for index in 0..scope.groups.len() {
        let Some(group) = scope.groups.get(index) else { break };
        let shared = shared_entities(scope, group);
        let members = group.shown.clone();
        let alone = if members.len() == 1 { " alone" } else { "" };
        let many = if members.len() > 2 { " many" } else { "" };
        let folded = if scope.opens_articles() { "" } else { " folded" };
        if members.len() == 1 && was_told_twice {
            out.push_str("<h3 class=\"once\">Told once</h3>");
        }
        was_told_twice = members.len() > 1;
        let _ = write!(
            out,
            "<article class=\"story{alone}{many}{folded}\" id=\"s{index}\"><header><p class=\"meta\">"
        );
        write_kicker(out, scope, index, group);
        out.push_str("</p>");
        if members.len() > 1 {
            out.push_str("<h3>");
            push_story_name(out, scope, group, &shared);
            out.push_str("</h3>");
        }
        write_shared(out, scope, &shared);
        write_related(out, scope, related.get(index).map(Vec::as_slice).unwrap_or_default());
        said::write_said(out, scope, group);
        out.push_str("</header><div class=\"columns\">");
        let mut marked: Vec<usize> = shared.into_iter().map(|(entity, _)| entity).collect();
        marked.sort_unstable();
        for document in members {
            write_article(out, scope, document, &marked);
        }
        out.push_str("</div></article>");
    }
}

fn write_kicker(out: &mut String, scope: &Scope<'_>, index: usize, group: &Group) {
    let Some(story) = group.story.and_then(|story| scope.resolution.stories.get(story)) else {
        out.push_str("In no story");
        return;
    };
    let _ = write!(out, "<a href=\"#s{index}\">Story {}</a>", index + 1);
    match group.all {
        1 => out.push_str(" · told once"),
        all => {
            out.push_str(" · ");
            push_count(out, all, "article", "articles");
        }
    }
    if group.shown.len() < group.all {
        out.push_str(", ");
        push_number(out, group.shown.len());
        out.push_str(" shown");
    }
    out.push_str("<span class=\"story-id\"> · <code>");
    push_text(out, &story.id);
    out.push_str("</code></span>");
}

/// Appends the headline that says most of what the articles share; an opening line only where none has a headline.
fn push_story_name(out: &mut String, scope: &Scope<'_>, group: &Group, shared: &[(usize, usize)]) {
    let told_by = |document: usize| {
        let Some(headline) = scope.headline(document) else { return (false, 0) };
        let span = &headline.span;
        let mut named: Vec<usize> = scope
            .mentions(document)
            .filter(|(_, mention)| span.start <= mention.span.start && mention.span.end <= span.end)
            .map(|(_, mention)| mention.entity)
            .filter(|entity| shared.iter().any(|(other, _)| other == entity))
            .collect();
        named.sort_unstable();
        named.dedup();
        (headline.is_title, named.len())
    };
    // Of equals `min_by_key` takes the first.
    if let Some(&document) = group.shown.iter().min_by_key(|&&document| std::cmp::Reverse(told_by(document)))
    {
        out.push_str("<bdi>");
        scope.push_headline(out, document);
        out.push_str("</bdi>");
    }
}

fn write_shared(out: &mut String, scope: &Scope<'_>, shared: &[(usize, usize)]) {
    if shared.is_empty() {
        return;
    }
    out.push_str("<p class=\"shared-names\">Shared: ");
    for (position, &(index, articles)) in shared.iter().take(MAX_SHARED).enumerate() {
        let Some(entity) = scope.resolution.entities.get(index) else { continue };
        if position > 0 {
            out.push_str(", ");
        }
        let class = type_class(entity.entity_type);
        let is_linked = index < scope.shown_entities();
        if is_linked {
            let _ = write!(
                out,
                "<a class=\"m shared {class}\" href=\"#e{index}\" title=\"in {articles} of these articles\">"
            );
        } else {
            let _ = write!(out, "<span class=\"m shared {class}\">");
        }
        push_text(out, &entity.name);
        out.push_str(if is_linked { "</a>" } else { "</span>" });
    }
    if shared.len() > MAX_SHARED {
        out.push_str(" and ");
        push_number(out, shared.len() - MAX_SHARED);
        out.push_str(" more");
    }
    out.push_str("</p>");
}

fn write_related(out: &mut String, scope: &Scope<'_>, related: &[(usize, f32)]) {
    if related.is_empty() {
        return;
    }
    out.push_str("<p class=\"related\">Related, but another story: ");
    for (position, &(index, _)) in related.iter().enumerate() {
        let Some(group) = scope.groups.get(index) else { continue };
        if position > 0 {
            out.push_str("; ");
        }
        let _ = write!(out, "<a href=\"#s{index}\">");
        push_story_name(out, scope, group, &shared_entities(scope, group));
        out.push_str("</a>");
    }
    out.push_str("</p>");
}

/// Returns the entities that two or more shown articles name in the story, with how many do, most first.
fn shared_entities(scope: &Scope<'_>, group: &Group) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for &document in &group.shown {
        let told = scope.mentions(document).filter(|(_, mention)| mention.region.is_story());
        places.extend(told.map(|(_, mention)| (mention.entity, document)));
    }
    places.sort_unstable();
    places.dedup();
    let runs = places.chunk_by(|left, right| left.0 == right.0);
    let mut shared: Vec<(usize, usize)> =
        runs.filter(|run| run.len() > 1).filter_map(|run| Some((run.first()?.0, run.len()))).collect();
    shared.sort_by_key(|&(entity, articles)| (std::cmp::Reverse(articles), entity));
    shared
}

/// Returns for each group the other groups that it is related to by a pair of articles, the surest first.
fn related_groups(scope: &Scope<'_>) -> Vec<Vec<(usize, f32)>> {
    let mut related: Vec<Vec<(usize, f32)>> = vec![Vec::new(); scope.groups.len()];
    for pair in scope.resolution.pairs.iter().filter(|pair| pair.relation == Relation::Related) {
        let (Some(a), Some(b)) = (scope.group_of(pair.a), scope.group_of(pair.b)) else { continue };
        if a == b {
            continue;
        }
        for (from, to) in [(a, b), (b, a)] {
            if let Some(list) = related.get_mut(from) {
                list.push((to, pair.score));
            }
        }
    }
    for list in &mut related {
        list.sort_by(|left, right| left.0.cmp(&right.0).then(right.1.total_cmp(&left.1)));
        list.dedup_by_key(|(group, _)| *group);
        list.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        list.truncate(MAX_RELATED);
    }
    related
}
