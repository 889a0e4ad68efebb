"""The functions over text: the rows of `tests/cases/text/`, and what holds for all of them."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

import varlik

CASES = Path(__file__).parents[1] / "cases" / "text"

Case = dict[str, Any]


def readings(text: str, case: Case) -> list[str]:
    found = varlik.readings(text, case.get("lang", "und"), case.get("into", "tr"))
    return [reading.text for reading in found]


def source(text: str, case: Case) -> str:
    run = varlik.Pipeline(case["steps"], lexicon=False)(text)
    start = run.text.index(case["part"])
    start, end = run.source_span(start, start + len(case["part"]))
    return text[start:end]


# What a row's operation is in Python, with its language, policy or scheme; an operation of Rust alone is not here.
OPERATIONS: dict[str, Callable[[str, Case], Any]] = {
    "key": lambda text, _: varlik.key(text),
    "lower": lambda text, case: varlik.lower(text, case.get("lang", "und")),
    "upper": lambda text, case: varlik.upper(text, case.get("lang", "und")),
    "language": lambda text, _: varlik.language(text),
    "fold": lambda text, case: varlik.fold(text, case.get("policy") or case.get("lang", "und")),
    "fold_arabic": lambda text, case: varlik.fold(text, case.get("lang", "ar")),
    "fold_hebrew": lambda text, _: varlik.fold(text, "he"),
    "nfc": lambda text, _: varlik.nfc(text),
    "nfd": lambda text, _: varlik.nfd(text),
    "nfkc": lambda text, _: varlik.nfkc(text),
    "nfkd": lambda text, _: varlik.nfkd(text),
    "casefold": lambda text, case: varlik.casefold(text, case.get("lang", "und")),
    "title": lambda text, case: varlik.title(text, case.get("lang", "und")),
    "script": lambda text, _: varlik.script(text),
    "skeleton": lambda text, case: varlik.skeleton(text, case.get("lang", "und")),
    "transliterate": lambda text, case: varlik.transliterate(text, case["scheme"]),
    "cases": lambda text, case: getattr(varlik.split_suffix(text, case.get("lang", "und")), "case", []),
    "confusable": lambda text, case: varlik.replace_confusables(text, case.get("script") or case.get("lang", "und")),
    "languages": lambda text, _: [found.lang for found in varlik.languages(text)],
    "reading": lambda text, case: readings(text, case)[:1],
    "clean": lambda text, case: varlik.clean(text, case.get("lang", "und")),
    "html": lambda text, _: varlik.unescape(text),
    "number": lambda text, case: varlik.numbers(text, case.get("lang", "und")),
    "possessive": lambda text, _: list(varlik.possessive(text) or ())[:1],
    "readings": lambda text, case: readings(text, case),
    "repair": lambda text, case: varlik.repair(text, case.get("lang", "und")),
    "restore": lambda text, _: varlik.restore_diacritics(text),
    "pipeline": lambda text, case: varlik.Pipeline(case["steps"], lexicon=False).apply(text),
    "source": source,
    "strip": lambda text, case: varlik.strip_suffix(text, case.get("lang", "und")),
    "split": lambda text, case: list(varlik.split_suffix(text, case.get("lang", "und")) or ())[:2],
}

CANDIDATES = {"readings"}


def rows() -> list[Any]:
    """The rows of every file; one that is known to fail must fail."""
    fails = pytest.mark.xfail(strict=True, raises=AssertionError)
    cases = [
        pytest.param(
            case, id=f"{file.stem}: {case['label']}", marks=[fails] if case.get("expect") == "fail" else []
        )
        for file in sorted(CASES.glob("*.toml"))
        for case in tomli.loads(file.read_text(encoding="utf-8"))["case"]
        if case["op"] in OPERATIONS
    ]
    assert len(cases) > 100
    return cases


@pytest.mark.parametrize("case", rows())
def test_rows(case: Case) -> None:
    found, want = OPERATIONS[case["op"]](case["input"], case), case["want"]
    found, want = (value if isinstance(value, list) else [value] for value in (found, want))
    if case["op"] in CANDIDATES and want:
        # Some of several candidates; none wanted means none given.
        assert set(want) <= set(found)
    else:
        assert found == want


@pytest.mark.parametrize("function", [varlik.lower, varlik.key])
def test_the_same_object_comes_back_where_nothing_changes(function: Callable[[Any], Any]) -> None:
    for text in ("", "ankara", "x" * 200_000):
        assert function(text) is text
    assert varlik.lower("ağrı dağı", "tr") is not None
    text = "ağrı dağı"
    assert varlik.lower(text, "tr") is text
    assert varlik.lower("Ağrı") == "ağrı"
    # A code as long as the text is not the text.
    assert varlik.language("xyz") == "und"


def test_none_stays() -> None:
    assert varlik.lower(None) is None
    assert varlik.known_as(None) is None
    assert varlik.split_suffix(None) is None


def test_languages_are_codes() -> None:
    assert varlik.lower("I", "tr") == varlik.lower("I", "tr-TR") == varlik.lower("I", "TR") == "ı"
    assert varlik.lower("I", "und") == varlik.lower("I", None) == varlik.lower("I") == "i"
    with pytest.raises(varlik.InputError, match=r'no language "tur"; did you mean "tr"\? There are und, .*\btr\b'):
        varlik.lower("I", "tur")
    with pytest.raises(TypeError, match="not int"):
        varlik.lower("I", 5)  # type: ignore[call-overload]


def test_half_a_character_is_told() -> None:
    with pytest.raises(varlik.InputError, match=r"lone surrogate\) at 2; mend it with"):
        varlik.lower("ab\ud800")
    mended = "ab\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert varlik.lower(mended) == "ab😀"


def test_schemes_are_named() -> None:
    assert varlik.transliterate("Зеленський", "uk@2010") == "Zelenskyi"
    assert "uk@2010" in varlik.schemes()
    with pytest.raises(varlik.InputError, match='no scheme "uk@2011"; did you mean "uk@2010"'):
        varlik.transliterate("Зеленський", "uk@2011")


def test_records_are_small_objects_that_unpack() -> None:
    found = varlik.split_suffix("Türkiye’nin")
    assert found is not None
    assert (found.stem, found.suffix, found.case) == ("Türkiye", "nin", "gen")
    stem, suffix, *_ = found
    assert (stem, suffix) == ("Türkiye", "nin")
    assert repr(found).startswith("Suffix(stem='Türkiye', suffix='nin'")
    assert found == varlik.split_suffix("Türkiye'nin")
    assert {found: 1}[pickle.loads(pickle.dumps(found))] == 1
    assert found.to_dict()["stem"] == "Türkiye"
    with pytest.raises(AttributeError):
        found.stem = "x"  # type: ignore[misc]


def test_names_are_known() -> None:
    assert [known.wikidata for known in varlik.known_as("Türkiye", "tr")] == ["Q43"]
    assert varlik.known_as("Qwxyz") == []


def test_bytes_are_decoded() -> None:
    text, encoding, repair = varlik.decode(b"D\xfd\xfei\xfeleri")
    assert (text, encoding) == ("Dışişleri", "windows-1254")
    assert repair == "read as windows-1254, it is not valid UTF-8 (byte 0xFD at offset 1)"
    assert varlik.decode("Şırnak".encode()) == varlik.Decoded("Şırnak", "utf-8", None)
    with pytest.raises(varlik.InputError, match="not a text: the signature of PNG"):
        varlik.decode(b"\x89PNG\r\n\x1a\n")


def test_a_repair_explains_itself() -> None:
    broken = "Şu ErdoÄŸan"
    (mend,) = varlik.explain_repair(broken)
    assert broken[mend.start : mend.end] == mend.before == "Äğ".replace("ğ", "Ÿ")
    assert mend.after == "ğ"
    assert mend.cause == "utf-8 read as windows-1252"
    assert broken[: mend.start] + mend.after + broken[mend.end :] == varlik.repair(broken) == "Şu Erdoğan"
    assert varlik.explain_repair("Erdoğan") == []


def test_a_pipeline_knows_the_way_back() -> None:
    pipeline = varlik.Pipeline(["repair", "html", "nfc", "clean"])
    source = "😀 CumhurbaÅŸkanÄ± ErdoÄŸan&#39;ın"
    text = pipeline(source)
    assert text.text == str(text) == "😀 Cumhurbaşkanı Erdoğan'ın"
    assert text.source is source
    start = text.text.index("Erdoğan")
    assert text.source_span(start, start + 7) == (source.index("Erdo"), source.index("&#39;"))
    assert text.text_span(*text.source_span(start, start + 7)) == (start, start + 7)
    raw, clean = source.encode(), text.text.encode()
    at = clean.index("Erdoğan".encode())
    first, last = text.source_span(at, at + len("Erdoğan".encode()), unit="bytes")
    assert raw[first:last].decode() == "ErdoÄŸan"
    change = text.changes[-1]
    assert (change.before, change.after, change.kind) == ("&#39;", "'", "entity")
    assert source[change.start : change.end] == change.before
    assert "&amp;#39;" in text._repr_html_()
    assert repr(text).startswith("Normalized(\"😀 Cumhurbaşkanı")
    assert pickle.loads(pickle.dumps(text)) == text
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline
    assert pipeline("Ankara").text is not None
    same = "Ankara"
    assert pipeline(same).text is same and pipeline(same).changes == ()
    assert pipeline(same).source_span(2, 99) == (2, 6)


def test_a_pipeline_works_on_columns() -> None:
    pipeline = varlik.Pipeline("html, nfc, lower:tr")
    assert pipeline.steps == ("html", "nfc", "lower:tr")
    assert pipeline.apply("I&#305;") == "ıı"
    assert pipeline.apply(["I&#305;", None]) == ["ıı", None]
    assert pipeline.apply(None) is None
    assert repr(pipeline) == 'Pipeline("html, nfc, lower:tr")'
    assert pipeline == varlik.Pipeline(pipeline.steps)


def test_pipelines_know_the_words_that_ship_with_varlik() -> None:
    source = "T?rkiye'de Erdogan yuzde 5 dedi"
    text = varlik.Pipeline("repair:tr, restore-diacritics:tr, numbers:tr")(source)
    assert text.text == "Türkiye'de Erdoğan 5% dedi"
    assert [(change.before, change.after, change.kind) for change in text.changes] == [
        ("T?rkiye'de", "Türkiye'de", "mojibake"),
        ("Erdogan", "Erdoğan", "letter"),
        ("yuzde 5", "5%", "letter"),
    ]
    start = text.text.index("5%")
    assert source[slice(*text.source_span(start, start + 2))] == "yuzde 5"
    without = varlik.Pipeline("repair:tr", lexicon=False)
    assert without.apply("Erdo?an") == "Erdo?an"
    assert varlik.Pipeline("repair:tr").apply(["Erdo?an", "Kim?"]) == ["Erdoğan", "Kim?"]
    assert without != varlik.Pipeline("repair:tr")
    assert repr(without) == 'Pipeline("repair:tr", lexicon=False)'
    assert pickle.loads(pickle.dumps(without)) == without


def test_wrong_pipelines_are_told() -> None:
    with pytest.raises(varlik.InputError, match='no step "nfcc"; did you mean "nfc"'):
        varlik.Pipeline(["nfcc"])
    with pytest.raises(varlik.InputError, match="comes too late"):
        varlik.Pipeline(["nfkc", "clean"])
    with pytest.raises(varlik.InputError, match="steps are a list of names, not int"):
        varlik.Pipeline(5)  # type: ignore[arg-type]
    text = varlik.Pipeline("nfc")("x")
    with pytest.raises(varlik.InputError, match='no unit "words"'):
        text.source_span(0, 1, "words")  # type: ignore[arg-type]
    with pytest.raises(varlik.InputError, match="begins at 2 and ends before it, at 1"):
        text.source_span(2, 1)


def test_folds_are_named() -> None:
    assert varlik.fold("Müller") == "Muller"
    assert varlik.fold("Müller", "de@ue") == "Mueller"
    assert varlik.fold("أردوغان", "ar") == "اردوغان"
    assert varlik.fold(["أنقرة", None], "ar") == ["انقره", None]
    assert varlik.fold("נְתַנְיָהוּ", "he-IL") == varlik.fold("נְתַנְיָהוּ", "he")
    assert {"de@ue", "ar", "fa", "ur", "ckb", "ug", "he"} <= set(varlik.folds())
    with pytest.raises(varlik.InputError, match='no fold "de@umlaut"'):
        varlik.fold("Müller", "de@umlaut")


def test_lost_letters_come_from_the_lexicon() -> None:
    assert varlik.repair("Erdo?an", "tr") == "Erdoğan"
    assert varlik.repair("Erdo?an", "tr", lexicon=False) == "Erdo?an"


def test_endings_without_an_apostrophe() -> None:
    assert varlik.strip_suffix("Zonguldağa") == "Zonguldak"
    assert varlik.strip_suffix("Adana") == "Adana"
    best, *others = varlik.suffix_candidates("Ankaradan")
    assert (best.text, best.case) == ("Ankara", "abl")
    assert "Ankaradan" in [stem.text for stem in others]
    assert all(best.weight >= stem.weight for stem in others)


def test_turkish_letters_are_restored() -> None:
    assert varlik.restore_diacritics("Erdogan, Sirnak") == "Erdoğan, Şırnak"
    same = "Washington"
    assert varlik.restore_diacritics(same) is same
    assert varlik.diacritic_candidates("Sirnak")[0].text == "Şırnak"
    with pytest.raises(varlik.InputError, match='in Turkish only, not in "de"'):
        varlik.restore_diacritics("Munchen", "de")


def test_numbers_are_read() -> None:
    assert varlik.numbers("IV. Murat, yüzde 50", "tr") == "4. Murat, 50%"
