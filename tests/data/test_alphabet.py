"""Names stand in the order of the alphabet, whatever marks their letters bear."""

from data.model.alphabet import alphabetical, sortable
from data.model.dataset import screen_order
from data.model.records import Jurisdiction

NAMES = ["Zagreb", "Österreich", "Ontario", "Čačak", "Denmark", "Ålesund", "Zürich", "Cyprus", "Łódź", "Lima", "Alba"]
# By hand: A, Å; Č, C; D; L, Ł; O, Ö; Z.
SORTED = ["Alba", "Ålesund", "Čačak", "Cyprus", "Denmark", "Lima", "Łódź", "Ontario", "Österreich", "Zagreb", "Zürich"]


def test_letters_with_marks_stand_beside_those_without() -> None:
    assert alphabetical(NAMES, str) == SORTED
    assert sorted(NAMES, key=sortable) == SORTED


def test_names_without_marks_are_sorted_as_before() -> None:
    assert alphabetical(["b", "A", "a", "B", "a b", "ab"], str) == ["A", "a", "a b", "ab", "b", "B"]


def test_places_are_listed_so() -> None:
    places = {f"p{n}": Jurisdiction(id=f"p{n}", label=name, kind="country") for n, name in enumerate(NAMES)}
    assert [place.name for place in screen_order(places).values()] == SORTED
