//! The floors of the house: arrows between its crates point down only.
#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

/// One arrow, whatever its kind: for the library, its tests or its build script.
#[derive(Deserialize)]
struct Dependency {
    name: String,
}

/// Every crate of the house and the crates of the house that it may use.
fn floors() -> BTreeMap<&'static str, Vec<&'static str>> {
    let ground = ["varlik-distance", "varlik-text"];
    let to_names = [ground.as_slice(), &["varlik-names"]].concat();
    let to_resolve = [to_names.as_slice(), &["varlik-resolve"]].concat();
    let wings = ["varlik-tables", "varlik-documents", "varlik-store"];
    let to_wings = [to_resolve.as_slice(), &wings].concat();
    let to_door = [to_wings.as_slice(), &["varlik"]].concat();
    BTreeMap::from([
        ("varlik-distance", vec![]),
        ("varlik-text", vec![]),
        ("varlik-names", ground.to_vec()),
        ("varlik-resolve", to_names),
        ("varlik-tables", to_resolve.clone()),
        ("varlik-documents", to_resolve.clone()),
        ("varlik-store", to_resolve),
        ("varlik", to_wings),
        ("varlik-python", vec!["varlik"]),
        ("varlik-bench", vec!["varlik"]),
        ("varlik-dev", to_door.clone()),
        ("varlik-tests", to_door),
    ])
}

fn metadata() -> Metadata {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs, for it runs this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata writes JSON")
}

/// Every arrow that points up, sideways, or out of the house where it must not.
fn forbidden(metadata: &Metadata) -> Vec<String> {
    let floors = floors();
    let mut forbidden = Vec::new();
    for package in &metadata.packages {
        let Some(allowed) = floors.get(package.name.as_str()) else {
            forbidden.push(format!("{} has no floor", package.name));
            continue;
        };
        for dependency in package.dependencies.iter().map(|dependency| dependency.name.as_str()) {
            let wrong = if floors.contains_key(dependency) {
                !allowed.contains(&dependency)
            } else if dependency.starts_with("pyo3") {
                package.name != "varlik-python"
            } else if dependency == "arrow" || dependency.starts_with("arrow-") {
                !["varlik-tables", "varlik-python"].contains(&package.name.as_str())
            } else if dependency == "parquet" {
                !["varlik-tables", "varlik"].contains(&package.name.as_str())
            } else {
                false
            };
            if wrong {
                forbidden.push(format!("{} -> {dependency}", package.name));
            }
        }
    }
    forbidden
}

#[test]
fn arrows_point_down_only() {
    let metadata = metadata();
    let names: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    assert!(
        names.contains("varlik") && names.contains("varlik-python"),
        "the whole workspace was read: {names:?}"
    );
    assert_eq!(forbidden(&metadata), Vec::<String>::new());
}

#[test]
fn an_arrow_up_or_sideways_is_found() {
    let package = |name: &str, dependencies: &[&str]| Package {
        name: name.to_owned(),
        dependencies: dependencies.iter().map(|name| Dependency { name: (*name).to_owned() }).collect(),
    };
    let metadata = Metadata {
        packages: vec![
            package("varlik-text", &["memchr", "varlik-names"]),
            package("varlik-documents", &["varlik-text", "varlik-store", "arrow-array"]),
            package("varlik", &["varlik-documents", "pyo3"]),
            package("varlik-python", &["varlik", "pyo3", "varlik-text"]),
            package("varlik-attic", &[]),
        ],
    };
    assert_eq!(
        forbidden(&metadata),
        [
            "varlik-text -> varlik-names",
            "varlik-documents -> varlik-store",
            "varlik-documents -> arrow-array",
            "varlik -> pyo3",
            "varlik-python -> varlik-text",
            "varlik-attic has no floor",
        ]
    );
}
