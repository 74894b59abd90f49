"""Briefings that the tests of documents share."""

from datetime import date
from io import BytesIO
from urllib.parse import urlencode

from PIL import Image

from components.exhibits.assemble import brief
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Cell, Column, Detail, Drawing, Exhibit, Field, Sheet, Sign, Table
from components.exhibits.provenance import Provenance
from components.view.view import view_of_link
from data.model.dataset import Dataset
from data.model.records import Work

ADDRESS = "https://example.org/dash"
CONTROL = "\x00\x08\x0b\x1b\x1f\x7f\x85\ufffe\ud800"
HOSTILE = (
    f'=HYPERLINK("http://evil.example";"x"){CONTROL}',
    "<script>alert(1)</script> & <w:p/> ]]> &amp;",
    "\u202eevil\u202c \u2066open \u2069\u2069",
    '{ INCLUDETEXT "c:\\\\secret.txt" } _x0041_ {{7*7}}',
)
BAD_LINKS = ("javascript:alert(1)", "file:///etc/passwd", "\\\\server\\share", "data:text/html,x", "http://[bad", "")


def brief_of(dataset: Dataset, *pairs: tuple[str, str]) -> Brief:
    """Return the briefing of a dataset that a link describes."""
    return brief(view_of_link(dataset, "?" + urlencode(pairs), ADDRESS, date(2026, 11, 1)))


def annex_of(dataset: Dataset, *pairs: tuple[str, str]) -> Brief:
    """Return the same as a file that holds the annex alone: every exhibit, its data and its evidence."""
    return brief_of(dataset, *pairs).alone


def png(_exhibit: Exhibit, scale: float) -> bytes:
    """Return a picture of 600 by 300 pixels of a chart, as quickly as can be."""
    file = BytesIO()
    Image.new("RGB", (round(600 * scale), round(300 * scale)), "#dde4ea").save(file, "PNG")
    return file.getvalue()


def exhibit(name: str = "one", **changes: object) -> Exhibit:
    """Return an exhibit made by hand: a value, a gap, and something explicitly none."""
    own: dict[str, object] = {
        "name": name,
        "section": "policy",
        "title": f"Title of {name}",
        "filters": (f"Places of {name}",),
        "finding": f"Finding of {name}.",
        "table": Table(
            (Column("Lever", 1.0), Column("Here", 2.0), Column("There", 2.0)),
            (
                (Cell("Rule", kind="head"), Cell("A rule", "since 2001", fill="#2166ac", ink="#ffffff"),
                 Cell("–", kind="gap")),
                (Cell("Pay", kind="head"), Cell("None", kind="none"), Cell("12", number=12.0)),
            ),
            ((0, "Band above"),),
        ),
        "sheet": Sheet("one", (Field("a", "A"),), ((1,),)),
        "legend": (Sign("▲▲", "helps", "#2166ac", "#ffffff"), Sign("–", "no record (a gap, not a zero)")),
        "caveats": (f"Caveat of {name}.",),
        "works": ("w1",),
        "details": (Detail("E1", "Said so.", "▲ facilitator", "SEC-1", ("w1", "w2"), ("Only partly verified.",)),),
        "link": f"{ADDRESS}/jurisdictions?places={name}",
    }  # fmt: skip
    return Exhibit(**(own | changes))  # type: ignore[arg-type]


def handmade(*exhibits: Exhibit, **changes: object) -> Brief:
    """Return a briefing of exhibits made by hand, of which w1 is cited and w2 stands behind details alone."""
    works = {
        key: Work(key=key, authors=f"Family{key}, A.", year="2001", title=f"Work {key}", doi=f"10.1000/{key}")
        for key in ("w1", "w2")
    }
    own: dict[str, object] = {
        "title": "What others do",
        "exhibits": exhibits,
        "provenance": Provenance(
            "Orchards", "1.2.0", "2026-10-01", "Grove (2019). Trees. https://doi.org/10.1000/tree", "Cite so.", "CC BY",
            "2026-11-01", f"{ADDRESS}/briefing?v=1.2.0",
        ),
        "works": {"w1": works["w1"]},
        "behind": works,
        "author": "Unit for Trees",
        "note": "First line.\nSecond line.",
        "abbreviations": {"FT": "fruit tree"},
    }  # fmt: skip
    return Brief(**(own | changes))  # type: ignore[arg-type]


def hostile() -> Brief:
    """Return a briefing in which every text is one that a careless writer would run, or fail on."""
    first, second, third, fourth = HOSTILE
    told = exhibit(
        title=first,
        filters=HOSTILE,
        finding=" ".join(HOSTILE),
        table=Table(
            (Column(second), Column(third), Column(first)),
            ((Cell(first, second, kind="head"), Cell(second, third), Cell(third, fourth)),) * 3,
            ((0, second), (1, CONTROL)),
        ),
        legend=tuple(Sign(text, text) for text in HOSTILE),
        caveats=HOSTILE,
        details=tuple(Detail(text, text, text, text, ("w1",), HOSTILE) for text in HOSTILE),
        drawing=Drawing(lambda: None, (), None),  # type: ignore[arg-type, return-value]
        link="javascript:alert(1)",
    )
    others = (exhibit(f"n{number}", link=link) for number, link in enumerate(BAD_LINKS))
    works = {"w1": Work(key="w1", authors=second, title=first, container=third, url='https://example.org/a b"c')}
    return handmade(
        told, *others, title=first, author=second, note="\n".join(HOSTILE), works=works,
        behind=works | {"w2": works["w1"].model_copy(update={"key": "w2"})}, abbreviations={first: second},
    )  # fmt: skip
