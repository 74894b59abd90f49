"""The style sheets hold nothing that a browser passes over, and no rule for what nobody draws."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2
from playwright.sync_api import Browser

from tests.browser.conftest import PROJECT

SHEETS = sorted((PROJECT / "components").rglob("*.css"))
# Of the browser's own engines: what one understands another need not.
OTHERS = ("-moz-", "-webkit-", "-ms-")
# Classes of Streamlit's pages; those that begin with ``st`` are its own as well.
STREAMLIT = {"vega-embed", "block-container"}


def declarations(nodes: list[Any]) -> Iterator[Any]:
    """Yield the declarations and the faults of a list of nodes, however deep they are nested."""
    for node in nodes:
        if node.type in ("declaration", "error"):
            yield node
        elif node.type == "qualified-rule" or (node.type == "at-rule" and node.content is not None):
            if node.type == "at-rule" and node.lower_at_keyword == "font-face":
                continue  # its descriptors are no properties
            yield from declarations(tinycss2.parse_blocks_contents(node.content, skip_whitespace=True))


def selected(path: Path) -> set[str]:
    """Return the classes that a sheet's selectors name."""
    rules = tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)
    heads, waiting = "", list(rules)
    while waiting:
        rule = waiting.pop()
        if rule.type == "qualified-rule":
            heads += tinycss2.serialize(rule.prelude) + "\n"
        if rule.type in ("qualified-rule", "at-rule") and rule.content is not None:
            waiting += tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
    return set(re.findall(r"\.([A-Za-z_][\w-]*)", heads))


def test_a_browser_understands_every_line(browser: Browser) -> None:
    page = browser.new_page()
    off = []
    for path in SHEETS:
        sheet = tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)
        for node in declarations(sheet):
            where = f"{path.name}, line {node.source_line}"
            if node.type == "error":
                off.append(f"{where}: {node.message}")
            elif not node.name.startswith(("--", *OTHERS)):
                value = tinycss2.serialize(node.value).strip()
                if not page.evaluate("([name, value]) => CSS.supports(name, value)", [node.name, value]):
                    off.append(f"{where}: {node.name}: {value}")
    page.close()
    assert off == []


def drawn(name: str, drawing: str) -> bool:
    """Return whether a text names a class, be it with a number put behind its letters (``r${step}``)."""
    stem = name.rstrip("0123456789")
    counted = stem != name and f"{stem}${{" in drawing
    return counted or re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", drawing) is not None


def test_each_class_is_drawn_somewhere() -> None:
    """By a template, a script or a module."""
    drawing = "\n".join(
        path.read_text(encoding="utf-8")
        for ending in ("py", "html", "js", "svg", "j2")
        for folder in ("components", "pages")
        for path in (PROJECT / folder).rglob(f"*.{ending}")
    )
    unused = {
        f"{path.name}: .{name}"
        for path in SHEETS
        for name in selected(path)
        if not name.startswith("st") and name not in STREAMLIT and not drawn(name, drawing)
    }
    assert sorted(unused) == []
