"""Whatever a reader does, in any order: the address, the words, the widgets, the table and the file say one view.

The orders are drawn. What stands here as the expected view is worked out from
the steps alone, never read from the page.
"""

import csv
import io
import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from playwright.sync_api import Browser, BrowserContext, Page, expect

from components.view.parameters import PARAMETERS, encode, selection
from components.view.parameters import parse as parsed
from data.intake.loading import load
from data.model.filters import chosen_factors, chosen_places, selection_words
from tests.browser.conftest import PSW, Server
from tests.browser.screen import arrived, keyed, menu, quiet, tags

PAGES = {
    "Overview": "/", "Jurisdictions": "/jurisdictions", "Factors": "/factors", "Influences": "/influences",
    "Lessons": "/lessons", "Evidence": "/evidence", "Briefing": "/briefing",
}  # fmt: skip
EVIDENCE = ("Factors", "Influences", "Lessons", "Evidence", "Briefing")
FACTS = ("Overview", "Jurisdictions", "Lessons", "Evidence", "Briefing")
# Lists of the filter bar: menu, label, parameter, some of their entries (name on the page, id), pages that have them.
LISTS = (
    ("Places", "Places", "places", (("Australia", "au"), ("Switzerland", "ch"), ("United States", "us")), tuple(PAGES)),
    ("Levels and factors", "Levels", "levels", (("Macro", "macro"), ("Micro", "micro")), EVIDENCE),
    ("Levels and factors", "Factors", "factors", (("Formal training and certification", "certification"),), EVIDENCE),
    ("Evidence", "Directions", "directions", (("Barrier", "barrier"), ("Facilitator", "facilitator")), EVIDENCE),
)
# Switches: menu (none where it stands in the bar or on the page), label, parameter, pages.
SWITCHES = (
    ("Places", "Count programmes and regions under their country, too", "parts", tuple(PAGES)),
    ("", "With supplement", "supplement", FACTS),
    ("Rows", "Only where they differ", "differ", ("Jurisdictions",)),
    ("Rows", "Only levers reported for two or more", "shared", ("Jurisdictions",)),
    ("View", "Hide rows and columns without a record", "empty", ("Factors",)),
    ("", "One-page memo", "memo", ("Lessons",)),
)
# Select boxes: menu, label, parameter, entries, pages.
BOXES = (
    ("View", "Columns are", "columns",
     (("Places that the text names", "places"), ("Countries of the cited studies", "countries")), ("Factors",)),
    ("View", "Rows in", "sort",
     (("The codebook's order", "codebook"), ("Most records first", "evidence")), ("Factors",)),
    ("View", "Cells show", "measure", (("Rating", "rating"), ("Number of records", "records")), ("Factors",)),
    ("", "Our place", "home", (("Switzerland", "ch"), ("Australia", "au")), ("Lessons", "Briefing")),
    ("List", "Order", "order", (("Newest work first", "newest"), ("Order of the source", "source")), ("Evidence",)),
)  # fmt: skip
MENUS = {
    "Places": tuple(PAGES), "Levels and factors": EVIDENCE, "Evidence": EVIDENCE, "View": ("Factors",),
    "Rows": ("Jurisdictions",), "List": ("Evidence",),
}  # fmt: skip
OPEN = ("factor", "place", "column", "lever", "record", "point", "work", "steps")
FILTERS = ("places", "levels", "domains", "factors", "directions", "bases", "works", "parts", "supplement")
LINKS = (
    "/factors?places=au", "/factors?columns=countries&measure=records&sort=evidence",
    "/jurisdictions?places=ch&places=au",
    "/lessons?home=ch&directions=barrier", "/evidence?q=stigma&places=au", "/?supplement=false&parts=true",
    "/factors?levels=macro&empty=false&factor=certification&place=au", "/briefing?places=us&factors=certification",
)  # fmt: skip
DATA = load(PSW)


@dataclass(frozen=True)
class Seen:
    """A view that a reader came to: the page, and every parameter."""

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def but(self, **changes: Any) -> "Seen":
        return replace(self, values={**self.values, **changes})


def closed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, **{name: PARAMETERS[name].default for name in OPEN}}


ADDRESS = "() => [location.pathname, JSON.stringify([...new URLSearchParams(location.search)].sort())]"


class Orders(RuleBasedStateMachine):
    """A reader in a browser, and what the view must be."""

    browser: Browser
    server: Server
    folder: Path
    done = 0

    def __init__(self) -> None:
        super().__init__()
        self.context: BrowserContext = self.browser.new_context(
            base_url=self.server.address, locale="en-GB", viewport={"width": 1440, "height": 900}, accept_downloads=True
        )
        self.context.set_default_timeout(30_000)
        self.page: Page = self.context.new_page()
        self.past: list[Seen] = []
        self.at = -1
        self.steps: list[str] = []

    def teardown(self) -> None:
        type(self).done += len(self.steps)
        self.context.close()

    # What the view must be

    @property
    def seen(self) -> Seen:
        return self.past[self.at]

    def came(self, view: Seen) -> None:
        if self.past and view == self.seen:
            return
        self.past = [*self.past[: self.at + 1], view]
        self.at = len(self.past) - 1

    def chose(self, **changes: Any) -> None:
        if {*changes} & {*FILTERS, "q", "order", "show", "kinds"}:
            changes.setdefault("page", 1.0)
        values = {**self.seen.values, **changes}
        self.came(Seen(self.seen.title, {**values, **self._shut(values)}))

    def _shut(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is closed because the filters, or another choice, no longer hold it."""
        place, lever, factor = values["place"], values["lever"], values["factor"]
        chosen = selection(values)
        held = True
        if self.seen.title in ("Overview", "Jurisdictions") and lever is not None:
            places = chosen.places or DATA.headline
            # A gap opens, too, and says what it is; so does a cell that a filter emptied.
            held = place in places
        elif self.seen.title == "Factors" and factor is not None:
            held = factor in chosen_factors(DATA, chosen) and (
                values["columns"] != "places" or place is None or place in chosen_places(DATA, chosen)
            )
        shut = {} if held else {name: PARAMETERS[name].default for name in OPEN}
        if self.seen.title == "Factors":
            shut |= {"place": None} if values["columns"] != "places" else {"column": ""}
        return shut

    # Steps

    @initialize(link=st.sampled_from(LINKS))
    def _arrive(self, link: str) -> None:
        self.follow(link)

    @rule(link=st.sampled_from(LINKS))
    def permalink(self, link: str) -> None:
        self.follow(link)

    def follow(self, link: str) -> None:
        self.say(f"open {link}")
        path, _, query = link.partition("?")
        title = next(title for title, where in PAGES.items() if where == path)
        given: dict[str, list[str]] = {}
        for pair in query.split("&"):
            name, _, value = pair.partition("=")
            given.setdefault(name, []).append(value)
        self.page.goto(link)
        arrived(self.page, title)
        self.came(Seen(title, parsed(given, DATA)[0]))

    @rule(title=st.sampled_from(tuple(PAGES)))
    def page_link(self, title: str) -> None:
        self.say(f"go to {title}")
        keyed(self.page, "navigation").get_by_role("link", name=title, exact=True).click()
        self.arrive(title)
        values = self.seen.values
        if title != self.seen.title:
            kept = {name: values[name] for name in ("factor", "place", "column", "steps")}
            values = {**closed(values), **(kept if title == "Briefing" else {})}
        self.came(Seen(title, values))

    @precondition(lambda self: self.at > 0)
    @rule()
    def back(self) -> None:
        self.say("back")
        self.at -= 1
        self.page.go_back()
        self.arrive(self.seen.title)

    @precondition(lambda self: self.at + 1 < len(self.past))
    @rule()
    def forward(self) -> None:
        self.say("forward")
        self.at += 1
        self.page.go_forward()
        self.arrive(self.seen.title)

    @rule(data=st.data())
    def list_entry(self, data: st.DataObject) -> None:
        title, label, name, entries, _ = self.one_of(data, LISTS)
        option, id_ = data.draw(st.sampled_from(entries))
        held = self.seen.values[name]
        self.say(f"{label}: {option}")
        self.open_menu(title)
        box = self.page.get_by_role("combobox", name=label, exact=True)
        if id_ in held:
            box.focus()
            self.page.keyboard.press("Backspace")
            changed = held[:-1]
        else:
            box.click()
            self.page.get_by_role("option", name=option, exact=True).click()
            changed = (*held, id_)
        quiet(self.page)
        self.close_menu()
        self.chose(**{name: changed})

    @precondition(lambda self: self.rows(SWITCHES))
    @rule(data=st.data())
    def switch(self, data: st.DataObject) -> None:
        title, label, name, _ = self.one_of(data, SWITCHES)
        self.say(f"switch {label}")
        self.open_menu(title)
        self.page.get_by_test_id("stCheckbox").filter(has_text=label).locator("label").first.click()
        quiet(self.page)
        self.close_menu(title)
        value = not self.seen.values[name]
        # The sheet stands alone: nothing is open beside it.
        self.chose(**{**(closed(self.seen.values) if name == "memo" and value else {}), name: value})

    @precondition(lambda self: self.rows(BOXES))
    @rule(data=st.data())
    def box(self, data: st.DataObject) -> None:
        title, label, name, entries, _ = self.one_of(data, BOXES)
        option, id_ = data.draw(st.sampled_from(entries))
        self.say(f"{label}: {option}")
        self.open_menu(title)
        self.page.get_by_role("combobox", name=label, exact=True).click()
        self.page.get_by_role("option", name=option, exact=True).click()
        quiet(self.page)
        self.close_menu(title)
        self.chose(**{name: id_})

    @precondition(lambda self: self.seen.title == "Evidence")
    @rule(text=st.sampled_from(("stigma", "paid", "")))
    def search(self, text: str) -> None:
        self.say(f"search {text}")
        field = self.page.get_by_role("textbox", name="Search", exact=True)
        if not text and self.seen.values["q"]:
            self.page.get_by_role("button", name="Clear the search").click()
        else:
            field.fill(text)
            field.press("Enter")
        quiet(self.page)
        self.chose(q=text)

    @precondition(lambda self: self.clear_button().is_enabled())
    @rule()
    def clear(self) -> None:
        self.say("clear filters")
        self.clear_button().click()
        quiet(self.page)
        self.chose(**{name: PARAMETERS[name].default for name in (*FILTERS, "q")})

    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        title = data.draw(st.sampled_from([menu for menu, pages in MENUS.items() if self.seen.title in pages]))
        self.say(f"look into {title}")
        self.open_menu(title)
        self.close_menu()

    @precondition(lambda self: self.seen.title in ("Overview", "Jurisdictions", "Factors"))
    @rule(number=st.integers(0, 30))
    def cell(self, number: int) -> None:
        if self.seen.title == "Factors":
            cells = keyed(self.page, "factor_matrix").locator("td.held")
        else:
            cells = self.page.locator("table.grid button[data-cell]")
        if not cells.count():
            return
        cell = cells.nth(number % cells.count())
        row, _, column = str(cell.get_attribute("data-cell")).partition(" ")
        self.say(f"cell {row} {column}")
        cell.click()
        expect(keyed(self.page, "evidence_panel")).to_be_visible()
        quiet(self.page)
        if self.seen.title != "Factors":
            self.chose(lever=row, place=column, point=None)
        else:
            self.chose(**{"factor": row, "place" if self.seen.values["columns"] == "places" else "column": column})

    @precondition(lambda self: self.is_open())
    @rule()
    def close(self) -> None:
        self.say("close the panel")
        panel = keyed(self.page, "evidence_panel")
        panel.get_by_role("button", name=re.compile("Close")).first.click()
        expect(panel).to_be_hidden()
        quiet(self.page)
        self.chose(**{name: PARAMETERS[name].default for name in OPEN})

    @precondition(lambda self: self.seen.title == "Factors")
    @rule()
    def save(self) -> None:
        self.say("save")
        keyed(self.page, "save_matrix_factors").locator("button").first.click()
        with self.page.expect_download() as download:
            self.page.locator(".st-key-save_matrix_factors_csv button").click()
        download.value.save_as(self.folder / "saved.zip")
        self.page.keyboard.press("Escape")
        quiet(self.page)
        with ZipFile(self.folder / "saved.zip") as held:
            name = next(name for name in held.namelist() if name.endswith(".csv") and "reference" not in name)
            rows = list(csv.DictReader(io.StringIO(held.read(name).decode("utf-8-sig"))))
        on_page = {
            str(cell) for cell in self.page.evaluate(
                "[...document.querySelectorAll('.st-key-factor_matrix td.held')].map(e => e.dataset.cell)")
        }  # fmt: skip
        in_file = {f"{row['factor']} {row['column']}" for row in rows if row.get("records", "0") not in ("", "0")}
        assert in_file == on_page, self.story()

    # What must hold after each

    @invariant()
    def one_view(self) -> None:
        if not self.past:
            return
        expected = encode(self.seen.values)
        try:
            # Asked from outside: a predicate that the page runs itself is an eval, which its policy forbids.
            until = time.monotonic() + 20
            while self.page.evaluate(ADDRESS) != [PAGES[self.seen.title], _pairs(expected)]:
                assert time.monotonic() < until, "the address does not follow"
                time.sleep(0.05)
        except Exception as error:
            raise AssertionError(f"{self.story()}\n  address {self.page.url}\n  expected {expected}") from error
        quiet(self.page)
        self._words_say()
        self._widgets_hold()
        self._table_shows()

    def _words_say(self) -> None:
        values = self.seen.values
        chosen = selection(values)
        if self.seen.title not in EVIDENCE:
            chosen = replace(selection(PARAMETER_DEFAULTS), places=chosen.places, parts=chosen.parts,
                             supplement=chosen.supplement)  # fmt: skip
        said = keyed(self.page, "filters").locator(".pc.filters")
        for phrase in selection_words(DATA, chosen):
            expect(said, self.story()).to_contain_text(phrase)
        if not chosen.places:
            expect(said, self.story()).not_to_contain_text("Australia")

    def _widgets_hold(self) -> None:
        title, values = self.seen.title, self.seen.values
        for at in {at for at, *_, pages in LISTS if title in pages}:
            names = {"Places": ("places",), "Evidence": ("directions", "bases", "works")}.get(
                at, ("levels", "domains", "factors")
            )
            count = sum(len(values[name]) for name in names)
            said = f"{at} · {count}" if count else at
            expect(menu(self.page, at), self.story()).to_have_text(re.compile(re.escape(said)))
        if title == "Factors":
            factor, place = values["factor"], values["place"]
            box = self.page.get_by_role("combobox", name="Factor", exact=True)
            expect(box, self.story()).to_have_value(DATA.factors[factor].name if factor else _empty("Factor", box))
            if values["columns"] == "places":
                box = self.page.get_by_role("combobox", name="Place", exact=True)
                expect(box, self.story()).to_have_value(_place(place) if place else _empty("Place", box))
        if title == "Evidence":
            expect(self.page.get_by_role("textbox", name="Search", exact=True), self.story()).to_have_value(values["q"])

    def in_menu(self, title: str) -> None:
        """Compare what stands in a menu that is open with the view."""
        here, values = self.seen.title, self.seen.values
        for at, label, name, entries, pages in LISTS:
            if at == title and here in pages:
                names = {id_: option for option, id_ in entries}
                assert tags(self.page, label) == [names[id_] for id_ in values[name]], self.story()
        for at, label, name, pages in SWITCHES:
            if at == title and here in pages:
                switch = self.page.get_by_test_id("stCheckbox").filter(has_text=label).get_by_role("switch")
                assert switch.is_checked() == values[name], self.story()
        for at, label, name, entries, pages in BOXES:
            if at == title and here in pages:
                names = {id_: option for option, id_ in entries}
                box = self.page.get_by_role("combobox", name=label, exact=True)
                assert box.input_value() == names[values[name]], self.story()

    def _table_shows(self) -> None:
        chosen = selection(self.seen.values)
        if self.seen.title in ("Overview", "Jurisdictions"):
            places = chosen_places(DATA, chosen) if chosen.places else DATA.headline
            heads = self.page.locator("table.grid thead th[scope=col]")
            expect(heads.last, self.story()).to_have_text(DATA.jurisdictions[places[-1]].name)
            said = [head.strip() for head in heads.all_inner_texts()]
            assert said[-len(places) :] == [DATA.jurisdictions[place].name for place in places], self.story()
        if self.seen.title == "Factors":
            rows, columns = {*chosen_factors(DATA, chosen)}, {*chosen_places(DATA, chosen)}
            if self.seen.values["columns"] != "places":
                columns = set()

            def beyond() -> list[str]:
                cells = self.page.evaluate(CELLS)
                return [cell for cell in cells if not _within(cell, rows, columns)]

            for _ in range(100):
                # The address of Back is there before its page is.
                if not beyond():
                    break
                self.page.wait_for_timeout(100)
            assert beyond() == [], self.story()
        if self.seen.title in ("Overview", "Jurisdictions", "Factors"):
            expect(keyed(self.page, "evidence_panel"), self.story()).to_be_visible(visible=self.is_open())

    # Hands

    def is_open(self) -> bool:
        values = self.seen.values if self.past else {}
        if not values or self.seen.title not in ("Overview", "Jurisdictions", "Factors"):
            return False
        if self.seen.title == "Factors":
            column = values["place"] if values["columns"] == "places" else values["column"]
            return bool(values["factor"] and column)
        return bool(values["lever"] and values["place"])

    def rows(self, rows: tuple[Any, ...]) -> list[Any]:
        """Return those of the lists, switches or boxes that the page has."""
        return [row for row in rows if self.past and self.seen.title in row[-1]]

    def one_of(self, data: st.DataObject, rows: tuple[Any, ...]) -> Any:
        return data.draw(st.sampled_from(self.rows(rows)))

    def clear_button(self) -> Any:
        return self.page.get_by_role("button", name="Clear filters")

    def open_menu(self, title: str) -> None:
        if title:
            menu(self.page, title).click()
            expect(self.page.get_by_test_id("stPopoverBody")).to_be_visible()
            self.in_menu(title)

    def close_menu(self, title: str = "menu") -> None:
        if title:
            # An open list takes the first Escape.
            for _ in range(3):
                if self.page.get_by_test_id("stPopoverBody").count():
                    self.page.keyboard.press("Escape")
                    self.page.wait_for_timeout(100)
            expect(self.page.get_by_test_id("stPopoverBody")).to_have_count(0)
        quiet(self.page)

    def arrive(self, title: str) -> None:
        expect(self.page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
        quiet(self.page)

    def say(self, step: str) -> None:
        self.steps.append(step)

    def story(self) -> str:
        return "; ".join(self.steps)


PARAMETER_DEFAULTS = {name: parameter.default for name, parameter in PARAMETERS.items()}


def _pairs(params: Mapping[str, list[str]]) -> str:
    pairs = sorted([name, value] for name, values in params.items() for value in values)
    return json.dumps(pairs, separators=(",", ":"), ensure_ascii=False)


CELLS = "[...document.querySelectorAll('.st-key-factor_matrix td.cell')].map(e => e.dataset.cell)"


def _within(cell: str, rows: set[str], columns: set[str]) -> bool:
    row, _, column = cell.partition(" ")
    return row in rows and (not columns or column in columns)


def _place(place: str) -> str:
    held = DATA.jurisdictions[place]
    return held.name if held.name in held.label else f"{held.name} · {held.label}"


def _empty(label: str, box: Any) -> re.Pattern[str]:
    """A box without a choice is empty, or says that nothing is chosen."""
    return re.compile(rf"^({label} …)?$")


def run(browser: Browser, server: Server, folder: Path, *, orders: int, steps: int) -> None:
    Orders.browser, Orders.server, Orders.folder = browser, server, folder
    run_state_machine_as_test(
        Orders,
        settings=settings(
            max_examples=orders, stateful_step_count=steps, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate,), print_blob=False,
        ),
    )  # fmt: skip


def test_some_orders(browser: Browser, server: Server, tmp_path: Path) -> None:
    run(browser, server, tmp_path, orders=2, steps=10)


@pytest.mark.long
def test_many_orders(browser: Browser, server: Server, tmp_path: Path) -> None:
    run(browser, server, tmp_path, orders=int(os.environ.get("ORDERS", "60")), steps=40)
