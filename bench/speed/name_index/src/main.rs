//! How many names `NameIndex` finds among many, and how fast.
//!
//! `varlik-bench-name-index KNOWLEDGE_BASE QUERIES` reads two tables with a head (gzipped or not): `name`, `kind`; and
//! `cls`, `query`, `answer`, `kind`. A hit is a name with the comparison key of the answer.
//! `varlik-bench-name-index --many COUNT KNOWLEDGE_BASE` makes COUNT names of the words of the table, and tells how long
//! the index takes to build, how much memory, and how fast it finds some of them misspelt.

use std::collections::BTreeMap;
use std::io::Read;
use std::time::Instant;

use varlik_names::{Name, NameIndex, NameKind, NameRow, Search};
use varlik_text::{Lang, key};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["--many", count, base] => many(count.parse()?, &read(base)?),
        [base, queries] => found(&read(base)?, &read(queries)?),
        _ => {
            Err("usage: varlik-bench-name-index KNOWLEDGE_BASE QUERIES | --many COUNT KNOWLEDGE_BASE".into())
        }
    }
}

/// The rows of a table, each by the columns of its head.
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn column(&self, name: &str) -> Outcome<usize> {
        self.head.iter().position(|column| column == name).ok_or_else(|| format!("no column {name}").into())
    }
}

fn read(path: &str) -> Outcome<Table> {
    let bytes = std::fs::read(path)?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    let field = |field: &str| match field.strip_prefix('"').and_then(|field| field.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => field.to_owned(),
    };
    let mut rows = text.lines().map(|line| line.split('\t').map(field).collect::<Vec<_>>());
    let head = rows.next().ok_or("an empty table")?;
    Ok(Table { rows: rows.filter(|row| row.len() == head.len()).collect(), head })
}

fn kind_of(word: &str) -> NameKind {
    NameKind::from_label(word).unwrap_or(NameKind::Other)
}

fn index_of(base: &Table) -> Outcome<NameIndex> {
    let (name, kind) = (base.column("name")?, base.column("kind")?);
    let rows = base.rows.iter().enumerate();
    Ok(rows
        .map(|(id, row)| NameRow {
            id: id as u64,
            name: &row[name],
            kind: kind_of(&row[kind]),
            country: None,
        })
        .collect())
}

const RANKS: [usize; 4] = [1, 10, 30, 80];

fn found(base: &Table, queries: &Table) -> Outcome<()> {
    let start = Instant::now();
    let index = index_of(base)?;
    println!("{} names indexed in {:.2} s", index.len(), start.elapsed().as_secs_f64());
    let [class, query, answer, kind] = ["cls", "query", "answer", "kind"].map(|name| queries.column(name));
    let (class, query, answer, kind) = (class?, query?, answer?, kind?);
    let names: Vec<Name> =
        queries.rows.iter().map(|row| Name::new(&row[query], kind_of(&row[kind]), Lang::Und)).collect();
    let mut counts: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    let verbose = std::env::var_os("SHOW_MISSES").is_some();
    for (row, name) in queries.rows.iter().zip(&names) {
        let search = Search { k: 80, threshold: 0.0, kind: Some(name.kind()), ..Search::default() };
        let hits = index.search(name, &search);
        let wanted = key(&row[answer]);
        let rank = hits.iter().position(|hit| key(hit.name) == wanted);
        let counts = [counts.entry(&row[class]).or_default()];
        for count in counts {
            count[4] += 1;
            for (place, most) in RANKS.iter().enumerate() {
                count[place] += usize::from(rank.is_some_and(|rank| rank < *most));
            }
        }
        if verbose && rank != Some(0) {
            let rank = rank.map_or("-".to_owned(), |rank| rank.to_string());
            let best = hits.first().map_or("", |hit| hit.name);
            println!("{}\t{}\t{}\t{rank}\t{best}", row[class], row[query], row[answer]);
        }
    }
    println!("{:14}    n     @1    @10    @30    @80", "class");
    let mut all = [0; 5];
    for (class, count) in &counts {
        print_line(class, count);
        all.iter_mut().zip(count).for_each(|(sum, count)| *sum += count);
    }
    print_line("all", &all);
    for candidates in [10, Search::default().candidates, 200] {
        let search =
            |name: &Name| Search { threshold: 0.0, kind: Some(name.kind()), candidates, ..Search::default() };
        let (mut first, mut ten) = (0, 0);
        for (row, name) in queries.rows.iter().zip(&names) {
            let wanted = key(&row[answer]);
            let hits = index.search(name, &search(name));
            first += usize::from(hits.first().is_some_and(|hit| key(hit.name) == wanted));
            ten += usize::from(hits.iter().any(|hit| key(hit.name) == wanted));
        }
        // Time of this thread, so that other work on the machine does not count.
        let (start, start_cpu) = (Instant::now(), cpu_seconds());
        let hits: usize = names.iter().map(|name| index.search(name, &search(name)).len()).sum();
        let rate = |seconds: f64| names.len() as f64 / seconds;
        let (wall, cpu) = (rate(start.elapsed().as_secs_f64()), rate(cpu_seconds() - start_cpu));
        let share = |count: usize| count as f64 / names.len() as f64;
        println!(
            "{candidates} compared: recall {:.3} first, {:.3} among ten; {cpu:.0} queries a second of one core ({wall:.0} \
             by the clock; {hits} hits)",
            share(first),
            share(ten)
        );
    }
    let start = Instant::now();
    let made: usize = queries
        .rows
        .iter()
        .map(|row| Name::new(&row[query], kind_of(&row[kind]), Lang::Und).words().len())
        .sum();
    println!(
        "{:.2} us to take a query apart ({made} words)",
        start.elapsed().as_secs_f64() * 1e6 / names.len() as f64
    );
    Ok(())
}

fn print_line(class: &str, count: &[usize; 5]) {
    print!("{class:14}{:5}", count[4]);
    for found in &count[..4] {
        print!("  {:.3}", *found as f64 / count[4] as f64);
    }
    println!();
}

/// A generator of numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize * most) >> 31
    }
}

fn many(count: usize, base: &Table) -> Outcome<()> {
    let (name, kind) = (base.column("name")?, base.column("kind")?);
    let names: Vec<Vec<&str>> = base.rows.iter().map(|row| row[name].split_whitespace().collect()).collect();
    let mut numbers = Numbers(7);
    let before = memory();
    let mut builder = NameIndex::builder();
    let mut asked = Vec::new();
    for id in 0..count {
        // The beginning of one name and the end of another of its kind are a third.
        let first = numbers.below(names.len());
        let second = (0..50)
            .map(|_| numbers.below(names.len()))
            .find(|&second| base.rows[second][kind] == base.rows[first][kind]);
        let (head, tail) = (&names[first], &names[second.unwrap_or(first)]);
        let mut words: Vec<&str> = head[..head.len().div_ceil(2)].to_vec();
        words.extend(&tail[tail.len() / 2..]);
        let text = words.join(" ");
        let kind = kind_of(&base.rows[first][kind]);
        builder.push(NameRow { id: id as u64, name: &text, kind, country: None });
        if id % (count / 1000).max(1) == 0 {
            asked.push((id as u64, misspelt(&text, &mut numbers), kind));
        }
    }
    println!("{count} names gathered, {} MB", memory().saturating_sub(before));
    let start = Instant::now();
    let mut index = builder.build();
    println!(
        "built in {:.1} s on {} cores; {} MB now, {} MB at most",
        start.elapsed().as_secs_f64(),
        std::thread::available_parallelism()?,
        memory().saturating_sub(before),
        peak().saturating_sub(before)
    );
    let search = Search { threshold: 0.0, ..Search::default() };
    let start = Instant::now();
    let found = asked
        .iter()
        .filter(|(id, text, kind)| {
            index.search(&Name::new(text, *kind, Lang::Und), &search).iter().any(|hit| hit.id == *id)
        })
        .count();
    let rate = asked.len() as f64 / start.elapsed().as_secs_f64();
    println!("{rate:.0} queries a second on one core, {found} of {} found among ten", asked.len());
    let start = Instant::now();
    for (id, text, kind) in &asked {
        index.add([NameRow { id: count as u64 + id, name: text, kind: *kind, country: None }]);
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / asked.len() as f64;
    println!("{} names added one by one, {each:.0} us each", asked.len());
    Ok(())
}

/// A name with two of its letters swapped.
fn misspelt(text: &str, numbers: &mut Numbers) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() > 4 {
        let at = 1 + numbers.below(letters.len() - 3);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

/// Seconds this thread has run, as Linux tells.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// Megabytes of memory in use, as Linux tells.
fn memory() -> usize {
    status("VmRSS:")
}

/// Megabytes of memory at its height.
fn peak() -> usize {
    status("VmHWM:")
}

fn status(line: &str) -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value =
        text.lines().find_map(|text| text.strip_prefix(line)).and_then(|text| text.split_whitespace().next());
    value.and_then(|value| value.parse::<usize>().ok()).unwrap_or(0) / 1024
}
