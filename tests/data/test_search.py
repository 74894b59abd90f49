"""Searching: what a word finds, what a phrase finds, in which scripts, and where it is marked."""

import pytest

from data.model.search import EVERYTHING, fold, joined, query

FOLDED = (
    ("Québécoise", "quebecoise"),
    ("QUE\u0301BEC", "quebec"),
    ("STRASSE Straße", "strasse strasse"),
    ("Løkka, Łódź, Ærø", "lokka, lodz, aero"),
    ("Ёлка", "елка"),
    ("بن علي، ٢٠١٧", "بن علي، 2017"),
    ("أشجار", "اشجار"),
    ("ｆｕｌｌ ﬁne", "full fine"),
    ("soft\u00adhyphen, \u202eturned\u202c", "softhyphen, turned"),
    ("world’s 2010–2014", "world's 2010-2014"),
    ("が", "か\u3099"),
)

FINDS = (
    # a word, from the start of a word
    ("train", "Training is paid", True),
    ("rain", "Training is paid", False),
    ("act", "a fact of practice", False),
    ("ACT", "on every act team", True),
    ("va", "what prevails is value", True),
    # several words: all of them, in any order
    ("paid training", "Training is paid", True),
    ("paid coffee", "Training is paid", False),
    # a phrase: whole words, in order, over any white space
    ('"va"', "what prevails is value", False),
    ('"va"', "the VA, on the same terms", True),
    ('"peer support"', "peer\n  support work", True),
    ('"peer support"', "support by a peer", False),
    ('"peer supp"', "peer support", False),
    ("“peer support”", "Peer Support", True),
    ("«peer support»", "Peer Support", True),
    ('"byrne et al., 2016"', "Byrne et al., 2016", True),
    # an open quote counts as none
    ('"peer supp', "support by a peer", True),
    # accents either way
    ("quebecoise", "Association québécoise", True),
    ("québécoise", "Association quebecoise", True),
    # scripts without spaces, and with articles joined to words
    ("許可", "街路樹の植栽には許可が必要である。", True),
    ("苺", "街路樹の植栽には許可が必要である。", False),
    ("برتقال", "أشجار البرتقال المرّ", True),
    ("слив", "Осы летят на спелые сливы.", True),
    ("лив", "Осы летят на спелые сливы.", False),
    # signs that a pattern would read
    ("c++ (a.c)", "C, then abc", False),
    ("a.c", "abc", False),
    ("35%", "35 % of a full post", True),
    ("peer-led", "peer–led work", True),
)


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_texts_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(("asked", "text", "found"), FINDS)
def test_a_query_finds_what_it_should_and_nothing_else(asked: str, text: str, found: bool) -> None:
    assert query(asked).finds(fold(text)) is found


@pytest.mark.parametrize("asked", ["", "   ", '""', "- , ;", '" "', '"'])
def test_a_query_of_nothing_finds_everything(asked: str) -> None:
    assert query(asked) == EVERYTHING
    assert not query(asked)
    assert query(asked).finds("")


def test_a_word_given_twice_is_asked_once() -> None:
    assert len(query("Pay pay PAY").terms) == 1


def test_a_phrase_never_reaches_over_two_fields() -> None:
    assert not query('"peer support"').finds(joined(["a peer", "support"]))
    assert query("peer support").finds(joined(["a peer", "support"]))


MARKED = (
    ("pay", "Paid to pay payers.", ["pay", "pay"]),
    ("strasse", "Die Straße", ["Straße"]),
    ("cafe", "un cafe\u0301 noir", ["cafe\u0301"]),
    ('"peer support" support', "peer  support", ["peer  support"]),
    ("2017", "بن علي، ٢٠١٧", ["٢٠١٧"]),
    ("b i", "<b>x</b> &amp; <i>", ["b", "b", "i"]),
    ("none", "", []),
)


@pytest.mark.parametrize(("asked", "text", "marked"), MARKED)
def test_matches_are_marked_in_the_text_as_it_stands(asked: str, text: str, marked: list[str]) -> None:
    pieces = query(asked).marked(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, hit in pieces if hit] == marked


def test_without_a_query_nothing_is_marked() -> None:
    assert EVERYTHING.marked("peer") == (("peer", False),)
