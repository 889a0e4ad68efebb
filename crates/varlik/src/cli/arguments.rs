//! What may be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use varlik_documents::Markup;

/// Multilingual names made comparable and resolved, Turkish first.
#[derive(Debug, Parser)]
#[command(name = "varlik", version, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find the people, places and organisations in articles, each once, and the stories they tell.
    Resolve(ResolveArguments),
    /// Repair and normalise lines of text, or a column of a CSV, JSONL or Parquet file.
    Normalize(NormalizeArguments),
    /// Tell whether two names are one, and why.
    Compare(CompareArguments),
    /// Find the names of one file among those of another.
    Match(MatchArguments),
    /// Find the rows of a table that are one.
    Dedupe(DedupeArguments),
    /// Find the rows of two tables that are one.
    Link(LinkArguments),
    /// Learn from labelled pairs which others are one.
    Learn(LearnArguments),
    /// Tell how right clusters or pairs are, beside the truth.
    Evaluate(EvaluateArguments),
    /// Build a knowledge base, a file of known people, places and organisations, or look into one.
    Kb {
        #[command(subcommand)]
        command: KnowledgeCommand,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum KnowledgeCommand {
    /// Build a knowledge base from files.
    Build(KnowledgeBuildArguments),
    /// Show the entries that are called like a name.
    Show(KnowledgeShowArguments),
    /// Read all of a knowledge base and tell whether it is whole.
    Verify {
        /// The knowledge base
        #[arg(value_name = "FILE.kb")]
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  varlik kb build people.jsonl --out people.kb
  varlik kb build people.csv firms.jsonl.gz --out known.kb --memory 500MB
  varlik kb build latest-all.json.gz --languages en,tr --out world.kb
  curl -s .../entities.ftm.json | varlik kb build - --out sanctioned.kb

Lines are rows, items of a Wikidata dump, or entities of FollowTheMoney.
A row has id and name, and may have aliases (a list, or parted by |), type (PER, ORG, LOC, MISC), country, description, prior (a
number from 0: how well known it is), related (ids) and, in JSON, offices (title, from, until). Rows of one id are one entry.
Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct KnowledgeBuildArguments {
    /// .csv, .tsv and .jsonl files, also with .gz behind, or - for JSONL on standard input
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,

    /// File to write
    #[arg(long, value_name = "FILE.kb")]
    pub(super) out: PathBuf,

    /// End at the first line that is no entry, instead of leaving it out
    #[arg(long)]
    pub(super) strict: bool,

    /// Languages of a Wikidata dump whose names are taken in, the first for the name to show: en,tr,ru [default: en,mul,tr and some
    /// thirty of Europe, the Caucasus and Western and Central Asia]
    #[arg(long, value_name = "CODES")]
    pub(super) languages: Option<String>,

    /// Memory for rows and keys; what is more waits on the disk, beside FILE.kb [default: 1GB]
    #[arg(long, value_name = "SIZE")]
    pub(super) memory: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  varlik kb show people.kb \"Erdogan\"
  varlik kb show people.kb p1 --json

Prints the entries, the likeliest first, with the chance that the names are one. Without NAME it counts what is there.
Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct KnowledgeShowArguments {
    /// The knowledge base
    #[arg(value_name = "FILE.kb")]
    pub(super) file: PathBuf,

    /// A name in any spelling or script, or an id
    #[arg(value_name = "NAME")]
    pub(super) name: Option<String>,

    /// Most entries that are shown
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) most: usize,

    /// Print a line of JSON for each
    #[arg(long)]
    pub(super) json: bool,
}

/// What is said of names that are compared.
#[derive(Debug, Args)]
pub(super) struct NameArguments {
    /// What the names are the names of: person, organization, place or other
    #[arg(long, value_name = "KIND")]
    pub(super) kind: Option<String>,

    /// The chance that two names which are compared are one, before any word is looked at
    #[arg(long, value_name = "P")]
    pub(super) prior: Option<f32>,

    /// Names that are known to be one: .csv with the columns name and alias, or .jsonl with lists called names
    #[arg(long, value_name = "FILE")]
    pub(super) aliases: Option<PathBuf>,
}

/// How a text is marked up.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum TextMarkup {
    /// Text as it is
    Plain,
    /// HTML
    Html,
}

impl From<TextMarkup> for Markup {
    fn from(markup: TextMarkup) -> Self {
        match markup {
            TextMarkup::Plain => Self::Plain,
            TextMarkup::Html => Self::Html,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  varlik compare \"Tansu Çiller\" \"Çiller, Tansu\" --kind person
  varlik compare Kızılırmak \"Kızıl Irmak\" --kind place --json

Prints what was weighed, in bits, and the chance that the two are one.
Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct CompareArguments {
    /// A name
    #[arg(value_name = "A")]
    pub(super) a: String,

    /// Another
    #[arg(value_name = "B")]
    pub(super) b: String,

    #[command(flatten)]
    pub(super) names: NameArguments,

    /// Language of the text in which the names stand, where it is one
    #[arg(long, value_name = "CODE", default_value = "und")]
    pub(super) lang: String,

    /// Print one line of JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  varlik normalize names.txt --steps repair,html,nfc,clean --out clean.txt
  varlik normalize people.csv --column name --steps nfc,lower:tr
  varlik normalize people.parquet --column name --out clean.parquet
  zcat lines.txt.gz | varlik normalize --steps key

A column is written beside the others as NAME_normalized. Lines that are no UTF-8 are read by their letters.
Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct NormalizeArguments {
    /// A file of lines, a .csv, .tsv, .jsonl or .parquet file, or - for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(super) file: PathBuf,

    /// Column to normalise; standard input is JSONL then. Without it every line is a text
    #[arg(long, value_name = "NAME")]
    pub(super) column: Option<String>,

    /// Write the answer into the column itself
    #[arg(long, requires = "column")]
    pub(super) in_place: bool,

    /// Steps, parted by commas; repair and restore-diacritics go by the words that ship with varlik
    #[arg(long, value_name = "STEPS", default_value = "repair,html,nfc,clean")]
    pub(super) steps: String,

    /// File to write; standard output without it
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// Number of threads; 0 takes all cores
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,

    /// Print the steps there are, and nothing else
    #[arg(long)]
    pub(super) list: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  varlik match customers.csv sanctions.csv --column full_name --kind person --out matches.csv
  varlik match orders.jsonl firms.parquet --column firm --right-column name --id-column order --kind organization
  cut -f2 people.tsv | varlik match - known.txt --threshold 0.9 --json

Writes left,right,score,weight,rank,left_name,right_name: a line for each match, those of one name by their rank.
Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct MatchArguments {
    /// Names to look for: a .csv, .tsv, .jsonl or .parquet file, a file of lines, or - for standard input
    #[arg(value_name = "LEFT")]
    pub(super) left: PathBuf,

    /// Names to find them among, in a file of any of these kinds
    #[arg(value_name = "RIGHT")]
    pub(super) right: PathBuf,

    /// Column of the names; `name` without it. Standard input is lines, and JSONL with it
    #[arg(long, value_name = "NAME")]
    pub(super) column: Option<String>,

    /// Column of the names in RIGHT, where it is called otherwise
    #[arg(long, value_name = "NAME")]
    pub(super) right_column: Option<String>,

    /// Column of LEFT to write as `left`; the number of the row, from 0, without it
    #[arg(long, value_name = "NAME")]
    pub(super) id_column: Option<String>,

    /// Column of RIGHT to write as `right`; the number of the row, from 0, without it
    #[arg(long, value_name = "NAME")]
    pub(super) right_id_column: Option<String>,

    #[command(flatten)]
    pub(super) names: NameArguments,

    /// Let words that are common among the names of RIGHT say less; nothing is learnt without it
    #[arg(long)]
    pub(super) rarity: bool,

    /// Most matches of one name
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(super) k: usize,

    /// Lowest chance of a match that is written, between 0 and 1
    #[arg(long, value_name = "P", default_value_t = 0.5)]
    pub(super) threshold: f32,

    /// File to write: .csv, .tsv or .jsonl; - or nothing is standard output, as CSV
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// Write lines of JSON to standard output
    #[arg(long, conflicts_with = "out")]
    pub(super) json: bool,

    /// Number of threads; 0 takes all cores
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
}

/// What is said of tables that are resolved.
#[derive(Debug, Default, Args)]
pub(super) struct TableArguments {
    /// Column of the ids. Without it: a column such as id where each row has its own, or else the numbers of the rows, from 0
    #[arg(long, value_name = "COL")]
    pub(super) id: Option<String>,

    /// What a column holds, where it is not what is guessed (born=date); - leaves it out (note=-)
    #[arg(long, value_name = "COL=KIND")]
    pub(super) field: Vec<String>,

    /// Pairs of ids that are one: a file with the columns left and right
    #[arg(long, value_name = "FILE")]
    pub(super) must_link: Option<PathBuf>,

    /// Pairs of ids that are two, in such a file
    #[arg(long, value_name = "FILE")]
    pub(super) cannot_link: Option<PathBuf>,

    /// Judged pairs to learn from: columns left, right and same (1, 0, or nothing where nobody judged), as judge.csv has them
    #[arg(long, value_name = "FILE")]
    pub(super) labels: Vec<PathBuf>,

    /// Rules beside what is learnt: a line each, such as `born conflict and name weak: different`, or the JSON list of a model.json
    #[arg(long, value_name = "FILE")]
    pub(super) rules: Option<PathBuf>,

    /// A model.json of an earlier run, to be used as it is; without it one is learnt
    #[arg(long, value_name = "FILE")]
    pub(super) model: Option<PathBuf>,

    /// Chance above which a pair speaks for one entity; .5 without it, or that of the model
    #[arg(long, value_name = "P")]
    pub(super) threshold: Option<f32>,

    /// Most pairs that are compared, about; 15 for each record without it, and a million at least
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) max_pairs: Option<u64>,

    /// What random pairs are drawn with
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) seed: u64,

    /// Write judge.csv too: so many pairs that are worth a person's judgement. Fill in the column same and give it back by --labels
    #[arg(long, value_name = "N")]
    pub(super) judge: Option<usize>,

    /// Most memory that the run may take, such as 4GB: pairs that are too many go to the disk, in DIR; what would take more all the same is
    /// refused at once
    #[arg(long, value_name = "SIZE")]
    pub(super) memory: Option<String>,

    /// Folder to write to; it is made if it is not there. A run that was stopped and is begun again goes on from what it left there
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,

    /// Number of threads; 0 takes all cores
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  varlik dedupe customers.csv --id id --out found
  varlik dedupe 2023.parquet 2024.parquet --field born=date --field note=- --out found
  varlik dedupe customers.csv --judge 200 --out found; varlik dedupe customers.csv --labels found/judge.csv --out learnt

Writes clusters.csv (id,cluster), edges.csv (left,right,score; the score is the probability that the two are one), model.json
and report.html, a page that shows what was found and why. With --labels it prints how right the answer was that judge.csv was
drawn from, and learns.
Files are .csv, .tsv, .jsonl or .parquet; several are sources of their own, and clusters.csv then says side,id,cluster.
Kinds: person_name, given_name, family_name, organization, place, date, email, phone, postcode, address, identifier, number,
price, category, text, point.
Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct DedupeArguments {
    /// The table, or several that are resolved together
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) tables: TableArguments,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  varlik link orders.csv firms.parquet --id id --unique right --out found

Writes clusters.csv (side,id,cluster; the side is left or right), edges.csv (left,right,score), model.json and report.html.
Files and kinds are those of varlik dedupe. Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct LinkArguments {
    /// The one table
    #[arg(value_name = "LEFT")]
    pub(super) left: PathBuf,

    /// The other table
    #[arg(value_name = "RIGHT")]
    pub(super) right: PathBuf,

    /// The tables that hold each entity at most once; judged by the data without it
    #[arg(long, value_name = "SIDE")]
    pub(super) unique: Option<Side>,

    #[command(flatten)]
    pub(super) tables: TableArguments,
}

/// One table of two, both, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Side {
    Left,
    Right,
    Both,
    Neither,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  varlik learn train.csv --valid valid.csv --predict test.csv --out judged.csv
  varlik learn train.csv --model model.json

Each row is a pair: columns left_... and right_... of its two records, and label (1 or 0). Files are .csv, .tsv, .jsonl or
.parquet. Writes row,score,match: a line for each pair of --predict, counted from 0; the score is a probability.
Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct LearnArguments {
    /// Labelled pairs
    #[arg(value_name = "TRAIN")]
    pub(super) train: PathBuf,

    /// More labelled pairs; learning takes them as it takes the others, and judges itself on pairs it holds out
    #[arg(long, value_name = "FILE")]
    pub(super) valid: Vec<PathBuf>,

    /// Pairs to judge; where they have labels it is told how right the answer is
    #[arg(long, value_name = "FILE")]
    pub(super) predict: Option<PathBuf>,

    /// File to write; standard output without it
    #[arg(long, value_name = "FILE", requires = "predict")]
    pub(super) out: Option<PathBuf>,

    /// File to write the model to, as JSON
    #[arg(long, value_name = "FILE")]
    pub(super) model: Option<PathBuf>,

    /// Judge each pair by its two records alone, and not by the labelled matches of either
    #[arg(long)]
    pub(super) each_alone: bool,

    /// Number of threads; 0 takes all cores
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  varlik evaluate out/clusters.csv --truth truth.csv
  varlik evaluate out/edges.csv --truth pairs.csv --link --records left.csv --records right.csv --threshold 0.9

Clusters have the columns id,cluster (of a link side,id,cluster), pairs left,right and perhaps score; so has the truth, where a
column label or same (1, 0, or nothing) tells of pairs that were judged, others being unknown; a judge.csv that was filled in tells how
right the whole answer is that it was drawn from. Files are .csv, .tsv, .jsonl or .parquet.
Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct EvaluateArguments {
    /// Clusters or pairs
    #[arg(value_name = "ANSWER")]
    pub(super) answer: PathBuf,

    /// True clusters, true pairs or judged pairs
    #[arg(long, value_name = "FILE")]
    pub(super) truth: PathBuf,

    /// Two tables were linked: left and right are ids of either, and only pairs across them count
    #[arg(long)]
    pub(super) link: bool,

    /// Score from which a pair counts as found; every pair does without it
    #[arg(long, value_name = "SCORE", allow_negative_numbers = true)]
    pub(super) threshold: Option<f32>,

    /// The table that was resolved, with a column id; of a link twice, left and right. Tells which records stand alone
    #[arg(long, value_name = "FILE")]
    pub(super) records: Vec<PathBuf>,

    /// Print one line of JSON, with the curve of precision and recall
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  varlik resolve examples/news --out varlik-out

Writes mentions.jsonl, entities.jsonl, stories.jsonl, pairs.jsonl, dates.jsonl, claims.jsonl,
contradictions.jsonl and report.html into DIR.
Exit codes: 0 done, 1 failed, 2 wrong usage.")]
pub(super) struct ResolveArguments {
    /// Folders, .txt, .md, .html, .jsonl, .csv or .parquet files, or - for JSONL on standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Folder to write into
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,

    /// Resolve the mentions of this file and detect none; each line holds an article's `doc_id`, `text` and
    /// `mentions`, a list of `start`, `end` (code points) and `type`
    #[arg(long, value_name = "FILE.jsonl")]
    pub(super) mentions: Option<PathBuf>,

    /// Takes the mentions of a label of that file for PER, ORG, LOC, NORP or MISC, or leaves them out (none); may be given
    /// several times
    #[arg(long = "label", value_name = "LABEL=TYPE", value_parser = label, requires = "mentions")]
    pub(super) labels: Vec<(String, String)>,

    /// A knowledge base that varlik kb build wrote: its names are seen in the articles, and entities get the ids of its entries. May be
    /// given several times, the first to be asked first
    #[arg(long, value_name = "FILE.kb")]
    pub(super) kb: Vec<PathBuf>,

    /// Column of .jsonl, .csv and .parquet files that holds an article's id
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub(super) id_column: String,

    /// Column of .jsonl, .csv and .parquet files that holds an article's text
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(super) text_column: String,

    /// How the texts in columns are marked up; files tell it by their names
    #[arg(long, value_name = "MARKUP", default_value = "plain")]
    pub(super) markup: TextMarkup,

    /// Number of threads; 0 takes all cores
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,

    /// Make no report.html
    #[arg(long)]
    pub(super) no_report: bool,
}

/// Cuts `LABEL=TYPE` at its sign.
fn label(text: &str) -> Result<(String, String), String> {
    let (label, to) = text.split_once('=').ok_or("write LABEL=TYPE, such as SPORTSTEAM=ORG")?;
    Ok((label.to_owned(), to.to_owned()))
}
