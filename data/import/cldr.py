#!/usr/bin/env python3
"""Writes data/world/countries.tsv and data/world/subdivisions.tsv from unpacked CLDR packages.

Usage: python3 data/import/cldr.py CLDR_LOCALENAMES_FULL CLDR_SUBDIVISIONS_FULL CLDR_CORE OUT_DIR

The arguments are the folders of the npm packages of the same names. No network is used.
"""

import json
import pathlib
import sys

LANGUAGES = (
    "en tr de fr es it pt nl pl cs sk sl hr sr sr-Latn bs bg ru uk be mk el ar fa he az kk ro hu sv da nb nn fi et lv "
    "lt sq hy ka ky uz tg tk ku ckb ur hi id ms vi ja ko zh zh-Hant ca eu gl ga cy is sw af"
).split()
ABBREVIATION_LANGUAGES = "en tr de fr es it pt nl pl cs sk sl hr sr bs bg ru uk be mk el az ro hu sv da nb".split()
SUBDIVISION_LANGUAGES = "en tr de fr es it nl pl cs sl hr sr bg ru uk el ar fa az ro".split()
# Countries whose first-level parts the news names without their country.
SUBDIVISION_COUNTRIES = (
    "US CA DE TR RU GB ES IT FR UA CN IN AU AT CH NL BE PL IQ IR SY AZ GE PK AF BR MX AR JP RO CZ SE NO FI GR CY SA "
    "EG LY SD NG ET ZA ID MY KZ UZ IL PS BY MD BA RS"
).split()


def load(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def head(what, sources):
    return (
        f"# {what}\n"
        f"# Source: {sources}; licence Unicode-3.0 (https://www.unicode.org/license.txt).\n"
        "# Made by data/import/cldr.py; corrections go into the *_by_hand.tsv files beside it.\n"
        "# Columns: id, kind, name, country, population, forms (data/README.md explains forms).\n"
    )


def join_forms(forms):
    """`forms`: {form: [languages]} in order of first sight."""
    return "|".join(f"{','.join(languages)}:{form}" for form, languages in forms.items())


def add(forms, language, form):
    form = form.replace("’", "'").strip()
    if not form or "|" in form or "/" in form or "²" in form or form.endswith("-variant"):
        return
    # Glosses in brackets are not said in running text.
    if form.endswith((")", "）")):
        form = form.replace("（", "(").split("(")[0].strip()
    if len(form) < 2:
        return
    base = language.split("-")[0]
    languages = forms.setdefault(form, [])
    if base not in languages:
        languages.append(base)


def version(folder):
    package = load(folder / "package.json")
    return f"npm {package['name']} {package['version']}"


def countries(names, core, out):
    info = load(core / "supplemental/territoryInfo.json")["supplemental"]["territoryInfo"]
    regions = {
        "002", "003", "005", "009", "011", "013", "014", "015", "030", "019", "021", "029", "034", "035", "053", "054", "057",
        "061", "142", "143", "145", "150", "151", "155", "202", "419",
    }
    skip = {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "001"}
    territories = {
        language: load(names / f"main/{language}/territories.json")["main"][language]["localeDisplayNames"]["territories"]
        for language in LANGUAGES
        if (names / f"main/{language}/territories.json").exists()
    }
    rows = []
    for code in sorted(key for key in territories["en"] if "-alt" not in key):
        if code in skip or (len(code) == 3 and code not in regions):
            continue
        forms, short = {}, {}
        for language, table in territories.items():
            for key, form in table.items():
                if key == code or key.startswith(f"{code}-alt"):
                    if form == code:
                        continue
                    if key.endswith("-short") and form.replace("’", "").isupper():
                        # Two letters say a country in few languages only; those are written by hand.
                        if len(form) > 2 and language.split("-")[0] in ABBREVIATION_LANGUAGES:
                            add(short, language, form)
                    else:
                        add(forms, language, form)
        name = territories["en"][code].replace("’", "'").replace(" & ", " and ")
        name = name.split(" (")[0]
        population = int(info.get(code, {}).get("_population", 0))
        text = join_forms(forms)
        if short:
            text += "|" + "|".join(f"={','.join(languages)}:{form}" for form, languages in short.items())
        if len(code) == 3:
            rows.append((f"m49:{code}", "region", name, "", 0, text))
        else:
            # Territories without a population of their own (Antarctica) keep 0.
            kind = "country" if code in SOVEREIGN else "territory"
            rows.append((f"iso3166:{code}", kind, name, code, population, text))
    write(out / "countries.tsv", head("Countries, territories and world regions with their names.", f"{version(names)}, {version(core)}"), rows)


# Members and observers of the United Nations, and Kosovo and Taiwan; everything else is a territory.
SOVEREIGN = set(
    "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO "
    "CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID "
    "IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK "
    "ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB "
    "SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN "
    "VU WS XK YE ZA ZM ZW".split()
)


def subdivisions(folder, out):
    tables = {}
    for language in SUBDIVISION_LANGUAGES:
        path = folder / f"subdivisions/{language}/{language}.json"
        if path.exists():
            (table,) = load(path)["subdivisions"].values() if "main" in load(path) else (load(path)["subdivisions"],)
            tables[language] = table["localeDisplayNames"]["subdivisions"]
    rows = []
    for key in sorted(tables["en"]):
        country, part = key[:2].upper(), key[2:].upper()
        if country not in SUBDIVISION_COUNTRIES or tables["en"][key] in GENERIC:
            continue
        if country == "GB" and part not in {"ENG", "SCT", "WLS", "NIR"}:
            continue
        forms = {}
        for language, table in tables.items():
            if key in table:
                add(forms, language, table[key])
        rows.append((f"iso3166-2:{country}-{part}", "region", tables["en"][key].replace("’", "'"), country, 0, join_forms(forms)))
    write(out / "subdivisions.tsv", head("States, provinces and regions of the countries the news names most.", version(folder)), rows)


GENERIC = {"Capital", "Central", "Northern", "Southern", "Eastern", "Western", "North", "South", "East", "West", "Centre",
           "Nord", "North West", "North East", "Federal District", "Distrito Federal"}


def write(path, text, rows):
    body = "".join("\t".join(str(cell) for cell in row) + "\n" for row in rows)
    path.write_text(text + body, encoding="utf-8")
    print(f"{path}: {len(rows)} rows")


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    names, parts, core, out = map(pathlib.Path, sys.argv[1:])
    countries(names, core, out)
    subdivisions(parts, out)


if __name__ == "__main__":
    main()
