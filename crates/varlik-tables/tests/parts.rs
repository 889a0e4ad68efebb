//! Tables resolved in parts, as on several machines.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{RecordBatch, RecordBatchIterator};
use varlik_resolve::{Resolution, Resolver, ResolverOptions, Scope};
use varlik_tables::{ReadOptions, Table, TablePlan, items};

const SHOP: &str = "id,ad soyad,doğum,ilçe,lat,lon
1,Ayşe Yılmaz,1985-05-05,Kadıköy,40.99,29.03
2,Can Ak,1990-01-31,Beşiktaş,41.04,29.00
3,Şükrü Işık,1971-11-02,Kadıköy,40.98,29.03
4,Şükrü Işık,1971-11-02,Kadıköy,40.98,29.03
5,Fatma Öz,1964-03-09,,,
";
const CLINIC: &str = "no,name,date of birth,district,lat,lon
7,YILMAZ Ayse,05.05.1985,Kadikoy,40.99,29.03
8,Sukru ISIK,02.11.1971,Kadıköy,40.98,29.03
9,Mehmet Er,1958-12-24,Üsküdar,41.02,29.01
";

type Edge = (String, String, f32);

fn table(name: &str, content: &str) -> Table {
    Table::from_csv(name, content.as_bytes()).unwrap()
}

/// The rows of a table one by one, each under the head.
fn lines(content: &str) -> impl Iterator<Item = String> {
    let (head, rows) = content.split_once('\n').unwrap();
    rows.lines().map(move |row| format!("{head}\n{row}\n"))
}

fn resolved(tables: &[(&str, &str)], scope: Scope) -> (Resolution, TablePlan) {
    let tables = tables.iter().map(|(name, content)| table(name, content)).collect();
    let intake = items(tables, &ReadOptions::default()).unwrap();
    let mut options = ResolverOptions::default();
    options.scope = scope;
    let found = Resolver::new(options).run(intake.items, &|_, _, _| true).unwrap();
    let plan = TablePlan::new(found.plan(), &intake.columns, &intake.ids).unwrap();
    let read = TablePlan::from_json(&plan.to_json()).unwrap();
    assert_eq!(read, plan);
    (found, read)
}

/// The edges that the plan gives, row by row prepared, all groups scored at once.
fn in_parts(plan: &TablePlan, tables: &[(&str, &str)]) -> Vec<Edge> {
    let mut batches: Vec<RecordBatch> = Vec::new();
    for (number, (name, content)) in tables.iter().enumerate() {
        batches.extend(lines(content).map(|row| plan.prepare(table(name, &row), number).unwrap()));
    }
    let batches = RecordBatchIterator::new(batches.into_iter().map(Ok), plan.prepared_schema());
    let edges = plan.score_group(Table::from_batches("groups", batches).unwrap()).unwrap();
    assert_eq!(edges.schema(), plan.edges_schema());
    let text =
        |name: &str, row: usize| edges.column_by_name(name).unwrap().as_string::<i32>().value(row).to_owned();
    let weights = edges["weight"].as_primitive::<Float64Type>();
    let mut edges: Vec<Edge> = (0..edges.num_rows())
        .map(|row| (text("left", row), text("right", row), weights.value(row) as f32))
        .collect();
    edges.sort_by(|one, other| one.partial_cmp(other).unwrap());
    edges
}

fn of_whole(found: &Resolution) -> Vec<Edge> {
    let edges = found.edges().into_iter();
    let mut edges: Vec<Edge> =
        edges.map(|edge| (found.id(edge.a).to_owned(), found.id(edge.b).to_owned(), edge.weight)).collect();
    edges.sort_by(|one, other| one.partial_cmp(other).unwrap());
    edges
}

#[test]
fn a_table_read_row_by_row_has_the_edges_of_the_whole() {
    let tables = [("shop", SHOP)];
    let (found, plan) = resolved(&tables, Scope::All);
    let whole = of_whole(&found);
    assert!(whole.iter().any(|edge| (edge.0.as_str(), edge.1.as_str()) == ("3", "4")), "{whole:?}");
    for groups in [1, 3, 1000] {
        assert_eq!(in_parts(&plan.clone().with_groups(groups), &tables), whole, "{groups} groups");
    }
}

#[test]
fn tables_of_other_columns_are_linked_as_the_whole_was() {
    let tables = [("shop", SHOP), ("clinic", CLINIC)];
    let (found, plan) = resolved(&tables, Scope::AcrossSources);
    let whole = of_whole(&found);
    assert!(whole.iter().any(|edge| (edge.0.as_str(), edge.1.as_str()) == ("1", "7")), "{whole:?}");
    assert_eq!(in_parts(&plan, &tables), whole);
    assert_eq!(plan.edges_schema().fields().len(), 4, "left is of the first table");
}

#[test]
fn edges_of_several_tables_say_of_which_each_record_is() {
    // One id stands for another record in each table.
    let tables = [("shop", SHOP), ("clinic", SHOP)];
    let (found, plan) = resolved(&tables, Scope::All);
    let mut batches: Vec<RecordBatch> = Vec::new();
    for (number, (name, content)) in tables.iter().enumerate() {
        batches.push(plan.prepare(table(name, content), number).unwrap());
    }
    let batches = RecordBatchIterator::new(batches.into_iter().map(Ok), plan.prepared_schema());
    let edges = plan.score_group(Table::from_batches("groups", batches).unwrap()).unwrap();
    assert_eq!(edges.schema(), plan.edges_schema());
    let text = |name: &str, row: usize| edges[name].as_string::<i32>().value(row).to_owned();
    let side = |name: &str, row: usize| edges[name].as_primitive::<Int64Type>().value(row) as u8;
    let mut given: Vec<((u8, String), (u8, String))> = (0..edges.num_rows())
        .map(|row| {
            ((side("left_side", row), text("left", row)), (side("right_side", row), text("right", row)))
        })
        .collect();
    given.sort();
    let record = |row: u32| (found.source(row), found.id(row).to_owned());
    let whole = found.edges().into_iter().map(|edge| (record(edge.a), record(edge.b)));
    let mut whole: Vec<_> =
        whole.map(|(one, other)| (one.clone().min(other.clone()), one.max(other))).collect();
    whole.sort();
    assert!(given.contains(&((0, "3".to_owned()), (1, "3".to_owned()))), "{given:?}");
    assert_eq!(given, whole);
}

#[test]
fn rows_that_do_not_fit_are_refused() {
    let (_, plan) = resolved(&[("shop", SHOP)], Scope::All);
    let error = |rows: &str, number| plan.prepare(table("rows", rows), number).unwrap_err().to_string();
    let missing = error("id,ad soyad\n1,Ayşe Yılmaz\n", 0);
    assert!(missing.starts_with("rows: no column \"doğum\""), "{missing}");
    let nameless = error(&SHOP.replace("\n5,", "\n,"), 0);
    assert!(nameless.starts_with("rows: row 4 (counted from 0) has 0 ids in column \"id\""), "{nameless}");
    let other = error(SHOP, 1);
    assert!(other.starts_with("the plan knows 1 tables"), "{other}");
    let raw = plan.score_group(table("rows", SHOP)).unwrap_err().to_string();
    assert!(raw.starts_with("rows: no column \"group\""), "{raw}");
    let none = plan.prepare(table("rows", SHOP.lines().next().unwrap()), 0).unwrap();
    assert_eq!(none.num_rows(), 0);
    let unnumbered = "ad,doğum\nAyşe Yılmaz,1985-05-05\nCan Ak,1990-01-31\n";
    let intake = items(vec![table("rows", unnumbered)], &ReadOptions::default()).unwrap();
    let found = Resolver::default().run(intake.items, &|_, _, _| true).unwrap();
    let error = TablePlan::new(found.plan(), &intake.columns, &intake.ids).unwrap_err().to_string();
    assert!(error.contains("name the column of ids"), "{error}");
}
