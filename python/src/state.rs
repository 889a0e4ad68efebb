//! A result as plain lists, for pickle.

mod said;

use std::ops::Range;

use varlik::names::world;
use varlik::text::Lang;
use varlik::{
    Alias, Entity, EntityType, KnowledgeEvidence, KnowledgeLink, KnowledgeReason, Markup, Mention,
    MentionKind, Note, PairEvidence, Region, RegionKind, Relation, Resolution, Resolved, ResolvedDocument,
    Story, StoryPair, Summary,
};

use said::SaidState;

type Span = (usize, usize);
type DocumentState = (String, String, String, String, Vec<(usize, usize, String, String)>);
type MentionState = (usize, Span, String, String, usize, f32, String, Option<String>);
type LinkState = (f32, Vec<(String, String, f32)>, Option<(String, f32)>, Vec<String>);
type EntityState =
    (String, String, String, Option<String>, Option<LinkState>, Vec<(String, usize)>, Vec<usize>, Vec<usize>);
type StoryState = (String, Vec<usize>);
type PairState = (usize, usize, String, f32);
type Notes = Vec<(String, String)>;
type SummaryState = (usize, usize, usize, Notes, Notes);

/// Documents, mentions, entities, stories, pairs and the summary; labels are those of the output files, spans bytes.
pub(crate) type State = (
    Vec<DocumentState>,
    Vec<MentionState>,
    Vec<EntityState>,
    Vec<StoryState>,
    Vec<PairState>,
    SummaryState,
    SaidState,
);

const KINDS: [MentionKind; 2] = [MentionKind::Name, MentionKind::Nominal];
const RELATIONS: [Relation; 3] = [Relation::Same, Relation::Related, Relation::Different];

pub(crate) fn save(resolved: &Resolved) -> State {
    let Resolved { resolution, summary } = resolved;
    let notes = |notes: &[Note]| -> Notes {
        notes.iter().map(|note| (note.place.clone(), note.reason.clone())).collect()
    };
    let documents = resolution.documents.iter().map(|it| {
        let regions = it.regions.iter().map(|part| {
            (part.span.start, part.span.end, part.kind.as_str().to_owned(), part.language.to_owned())
        });
        (
            it.id.clone(),
            it.text.clone(),
            it.markup.as_str().to_owned(),
            it.language.to_owned(),
            regions.collect(),
        )
    });
    let mentions = resolution.mentions.iter().map(|it| {
        let (label, kind) = (it.entity_type.as_str().to_owned(), it.kind.as_str().to_owned());
        let span = (it.span.start, it.span.end);
        let metonym_of = it.metonym_of.map(str::to_owned);
        (it.document, span, label, kind, it.entity, it.score, it.region.as_str().to_owned(), metonym_of)
    });
    let entities = resolution.entities.iter().map(|it| {
        let aliases = it.aliases.iter().map(|alias| (alias.text.clone(), alias.count)).collect();
        let label = it.entity_type.as_str().to_owned();
        let (documents, mentions) = (it.documents.clone(), it.mentions.clone());
        let link = it.knowledge.as_ref().map(|link| {
            let line =
                |line: &KnowledgeEvidence| (line.what.as_str().to_owned(), line.detail.clone(), line.weight);
            (link.weight, link.evidence.iter().map(line).collect(), link.rival.clone(), link.names.clone())
        });
        (it.id.clone(), it.name.clone(), label, it.kb_id.clone(), link, aliases, documents, mentions)
    });
    (
        documents.collect(),
        mentions.collect(),
        entities.collect(),
        resolution.stories.iter().map(|it| (it.id.clone(), it.documents.clone())).collect(),
        resolution.pairs.iter().map(|it| (it.a, it.b, it.relation.as_str().to_owned(), it.score)).collect(),
        (
            summary.documents,
            summary.bytes,
            summary.ignored,
            notes(&summary.skipped),
            notes(&summary.repaired),
        ),
        said::save(resolution),
    )
}

fn restore_link((weight, evidence, rival, names): LinkState) -> Result<KnowledgeLink, String> {
    let evidence = evidence.into_iter().map(|(what, detail, weight)| {
        let what = labelled(&KnowledgeReason::ALL, KnowledgeReason::as_str, &what)?;
        Ok(KnowledgeEvidence { what, detail, weight })
    });
    Ok(KnowledgeLink { weight, evidence: evidence.collect::<Result<_, String>>()?, rival, names })
}

/// `Err` names a label that this version does not know.
pub(crate) fn restore(state: State) -> Result<Resolved, String> {
    let (documents, mentions, entities, stories, pairs, summary, said) = state;
    let notes = |notes: Notes| notes.into_iter().map(|(place, reason)| Note { place, reason }).collect();
    let documents = documents.into_iter().map(|(id, text, markup, language, regions)| {
        let code =
            |language: &str| Lang::from_code(language).map(Lang::code).ok_or_else(|| unknown(language));
        let regions = regions.into_iter().map(|(start, end, kind, language)| {
            let kind = labelled(&RegionKind::ALL, RegionKind::as_str, &kind)?;
            Ok(Region { span: start..end, kind, language: code(&language)? })
        });
        let language = code(&language)?;
        let regions = regions.collect::<Result<_, String>>()?;
        let markup = labelled(&Markup::ALL, Markup::as_str, &markup)?;
        Ok(ResolvedDocument { id, text, markup, regions, language, ..ResolvedDocument::default() })
    });
    let mentions = mentions.into_iter().map(
        |(document, (start, end), label, kind, entity, score, region, metonym_of)| {
            Ok(Mention {
                document,
                span: Range { start, end },
                entity_type: labelled(&EntityType::ALL, EntityType::as_str, &label)?,
                kind: labelled(&KINDS, MentionKind::as_str, &kind)?,
                entity,
                score,
                region: labelled(&RegionKind::ALL, RegionKind::as_str, &region)?,
                metonym_of: metonym_of.map(|id| known(&id)).transpose()?,
            })
        },
    );
    let entities =
        entities.into_iter().map(|(id, name, label, kb_id, link, aliases, documents, mentions)| {
            Ok(Entity {
                id,
                name,
                entity_type: labelled(&EntityType::ALL, EntityType::as_str, &label)?,
                kb_id,
                knowledge: link.map(restore_link).transpose()?,
                aliases: aliases.into_iter().map(|(text, count)| Alias { text, count }).collect(),
                documents,
                mentions,
            })
        });
    let pairs = pairs.into_iter().map(|(a, b, relation, score)| {
        let relation = labelled(&RELATIONS, Relation::as_str, &relation)?;
        Ok(StoryPair { a, b, relation, score, evidence: PairEvidence::default() })
    });
    let mut resolution = Resolution {
        documents: documents.collect::<Result<_, String>>()?,
        mentions: mentions.collect::<Result<_, String>>()?,
        entities: entities.collect::<Result<_, String>>()?,
        stories: stories
            .into_iter()
            .map(|(id, documents)| Story { id, documents, ..Story::default() })
            .collect(),
        pairs: pairs.collect::<Result<_, String>>()?,
        ..Resolution::default()
    };
    said::restore(said, &mut resolution)?;
    let (documents, bytes, ignored, skipped, repaired) = summary;
    let summary = Summary { documents, bytes, ignored, skipped: notes(skipped), repaired: notes(repaired) };
    Ok(Resolved { resolution, summary })
}

/// The id of an entry of the world table.
fn known(id: &str) -> Result<&'static str, String> {
    world::by_id(id).map(|entry| world::entry(entry).id).ok_or_else(|| unknown(id))
}

fn labelled<T: Copy>(all: &[T], label: impl Fn(T) -> &'static str, wanted: &str) -> Result<T, String> {
    let found = all.iter().copied().find(|&one| label(one) == wanted);
    found.ok_or_else(|| unknown(wanted))
}

fn unknown(label: &str) -> String {
    format!("unknown label {label:?}: the pickle is of another version of varlik")
}
