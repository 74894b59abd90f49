"""Every exhibit of the review's dataset, and one made by hand of text that a careless writer would run."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from components.exhibits.exhibit import Cell, Column, Exhibit, Field, Sheet, Sign, Table
from components.exhibits.provenance import Provenance
from components.exhibits.sections import SAVED
from components.view.view import View, view_of_link
from data.model.dataset import Dataset

ADDRESS = "https://example.org/dash"
MADE = date(2026, 11, 23)
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tcmd",
    "<script>alert(1)</script>",
    "</text></svg><image href='http://evil.example/x.png'/>",
    "../../etc/passwd",
    "\u202egnp.exe\u202c",
    "null\x00byte \x1b[31m",
    "{{ 7 * 7 }} {% raw %}",
    "العمل التطوعي",
    "ピアサポートワーカー",
    "Ωραία · Очень · Việt",
    "long" * 2500,
)


def full_view(dataset: Dataset, **more: str) -> View:
    """Return a view in which every section has something to show."""
    records, home = list(dataset.records)[:3], dataset.headline[0]
    query = {"home": [home], "basket": [*records, next(iter(dataset.facts))], **{k: [v] for k, v in more.items()}}
    return view_of_link(dataset, urlencode(query, doseq=True), ADDRESS, MADE)


def every_exhibit(dataset: Dataset) -> list[Exhibit]:
    """Return the exhibits of all sections of :func:`full_view`."""
    view = full_view(dataset)
    return [exhibit for exhibits in SAVED.values() for exhibit in exhibits(view)]


def hostile_exhibit() -> Exhibit:
    """Return a table exhibit that holds hostile text wherever text can stand."""
    rows = tuple(
        (Cell(text, kind="head"), Cell(text, detail=text), Cell("– not reported", kind="gap"), Cell(text, kind="none"))
        for text in HOSTILE
    )
    fields = (Field(HOSTILE[0], HOSTILE[5]), Field("@name", "text"), Field("count", "a number", "integer"))
    return Exhibit(
        name="hostile",
        section="hostile",
        title=HOSTILE[5] + HOSTILE[8],
        filters=HOSTILE,
        finding=HOSTILE[6] + HOSTILE[11],
        table=Table((Column(HOSTILE[0]), Column(HOSTILE[5]), Column("b"), Column("c")), rows, ((0, HOSTILE[6]),)),
        sheet=Sheet(HOSTILE[0], fields, tuple((text, text, -number) for number, text in enumerate(HOSTILE))),
        legend=tuple(Sign(text[:9], text) for text in HOSTILE),
        caveats=HOSTILE,
        link="javascript:alert(1)",
    )


def origin(**changes: str) -> Provenance:
    """Return where the hostile exhibit comes from."""
    told = Provenance("Title", "1.0.0", "2026-01-02", "Source (2020). https://doi.org/10.1/x", "Cite", "CC BY",
                      MADE.isoformat(), "https://example.org/?v=1.0.0")  # fmt: skip
    return replace(told, **changes)
