#!/usr/bin/env python3
"""Writes data/world/wikidata.tsv from the unpacked npm package @rapideditor/country-coder.

Usage: python3 data/import/wikidata.py COUNTRY_CODER data/world/countries.tsv OUT_DIR

No network is used.
"""

import json
import pathlib
import re
import sys


def main():
    package, countries, out = (pathlib.Path(argument) for argument in sys.argv[1:4])
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    code = (package / "dist/country-coder.mjs").read_text(encoding="utf-8")
    known = {line.split("\t")[0] for line in countries.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    rows = {}
    for properties in re.findall(r"properties: \{([^}]*)\}", code):
        item = re.search(r'wikidata: "Q(\d+)"', properties)
        if not item:
            continue
        iso, m49 = re.search(r'iso1A2: "(\w\w)"', properties), re.search(r'm49: "(\d{3})"', properties)
        for place in (f"iso3166:{iso[1]}" if iso else None, f"m49:{m49[1]}" if m49 else None):
            if place in known:
                rows.setdefault(place, item[1])
    text = (
        "# Wikidata items of countries, territories and world regions.\n"
        f"# Source: npm @rapideditor/country-coder {version}; licence ISC (Copyright (c) 2019-2025 Bryan Housel and others); "
        "the item numbers themselves are Wikidata's, CC0.\n"
        "# Made by data/import/wikidata.py; corrections and further items go into wikidata_by_hand.tsv.\n"
        "# Columns: id, wikidata.\n"
    )
    text += "".join(f"{place}\tQ{item}\n" for place, item in sorted(rows.items()))
    (out / "wikidata.tsv").write_text(text, encoding="utf-8")


main()
