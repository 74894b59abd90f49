"""A place is found by its long name where a short one is shown."""

from types import SimpleNamespace
from typing import Any

import pytest

from components.drawing.pickers import place_names
from data.model.records import Jurisdiction


@pytest.mark.parametrize(
    ("short", "label", "listed"),
    [
        ("AL", "Alabama", "AL · Alabama"),
        # The letters stand in the long name, but no word of it is typed by them.
        ("Ala", "Alabama", "Ala · Alabama"),
        ("Ontario ACT", "Ontario (Assertive Community Treatment)",
         "Ontario ACT · Ontario (Assertive Community Treatment)"),
        ("United States", "United States (Medicaid and state policy)", "United States"),
        ("", "Wyoming", "Wyoming"),
    ],
)  # fmt: skip
def test_the_long_name_is_listed_where_the_short_one_is_no_word_of_it(short: str, label: str, listed: str) -> None:
    place = Jurisdiction(id="p", label=label, kind="country", short_label=short or None)
    dataset: Any = SimpleNamespace(jurisdictions={"p": place})
    assert place_names(dataset, ["p"]) == {"p": listed}
