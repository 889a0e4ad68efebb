//! Dates, claims, versions and what two articles share, as plain lists.

use varlik::{
    Act, Claim, Conflict, Contradiction, DateBasis, DateMention, Day, Modality, Moment, PairEvidence,
    Polarity, Resolution, Version,
};

use super::{Span, labelled, unknown};

type DayState = (Option<u16>, u8, Option<u8>);
type DateState = (usize, Span, DayState, String);
type ClaimState = (
    usize,
    Span,
    Span,
    (Option<usize>, Option<usize>),
    bool,
    (String, String, String),
    Vec<usize>,
    Option<usize>,
);
type ContradictionState = (usize, usize, String, f32);
type VersionState = (usize, Span, Option<String>, Option<usize>);
type EvidenceState = (f32, Vec<(Span, Span)>, Vec<usize>, Vec<DayState>);

/// Times of publication by article, versions by story, evidence by pair, dates, claims, contradictions.
pub(crate) type SaidState = (
    Vec<Option<String>>,
    Vec<Vec<VersionState>>,
    Vec<EvidenceState>,
    Vec<DateState>,
    Vec<ClaimState>,
    Vec<ContradictionState>,
);

fn span(span: &std::ops::Range<usize>) -> Span {
    (span.start, span.end)
}

fn day(day: Day) -> DayState {
    (day.year, day.month, day.day)
}

pub(super) fn save(resolution: &Resolution) -> SaidState {
    let published = resolution.documents.iter().map(|it| it.published.map(|time| time.to_string()));
    let versions = resolution.stories.iter().map(|story| {
        let versions = story.versions.iter();
        versions
            .map(|it| (it.document, span(&it.span), it.time.map(|time| time.to_string()), it.copy_of))
            .collect()
    });
    let evidence = resolution.pairs.iter().map(|pair| {
        let it = &pair.evidence;
        let quotations = it.quotations.iter().map(|(a, b)| (span(a), span(b))).collect();
        (it.copy, quotations, it.entities.clone(), it.days.iter().copied().map(day).collect())
    });
    let dates = resolution
        .dates
        .iter()
        .map(|it| (it.document, span(&it.span), day(it.day), it.basis.as_str().to_owned()));
    let claims = resolution.claims.iter().map(|it| {
        let labels =
            (it.act.as_str().to_owned(), it.polarity.as_str().to_owned(), it.modality.as_str().to_owned());
        let speaker = (it.mention, it.speaker);
        (
            it.document,
            span(&it.span),
            span(&it.cue),
            speaker,
            it.is_quotation,
            labels,
            it.about.clone(),
            it.date,
        )
    });
    let contradictions = resolution
        .contradictions
        .iter()
        .map(|it| (it.newer, it.older, it.conflict.as_str().to_owned(), it.overlap));
    (
        published.collect(),
        versions.collect(),
        evidence.collect(),
        dates.collect(),
        claims.collect(),
        contradictions.collect(),
    )
}

fn to_day((year, month, day): DayState) -> Result<Day, String> {
    Day::new(year, month, day).ok_or_else(|| unknown("day"))
}

fn to_time(time: Option<String>) -> Result<Option<Moment>, String> {
    time.map(|time| Moment::read(&time).ok_or_else(|| unknown(&time))).transpose()
}

/// Puts what was said into a resolution that has all the rest.
pub(super) fn restore(state: SaidState, resolution: &mut Resolution) -> Result<(), String> {
    let (published, versions, evidence, dates, claims, contradictions) = state;
    for (document, time) in resolution.documents.iter_mut().zip(published) {
        document.published = to_time(time)?;
    }
    for (story, versions) in resolution.stories.iter_mut().zip(versions) {
        let versions = versions.into_iter().map(|(document, (start, end), time, copy_of)| {
            Ok(Version { document, span: start..end, time: to_time(time)?, copy_of })
        });
        story.versions = versions.collect::<Result<_, String>>()?;
    }
    for (pair, (copy, quotations, entities, days)) in resolution.pairs.iter_mut().zip(evidence) {
        let quotations = quotations.into_iter().map(|(a, b)| (a.0..a.1, b.0..b.1)).collect();
        let days = days.into_iter().map(to_day).collect::<Result<_, String>>()?;
        pair.evidence = PairEvidence { copy, quotations, entities, days };
    }
    let dates = dates.into_iter().map(|(document, (start, end), day, basis)| {
        let basis = labelled(&DateBasis::ALL, DateBasis::as_str, &basis)?;
        Ok(DateMention { document, span: start..end, day: to_day(day)?, basis })
    });
    resolution.dates = dates.collect::<Result<_, String>>()?;
    let claims = claims.into_iter().map(
        |(document, span, cue, (mention, speaker), is_quotation, (act, polarity, modality), about, date)| {
            Ok(Claim {
                document,
                span: span.0..span.1,
                cue: cue.0..cue.1,
                mention,
                speaker,
                is_quotation,
                act: labelled(&Act::ALL, Act::as_str, &act)?,
                polarity: labelled(&Polarity::ALL, Polarity::as_str, &polarity)?,
                modality: labelled(&Modality::ALL, Modality::as_str, &modality)?,
                about,
                date,
            })
        },
    );
    resolution.claims = claims.collect::<Result<_, String>>()?;
    let contradictions = contradictions.into_iter().map(|(newer, older, conflict, overlap)| {
        Ok(Contradiction {
            newer,
            older,
            conflict: labelled(&Conflict::ALL, Conflict::as_str, &conflict)?,
            overlap,
        })
    });
    resolution.contradictions = contradictions.collect::<Result<_, String>>()?;
    Ok(())
}
