"""One dataset drawn by chance, its records held by every engine in turn."""

import dataclasses
import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from tests.engines import postgres
from tests.engines.drawn import write_random

ENGINES = ("pandas", "polars", "duckdb", "spark", "spark_connect", "ibis_postgres")


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return the dataset in memory."""
    return load(write_random(tmp_path_factory.mktemp("engines") / "set", 11))


def evidence_rows(folder: Path) -> pd.DataFrame:
    """Return evidence.csv as a table on a server holds it: text, and the order of the source."""
    rows = pd.read_csv(folder / "evidence.csv", dtype="str", keep_default_na=False)
    return rows.assign(position=range(len(rows)))


@pytest.fixture(scope="session", params=ENGINES)
def elsewhere(
    request: pytest.FixtureRequest, held: Dataset, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dataset]:
    """Return the same dataset with its records in each engine."""
    yield from _HOLDERS[request.param](held, tmp_path_factory.mktemp(request.param))


def _pandas(held: Dataset, home: Path) -> Iterator[Dataset]:
    """Held by pandas, but asked as an engine is: page by page."""
    from data.engines.engines import Frames, Tabled

    tables = held.tables
    rows = evidence_rows(held.folder)
    records = tables.records.assign(jurisdictions=rows["jurisdictions"], works=rows["works"])
    frames = Frames(
        records, tables.record_place, tables.record_work, tables.texts, tables.place_within, lambda frame: frame
    )
    yield dataclasses.replace(held, elsewhere=Tabled(frames))


def _polars(held: Dataset, home: Path) -> Iterator[Dataset]:
    polars = pytest.importorskip("polars", reason="Polars isn't installed: see requirements-dev.txt")
    from data.engines.engines import Frames, Tabled

    tables = held.tables
    rows = evidence_rows(held.folder)
    records = tables.records.assign(jurisdictions=rows["jurisdictions"], works=rows["works"])
    native = [
        polars.from_pandas(frame).lazy()
        for frame in (records, tables.record_place, tables.record_work, tables.texts, tables.place_within)
    ]
    yield dataclasses.replace(held, elsewhere=Tabled(Frames(*native, lambda frame: polars.from_pandas(frame).lazy())))


def _duckdb(held: Dataset, home: Path) -> Iterator[Dataset]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICY_ENGINE", "duckdb")
        patch.setenv("POLICY_CACHE", str(home))
        yield load(held.folder)


def _named(held: Dataset, home: Path, engine: str, address: str) -> Dataset:
    """Return the dataset of a folder that names a table and holds no records itself."""
    folder = home / "set"
    shutil.copytree(held.folder, folder, ignore=shutil.ignore_patterns("evidence.csv", ".cube"))
    about = (folder / "dataset.yaml").read_text(encoding="utf-8").rstrip().removesuffix("}").rstrip()
    named = f'{{"engine": "{engine}", "table": "evidence", "address": "{address}"}}'
    (folder / "dataset.yaml").write_text(f'{about},\n "evidence": {named}\n}}\n', encoding="utf-8")
    return load(folder)


def _spark_rows(session: object, held: Dataset) -> None:
    rows = evidence_rows(held.folder)
    kinds = ", ".join(f"{name} {'bigint' if name == 'position' else 'string'}" for name in rows.columns)
    frame = session.createDataFrame([tuple(row) for row in rows.to_numpy(dtype=object).tolist()], kinds)
    frame.createOrReplaceTempView("evidence")


def _needs_spark() -> None:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("PySpark isn't installed: pip install -r requirements-spark.txt")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17, and there is no java here")


def _spark(held: Dataset, home: Path) -> Iterator[Dataset]:
    _needs_spark()
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.warehouse.dir", str(home / "warehouse"))
        .getOrCreate()
    )
    try:
        _spark_rows(session, held)
        yield _named(held, home, "spark", "local[1]")
    finally:
        session.stop()


def _spark_connect(held: Dataset, home: Path) -> Iterator[Dataset]:
    _needs_spark()
    for module in ("grpc", "grpc_status", "zstandard"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"Spark Connect needs {module}: pip install -r requirements-spark.txt")
    from tests.engines.spark_server import connect_server

    with connect_server(home) as address:
        from pyspark.sql import SparkSession

        session = SparkSession.builder.remote(address).getOrCreate()
        try:
            _spark_rows(session, held)
            dataset = _named(held, home, "spark", address)
            assert ".connect." in type(dataset.evidence.frames.records).__module__, "asked over the server's protocol"
            yield dataset
        finally:
            session.stop()


def _ibis_postgres(held: Dataset, home: Path) -> Iterator[Dataset]:
    if importlib.util.find_spec("ibis") is None or importlib.util.find_spec("psycopg") is None:
        pytest.skip("Ibis isn't installed: pip install -r requirements-ibis.txt")
    if postgres.binaries() is None:
        pytest.skip("PostgreSQL isn't installed: apt-get install postgresql")
    import ibis

    with postgres.server(home / "server") as address:
        connection = ibis.connect(address)
        rows = evidence_rows(held.folder)
        import pyarrow

        connection.create_table("evidence", pyarrow.table({name: list(rows[name]) for name in rows.columns}))
        connection.disconnect()
        yield _named(held, home, "ibis", address)


_HOLDERS: dict[str, Callable[[Dataset, Path], Iterator[Dataset]]] = {
    "pandas": _pandas, "polars": _polars, "duckdb": _duckdb, "spark": _spark, "spark_connect": _spark_connect,
    "ibis_postgres": _ibis_postgres,
}  # fmt: skip
