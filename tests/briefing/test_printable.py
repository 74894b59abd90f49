"""Text and links on their way into a file."""

import pytest

from components.drawing.printable import LONGEST_LINK, link_target, one_line, printable
from components.files.type_metrics import shortened, text_width, wrapped


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ("plain", "plain"),
        ("a\x00b\x08c\x1bd\ufffee\ud800f", "abcdef"),
        ("one\r\ntwo\rthree\x0bfour\u2028five\ttab", "one\ntwo\nthree\nfour\nfive tab"),
        ("\u202eevil\u202c", "evil"),
        ("\u2067open", "\u2067open\u2069"),
        ("\u2066\u202binner\u2069", "\u2066\u202binner\u202c\u2069"),
        ("closed\u2069\u202c", "closed"),
        ("\u2068a\u2069 b", "\u2068a\u2069 b"),
    ],
)
def test_text_loses_what_no_file_may_hold(given: str, held: str) -> None:
    assert printable(given) == held


def test_one_line_is_one_line() -> None:
    assert one_line(" a \n\n b\t c ") == "a b c"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ('https://example.org/ü"<>\\', "https://example.org/%C3%BC%22%3C%3E%5C"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("\\\\server\\share", ""),
        ("//example.org", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ("http://[bad", ""),
        ("http://a:port/", ""),
        ("https://example.org/a b", ""),
        ("https://example.org/\u202e", ""),
        ("mailto:", ""),
        ("https://example.org/" + "a" * LONGEST_LINK, ""),
        ("", ""),
    ],
)
def test_only_what_opens_safely_is_a_link(address: str, target: str) -> None:
    assert link_target(address) == target


def test_lines_break_where_they_must() -> None:
    assert wrapped("one two", 1000, 10) == ("one two",)
    assert wrapped("one two", text_width("one ", 10), 10) == ("one", "two")
    assert wrapped("京都市", text_width("京都", 10), 10) == ("京都", "市")
    assert wrapped("", 100, 10) == ("",)
    assert "".join(wrapped("x" * 50, 40, 10)) == "x" * 50
    assert all(text_width(line, 10) <= 40 for line in wrapped("x" * 50, 40, 10))


def test_a_text_is_cut_after_its_lines() -> None:
    told = "word " * 100
    cut = shortened(told.strip(), 100, 10, 2)
    assert cut.endswith("…")
    assert len(wrapped(cut, 100, 10)) == 2
    assert shortened("short", 100, 10, 2) == "short"
