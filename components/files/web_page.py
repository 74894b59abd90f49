"""A briefing as one page that opens anywhere: pictures with tooltips, cells with their evidence, nothing from outside.

The page holds its type, its pictures' data and what draws them (Vega, BSD). It
forbids itself to load anything, and to run any text: its content security policy allows its two scripts alone,
and Vega reads the expressions of its charts with an interpreter of its own.
"""

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from components.drawing.markup import rendered, stylesheet
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Detail, Drawing, Exhibit
from components.files.picture import whole_specification
from components.files.rendering import RENDERER
from components.references.references import references

_STATIC: Final = Path(__file__).resolve().parents[1] / "frame" / "static"
_SCRIPT: Final = Path(__file__).resolve().parents[1] / "drawing" / "templates" / "briefing" / "page.js"
_SHEETS: Final = ("style.css", "briefing.css", "briefing/page.css")


def html_bytes(brief: Brief) -> bytes:
    """Return a briefing as one self-contained HTML file."""
    drawn = {exhibit.name: _chart(exhibit.drawing) for exhibit in brief.exhibits if exhibit.drawing is not None}
    details = _details(brief.exhibits)
    script, engine = Markup(_SCRIPT.read_text(encoding="utf-8")), _engine() if drawn else Markup()  # noqa: S704
    page = rendered(
        "briefing/page.html",
        brief=brief,
        references=references(list(brief.behind.values())),
        links={key: work.link for key, work in brief.behind.items()},
        names={key: work.name for key, work in brief.behind.items()},
        details=list(details.values()),
        drawn=set(drawn),
        charts=_held(drawn),
        style=Markup("\n".join((_type(), *(stylesheet(name) for name in _SHEETS)))),  # noqa: S704 (our own files)
        script=script,
        engine=engine,
        hashes=Markup(" ").join(map(_hash, filter(None, (script, engine)))),
    )
    return page.encode()


def _hash(script: str) -> Markup:
    """Return by what a policy allows one script, and no other."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return Markup(f"'sha256-{digest}'")  # noqa: S704 (letters and digits of our own making)


def _details(exhibits: tuple[Exhibit, ...]) -> dict[str, Detail]:
    """Return what stands behind the cells, each entry once, with every caution that an exhibit has on it."""
    found: dict[str, Detail] = {}
    for exhibit in exhibits:
        for detail in exhibit.details:
            known = found.get(detail.id)
            cautions = tuple(dict.fromkeys((*(known.cautions if known else ()), *detail.cautions)))
            found[detail.id] = Detail(detail.id, detail.text, detail.about, detail.place, detail.works, cautions)
    return found


def _chart(drawing: Drawing) -> dict[str, Any]:
    behind = {"\t".join(mark): list(names) for mark, names in drawing.behind.items()}
    return {"spec": json.loads(whole_specification(drawing)), "fields": drawing.fields, "behind": behind}


def _held(charts: dict[str, dict[str, Any]]) -> Markup:
    """Return data as JSON that no script element can be left from."""
    text = json.dumps(charts, ensure_ascii=False)
    escaped = text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")
    return Markup(escaped.replace("\u2028", r"\u2028").replace("\u2029", r"\u2029"))  # noqa: S704


def _engine() -> Markup:
    """Return what draws the charts, bundled out of the reader's way."""
    bundle = RENDERER.render("bundle", "window.vegaEmbed = vegaEmbed;").decode()
    return Markup(re.sub(r"</(?=script)", r"<\\/", bundle, flags=re.IGNORECASE))  # noqa: S704 (a library's own code)


@cache
def _type() -> str:
    """Return the type family, Latin letters and signs, as rules that hold it."""
    faces = []
    for name, extent in (
        ("inter-latin", "U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212"),
        ("inter-symbols", "U+2190, U+2192-21FF, U+2200-2211, U+2213-22FF, U+25A0-25FF, U+2605-2606, U+2713-2717"),
    ):
        held = base64.b64encode((_STATIC / f"{name}.woff2").read_bytes()).decode()
        faces.append(
            f"@font-face {{ font-family: Inter; font-weight: 100 900; unicode-range: {extent}; "
            f'src: url("data:font/woff2;base64,{held}") format("woff2"); }}'
        )
    return "\n".join(faces)
