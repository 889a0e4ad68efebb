"""What Splink is told of each set.

The models of fake_1000, febrl3, febrl4 and historical_50k are those of Splink's documentation, docs/demos/examples/duckdb:
accuracy_analysis_from_labels_column, febrl3, febrl4 (the second model), deduplicate_50k_synthetic. It has none for the people
sets; theirs is ours, after its guides: clean first, one comparison for what goes together, term frequencies on names.

A rule is a tuple of expressions that must be equal on both sides, or a condition in SQL.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import splink.comparison_level_library as cll
import splink.comparison_library as cl

Rule = tuple[str, ...] | str


def rarity(comparison: Any) -> Any:
    """The comparison with term frequency adjustments."""
    return comparison.configure(term_frequency_adjustments=True)


@dataclass
class Model:
    """Settings and training of one set."""

    rules: list[Rule]
    comparisons: list[Any]
    # Rules that hold of matches alone, and the share of the matches that they are said to find.
    certain: list[Rule]
    recall: float
    em_rules: list[Rule]
    # An SQL list of what is selected from each table.
    select: str = "*"
    u_pairs: float = 1e6
    em: dict[str, bool] = field(default_factory=lambda: {"estimate_without_term_frequencies": True})


def fake_1000() -> Model:
    """Of accuracy_analysis_from_labels_column."""
    return Model(
        select="* replace (try_cast(dob as date) as dob)",
        rules=[("first_name",), ("surname",), ("dob",), ("email",)],
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=False),
            rarity(cl.ExactMatch("city")),
            cl.EmailComparison("email"),
        ],
        certain=[
            "l.first_name = r.first_name and levenshtein(r.dob::VARCHAR, l.dob::VARCHAR) <= 1",
            "l.surname = r.surname and levenshtein(r.dob::VARCHAR, l.dob::VARCHAR) <= 1",
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            ("email",),
        ],
        recall=0.7,
        em_rules=[("dob",), ("email",), ("first_name", "surname")],
    )


def febrl3() -> Model:
    """Of febrl3."""
    return Model(
        rules=[("soc_sec_id",), ("given_name",), ("surname",), ("date_of_birth",), ("postcode",)],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            rarity(cl.ExactMatch("street_number")),
            rarity(cl.ExactMatch("postcode")),
        ],
        certain=[
            ("soc_sec_id",),
            ("given_name", "surname", "date_of_birth"),
            "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
        ],
        recall=0.9,
        em_rules=[("date_of_birth",), ("postcode",)],
        em={},
    )


def febrl4() -> Model:
    """Of febrl4."""
    born = cl.DateOfBirthComparison(
        "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
    )
    return Model(
        rules=[
            ("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            ("date_of_birth",),
            ("soc_sec_id",),
            ("state", "address_1"),
            ("street_number", "address_1"),
            ("postcode",),
        ],
        comparisons=[
            rarity(cl.NameComparison("given_name")),
            rarity(cl.NameComparison("surname")),
            born,
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            rarity(cl.ExactMatch("street_number")),
            rarity(cl.DamerauLevenshteinAtThresholds("postcode", [1, 2])),
        ],
        certain=[("soc_sec_id",), ("given_name", "surname", "date_of_birth")],
        recall=0.8,
        em_rules=[("date_of_birth",), ("postcode",)],
    )


def historical_50k() -> Model:
    """Of deduplicate_50k_synthetic."""
    whole = "first_name_surname_concat"
    return Model(
        select=f"*, first_name || ' ' || surname as {whole}",
        rules=[
            ("substr(first_name,1,3)", "substr(surname,1,4)"),
            ("surname", "dob"),
            ("first_name", "dob"),
            ("postcode_fake", "first_name"),
            ("postcode_fake", "surname"),
            ("dob", "birth_place"),
            ("substr(postcode_fake,1,3)", "dob"),
            ("substr(postcode_fake,1,3)", "first_name"),
            ("substr(postcode_fake,1,3)", "surname"),
            ("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name=whole),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            rarity(cl.ExactMatch("birth_place")),
            rarity(cl.ExactMatch("occupation")),
        ],
        certain=[
            ("first_name", "surname", "dob"),
            ("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            ("dob", "postcode_fake"),
        ],
        recall=0.6,
        u_pairs=1e7,
        em_rules=[("first_name", "surname"), ("dob",)],
    )


def people() -> Model:
    """Ours: names and towns without case and accents, telephone numbers by their last nine digits."""
    plain = r"regexp_replace(lower(strip_accents(replace({0}, 'ı', 'i'))), '[^\w ]', '', 'g') as {0}"
    cleaned = [plain.format(column) for column in ("given_name", "family_name", "city")]
    phone = r"right(regexp_replace(phone, '\D', '', 'g'), 9) as phone"
    nowhere = "coalesce(postcode_{0}, city_{0}) is null"
    location = [
        {
            "sql_condition": f"{nowhere.format('l')} or {nowhere.format('r')}",
            "label_for_charts": "missing",
            "is_null_level": True,
        },
        cll.ExactMatchLevel("postcode"),
        cll.LevenshteinLevel("postcode", 1),
        cll.ExactMatchLevel("city", term_frequency_adjustments=True),
        cll.ElseLevel(),
    ]
    return Model(
        select=", ".join(["id", "birth_date", "postcode", "lower(email) as email", phone, *cleaned]),
        rules=[
            ("phone",),
            ("email",),
            ("given_name", "family_name"),
            ("family_name", "birth_date"),
            ("given_name", "birth_date"),
            ("birth_date", "postcode"),
            ("family_name", "postcode"),
            "l.given_name = r.family_name and l.family_name = r.given_name",
        ],
        comparisons=[
            rarity(cl.NameComparison("given_name")),
            rarity(cl.NameComparison("family_name")),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            {"output_column_name": "location", "comparison_levels": location},
            cl.EmailComparison("email"),
            cl.LevenshteinAtThresholds("phone", [1]),
        ],
        certain=[("email",), ("phone", "given_name"), ("given_name", "family_name", "birth_date")],
        recall=0.7,
        u_pairs=1e7,
        em_rules=[("given_name", "family_name"), ("birth_date", "postcode")],
    )


def model_of(name: str) -> Model | None:
    """The model of a set, if there is one."""
    published = {"fake_1000": fake_1000, "febrl3": febrl3, "febrl4": febrl4, "historical_50k": historical_50k}
    make = people if name.startswith("people") else published.get(name)
    return make() if make else None
