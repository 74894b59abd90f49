"""Attacks on what a reader may send, each with the cost that it may have: small enough to run with every change."""

import csv
import io
import os
import threading
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from components.answers import own_data
from components.charts.influence_layout import Terms, fitted
from components.files.slide_template import TemplateError, opened
from components.hosting.api_parameters import Asked, asked
from components.workers.budgets import LAYOUT, MB
from components.workers.workers import WorkError, worked
from data.intake.files import Memory
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from tests.conftest import DATASETS
from tests.data.archives import packed

TINY = {
    str(path.relative_to(DATASETS / "tiny")): path.read_bytes()
    for path in sorted((DATASETS / "tiny").rglob("*"))
    if path.is_file() and "releases" not in path.parts
}


def many_works(name: str, count: int) -> bytes:
    """Return works.csv with many works more."""
    rows = list(csv.DictReader(io.StringIO(TINY["works.csv"].decode())))
    empty = dict.fromkeys(rows[0], "")
    rows += [
        {**empty, "key": f"{name}_{n}", "authors": "Author, A.", "year": "2020", "title": "T"} for n in range(count)
    ]
    written = io.StringIO()
    table = csv.DictWriter(written, list(empty))
    table.writeheader()
    table.writerows(rows)
    return written.getvalue().encode()


def longest_silence(work: Callable[[], object]) -> float:
    """Return for how many seconds at the most no other thread could run while something was worked out."""
    gaps, stop = [0.0], threading.Event()

    def tick() -> None:
        last = time.monotonic()
        while not stop.is_set():
            time.sleep(0.01)
            now = time.monotonic()
            gaps.append(now - last)
            last = now

    ticking = threading.Thread(target=tick)
    ticking.start()
    try:
        work()
    finally:
        stop.set()
        ticking.join()
    return max(gaps)


def test_a_layout_holds_nobody_up() -> None:
    """60 factors and 300 links: in the server's own process it held the interpreter for 2.7 s."""
    factors = [f"f{n}" for n in range(60)]
    links = [(factors[n % 60], factors[(n * 7 + n // 60 + 1) % 60], "+-"[n % 2]) for n in range(300)]
    terms = Terms(("a", "b"), {f: f for f in factors}, {f: "ab"[n % 2] for n, f in enumerate(factors)})
    worked(LAYOUT, len, "")

    def laid_out() -> None:
        with suppress(WorkError):  # or it is ended after its seconds
            worked(replace(LAYOUT, seconds=4.0), fitted, terms, links, 1190)

    assert longest_silence(laid_out) < 0.5


def bomb(elements: int) -> bytes:
    """Return a PowerPoint template whose first master holds many empty elements."""
    from pptx import Presentation

    plain, made = io.BytesIO(), io.BytesIO()
    Presentation().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "ppt/slideMasters/slideMaster1.xml":
                content = content.replace(b"<p:spTree>", b"<p:spTree>" + b"<a/>" * elements, 1)
            target.writestr(entry, content)
    return made.getvalue()


def test_a_template_that_bursts_is_refused_unread() -> None:
    begun = time.monotonic()
    with pytest.raises(TemplateError, match="MB of layouts and text"):
        opened(bomb(5_000_000))
    assert time.monotonic() - begun < 5


def test_a_thousand_unknown_works_are_told_in_seconds() -> None:
    rows = TINY["evidence.csv"].decode().splitlines()
    names = rows[0].split(",")
    row = dict.fromkeys(names, "")
    lines = [",".join({**row, "id": f"X{n}", "works": f"unknown_wrok_{n}"}.values()) for n in range(1_000)]
    files = {
        **TINY,
        "works.csv": many_works("known_work", 1_900),
        "evidence.csv": "\n".join([rows[0], *lines]).encode(),
    }
    begun = time.monotonic()
    with pytest.raises(DatasetError):
        load(Memory("x", files))
    assert time.monotonic() - begun < 10


def test_a_chain_of_places_is_followed_a_hundred_steps() -> None:
    places = {
        f"jurisdictions/p{n}.yaml": f"id: p{n}\nlabel: P{n}\nkind: country\npart_of: p{n + 1}\nfacts: []\n".encode()
        for n in range(1_500)
    }
    begun = time.monotonic()
    with pytest.raises(DatasetError) as told:
        load(Memory("x", {**TINY, **places}))
    assert time.monotonic() - begun < 20
    assert any("more than 100 times" in str(fault) for fault in told.value.faults)


def test_what_no_dataset_is_read_from_is_let_go() -> None:
    own = own_data.opened(packed({**TINY, "junk.bin": os.urandom(MB), "notes/x.csv": os.urandom(MB)}))
    assert sum(map(len, own.files.contents.values())) < MB


def test_own_data_have_one_room_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    before = own_data._HELD.size
    first = own_data.opened(packed(TINY))
    size = own_data._HELD.size - before
    assert size > 0
    monkeypatch.setattr(own_data, "OWN_TOGETHER", own_data._HELD.size + size - 1)
    with pytest.raises(DatasetError, match="1 fault") as told:
        own_data.opened(packed(TINY))
    assert "leave no room" in told.value.first
    del first
    assert own_data._HELD.size == before
    own_data.opened(packed(TINY))


def test_a_table_of_millions_of_cells_is_refused() -> None:
    places = {
        f"jurisdictions/p{n}.yaml": f"id: p{n}\nlabel: P{n}\nkind: country\nfacts: []\n".encode() for n in range(900)
    }
    codebook = TINY["codebook.yaml"].decode()
    domain = load(Memory("x", TINY)).codebook.domains[0].id
    more = "".join(f"  - {{id: extra_{n}, domain: {domain}}}\n" for n in range(400))
    assert "\nfactors:\n" in codebook
    files = {**TINY, **places, "codebook.yaml": codebook.replace("\nfactors:\n", f"\nfactors:\n{more}").encode()}
    with pytest.raises(DatasetError) as told:
        own_data.opened(packed(files))
    assert "cells" in told.value.first


def test_a_refused_request_costs_little() -> None:
    """499 unknown ids of two thousand works took 10 s."""
    dataset: Dataset = load(Memory("x", {**TINY, "works.csv": many_works("work", 2_000)}))
    given = [("works", f"wrok_{n}") for n in range(499)]
    begun = time.process_time()
    refused = asked(given, ("works",), dataset)
    assert time.process_time() - begun < 1.5
    assert not isinstance(refused, Asked)
    assert len(refused) == 499
    assert refused[7].valid[0] == "work_7"
