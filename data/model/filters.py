"""A selection applied to a dataset: which factors, places and records it leaves, and its filters in words."""

from collections.abc import Iterable, Iterator

import narwhals as nw

from data.model.dataset import Dataset
from data.model.evidence import Claims
from data.model.frames import Lazy, Native, lazy
from data.model.selection import Selection


def chosen_factors(dataset: Dataset, selection: Selection) -> tuple[str, ...]:
    """Return the factors that levels, domains and factors leave, in the order of the screen."""
    return tuple(
        factor.id
        for factor in dataset.factors.values()
        if (not selection.factors or factor.id in selection.factors)
        and (not selection.domains or factor.domain in selection.domains)
        and (not selection.levels or dataset.level_of(factor.id) in selection.levels)
    )


def chosen_places(dataset: Dataset, selection: Selection) -> tuple[str, ...]:
    """Return the chosen places, all where none is chosen, in the order of the screen."""
    return tuple(place for place in dataset.jurisdictions if not selection.places or place in selection.places)


def selection_words(dataset: Dataset, selection: Selection) -> tuple[str, ...]:
    """Return each filter that is on, in words, one phrase a filter."""
    return tuple(_phrases(dataset, selection))


def _phrases(dataset: Dataset, selection: Selection) -> Iterator[str]:
    named = {
        "places": ("Places", {p.id: p.name for p in dataset.jurisdictions.values()}),
        "levels": ("Level", {t.id: t.name for t in dataset.levels.values()}),
        "domains": ("Domain", {t.id: t.name for t in dataset.domains.values()}),
        "factors": ("Factor", {t.id: t.name for t in dataset.factors.values()}),
        "directions": ("Direction", {d: d for d in selection.directions}),
        "bases": ("Basis", {b.id: b.name for b in dataset.codebook.bases}),
        "works": ("Cited work", {w.key: w.name for w in dataset.works.values()}),
    }
    for key, (title, names) in named.items():
        chosen: tuple[str, ...] = getattr(selection, key)
        if chosen:
            yield f"{title}: {', '.join(names.get(name, name) for name in chosen)}"
    if selection.parts:
        yield "Programmes and regions count under their country, too"
    if not selection.supplement:
        yield "Facts of the primary source only"
    if selection.cited:
        yield "Only sources that were checked"
    if selection.on:
        yield f"In place on {selection.on}"


def chosen_records(tables: Claims, dataset: Dataset, selection: Selection) -> Lazy:
    """Return the records that the evidence filters leave, wherever they are placed.

    Returns
    -------
    lazy frame
        One row a record, the columns of ``Tables.records``.
    """
    records = lazy(tables.records)
    if selection.levels or selection.domains or selection.factors:
        records = _among(records, "factor", chosen_factors(dataset, selection))
    records = _among(records, "direction", selection.directions) if selection.directions else records
    records = _among(records, "basis", selection.bases) if selection.bases else records
    return resting(records, tables.record_work, dataset, selection)


def resting(frame: Lazy, cited: Native, dataset: Dataset, selection: Selection) -> Lazy:
    """Return the rows whose works the filters leave.

    Parameters
    ----------
    frame : lazy frame
        One row a record, fact or influence, with its id.
    cited : frame
        The works behind them: columns id, work.
    dataset : Dataset
    selection : Selection
        A row passes ``works`` where it cites one of them, and ``cited`` unless of
        all works that it cites only the citation was seen.
    """
    if selection.works:
        frame = frame.join(_among(lazy(cited), "work", selection.works).select("id").unique(), on="id", how="inner")
    if selection.cited and dataset.unseen_works:
        unseen = nw.col("work").is_in(sorted(dataset.unseen_works))
        seen = lazy(cited).filter(~unseen).select("id").unique()
        alone = lazy(cited).filter(unseen).select("id").unique().join(seen, on="id", how="anti")
        frame = frame.join(alone, on="id", how="anti")
    return frame


def placed(tables: Claims, long: Native, selection: Selection) -> Lazy:
    """Return at which places each id of a long table counts: columns id, place.

    With ``selection.parts`` an id also counts at every place that its place is
    a part of, once each.
    """
    pairs = lazy(long).select("id", "place")
    if selection.parts:
        pairs = (
            pairs.rename({"place": "part"})
            .join(lazy(tables.place_within), on="part", how="inner")
            .select("id", "place")
            .unique()
        )
    return _among(pairs, "place", selection.places) if selection.places else pairs


def _among(frame: Lazy, column: str, ids: Iterable[str]) -> Lazy:
    return frame.filter(nw.col(column).is_in(list(ids)))
