"""What may be given as articles and as mentions, and what is refused."""

from __future__ import annotations

import json
import pickle
import types
from pathlib import Path
from typing import Any

import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

import varlik

TEXT = "Şu Iğdır’da Hakan Fidan konuştu."


def ids(found: varlik.Resolution) -> list[str]:
    return [document.id for document in found.documents]


@pytest.mark.parametrize(
    "source",
    [
        {"a": TEXT, "b": TEXT + "\nİkinci."},
        [("a", TEXT), ("b", TEXT + "\nİkinci.")],
        (("a", TEXT), ("b", TEXT + "\nİkinci.")),
        [{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT + "\nİkinci.", "more": 1}],
        [types.MappingProxyType({"id": "a", "text": TEXT}), ("b", TEXT + "\nİkinci.")],
        types.MappingProxyType({"a": TEXT, "b": TEXT + "\nİkinci."}),
    ],
)
def test_articles_may_be_given_in_many_ways(source: Any) -> None:
    found = varlik.resolve(source)
    assert ids(found) == ["a", "b"]
    assert found.documents[0].text == TEXT
    assert found.summary.documents == 2
    assert found == varlik.resolve({"a": TEXT, "b": TEXT + "\nİkinci."})


def test_a_generator_is_read() -> None:
    assert ids(varlik.resolve((str(number), TEXT) for number in range(3))) == ["0", "1", "2"]


def test_ids_may_be_whole_numbers() -> None:
    assert ids(varlik.resolve([(1, TEXT), (22, TEXT)])) == ["1", "22"]


def test_columns_may_have_other_names() -> None:
    found = varlik.resolve([{"no": "a", "haber": TEXT}], id_column="no", text_column="haber")
    assert ids(found) == ["a"]


def test_paths_of_every_kind_are_read(news: Path) -> None:
    assert ids(varlik.resolve(news)) == ["1.txt", "2.txt"]
    assert ids(varlik.resolve(str(news))) == ["1.txt", "2.txt"]
    assert ids(varlik.resolve([news / "1.txt", str(news / "2.txt")])) == ["1.txt", "2.txt"]
    rows = news / "rows.jsonl"
    rows.write_text(json.dumps({"no": 7, "haber": TEXT}), encoding="utf-8")
    assert ids(varlik.resolve(rows, id_column="no", text_column="haber")) == ["7"]


def test_an_empty_text_is_left_out_and_told() -> None:
    found = varlik.resolve({"a": TEXT, "b": " \n"})
    assert ids(found) == ["a"]
    assert found.summary.skipped == (varlik.Note("b", "empty text"),)


def test_a_repair_is_told(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes("Türkiye’de güneşli bir gün yaşandı.".encode("windows-1254"))
    found = varlik.resolve(tmp_path)
    assert found.documents[0].text == "Türkiye’de güneşli bir gün yaşandı."
    (note,) = found.summary.repaired
    assert note.place.endswith("1.txt")
    assert "1254" in note.reason


def test_pages_are_read_as_they_stand(tmp_path: Path) -> None:
    raw = "<title>Post</title><nav>Spor</nav><p>Bakan Hakan <b>Fidan</b> dün Kadık&ouml;y&rsquo;de konuştu.</p><script>alert(1)</script>"
    (tmp_path / "1.html").write_text(raw, encoding="utf-8")
    found = varlik.resolve(tmp_path)
    assert found.documents[0].text == raw
    assert found.documents[0].markup == "html"
    said = [(raw[mention.start : mention.end], mention.text) for mention in found.mentions if mention.kind == "name"]
    assert said == [("Hakan <b>Fidan", "Hakan Fidan"), ("Kadık&ouml;y", "Kadıköy")]
    assert pickle.loads(pickle.dumps(found)) == found
    rows = varlik.resolve({"1.html": raw}, markup="html")
    assert list(rows.mentions) == list(found.mentions)
    assert varlik.resolve({"1.html": raw}).documents[0].markup == "plain"
    with pytest.raises(varlik.InputError, match='markup is "pdf"'):
        varlik.resolve({"a": raw}, markup="pdf")  # type: ignore[arg-type]


def test_frames_and_parquet_files_are_read(tmp_path: Path) -> None:
    rows = {"id": ["a", "b", None, "d"], "text": [TEXT, None, TEXT, f" {TEXT}"], "more": [1, 2, 3, 4]}
    table = pyarrow.table(rows)
    file = tmp_path / "news.parquet"
    pyarrow.parquet.write_table(table, file)
    frames = [table, polars.DataFrame(rows), pandas.DataFrame(rows), table.to_reader(), file]
    for frame in frames:
        found = varlik.resolve(frame)
        assert ids(found) == ["a", "d"]
        assert [document.text for document in found.documents] == [TEXT, f" {TEXT}"]
        reasons = [note.reason for note in found.summary.skipped]
        assert reasons == ["row without a text", "row without an id"]
    places = [note.place for note in varlik.resolve(file).summary.skipped]
    assert places == [f"{file}: row 2", f"{file}: row 3"]
    numbers = pyarrow.table({"no": [7, 8], "haber": [TEXT, "<p>" + TEXT]})
    found = varlik.resolve(numbers, id_column="no", text_column="haber", markup="html")
    assert ids(found) == ["7", "8"]
    assert {document.markup for document in found.documents} == {"html"}


def test_frames_that_hold_no_articles_are_told(tmp_path: Path) -> None:
    def message(source: Any) -> str:
        with pytest.raises(varlik.InputError) as raised:
            varlik.resolve(source)
        return str(raised.value)

    told = message(pyarrow.table({"id": ["a"], "body": [TEXT]}))
    assert told == (
        'the articles: no column "text"; there are "id", "body": name yours with --id-column and --text-column '
        "(in Python id_column= and text_column=)"
    )
    told = message(pyarrow.table({"id": ["a", "a"], "text": [TEXT, TEXT + "."]}))
    assert told.startswith('the articles: row 1 (counted from 0): the id "a" is already that of the articles: row 0')
    assert 'column "text" is of lists; give one text a row' in message(pyarrow.table({"id": ["a"], "text": [[TEXT]]}))
    assert "no article to read" in message(pyarrow.table({"id": ["a"], "text": pyarrow.array([None], pyarrow.string())}))
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and nothing more")
    assert "no whole Parquet file" in message(broken)


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("no/such/path", varlik.NotFoundError, "no/such/path: no such file or folder"),
        (TEXT + "\n" + TEXT, varlik.InputError, "looks like a text"),
        ([TEXT + "\n" + TEXT], varlik.InputError, "looks like a text"),
        ([], varlik.InputError, "the list is empty"),
        ({}, varlik.InputError, "the list is empty"),
        ({"id": "a", "text": TEXT}, varlik.InputError, "one article is a list of one"),
        ([("a", TEXT), ("a", TEXT + ".")], varlik.InputError, 'the id "a"'),
        ([("a", TEXT, 3)], varlik.InputError, "article 0 is a tuple of 3"),
        ([{"id": "a", "body": TEXT}], varlik.InputError, "article 0 has no \"text\"; there are"),
        ([{"id": None, "text": TEXT}], varlik.InputError, "the id of article 0"),
        ([("a", 3)], varlik.InputError, "the text of article 0 (a) is of type int"),
        ([("a", TEXT), "no/such/path"], varlik.InputError, "paths and articles in one list"),
        ([3], TypeError, "article 0 is of type int"),
        (3, TypeError, "not int"),
        (b"bytes", TypeError, "not bytes"),
        (types.SimpleNamespace(columns=["id", "text"]), TypeError, "a frame, a dict"),
        (None, varlik.InputError, "no articles were given"),
        (TEXT, varlik.InputError, "looks like a text"),
        ([TEXT], varlik.InputError, "looks like a text"),
        ("no/such folder/1.txt", varlik.NotFoundError, "no/such folder/1.txt: no such file or folder"),
        ("", varlik.InputError, "a path is empty"),
        ({"a": "half \ud83d"}, varlik.InputError, "half a character"),
    ],
)
def test_what_cannot_be_read_is_told(source: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        varlik.resolve(source)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


def test_errors_are_of_varlik_and_of_python(tmp_path: Path) -> None:
    assert issubclass(varlik.InputError, (varlik.Error,)) and issubclass(varlik.InputError, ValueError)
    assert issubclass(varlik.NotFoundError, varlik.FileError) and issubclass(varlik.FileError, OSError)
    with pytest.raises(FileNotFoundError):
        varlik.resolve(tmp_path / "missing")
    with pytest.raises(ValueError, match="no article to read"):
        varlik.resolve(tmp_path)


class Span:
    """As spaCy's: `start` counts tokens, `label` is a number."""

    def __init__(self, start_char: int, end_char: int, label_: str) -> None:
        self.start, self.end, self.label = 1, 2, 380
        self.start_char, self.end_char, self.label_ = start_char, end_char, label_


@pytest.mark.parametrize(
    "mentions",
    [
        {"a": [(3, 8, "GPE"), (12, 23, "PERSON")]},
        {"a": [(3, 8, "LOC", 0.9), [12, 23, "PER"]]},
        {"a": [{"start": 3, "end": 8, "type": "LOC"}, {"start": 12, "end": 23, "type": "PER"}]},
        {"a": [{"start": 3, "end": 8, "label": "location"}, {"start": 12, "end": 23, "label": "person"}]},
        {"a": [{"start": 3, "end": 8, "entity_group": "LOC"}, {"start": 12, "end": 23, "entity_group": "PER"}]},
        {"a": (Span(3, 8, "GPE"), Span(12, 23, "PERSON"))},
        [{"doc_id": "a", "mentions": [(3, 8, "LOC"), (12, 23, "PER")]}],
        [{"id": "a", "text": TEXT, "ents": [(3, 8, "LOC"), (12, 23, "PER")]}],
    ],
)
def test_mentions_of_others_are_resolved_as_they_are(mentions: Any) -> None:
    found = varlik.resolve({"a": TEXT}, mentions=mentions)
    assert [(mention.text, mention.type) for mention in found.mentions] == [("Iğdır", "LOC"), ("Hakan Fidan", "PER")]


def test_mentions_may_bring_their_texts_along(tmp_path: Path) -> None:
    rows = [{"doc_id": "a", "text": TEXT, "mentions": [{"start": 3, "end": 8, "type": "LOC"}]}]
    path = tmp_path / "mentions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = varlik.resolve(mentions=path)
    assert [mention.text for mention in found.mentions] == ["Iğdır"]
    assert found == varlik.resolve(mentions=rows)
    assert found == varlik.resolve([("a", TEXT)], mentions=path)


def test_an_article_left_out_may_have_an_empty_list_of_mentions() -> None:
    found = varlik.resolve({"a": TEXT, "b": " "}, mentions={"a": [(3, 8, "LOC")], "b": []})
    assert [mention.doc for mention in found.mentions] == ["a"]


def test_a_mention_without_a_label_is_of_no_known_type() -> None:
    found = varlik.resolve({"a": TEXT}, mentions={"a": [(12, 23), {"start": 12, "end": 23, "label": None}]})
    assert {mention.type for mention in found.mentions} == {"MISC"}


def test_a_number_of_threads_and_a_folder_are_checked() -> None:
    with pytest.raises(varlik.InputError, match="threads is -1; give a number"):
        varlik.resolve({"a": TEXT}, threads=-1)
    with pytest.raises(varlik.InputError, match="the output folder has no name"):
        varlik.resolve({"a": TEXT}, out="")


def test_articles_without_given_mentions_have_none() -> None:
    found = varlik.resolve({"a": TEXT, "b": TEXT}, mentions={"b": [(3, 8, "LOC")]})
    assert [mention.doc for mention in found.mentions] == ["b"]
    assert len(varlik.resolve({"a": TEXT}, mentions={}).mentions) == 0


@pytest.mark.parametrize(
    ("mentions", "error", "words"),
    [
        ({"a": [(3, 80, "LOC")]}, varlik.InputError, f"ends outside its text of {len(TEXT)} characters"),
        ({"a": [(3, 3, "LOC")]}, varlik.InputError, "3..3 is empty"),
        ({"a": [(-3, 3, "LOC")]}, varlik.InputError, "at no whole number from 0"),
        ({"a": [(3.0, 8.0, "LOC")]}, varlik.InputError, "at no whole number from 0"),
        ({"a": [{"start": None, "end": None, "label": "LOC"}]}, varlik.InputError, "at no whole number from 0"),
        ({"a": [(3, 8, 384)]}, varlik.InputError, "a label that is no str"),
        ({"a": [{"start": 3, "label": "LOC"}]}, varlik.InputError, "no start, end and label"),
        (b"{}", TypeError, "no bytes"),
        ({"a": ["Iğdır"]}, varlik.InputError, "the mention 'Iğdır' of \"a\" has no start"),
        ({"a": 3}, varlik.InputError, "are of type int, not a list"),
        ({"z": [(3, 8, "LOC")]}, varlik.InputError, 'no article "z" was read'),
        ([{"mentions": []}], varlik.InputError, "mentions[0] has no \"doc_id\""),
        ([{"doc_id": "a"}], varlik.InputError, "mentions[0] has no list \"mentions\""),
        ([{"doc_id": "a", "text": "Else.", "mentions": []}], varlik.InputError, "the text of \"a\" is not that of"),
        ("no/such.jsonl", varlik.NotFoundError, "no/such.jsonl"),
        (3, TypeError, "not int"),
    ],
)
def test_mentions_that_fit_no_text_are_told(mentions: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        varlik.resolve({"a": TEXT}, mentions=mentions)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)
