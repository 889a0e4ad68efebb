//! Tables as they come: broken, odd, in all forms; each is an error that names its remedy, or a stated choice.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array,
    LargeStringArray, NullArray, RecordBatch, RecordBatchIterator, StringViewArray,
    TimestampMillisecondArray,
};
use varlik_resolve::{Column, FieldKind};
use varlik_tables::{Intake, ReadOptions, Table, TableError, items};

fn csv(content: &str) -> Result<Table, TableError> {
    Table::from_csv("t.csv", content.as_bytes())
}

fn column<'t>(table: &'t Table, name: &str) -> &'t Column {
    &table.columns().iter().find(|(known, _)| known == name).unwrap().1
}

/// The values of each row of a column.
fn rows(column: &Column) -> Vec<Vec<&str>> {
    (0..column.len() as u32)
        .map(|row| column.cells(row).iter().map(|&cell| column.values().get(cell)).collect())
        .collect()
}

fn texts<'t>(table: &'t Table, name: &str) -> Vec<&'t str> {
    rows(column(table, name)).into_iter().map(|cells| cells.first().copied().unwrap_or("")).collect()
}

fn intake(tables: Vec<Table>) -> Result<Intake, TableError> {
    items(tables, &ReadOptions::default())
}

#[test]
fn the_sign_between_cells_is_told_from_the_file() {
    for content in [
        "ad,il\nAyşe,İzmir\nCan,Van\n",
        "ad;il\nAyşe;İzmir\nCan;Van\n",
        "ad\til\r\nAyşe\tİzmir\r\nCan\tVan",
        "ad|il\nAyşe|İzmir\nCan|Van\n",
        "\u{feff}ad,il\n\"Ayşe\",\"İzmir\"\nCan,Van\n",
        "sep=;\nad;il\nAyşe;İzmir\nCan;Van\n",
    ] {
        let table = csv(content).unwrap();
        assert_eq!(texts(&table, "ad"), ["Ayşe", "Can"], "{content:?}");
        assert_eq!(texts(&table, "il"), ["İzmir", "Van"], "{content:?}");
    }
    // A comma within the text is no sign between cells where a semicolon parts all rows alike.
    let table = csv("ad;il\nKaya, Ali;Van\nAk, Ece, Su;Muş\n").unwrap();
    assert_eq!(texts(&table, "ad"), ["Kaya, Ali", "Ak, Ece, Su"]);
    // One column of names.
    assert_eq!(texts(&csv("ad\nAyşe\nCan\n").unwrap(), "ad"), ["Ayşe", "Can"]);
}

#[test]
fn other_encodings_are_read_and_noted() {
    let turkish = b"ad,il\nAy\xFEe,\xDDzmir\n";
    let table = Table::from_csv("t.csv", turkish).unwrap();
    assert_eq!((texts(&table, "ad"), texts(&table, "il")), (vec!["Ayşe"], vec!["İzmir"]));
    assert_eq!(table.notes(), ["t.csv: no UTF-8; read as windows-1254 by its letters"]);
    let wide: Vec<u8> =
        [0xFEFF].into_iter().chain("ad,il\nAyşe,İzmir\n".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let table = Table::from_csv("t.csv", &wide).unwrap();
    assert_eq!(texts(&table, "il"), ["İzmir"]);
    assert_eq!(table.notes(), ["t.csv: read as utf-16le"]);
    // The letter that tells stands behind the first block.
    let mut late = format!("ad,il\n{}", "Can,Van\n".repeat(200_000)).into_bytes();
    late.extend_from_slice(b"Ay\xFEe,I\xF0d\xFDr\n");
    let table = Table::from_csv("t.csv", &late).unwrap();
    assert_eq!(texts(&table, "il").last(), Some(&"Iğdır"));
    // Plain UTF-8 is neither repaired nor noted.
    assert!(csv("ad,il\nAyşe,İzmir\n").unwrap().notes().is_empty());
}

#[test]
fn what_is_no_table_is_told() {
    for (content, message) in [
        (&b""[..], "t.csv: empty file; give one with a head of column names"),
        (b"\n\n", "t.csv: nothing but empty lines; give a file with a head of column names"),
        (b"PAR1\x15\x04", "t.csv: Parquet; give it by a path that ends in .parquet"),
        (b"PK\x03\x04zip", "t.csv: "),
        (b"a,b\n\x00\x01\x02,1\n", "t.csv: "),
        (
            b"a,b\n1,2\n1,2,3\n",
            "t.csv: line 3 has 3 cells under 2 columns; put the cell that holds the sign ',' in quotation marks",
        ),
        (
            b"a,b\n1,2\n3,\"4\n5,6\n",
            "t.csv: the row that begins in line 3 opens a quotation mark and never closes it",
        ),
    ] {
        let error = Table::from_csv("t.csv", content).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
        assert!(!error.is_io() && !error.is_usage(), "{error}");
    }
    // A mark that closes, two that stand for one, and one within a cell are no error.
    for content in
        ["a,b\n1,\"2\"\n", "a,b\n1,\"2 \"\"x\"\"\"\n", "a,b\n1,5\" disk\n", "a,b\n1,\"two\nlines\""]
    {
        assert_eq!(csv(content).unwrap().rows(), 1, "{content:?}");
    }
}

#[test]
fn small_and_odd_tables_are_read() {
    let none = csv("id,ad\n").unwrap();
    assert_eq!((none.rows(), none.columns().len()), (0, 2));
    let taken = intake(vec![none]).unwrap();
    assert!(taken.items.is_empty() && taken.items.columns.is_empty());
    let one = intake(vec![csv("id,ad\n1,Ayşe\n").unwrap()]).unwrap();
    assert_eq!((one.items.len(), one.items.columns.len()), (1, 1));
    let short = csv("a,b,c\n1,2,3\n4,5\n6\n").unwrap();
    assert_eq!(rows(column(&short, "b")), [vec!["2"], vec!["5"], vec![]]);
    assert_eq!(
        short.notes(),
        ["t.csv: 2 rows have fewer cells than there are columns (first: line 3); those that lack are empty"]
    );
    let long = csv("a,b\n1,2,,\n").unwrap();
    assert_eq!(texts(&long, "b"), ["2"]);
    let names = csv("ad,ad,,ad\n1,2,3,4\n").unwrap();
    let names: Vec<&str> = names.columns().iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["ad", "ad_2", "column_3", "ad_3"]);
}

#[test]
fn words_for_no_value_are_none_and_noted() {
    let table = csv("ad,il\nNaN,Van\nnan,NULL\nNull,Nan\nNA,N/A\n").unwrap();
    assert_eq!(rows(column(&table, "ad")), [vec![], vec![], vec!["Null"], vec![]]);
    assert_eq!(rows(column(&table, "il")), [vec!["Van"], vec![], vec!["Nan"], vec![]]);
    assert_eq!(table.notes().len(), 5);
    assert!(table.notes().contains(&"t.csv: 1 cell says \"NaN\" and is taken as empty".to_owned()));
}

#[test]
fn two_hundred_columns_and_a_very_long_cell() {
    let head: Vec<String> = (0..200).map(|number| format!("c{number}")).collect();
    let cells: Vec<String> = (0..200).map(|number| format!("v{number}")).collect();
    let table = csv(&format!("{}\n{}\n", head.join(","), cells.join(","))).unwrap();
    assert_eq!((table.columns().len(), texts(&table, "c199")), (200, vec!["v199"]));
    let long = "Ğ ".repeat(2_000_000);
    let table = csv(&format!("id,metin\n1,{long}\n2,kısa\n")).unwrap();
    assert_eq!(texts(&table, "metin")[0].len(), long.trim_end().len());
    let taken = intake(vec![table]).unwrap();
    assert_eq!(taken.items.columns[0].0.kind, FieldKind::Text);
    let wide: Vec<String> = (0..5_000).map(|number| format!("c{number}")).collect();
    let error = csv(&wide.join(",")).unwrap_err().to_string();
    assert_eq!(error, "t.csv: 5000 columns; at most 4096 are read: leave out those that tell nothing");
}

#[test]
fn ids_are_found_named_or_counted() {
    let found = |content: &str| intake(vec![csv(content).unwrap()]).unwrap();
    let taken = found("ad,record_id\nAyşe,x1\nCan,x2\n");
    assert_eq!((taken.ids, taken.items.ids.get(1)), (vec![Some("record_id".to_owned())], "x2"));
    // `id` that repeats is no id of rows.
    let taken = found("ad,id\nAyşe,x1\nCan,x1\n");
    assert_eq!((taken.ids, taken.items.ids.get(1)), (vec![None], "1"));
    assert!(taken.notes[0].contains("rows go by their numbers"), "{:?}", taken.notes);
    // The names of persons are all different here, and no ids.
    assert_eq!(found("ad,il\nAyşe,Van\nCan,Van\n").ids, [None]);
    let named = |id: &str, content: &str| {
        let options = ReadOptions { id: Some(id.to_owned()), ..ReadOptions::default() };
        items(vec![csv(content).unwrap()], &options).unwrap_err().to_string()
    };
    assert_eq!(
        named("kod", "ad,kod\nAyşe,a\nCan,b\nEce,a\n"),
        "t.csv: the id \"a\" in column \"kod\" is that of row 1 and of row 3; give each row an id of its own, or name another column"
    );
    assert_eq!(
        named("kod", "ad,kod\nAyşe,a\nCan,\n"),
        "t.csv: row 2 has no id in column \"kod\"; give each row one, or name another column"
    );
    assert_eq!(
        named("kot", "ad,kod\nAyşe,a\n"),
        "t.csv: no column \"kot\"; there are \"ad\", \"kod\". Did you mean \"kod\"?"
    );
}

#[test]
fn several_tables_are_sources_under_common_columns() {
    let left = csv("id,First Name,il\n1,Ayşe,Van\n2,Can,Muş\n").unwrap();
    let right = csv("il,first_name,id,yaş\nMuş,Ece,1,30\n").unwrap();
    let taken = intake(vec![left, right]).unwrap();
    assert_eq!(taken.items.ids.iter().collect::<Vec<_>>(), ["1", "2", "1"]);
    assert_eq!(taken.items.sources, [0, 0, 1]);
    let names: Vec<&str> = taken.items.columns.iter().map(|(field, _)| field.name.as_str()).collect();
    assert_eq!(names, ["First Name", "il", "yaş"]);
    assert_eq!(rows(&taken.items.columns[0].1), [["Ayşe"], ["Can"], ["Ece"]]);
    assert_eq!(rows(&taken.items.columns[2].1), [vec![], vec![], vec!["30"]]);
    assert!(taken.notes.iter().any(|note| note.ends_with("\"first_name\" is taken for \"First Name\"")));
    assert!(intake(Vec::new()).unwrap_err().is_usage());
    assert!(intake(vec![csv("id\n1\n").unwrap(); 65]).unwrap_err().is_usage());
}

#[test]
fn rows_that_two_sources_count_alike_are_no_identifier() {
    let left = csv("id,row,ad\na,1,Ayşe\nb,2,Can\nc,3,Ece\n").unwrap();
    let right = csv("id,row,ad\nd,1,Nil\ne,2,Su\nf,3,Oya\n").unwrap();
    let taken = intake(vec![left, right]).unwrap();
    assert_eq!(taken.columns[0].inferred.kind, None, "{}", taken.columns[0].inferred.why);
}

#[test]
fn what_the_caller_says_counts() {
    let content = "id,ad,kod,not\n1,Ayşe,7,x\n2,Can,8,y\n";
    let told =
        |name: &str, kind| ReadOptions { fields: vec![(name.to_owned(), kind)], ..ReadOptions::default() };
    let taken = items(vec![csv(content).unwrap()], &told("kod", Some(FieldKind::Postcode))).unwrap();
    assert_eq!(taken.columns[1].inferred.kind, Some(FieldKind::Postcode));
    let taken = items(vec![csv(content).unwrap()], &told("ad", None)).unwrap();
    assert!(taken.items.columns.iter().all(|(field, _)| field.name != "ad"));
    let error = items(vec![csv(content).unwrap()], &told("at", None)).unwrap_err();
    assert!(error.is_usage() && error.to_string().ends_with("Did you mean \"ad\"?"), "{error}");
}

#[test]
fn a_column_that_repeats_others_is_left_out() {
    let people = [("Ayşe", "Yılmaz"), ("Can", "Ak"), ("Ece", "Su"), ("Nil", "Ay"), ("Oya", "Er")];
    let rows: Vec<String> = people
        .iter()
        .enumerate()
        .map(|(id, (given, family))| {
            format!("{id},{family} {given},{given},{family},{},{given}\n", given.to_uppercase())
        })
        .collect();
    let content = format!("id,tam ad,ad,soyad,ön ad,isim\n{}", rows.concat());
    let taken = intake(vec![csv(&content).unwrap()]).unwrap();
    let why = |place: usize| taken.columns[place].inferred.why.as_str();
    assert_eq!(why(0), "it says what ad and soyad say");
    assert_eq!((why(3), why(4)), ("it says what ad says", "it says what ad says"));
    assert!(taken.columns[1].inferred.kind.is_some() && taken.columns[2].inferred.kind.is_some());
    // A whole name that says more than its parts stays.
    let content = "id,full_name,ad,soyad\n1,Dr. Ayşe Yılmaz,Ayşe,Yılmaz\n2,Av. Can Ak,Can,Ak\n";
    let taken = intake(vec![csv(content).unwrap()]).unwrap();
    assert_eq!(taken.items.columns.len(), 3);
}

#[test]
fn json_lines_are_rows() {
    let read = |content: &str| Table::from_json_lines("t.jsonl", content.as_bytes());
    let table =
        read("{\"id\": 1, \"ad\": \"Ayşe\"}\n\n{\"ad\": null, \"yıl\": 1985.0, \"id\": 2}\n{}\n").unwrap();
    assert_eq!(rows(column(&table, "ad")), [vec!["Ayşe"], vec![], vec![]]);
    assert_eq!(rows(column(&table, "yıl")), [vec![], vec!["1985"], vec![]]);
    for (content, message) in [
        ("{\"a\": 1}\n[1]\n", "t.jsonl:2: not a whole JSON object"),
        ("{\"a\": 1}\n{\"a\": \"x", "t.jsonl:2: not a whole JSON object"),
        ("{\"a\": [{\"b\": 1}]}\n", "t.jsonl:1: column \"a\" is a list of objects or lists"),
        ("{\"a\": 1, \"a\": 2}\n", "t.jsonl:1: column \"a\" stands twice"),
        ("", "t.jsonl: empty file"),
    ] {
        let error = read(content).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn arrow_columns_of_all_kinds_become_texts() {
    let mut lists = ListBuilder::new(StringBuilder::new());
    lists.append_value([Some("Ayşe"), None, Some("A.")]);
    lists.append_null();
    let columns: Vec<(&str, ArrayRef)> = vec![
        (
            "view",
            Arc::new(StringViewArray::from(vec![Some("a very long text of more than twelve bytes"), None])),
        ),
        ("large", Arc::new(LargeStringArray::from(vec![Some(" x "), None]))),
        ("dictionary", Arc::new(vec![Some("red"), None].into_iter().collect::<DictionaryArray<Int8Type>>())),
        ("whole", Arc::new(Int64Array::from(vec![Some(-7), None]))),
        ("float", Arc::new(Float64Array::from(vec![Some(1985.0), Some(f64::NAN)]))),
        ("fraction", Arc::new(Float64Array::from(vec![Some(0.5), Some(f64::INFINITY)]))),
        ("truth", Arc::new(BooleanArray::from(vec![Some(true), None]))),
        ("day", Arc::new(Date32Array::from(vec![Some(-1), None]))),
        ("leap", Arc::new(Date32Array::from(vec![Some(19_782), None]))),
        ("moment", Arc::new(TimestampMillisecondArray::from(vec![Some(86_400_000 + 3_661_000), None]))),
        ("midnight", Arc::new(TimestampMillisecondArray::from(vec![Some(-86_400_000), None]))),
        (
            "decimal",
            Arc::new(
                Decimal128Array::from(vec![Some(12_345), None]).with_precision_and_scale(10, 2).unwrap(),
            ),
        ),
        ("list", Arc::new(lists.finish())),
        ("null", Arc::new(NullArray::new(2))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let schema = batch.schema();
    let table =
        Table::from_batches("frame", RecordBatchIterator::new([Ok(batch.clone()), Ok(batch)], schema))
            .unwrap();
    assert_eq!(table.rows(), 4);
    for (name, want) in [
        ("view", "a very long text of more than twelve bytes"),
        ("large", "x"),
        ("dictionary", "red"),
        ("whole", "-7"),
        ("float", "1985"),
        ("fraction", "0.5"),
        ("truth", "true"),
        ("day", "1969-12-31"),
        ("leap", "2024-02-29"),
        ("moment", "1970-01-02T01:01:01"),
        ("midnight", "1969-12-31"),
        ("decimal", "123.45"),
    ] {
        assert_eq!(rows(column(&table, name)), [vec![want], vec![], vec![want], vec![]], "{name}");
    }
    assert_eq!(rows(column(&table, "list"))[..2], [vec!["Ayşe", "A."], vec![]]);
    assert!(rows(column(&table, "null")).iter().all(Vec::is_empty));
}

#[test]
fn files_are_told_by_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (name, content) in [
        ("a.csv", "id,ad\n1,Ayşe\n"),
        ("a.jsonl", "{\"id\": 1, \"ad\": \"Ayşe\"}\n"),
        ("lines", "  {\"id\": 1, \"ad\": \"Ayşe\"}\n"),
        ("cells", "id,ad\n1,Ayşe\n"),
    ] {
        fs::write(path(name), content).unwrap();
        assert_eq!(texts(&Table::read(path(name)).unwrap(), "ad"), ["Ayşe"], "{name}");
    }
    assert!(Table::read(path("none.csv")).unwrap_err().is_not_found());
    assert!(Table::read(folder.path()).unwrap_err().is_usage());
    let error = Table::read(path("a.xlsx")).unwrap_err();
    assert!(error.is_usage() && error.to_string().contains(".xlsx is not read"), "{error}");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_and_a_file_cut_short_is_told() {
    use parquet::arrow::ArrowWriter;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let names: ArrayRef = Arc::new(StringViewArray::from(vec![Some("Ayşe"), None]));
    let batch = RecordBatch::try_from_iter([("ad", names)]).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    fs::write(&path, &bytes).unwrap();
    assert_eq!(texts(&Table::read(&path).unwrap(), "ad"), ["Ayşe", ""]);
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let error = Table::read(&path).unwrap_err().to_string();
    assert!(error.contains("no whole Parquet file") && error.ends_with("write or fetch it again"), "{error}");
}

#[test]
fn columns_of_unlike_names_meet_where_they_hold_the_same() {
    let left = csv(
        "id,given_name,phone,title,kod\n1,Ayşe,0532 123 45 67,red kite over hills,a\n2,Can,0533 765 43 21,blue boat,b\n",
    );
    let right = csv(
        "id,ad,cep,ürün,sınıf\n1,Ece,0532 111 22 33,blue boat of wood,x\n2,Nil,0505 999 88 77,red kite,y\n",
    );
    let taken = intake(vec![left.unwrap(), right.unwrap()]).unwrap();
    let notes = taken.notes.join("\n");
    for (name, known) in [("ad", "given_name"), ("cep", "phone"), ("ürün", "title")] {
        assert!(notes.contains(&format!("column {name:?} is taken for {known:?}")), "{notes}");
    }
    // Codes and classes without a value in common are not of the same thing.
    assert!(!notes.contains("sınıf"), "{notes}");
    assert_eq!(
        taken.items.columns.len()
            + taken.columns.iter().filter(|column| column.inferred.kind.is_none()).count(),
        5
    );
}

#[test]
fn texts_of_unlike_names_without_common_words_stay_apart() {
    let left = csv("id,ad,title\n1,Ayşe,red kite over hills\n2,Can,blue boat\n").unwrap();
    let right = csv("id,ad,comment\n1,Ece,call again on monday\n2,Nil,asked for a refund\n").unwrap();
    let taken = intake(vec![left, right]).unwrap();
    assert_eq!(taken.items.columns.len(), 3);
    assert!(taken.notes.is_empty(), "{:?}", taken.notes);
}

#[test]
fn a_latitude_and_a_longitude_are_one_point() {
    let content = "id,ad,geo_lat,geo_lon\n1,Kale,41.01,28.97\n2,Kule,39.93,\n3,Han,38.42,27.14\n";
    let taken = intake(vec![csv(content).unwrap()]).unwrap();
    let (field, points) = &taken.items.columns[1];
    assert_eq!((field.name.as_str(), field.kind), ("geo_lat, geo_lon", FieldKind::Point));
    assert_eq!(rows(points), [vec!["41.01, 28.97"], vec![], vec!["38.42, 27.14"]]);
    assert!(taken.notes[0].contains("\"geo_lat\" and \"geo_lon\""), "{:?}", taken.notes);
    // Degrees of what is no place, and words that only end alike.
    for content in [
        "id,lat,lon\n1,410.1,28.97\n2,399.3,32.85\n",
        "id,lat,lon\n1,ab,28.97\n2,cd,32.85\n",
        "id,plat,salon\n1,41.01,28.97\n2,39.93,32.85\n",
    ] {
        let taken = intake(vec![csv(content).unwrap()]).unwrap();
        assert!(
            taken.columns.iter().all(|column| column.inferred.kind != Some(FieldKind::Point)),
            "{content}"
        );
    }
}

#[test]
fn rows_that_are_all_alike_keep_their_fields() {
    let alike = csv("id,ad,boş\n1,Ayşe,\n2,Ayşe,\n3,Ayşe,\n").unwrap();
    let taken = intake(vec![alike]).unwrap();
    assert_eq!(taken.items.columns.len(), 1);
    assert_eq!(taken.columns[0].inferred.kind, Some(FieldKind::GivenName));
    // Beside a column that tells rows apart, one that does not is left out.
    let taken = intake(vec![csv("id,ad,il\n1,Ayşe,Van\n2,Can,Van\n").unwrap()]).unwrap();
    assert_eq!(taken.columns[1].inferred.kind, None);
}

#[test]
fn a_head_that_is_no_head_is_noted() {
    for (content, noted) in [
        ("1,Ayşe,ayse@example.com\n2,Can,can@example.com\n", true),
        ("12.5,Ayşe\n13.5,Can\n", true),
        ("id,ad,e-posta\n1,Ayşe,ayse@example.com\n", false),
        ("ad,2019,2020\nAyşe,1,2\n", false),
    ] {
        let notes = csv(content).unwrap().notes().join("\n");
        assert_eq!(notes.contains("is like no name"), noted, "{content}: {notes}");
    }
}

#[test]
fn names_whole_in_one_table_and_in_parts_in_another_are_whole() {
    let left = csv("id,full_name,born\n1,Ayşe Yılmaz,1985\n2,Can Ak,1990\n").unwrap();
    let right = "id,first_name,last_name,born\n1,Ayşe,Yılmaz,1985\n2,,Kaya,1970\n3,,,1960\n";
    let taken = intake(vec![left.clone(), csv(right).unwrap()]).unwrap();
    let fields: Vec<_> = taken.items.columns.iter().map(|(field, _)| field.name.as_str()).collect();
    assert_eq!(fields, ["full_name", "born"]);
    let whole = [vec!["Ayşe Yılmaz"], vec!["Can Ak"], vec!["Ayşe Yılmaz"], vec!["Kaya"], vec![]];
    assert_eq!(rows(&taken.items.columns[0].1), whole);
    assert!(
        taken.notes.iter().any(|note| note.contains("\"first_name\" and \"last_name\"")),
        "{:?}",
        taken.notes
    );
    assert_eq!(taken.columns[0].heads, [vec!["full_name"], vec!["first_name", "last_name"]]);
    // Where somebody says what a part is, it stays one.
    let read = ReadOptions {
        fields: vec![("first_name".to_owned(), Some(FieldKind::GivenName))],
        ..ReadOptions::default()
    };
    let told = items(vec![left, csv(right).unwrap()], &read).unwrap();
    assert_eq!(told.items.columns.len(), 4);
    // Both in one table say the same twice, which is no matter of joining.
    let both =
        csv("id,full_name,first_name,last_name\n1,Ayşe Yılmaz,Ayşe,Yılmaz\n2,Can Ak,Can,Ak\n").unwrap();
    let fields: Vec<_> =
        intake(vec![both]).unwrap().items.columns.iter().map(|(field, _)| field.name.clone()).collect();
    assert_eq!(fields, ["first_name", "last_name"]);
}
