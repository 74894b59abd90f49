"""What every peer shows: the records of a dataset's folder, and its factors by places at one level."""

import os
from pathlib import Path

import pandas as pd
import yaml

FOLDER = Path(os.environ["POLICY_DATASET"])
ALL = "all"
FIRST = 50
"""How many records the table lists."""
SIGNS = {2: "▲▲", 1: "▲", 0: "◆", -1: "▼", -2: "▼▼"}


def read() -> pd.DataFrame:
    """Return one row a record and place: id, factor, level, place, direction, works, statement."""
    codebook = yaml.safe_load((FOLDER / "codebook.yaml").read_text(encoding="utf-8"))
    domains = {domain["id"]: domain["level"] for domain in codebook["domains"]}
    levels = {factor["id"]: domains[factor["domain"]] for factor in codebook["factors"]}
    records = pd.read_csv(FOLDER / "evidence.csv", dtype=str, keep_default_na=False)
    records["level"] = records["factor"].map(levels)
    records["place"] = records["jurisdictions"].str.split(";")
    return records.explode("place")[["id", "factor", "level", "place", "direction", "works", "statement"]]


def levels(records: pd.DataFrame) -> list[str]:
    """Return the choices of the filter."""
    return [ALL, *records["level"].unique()]


def chosen(records: pd.DataFrame, level: str) -> pd.DataFrame:
    """Return the records of a level, or all."""
    return records if level == ALL else records[records["level"] == level]


def cells(records: pd.DataFrame) -> pd.DataFrame:
    """Return the rated cells: factor, place, rating (-2 to 2), records, sign."""
    grouped = records.groupby(["factor", "place"], sort=False)
    rated = grouped.agg(
        helping=("direction", lambda d: (d == "facilitator").sum()),
        hindering=("direction", lambda d: (d == "barrier").sum()),
        mixed=("direction", lambda d: (d == "mixed").sum()),
        records=("id", "nunique"),
        works=("works", lambda w: len({one for given in w for one in given.split(";") if one})),
    ).reset_index()
    one_way = ((rated["helping"] > 0) ^ (rated["hindering"] > 0)) & (rated["mixed"] == 0)
    strength = 1 + (rated["works"] > 1).astype(int)
    way = (rated["helping"] > 0).astype(int) - (rated["hindering"] > 0).astype(int)
    rated["rating"] = (strength * way).where(one_way, 0)
    rated["sign"] = rated["rating"].map(SIGNS)
    return rated[["factor", "place", "rating", "records", "sign"]]


def grid(rated: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """Return the cells as a matrix: factors down, places across, nothing where there is no record."""
    wide = rated.pivot(index="factor", columns="place", values="rating")
    return wide.reindex(index=list(dict.fromkeys(rated["factor"])), columns=places)


def caption(records: pd.DataFrame) -> str:
    """Return how many records are shown."""
    return f"{records['id'].nunique()} records"


def behind(records: pd.DataFrame, factor: str, place: str) -> list[str]:
    """Return the statements behind a cell."""
    return list(records[(records["factor"] == factor) & (records["place"] == place)]["statement"])


def table(records: pd.DataFrame) -> pd.DataFrame:
    """Return the first records as they are listed."""
    return records.drop_duplicates("id")[["id", "factor", "direction", "statement"]].head(FIRST)
