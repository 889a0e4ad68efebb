//! Which forms in one article name the same person, place or organisation.

use rustc_hash::FxHashMap;
use varlik_names::world::{self, EntryIndex, Relation, Sense};
use varlik_names::{Name, NameComparer, NameKind, declined_demonym, is_acronym_of, key_hash, sound_key};
use varlik_text::Lang;

use crate::EntityType;
use crate::head::{head, is_description};
use crate::knowledge::sense_of;

/// One spelling of a name in an article, with all its mentions.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// Comparison key.
    pub(crate) key: String,
    /// All spellings that have the key, as in the repaired text, in order of their first mention.
    pub(crate) spellings: Vec<String>,
    /// What it was taken for.
    pub(crate) entity_type: EntityType,
    /// Number of mentions.
    pub(crate) count: u32,
    /// Order of the first mention among all mentions of the article.
    pub(crate) first: usize,
    /// What the world table knows of it.
    pub(crate) entry: Option<EntryIndex>,
}

impl Form {
    /// The first spelling.
    pub(crate) fn text(&self) -> &str {
        self.spellings.first().map_or("", String::as_str)
    }

    /// The name in it: a mention that somebody else marked may be a whole phrase.
    pub(crate) fn name(&self, language: Lang) -> &str {
        if language == Lang::En { head(self.text(), self.entity_type) } else { self.text() }
    }

    /// Whether it tells of something without naming it.
    pub(crate) fn is_description(&self, language: Lang) -> bool {
        language == Lang::En && is_description(self.text(), self.entity_type)
    }
}

/// One person, place or organisation of an article: the item handed to the engine.
#[derive(Debug, Clone)]
pub(crate) struct LocalEntity {
    /// Its forms, as indices.
    pub(crate) forms: Vec<usize>,
    pub(crate) entity_type: EntityType,
    pub(crate) entry: Option<EntryIndex>,
    /// Number of mentions.
    pub(crate) count: u32,
}

/// Links each form to the world table, then groups the forms into entities by sieves, the most precise first.
///
/// `short_forms` are pairs of a long form and the one in brackets behind it. Returns the entities and the entity of each
/// form.
pub(crate) fn group(
    forms: &mut [Form],
    short_forms: &[(usize, usize)],
    language: Lang,
) -> (Vec<LocalEntity>, Vec<usize>) {
    for form in forms.iter_mut() {
        let name = form.name(language);
        if name.len() < form.text().len() {
            form.key = varlik_text::key(name);
        }
    }
    link(forms, language);
    let mut sets = Sets::new(forms.len());
    by_entry(forms, &mut sets);
    by_key(forms, &mut sets);
    for &(long, short) in short_forms {
        if let (Some(a), Some(b)) = (forms.get(long), forms.get(short))
            && !contradicts(a, b)
        {
            sets.join(long, short);
        }
    }
    let persons = full_persons(forms, language);
    by_full_person(&persons, &mut sets);
    by_initials(forms, &mut sets);
    by_leading_country(forms, &mut sets);
    by_part_of_person(forms, &persons, &mut sets);
    let mut entities: Vec<LocalEntity> = Vec::new();
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    let mut entity_of = vec![0; forms.len()];
    for (index, form) in forms.iter().enumerate() {
        let number = *numbers.entry(sets.root(index)).or_insert_with(|| {
            entities.push(LocalEntity {
                forms: Vec::new(),
                entity_type: form.entity_type,
                entry: None,
                count: 0,
            });
            entities.len() - 1
        });
        if let Some(entity) = entities.get_mut(number) {
            entity.forms.push(index);
            entity.count += form.count;
            entity.entry = entity.entry.or(form.entry);
        }
        if let Some(slot) = entity_of.get_mut(index) {
            *slot = number;
        }
    }
    for entity in &mut entities {
        entity.entity_type = majority(forms, &entity.forms);
    }
    (entities, entity_of)
}

/// The type of most mentions; a nationality counts only where nothing else does.
fn majority(forms: &[Form], members: &[usize]) -> EntityType {
    let count = |entity_type: EntityType| -> u32 {
        let members = members.iter().filter_map(|&index| forms.get(index));
        members.filter(|form| form.entity_type == entity_type).map(|form| form.count).sum()
    };
    let most = [EntityType::Per, EntityType::Org, EntityType::Loc, EntityType::Misc]
        .into_iter()
        .map(|entity_type| (count(entity_type), entity_type))
        .fold((0, EntityType::Norp), |best, next| if next.0 > best.0 { next } else { best });
    most.1
}

fn link(forms: &mut [Form], language: Lang) {
    let mut countries: Vec<&'static str> = Vec::new();
    for round in 0..2 {
        for form in forms.iter_mut() {
            let found = world::lookup_by_hash(key_hash(form.key.as_bytes()));
            if !found.is_name() {
                form.entry = people(form, language).map(|sense| sense.entry);
                continue;
            }
            let near = |country: &str| round == 1 && countries.contains(&country);
            let sense = sense_of(&found, form.entity_type, &near).filter(|sense| {
                // "US" stands for a country, "us" does not; capitals are part of an abbreviation.
                sense.relation != Relation::Abbreviation || form.text().chars().any(char::is_uppercase)
            });
            form.entry = sense.or_else(|| people(form, language)).map(|sense| sense.entry);
        }
        if round == 0 {
            countries = forms.iter().filter_map(|form| world::entry(form.entry?).country).collect();
            countries.sort_unstable();
            countries.dedup();
        }
    }
}

/// The country whose people a word stands for, in a language that declines it.
fn people(form: &Form, language: Lang) -> Option<Sense> {
    let is_small = form.text().starts_with(char::is_lowercase);
    let may_be_name = match language {
        // Written large it is a family name: Поляков.
        Lang::Ru | Lang::Uk | Lang::Bg => !is_small,
        _ => false,
    };
    let kinds = matches!(form.entity_type, EntityType::Per | EntityType::Loc | EntityType::Norp);
    if !kinds || (may_be_name && form.entity_type == EntityType::Per) {
        return None;
    }
    declined_demonym(&form.key, language)
}

fn by_entry(forms: &[Form], sets: &mut Sets) {
    let mut seen: FxHashMap<EntryIndex, usize> = FxHashMap::default();
    for (index, form) in forms.iter().enumerate() {
        if let Some(entry) = form.entry {
            let first = *seen.entry(entry).or_insert(index);
            sets.join(first, index);
        }
    }
}

/// Phrases around one name.
fn by_key(forms: &[Form], sets: &mut Sets) {
    let mut seen: FxHashMap<(EntityType, &str), usize> = FxHashMap::default();
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| !form.key.is_empty()) {
        let first = *seen.entry((form.entity_type, &form.key)).or_insert(index);
        sets.join(first, index);
    }
}

/// The chance that two full names of one bucket of an article are one person, before they are compared.
const PRIOR: f32 = 0.095;

/// Bits from which on they are.
const LEAST: f32 = 0.65;

/// Forms that are compared pairwise inside one bucket; a larger bucket is a list, not an article.
const LARGEST_BUCKET: usize = 64;

/// The forms that are full names of persons, taken apart.
fn full_persons(forms: &[Form], language: Lang) -> Vec<(usize, Name)> {
    forms
        .iter()
        .enumerate()
        .filter(|(_, form)| form.entity_type == EntityType::Per && form.key.contains(' '))
        .map(|(index, form)| (index, Name::new(form.name(language), NameKind::Person, language)))
        .collect()
}

/// Full names of persons that share the sound of their family name.
fn by_full_person(persons: &[(usize, Name)], sets: &mut Sets) {
    let mut buckets: FxHashMap<&str, Vec<(usize, &Name)>> = FxHashMap::default();
    for (index, name) in persons {
        if let Some(family) = name.family() {
            buckets.entry(&family.sound).or_default().push((*index, name));
        }
    }
    let mut buckets: Vec<_> = buckets.into_values().collect();
    buckets.sort_by_key(|bucket| bucket.first().map(|(index, _)| *index));
    for bucket in buckets {
        join_bucket(bucket.get(..LARGEST_BUCKET).unwrap_or(&bucket), sets);
    }
}

/// Joins the names of one bucket, the likeliest pair first; a name that fits two who differ ("A. Yılmaz" beside Ali and
/// Ayşe) does not make them one.
fn join_bucket(bucket: &[(usize, &Name)], sets: &mut Sets) {
    let comparer = NameComparer::default().with_prior(PRIOR);
    let mut pairs = Vec::new();
    for (place, (a, left)) in bucket.iter().enumerate() {
        for (b, right) in bucket.iter().skip(place + 1) {
            let weight = comparer.weight(left, right);
            if weight > LEAST {
                pairs.push((weight, *a, *b));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (_, a, b) in pairs {
        let (one, other) = (sets.root(a), sets.root(b));
        let members = |sets: &Sets, root: usize| -> Vec<&Name> {
            bucket.iter().filter(|(index, _)| sets.root(*index) == root).map(|(_, name)| *name).collect()
        };
        let (left, right) = (members(sets, one), members(sets, other));
        let conflict = left.iter().any(|left| right.iter().any(|right| comparer.weight(left, right) < 0.0));
        if one != other && !conflict {
            sets.join(a, b);
        }
    }
}

/// Acronyms with their long forms.
fn by_initials(forms: &[Form], sets: &mut Sets) {
    let mut long_forms: FxHashMap<u8, Vec<usize>> = FxHashMap::default();
    for (index, form) in forms.iter().enumerate() {
        if form.key.contains(' ')
            && form.entity_type != EntityType::Per
            && let Some(&first) = form.key.as_bytes().first()
        {
            long_forms.entry(first).or_default().push(index);
        }
    }
    for (index, form) in forms.iter().enumerate() {
        let short = (2..=8).contains(&form.key.len()) && form.entity_type != EntityType::Per;
        let upper = form.text().chars().filter(|letter| letter.is_uppercase()).count() * 2
            > form.text().chars().count();
        let Some(first) = form.key.as_bytes().first().filter(|_| short && upper) else { continue };
        let long = long_forms.get(first).into_iter().flatten().take(LARGEST_BUCKET).find(|&&long| {
            forms
                .get(long)
                .is_some_and(|long| is_acronym_of(&form.key, &long.key) && !contradicts(form, long))
        });
        if let Some(&long) = long {
            sets.join(index, long);
        }
    }
}

/// Whether the world table knows both, as different things.
fn contradicts(a: &Form, b: &Form) -> bool {
    matches!((a.entry, b.entry), (Some(x), Some(y)) if x != y)
}

/// "Turkish Defence Ministry" and "Defence Ministry": an organisation with and without its country.
fn by_leading_country(forms: &[Form], sets: &mut Sets) {
    let organisation = |form: &&Form| form.entity_type == EntityType::Org;
    let by_key: FxHashMap<&str, usize> = forms
        .iter()
        .enumerate()
        .filter(|(_, form)| organisation(form))
        .map(|(i, form)| (form.key.as_str(), i))
        .collect();
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| organisation(form)) {
        let Some((lead, rest)) = form.key.split_once(' ') else { continue };
        let country = world::senses(lead).any(|sense| world::entry(sense.entry).kind.is_place());
        // One word alone ("Turkish Airlines", "Airlines") says too little.
        if country
            && rest.contains(' ')
            && let Some(&other) = by_key.get(rest)
        {
            sets.join(index, other);
        }
    }
}

/// A family name or given name alone joins the one person of the article that bears it.
///
/// A family name is asked before a given name. Where several persons bear it, the one named last before it counts.
fn by_part_of_person(forms: &[Form], persons: &[(usize, Name)], sets: &mut Sets) {
    let mut families: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut givens: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, name) in persons {
        let family = name.family().map_or("", |word| word.sound.as_str());
        for word in name.words().iter().filter(|word| word.key.len() > 2 && word.sound != family) {
            givens.entry(&word.sound).or_default().push(*index);
        }
        families.entry(family).or_default().push(*index);
    }
    for (index, form) in forms.iter().enumerate() {
        if form.entity_type != EntityType::Per || form.entry.is_some() {
            continue;
        }
        if form.key.contains(' ') {
            // "Thornbury-Hale" of "Nigel Thornbury-Hale", "van der Bellen" of "Alexander van der Bellen".
            let mut longer = persons.iter().take(LARGEST_BUCKET).filter(|(_, other)| {
                other.key().strip_suffix(&form.key).is_some_and(|head| head.ends_with(' '))
            });
            if let (Some((bearer, _)), None) = (longer.next(), longer.next()) {
                sets.join(index, *bearer);
            }
            continue;
        }
        let sound = sound_key(&form.key);
        let bearers = families.get(sound.as_str()).or_else(|| givens.get(sound.as_str()));
        let before = |&&bearer: &&usize| forms.get(bearer).is_some_and(|bearer| bearer.first < form.first);
        let bearer = bearers.and_then(|bearers| {
            bearers
                .iter()
                .filter(before)
                .max_by_key(|&&bearer| forms.get(bearer).map(|bearer| bearer.first))
                .or_else(|| bearers.first())
        });
        if let Some(&bearer) = bearer {
            sets.join(index, bearer);
        }
    }
}

/// Disjoint sets of forms.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn new(length: usize) -> Self {
        Self { parent: (0..length).collect() }
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(&up) = self.parent.get(at) {
            if up == at {
                break;
            }
            at = up;
        }
        at
    }

    /// Joins two sets; the lower root stays.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.parent.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityType::{Loc, Norp, Org, Per};

    /// Groups forms of one mention each, in the order of the text; returns the entity of each.
    fn entities(forms: &[(&str, EntityType)], short_forms: &[(usize, usize)]) -> Vec<usize> {
        let mut forms: Vec<Form> = forms
            .iter()
            .enumerate()
            .map(|(first, (text, entity_type))| Form {
                key: varlik_text::key(text),
                spellings: vec![(*text).to_owned()],
                entity_type: *entity_type,
                count: 1,
                first,
                entry: None,
            })
            .collect();
        let (entities, entity_of) = group(&mut forms, short_forms, Lang::En);
        let mut members: Vec<usize> = entities.iter().flat_map(|entity| entity.forms.clone()).collect();
        members.sort_unstable();
        assert_eq!(members, (0..forms.len()).collect::<Vec<_>>(), "every form is in one entity");
        for (number, entity) in entities.iter().enumerate() {
            assert!(entity.forms.iter().all(|&form| entity_of[form] == number));
            assert_eq!(entity.count as usize, entity.forms.len());
        }
        entity_of
    }

    #[test]
    fn a_family_name_joins_the_bearer_named_last() {
        let found = entities(&[("Bora Kestaneci", Per), ("Melis Kestaneci", Per), ("Kestaneci", Per)], &[]);
        assert_eq!(found, [0, 1, 1]);
        let found = entities(&[("Kestaneci", Per), ("Bora Kestaneci", Per), ("Lindqvist", Per)], &[]);
        assert_eq!(found, [0, 0, 1], "a headline names him before the article does");
    }

    #[test]
    fn a_given_name_joins_where_no_family_name_does() {
        assert_eq!(entities(&[("Defne Ulu", Per), ("Defne", Per)], &[]), [0, 0]);
        let found = entities(&[("Kemal Demirbaş", Per), ("Yaşar Kemal", Per), ("Kemal", Per)], &[]);
        assert_eq!(found, [0, 1, 1], "the family name is asked first");
        assert_eq!(entities(&[("Defne Ulu", Per), ("Defne", Loc)], &[]), [0, 1], "a place joins no person");
    }

    #[test]
    fn the_world_table_joins_spellings_and_keeps_its_entries_apart() {
        let found = entities(
            &[("Turkey", Loc), ("Türkiye", Loc), ("Turkish", Norp), ("Kyiv", Loc), ("Kiev", Loc)],
            &[],
        );
        assert_eq!(found, [0, 0, 0, 1, 1]);
        let found = entities(&[("United Nations", Org), ("EU", Org)], &[(0, 1)]);
        assert_eq!(found, [0, 1], "brackets do not join what the table knows as two");
    }

    #[test]
    fn a_short_form_joins_its_long_form() {
        let forms = [("Fındık Üreticileri Birliği", Org), ("FINDIKBİR", Org)];
        assert_eq!(entities(&forms, &[(0, 1)]), [0, 0], "in brackets behind it");
        assert_eq!(entities(&forms, &[]), [0, 1]);
        assert_eq!(entities(&[("Global Kelp Alliance", Org), ("GKA", Org), ("GWA", Org)], &[]), [0, 0, 1]);
        assert_eq!(
            entities(&[("Gail Karen Ashby", Per), ("GKA", Org)], &[]),
            [0, 1],
            "a person has no initials"
        );
    }

    #[test]
    fn a_body_meets_itself_without_its_country() {
        assert_eq!(entities(&[("Turkish Defence Ministry", Org), ("Defence Ministry", Org)], &[]), [0, 0]);
        assert_eq!(entities(&[("Turkish Airlines", Org), ("Airlines", Org)], &[]), [0, 1]);
        assert_eq!(entities(&[("Karaca Defence Ministry", Org), ("Defence Ministry", Org)], &[]), [0, 1]);
    }

    #[test]
    fn a_people_stands_for_its_country_and_no_family_name_does() {
        let id = |text: &str, entity_type, language| {
            let form = Form {
                key: varlik_text::key(text),
                spellings: vec![text.to_owned()],
                entity_type,
                count: 1,
                first: 0,
                entry: None,
            };
            people(&form, language).map(|sense| world::entry(sense.entry).id)
        };
        assert_eq!(id("американцев", Per, Lang::Ru), Some("iso3166:US"));
        assert_eq!(id("Polaków", Per, Lang::Pl), Some("iso3166:PL"));
        assert_eq!(id("Украинской", Loc, Lang::Ru), Some("iso3166:UA"), "at the beginning of a sentence");
        assert_eq!(id("Поляков", Per, Lang::Ru), None, "a family name");
        assert_eq!(id("американцев", Org, Lang::Ru), None);
        assert_eq!(id("Polaków", Per, Lang::En), None);
    }

    #[test]
    fn the_lowest_root_stays() {
        let mut sets = Sets::new(5);
        for (a, b) in [(4, 3), (2, 4), (1, 1)] {
            sets.join(a, b);
        }
        let roots: Vec<usize> = (0..5).map(|at| sets.root(at)).collect();
        assert_eq!(roots, [0, 1, 2, 2, 2]);
    }
}
