"""A file that was asked for lies at its address until its reader has fetched it, whatever the others do meanwhile."""

import asyncio
import urllib.request
from contextlib import AsyncExitStack
from types import SimpleNamespace

import pytest
from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from bench.protocol import Session
from components.drawing import download
from tests.hosting.conftest import Server


def test_a_file_waits_for_its_reader_while_others_go_on(server: Server) -> None:
    """Streamlit drops it at the end of the second run after it was made."""

    async def asked_while_others_read() -> list[str]:
        async with AsyncExitStack() as here:
            one, other = [await here.enter_async_context(Session(server.address)) for _ in range(2)]
            await one.open("method")
            await other.open("method")
            paths = [await one.ask_for_file(key) for key in ("starter", "workbook")]
            for page in ("lessons", "method", "lessons"):
                await other.open(page)
                await one.open(page)
            return paths

    starter, workbook = asyncio.run(asked_while_others_read())
    for path in (starter, workbook):
        with urllib.request.urlopen(server.address + path, timeout=20) as answer:
            assert answer.status == 200
            assert answer.read(2) == b"PK"


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> MemoryMediaFileStorage:
    """Return the storage of a server that does nothing but keep files."""
    stored = MemoryMediaFileStorage("/media")
    keeper = SimpleNamespace(media_file_mgr=MediaFileManager(stored))
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: keeper)
    return stored


def made(number: int) -> str:
    """Make a file as a click does, and return what it is called in the storage."""
    name = f"{number}.txt"
    data = download._held(lambda: f"file {number}", name, "text/plain")
    keeper = runtime.get_instance().media_file_mgr
    return keeper._storage.load_and_get_id(data, "text/plain", "downloadable", name) + ".txt"


def test_files_go_when_nobody_asks_for_one_any_more(
    storage: MemoryMediaFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made(1)
    assert not download.let_go()
    assert storage.get_file(file).content == b"file 1"
    monkeypatch.setattr(download, "monotonic", lambda: download._latest.at + download.STAY)
    assert download.let_go()
    with pytest.raises(MediaFileStorageError):
        storage.get_file(file)
    assert not download.let_go()


def test_the_oldest_file_gives_way(storage: MemoryMediaFileStorage) -> None:
    first, *rest, last = [made(number) for number in range(download.MOST + 1)]
    keeper = runtime.get_instance().media_file_mgr
    for _ in range(2):
        keeper.remove_orphaned_files()
    with pytest.raises(MediaFileStorageError):
        storage.get_file(first)
    assert [storage.get_file(file).content for file in (rest[0], last)] == [b"file 1", b"file 64"]
