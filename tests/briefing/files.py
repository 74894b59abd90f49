"""Briefings that tests make files of, and what every one of them must hold."""

from datetime import date

from components.exhibits.assemble import brief
from components.exhibits.brief import Brief
from components.view.view import View, view_of_link
from data.model.dataset import Dataset

ALL = "".join(
    f"&sections={name}"
    for name in ("overview", "policy", "staffing", "trends", "matrix", "influences", "lessons", "records")
)
WORDS = "title=Peer+roles+compared&author=Policy+unit&note=For+the+minister"
ADDRESS = "https://dash.example/sub"
DAY = date(2026, 3, 9)
HOSTILE = '=HYPERLINK("https://evil.example";"x") <script>alert(1)</script> ../../etc/passwd \u202eevil'


def viewed(dataset: Dataset, query: str = "") -> View:
    return view_of_link(dataset, f"{WORDS}&{query}", ADDRESS, DAY)


def made(dataset: Dataset, query: str = "") -> Brief:
    return brief(viewed(dataset, query))


def must_hold(brief: Brief) -> list[str]:
    """Return every sentence that a file of a briefing must hold, whatever its format."""
    origin = brief.provenance
    told = [brief.title, brief.author, brief.note, origin.source, origin.version, origin.made, origin.link]
    for exhibit in brief.exhibits:
        told += [exhibit.title, *exhibit.filters, exhibit.finding, exhibit.link, *exhibit.caveats]
        told += [sign.words for sign in exhibit.legend]
    return [text for text in told if text]
