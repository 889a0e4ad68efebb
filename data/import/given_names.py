#!/usr/bin/env python3
"""Writes data/names/given_names.tsv and data/names/family_names.tsv from the unpacked package Faker.

Usage: python3 data/import/given_names.py FAKER OUT_DIR

FAKER is the folder that holds `faker/` and its dist-info. No network is used.
"""

import importlib
import pathlib
import sys


def flat(values):
    for value in values:
        if isinstance(value, (tuple, list)):
            yield from flat(value)
        elif isinstance(value, str):
            yield value


def usable(name):
    name = name.strip()
    # Han and kana have no reading here; single letters and initials are no names.
    return len(name) > 1 and "." not in name and "|" not in name and not any(c.isdigit() or ord(c) >= 0x3040 and ord(c) < 0xAC00 for c in name)


def collect(folder):
    given, family = {}, {}
    root = folder / "faker/providers/person"
    for path in sorted(root.glob("*_*/")) + sorted(root.glob("??/")):
        locale = path.name
        if not (path / "__init__.py").exists() or locale == "la":
            continue
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in sorted(vars(provider)):
            values = getattr(provider, attribute)
            if not isinstance(values, (tuple, list, dict)):
                continue
            if attribute.startswith("first_"):
                sex = "f" if attribute.endswith("female") else "m" if attribute.endswith("male") else ""
                put(given, values, sex, locale)
            elif attribute.startswith(("last_", "family_")):
                put(family, values, "", locale)
    return given, family


def put(table, values, sex, locale):
    for name in flat(values):
        if usable(name):
            row = table.setdefault(name.strip(), (set(), set()))
            if sex:
                row[0].add(sex)
            row[1].add(locale)


def write(path, what, table, version):
    head = (
        f"# {what}\n"
        f"# Source: PyPI Faker {version} (MIT), providers/person, all locales.\n"
        "# Made by data/import/given_names.py.\n"
        "# Columns: name, sex (m, f, mf or empty), locales.\n"
    )
    body = "".join(
        f"{name}\t{''.join(sorted(sexes, reverse=True))}\t{','.join(sorted(locales))}\n" for name, (sexes, locales) in sorted(table.items())
    )
    path.write_text(head + body, encoding="utf-8")
    print(f"{path}: {len(table)}")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(pathlib.Path, sys.argv[1:])
    sys.path.insert(0, str(folder))
    version = next(folder.glob("*.dist-info")).name.split("-")[1].removesuffix(".dist")
    given, family = collect(folder)
    write(out / "given_names.tsv", "Given names of many languages.", given, version)
    write(out / "family_names.tsv", "Family names of many languages.", family, version)


if __name__ == "__main__":
    main()
