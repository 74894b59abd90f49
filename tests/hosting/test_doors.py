"""What may come in: messages, sockets of strangers, uploads, each up to its budget."""

import asyncio
import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from starlette.responses import Response
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from components.hosting import slim_cookie
from components.workers import budgets
from tests.browser.provider import secrets_text
from tests.conftest import DATASETS
from tests.hosting.conftest import Serve, Server

MB = 1024 * 1024


@pytest.fixture(scope="module")
def closed(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Return a server with a sign-in at which nobody is signed in."""
    file = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    file.write_text(secrets_text("http://localhost:9", "http://localhost:8501"), encoding="utf-8")
    return serve(DATASETS / "tiny", environment={"STREAMLIT_SECRETS_FILES": str(file)})


def memory(server: Server) -> int:
    """Return the bytes of memory that a server holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


async def opened(server: Server) -> ClientConnection:
    return await connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream", subprotocols=["streamlit"], max_size=None, compression="deflate"  # type: ignore[list-item]
    )  # fmt: skip


async def sent(server: Server, size: int) -> int:
    """Send a message of so many bytes, and return the code with which the socket was closed; 0 where it stays open."""
    socket = await opened(server)
    try:
        await socket.send(b"\0" * size)
        async with asyncio.timeout(5):
            while True:
                await socket.recv()
    except ConnectionClosed as closing:
        return closing.rcvd.code if closing.rcvd else 1006
    except TimeoutError:
        return 0
    finally:
        await socket.close()


@pytest.mark.parametrize("size", [budgets.MESSAGE + 1, 24 * MB])
def test_a_message_that_is_too_long_closes_its_socket(server: Server, size: int) -> None:
    assert asyncio.run(sent(server, size)) == 1009


def test_a_stranger_may_say_less(closed: Server) -> None:
    assert asyncio.run(sent(closed, budgets.MESSAGE_UNKNOWN + 1)) != 0


def test_frames_that_unpack_to_much_take_no_memory(closed: Server) -> None:
    """Eighty sockets with 24 MB in each took 4 GB; forty here, so that the test harms nobody where it fails."""

    async def attack() -> None:
        await asyncio.gather(*(sent(closed, 24 * MB) for _ in range(40)))

    before = memory(closed)
    asyncio.run(attack())
    assert memory(closed) - before < 120 * MB


def test_strangers_have_so_many_sockets_together(closed: Server) -> None:
    async def many() -> int:
        open_ones, refused = [], 0
        for _ in range(budgets.SOCKETS_UNKNOWN + 5):
            try:
                open_ones.append(await opened(closed))
            except (ConnectionClosed, InvalidHandshake):
                refused += 1
        for socket in open_ones:
            await socket.close()
        return refused

    assert asyncio.run(many()) == 5
    assert closed.ask("/healthz").status == 200


def test_no_socket_empties_the_caches_of_all(server: Server) -> None:
    async def cleared() -> list[bytes]:
        socket = await opened(server)
        message = BackMsg()
        message.clear_cache = True
        for _ in range(3):
            await socket.send(message.SerializeToString())
        heard = []
        try:
            async with asyncio.timeout(2):
                while True:
                    heard.append(await socket.recv())
        except TimeoutError:
            await socket.close()
        return heard  # type: ignore[return-value]

    assert not any(b"cache" in part for part in asyncio.run(cleared()))


def put(server: Server, session: str, name: str, size: int) -> int:
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"a" * size + b"\r\n--x--\r\n"
    request = urllib.request.Request(
        f"{server.address}/_stcore/upload_file/{session}/{name}", body, method="PUT",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:  # the server closed without reading on
        return 413


def test_uploads_of_a_session_are_counted(serve: Serve) -> None:
    server = serve(DATASETS / "tiny", "--server.enableXsrfProtection", "false")

    async def session() -> str:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        socket = await opened(server)
        message = BackMsg()
        message.rerun_script.query_string = ""
        await socket.send(message.SerializeToString())
        while True:
            forward = ForwardMsg.FromString(await socket.recv())  # type: ignore[arg-type]
            if forward.WhichOneof("type") == "new_session":
                name = forward.new_session.initialize.session_id
                begun = forward.new_session
                assert begun.main_script_path == "shell.py"
                assert begun.initialize.environment_info.python_version == ""
                statuses = [await asyncio.to_thread(put, server, name, f"f{n}", 4 * MB) for n in range(8)]
                await socket.close()
                return json.dumps(statuses)

    statuses = json.loads(asyncio.run(session()))
    taken = budgets.UPLOADS_SESSION // (4 * MB + 200)
    assert statuses == [204] * taken + [413] * (8 - taken)


def test_a_cookie_of_somebody_in_four_hundred_groups_stays_small() -> None:
    claims = {
        "email": "ann@example.org", "iat": 1, "exp": 2, "sub": "ann", "aud": "dashboard", "is_logged_in": True,
        "groups": [f"group-{n}-0123456789abcdef0123456789abcdef" for n in range(400)], "name": "A" * 5_000,
    }  # fmt: skip
    kept = slim_cookie.slim(claims)
    assert set(kept) == {"email", "iat", "exp", "sub", "aud", "is_logged_in"}
    assert len(json.dumps(kept)) < 1_000


def test_the_callback_sets_the_small_cookie(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[object, object]] = []

    async def noted(response: Response, user: object, tokens: object) -> None:
        given.append((user, tokens))

    monkeypatch.setattr(slim_cookie, "_set_auth_cookie", noted)
    claims = {"email": "a@b", "groups": ["x"] * 400}
    asyncio.run(slim_cookie._set_slim(Response(), claims, {"id_token": "i" * 20_000, "access_token": "a"}))
    asyncio.run(slim_cookie._set_slim(Response(), claims, {"id_token": "i" * 2_000, "access_token": "a"}))
    assert given == [({"email": "a@b"}, {}), ({"email": "a@b"}, {"id_token": "i" * 2_000})]
