use super::*;
use crate::{TableOptions, resolve_tables};
use varlik_resolve::{Rule, Scope, Verdict};

/// People of whom every fourth is there twice, with another day or another letter.
fn people(rows: usize) -> String {
    let given =
        ["Ayşe", "Mehmet", "Elif", "Can", "Zeynep", "Murat", "Deniz", "Hakan", "Selin", "Ozan", "Banu"];
    let family = ["Yılmaz", "Kaya", "Demir", "Çelik", "Şahin", "Yıldız", "Öztürk", "Aydın", "Koç", "Kurt"];
    let mut text = "no,ad,doğum\n".to_owned();
    for row in 0..rows {
        let is_double = row % 4 == 3;
        let person = if is_double { row - 1 } else { row };
        let name = format!("{} {}", given[person % given.len()], family[person / 3 % family.len()]);
        let name = if is_double && row % 8 == 3 { name.replace('e', "a") } else { name };
        let day = person / 7 % 27 + if is_double && row % 8 == 7 { 2 } else { 1 };
        let (year, month) = (person % 40 + 50, person % 12 + 1);
        text.extend([row.to_string(), format!(",{name},19{year:02}-{month:02}-{day:02}\n")]);
    }
    text
}

fn table(content: &str) -> Table {
    Table::from_csv("people", content.as_bytes()).unwrap()
}

fn resolved(content: &str, options: TableOptions) -> ResolvedTables {
    resolve_tables(vec![table(content)], options, &()).unwrap()
}

/// The sheet as a person gives it back who judges so.
fn filled(found: &ResolvedTables, count: usize, judge: impl Fn(u32, u32) -> Option<bool>) -> Vec<JudgedPair> {
    let sheet = found.sample_to_judge(count, 1, &()).unwrap();
    let mut out = Vec::new();
    sheet.write_csv(&mut out).unwrap();
    let mut pairs = JudgedPair::read(&Table::from_csv("judge", &out).unwrap(), false).unwrap();
    assert_eq!(pairs.len(), sheet.pairs().len());
    for (pair, drawn) in pairs.iter_mut().zip(sheet.pairs()) {
        pair.same = judge(drawn.a, drawn.b);
    }
    pairs
}

/// Whether two rows are of one person.
const fn is_same(a: u32, b: u32) -> bool {
    b == a + 1 && b % 4 == 3
}

#[test]
fn a_sheet_comes_back_and_says_how_right_the_answer_is() {
    let found = resolved(&people(400), TableOptions::default());
    // Some of those that were found to be one are judged to be two.
    let judge = |a, b| Some(is_same(a, b) && b % 3 > 0);
    let judgement = found.judged(&filled(&found, 4000, judge), &()).unwrap();
    // All there is was drawn, so that nothing is left to chance.
    let (mut together, mut right) = (0.0, 0.0);
    for entity in found.entities.iter() {
        for (at, &a) in entity.rows.iter().enumerate() {
            for &b in &entity.rows[at + 1..] {
                together += 1.0;
                right += f64::from(judge(a, b) == Some(true));
            }
        }
    }
    let precision = judgement.estimate.precision.unwrap();
    assert!(right > 20.0 && right < 0.9 * together, "{right} of {together}");
    assert!((precision.estimate - right / together).abs() < 1e-9, "{precision:?}");
    assert!(precision.high - precision.low < 1e-6, "{precision:?}");

    let half = filled(&found, 80, |a, b| (a % 3 > 0).then(|| is_same(a, b)));
    assert!(half.iter().any(|pair| pair.same.is_none()));
    let judgement = found.judged(&half, &()).unwrap();
    let recall = judgement.estimate.recall.unwrap();
    assert!(recall.low < recall.estimate && recall.low > 0.3, "{recall:?}");
}

#[test]
fn what_was_judged_holds_and_the_rest_is_noted() {
    let found = resolved(&people(200), TableOptions::default());
    let mut pairs = filled(&found, 40, |a, b| (b % 5 > 0).then(|| is_same(a, b)));
    let others = pairs.iter().filter(|pair| pair.same.is_none()).count();
    assert!(others > 0);
    let learnt = found.learn(&pairs, 1, &()).unwrap();
    for pair in pairs.iter().filter(|pair| pair.same.is_some()) {
        assert_eq!(Some(learnt.are_one(&pair.left, &pair.right).unwrap()), pair.same, "{pair:?}");
    }
    let judged = pairs.len() - others;
    let said = |found: &ResolvedTables| -> Vec<String> {
        found.notes.iter().filter(|note| note.starts_with(LEARNT)).cloned().collect()
    };
    assert_eq!(
        said(&learnt),
        [format!("judged pairs: {judged} were learnt from; {others} that nobody judged were left out")]
    );
    assert_eq!(learnt.labels.len(), judged);
    // The same labels in one run give the same answer.
    let options = TableOptions { labels: pairs.clone(), ..TableOptions::default() };
    let at_once = resolved(&people(200), options);
    assert_eq!(at_once.cluster_of, learnt.cluster_of);
    assert_eq!(said(&at_once), said(&learnt));
    // A judgement that is taken back counts as it was given last.
    pairs.retain(|pair| pair.same.is_some());
    pairs.truncate(1);
    pairs[0].same = pairs[0].same.map(|same| !same);
    let again = learnt.learn(&pairs, 1, &()).unwrap();
    assert_eq!(Some(again.are_one(&pairs[0].left, &pairs[0].right).unwrap()), pairs[0].same);
    assert_eq!((again.labels.len(), said(&again).len()), (judged, 1));
}

#[test]
fn what_was_learnt_from_is_no_measure_of_what_was_learnt() {
    let found = resolved(&people(200), TableOptions::default());
    let pairs = filled(&found, 60, |a, b| Some(!is_same(a, b)));
    let error = found.learn(&pairs, 1, &()).and_then(|it| it.judged(&pairs, &())).unwrap_err().to_string();
    assert!(error.starts_with("the pairs were drawn from another answer"), "{error}");
}

#[test]
fn pairs_that_cannot_be_used_are_told() {
    let found = resolved(&people(200), TableOptions::default());
    let pairs = filled(&found, 60, |a, b| Some(is_same(a, b)));
    let judged = |pairs: &[JudgedPair]| found.judged(pairs, &()).unwrap_err().to_string();
    let learn = |pairs: &[JudgedPair]| found.learn(pairs, 1, &()).unwrap_err().to_string();
    let one = |left: &str, right: &str, same| JudgedPair::new(RecordId::of(left), RecordId::of(right), same);

    assert!(judged(&[one("1", "2", true)]).starts_with("no pair was drawn by chance"));
    let of_one = |pair: &&JudgedPair| pair.drawn.is_none_or(|drawn| drawn.stratum == 0);
    let part: Vec<JudgedPair> = pairs.iter().filter(of_one).cloned().collect();
    assert!(judged(&part).starts_with("no pair of stratum 1 is left, of "), "{}", judged(&part));
    let mut blank = pairs.clone();
    for pair in &mut blank {
        pair.same = pair.same.filter(|_| pair.drawn.is_none_or(|drawn| drawn.stratum == 0));
    }
    assert!(judged(&blank).contains("have no judged pair"), "{}", judged(&blank));

    assert!(
        learn(&[one("1", "2", true), one("2", "1", false)]).contains("are judged to be one and to be two")
    );
    let triangle = [one("1", "2", true), one("2", "5", true), one("1", "5", false)];
    assert_eq!(
        learn(&triangle),
        "\"1\" and \"5\" must be one by what was linked or judged (\"1\" = \"2\" = \"5\"), but a cannot-link says they are two; take \
         one of the two judgements back"
    );
    assert!(learn(&[one("1", "nobody", true)]).starts_with("learn[0]: no record has the id \"nobody\""));
    assert!(learn(&[JudgedPair { same: None, ..one("1", "2", true) }]).contains("none of 1 pairs is judged"));
    assert!(learn(&[]).contains("no judged pairs to learn from"));
    assert!(learn(&[one("1", "1", true)]).contains("twice"));
    assert!(found.sample_to_judge(0, 0, &()).is_err());
}

#[test]
fn a_link_and_several_tables_name_the_table_of_each_record() {
    let content = people(40);
    for scope in [Scope::AcrossSources, Scope::All] {
        let mut options = TableOptions::default();
        options.resolver.scope = scope;
        let found = resolve_tables(vec![table(&content), table(&content)], options, &()).unwrap();
        let mut out = Vec::new();
        found.sample_to_judge(40, 0, &()).unwrap().write_csv(&mut out).unwrap();
        let head = String::from_utf8(out.clone()).unwrap();
        assert_eq!(head.starts_with("left,right,left_side,right_side,"), scope == Scope::All, "{head}");
        let mut pairs =
            JudgedPair::read(&Table::from_csv("judge", &out).unwrap(), scope == Scope::AcrossSources)
                .unwrap();
        for pair in &mut pairs {
            assert!(pair.left.table.is_some() && pair.right.table.is_some());
            pair.same = Some(pair.left.id == pair.right.id);
        }
        assert!(pairs.iter().any(|pair| pair.left.table != pair.right.table));
        found.judged(&pairs, &()).unwrap();
    }
}

#[test]
fn a_sheet_of_nothing_is_empty_and_a_seed_draws_the_same_pairs() {
    let none = resolved("no,ad\n", TableOptions::default());
    assert!(none.sample_to_judge(10, 0, &()).unwrap().pairs().is_empty());
    let found = resolved(&people(200), TableOptions::default());
    let drawn = |seed| found.sample_to_judge(30, seed, &()).unwrap().pairs().to_vec();
    assert_eq!(drawn(3), drawn(3));
    assert_ne!(drawn(3), drawn(4));
    // Pairs that measure stand among those that teach: whoever stops early has judged some of both.
    let first: Vec<bool> = drawn(3).iter().take(15).map(|pair| pair.stratum.is_some()).collect();
    assert!(first.contains(&true) && first.contains(&false), "{first:?}");
}

#[test]
fn rules_stand_beside_what_is_learnt_and_unknown_ones_are_told() {
    let content = "no,ad,doğum\n1,Ayşe Yılmaz,1985-05-05\n2,Can Ak,1990-01-31\n3,Ayşe Yılmaz,1985-05-05\n";
    let run = |rule: Rule| {
        let mut options = TableOptions::default();
        options.resolver.rules = vec![rule];
        resolve_tables(vec![table(content)], options, &())
    };
    assert_eq!(resolved(content, TableOptions::default()).cluster_of, [0, 1, 0]);
    let found = run(Rule::new([("doğum", "exact")], Verdict::Different)).unwrap();
    assert_eq!(found.cluster_of, [0, 1, 2]);
    assert_eq!(found.model.rules.len(), 1);
    let error = run(Rule::new([("dogum", "exact")], Verdict::Different)).unwrap_err().to_string();
    assert!(error.ends_with("Did you mean \"doğum\"?"), "{error}");
}
