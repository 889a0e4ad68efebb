#!/usr/bin/env python3
"""Writes data/names/legal_forms.tsv and data/names/word_translations.tsv from the unpacked PyPI package rigour.

Usage: pip download --no-deps rigour==1.2.0 -d DIR; unzip the wheel into DIR
       python3 data/import/rigour.py DIR data/names

No network is used. (data/names/spellings.tsv comes from the same package by `varlik-dev import spellings`.)
"""

import pathlib
import sys
import unicodedata

CLASSES = {
    "JSC": "joint-stock", "LLC": "limited", "LP": "partnership", "GP": "partnership", "LLP": "partnership",
    "COOP": "cooperative", "NGO": "association", "REL": "association", "SOE": "state", "MIL": "state",
    "SP": "sole-trader", "FIN": "fund",
}
# Symbols whose words are no words of names, or mean too many things.
LEFT_OUT = {"SOCALLED", "NAMED", "TPB", "NPP", "LIQUIDATION", "SPV", "INSTRMAK", "CAPITAL", "CO", "CORP", "POWER", "BASE", "RE"}
MOST_WORDS = 10


def values(path, name):
    """The literal a generated Python file of the package assigns to a name."""
    space = {}
    code = path.read_text(encoding="utf-8").replace("from rigour.data.types import OrgTypeSpec", "OrgTypeSpec = dict")
    exec(compile(code, str(path), "exec"), space)
    return space[name]


def clean(form):
    return " ".join(form.replace("|", " ").replace(",", " ").replace("\t", " ").split())


def is_form(form):
    letters = sum(unicodedata.category(c)[0] == "L" for c in form)
    # Two letters are two letters of anything (II is a sole trader in Romania); those in use stand in the file by hand.
    return letters > 2 and len(form.split()) <= MOST_WORDS


def legal_forms(folder):
    rows = {}
    for spec in values(folder / "org_types.py", "ORG_TYPES"):
        kind = CLASSES.get(spec.get("generic"))
        if kind is None:
            # Unsorted rows hold schools and offices beside forms; the forms stand in the file written by hand.
            continue
        forms = [spec.get("display"), spec.get("compare"), *spec["aliases"]]
        forms = list(dict.fromkeys(clean(form) for form in forms if form))
        forms = [form for form in forms if is_form(form)]
        if forms:
            rows[f"{kind}\t{'|'.join(forms)}"] = True
    return sorted(rows)


def translations(folder):
    rows = {}
    for symbol, words in values(folder / "data.py", "ORG_SYMBOLS").items():
        if symbol in LEFT_OUT:
            continue
        forms = list(dict.fromkeys(clean(word.lower()) for word in words))
        forms = [form for form in forms if " " not in form and sum(c.isalpha() for c in form) > 1 and "/" not in form]
        if len(forms) > 1:
            rows[f"translation\t{','.join(sorted(forms))}\t{symbol.lower()}"] = True
    return sorted(rows)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, out = map(pathlib.Path, sys.argv[1:])
    folder = source / "rigour/data/names"
    version = next(source.glob("rigour-*.dist-info")).name.removesuffix(".dist-info").split("-")[1]
    origin = f"PyPI rigour {version} (MIT, Copyright (c) 2023-2025 OpenSanctions Datenbanken GmbH)"
    head = (
        "# Legal forms of companies and other bodies the world over.\n"
        f"# Source: {origin}, rigour/data/names/org_types.py.\n"
        "# Made by data/import/rigour.py; a form of legal_forms_by_hand.tsv stands before one of this file.\n"
        "# Columns: class, forms (parted by |).\n"
    )
    rows = legal_forms(folder)
    (out / "legal_forms.tsv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    head = (
        "# Words of organisations' names in several languages.\n"
        f"# Source: {origin}, rigour/data/names/data.py.\n"
        "# Made by data/import/rigour.py; corrections go into variants_by_hand.tsv.\n"
        "# Columns: relation, forms (parted by commas), meaning.\n"
    )
    words = translations(folder)
    (out / "word_translations.tsv").write_text(head + "\n".join(words) + "\n", encoding="utf-8")
    print(len(rows), len(words))


if __name__ == "__main__":
    main()
