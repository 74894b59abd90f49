"""Clients that speak Streamlit's own protocol, without a browser: many of them fit one machine."""

import asyncio
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from ssl import SSLContext
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

Given = tuple[str, ...] | str | bool | None
PATIENCE: Final = 120.0


class RefusedError(RuntimeError):
    """The server answered with an error, or with a page that says one."""


class Counted(ClientConnection):
    """A connection that counts what comes over the wire, compressed as it comes."""

    wire = 0

    def data_received(self, data: bytes) -> None:
        """Count, and pass on."""
        self.wire += len(data)
        super().data_received(data)


@dataclass(frozen=True)
class Answer:
    """What one run of the script brought: how long it took, how many bytes and messages, what it showed.

    ``received`` counts the messages as they are, ``wire`` what came over the wire, compressed where the server does.
    """

    seconds: float
    received: int
    wire: int
    sent: int
    messages: int
    text: str
    new: tuple[tuple[str, int], ...]
    """What travelled: what each message is, with its bytes."""


@dataclass
class Session:
    """One reader's connection.

    Use it as an asynchronous context; then :meth:`open` a page, and :meth:`set` widgets by their keys.
    ``tls`` says which certificates are trusted where the address is https; without it, those of the system.
    """

    base: str
    query: str = ""
    page: str = ""
    tls: SSLContext | None = None
    _socket: Counted | None = None
    _widgets: dict[str, str] = field(default_factory=dict)
    _values: dict[str, WidgetState] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)
    """Download buttons by key, with what the server calls the file that it would make."""
    _hashes: dict[str, str] = field(default_factory=dict)
    """Messages that the server sends but once, by hash, with the words that they show."""
    _script: str = ""
    _id: str = ""

    async def __aenter__(self) -> Self:
        parts = urlsplit(self.base)
        scheme = "wss" if parts.scheme == "https" else "ws"
        self._socket = await connect(  # type: ignore[assignment]
            f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}/_stcore/stream",
            ssl=self.tls, subprotocols=["streamlit"],  # type: ignore[list-item]
            create_connection=Counted, max_size=None, open_timeout=PATIENCE, ping_interval=None, origin=f"{parts.scheme}://{parts.netloc}",  # type: ignore[arg-type]
        )  # fmt: skip
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def open(self, page: str, query: str = "") -> Answer:
        """Open a page by its path, as a link would; widgets start anew."""
        self.page, self.query, self._script = page, query, ""
        self._values.clear()
        self._widgets.clear()
        return await self._run()

    async def set(self, key: str, value: Given) -> Answer:
        """Set the widget with a key and run the script; None presses a button.

        The key of a widget that is drawn from the view ends in what tells its value apart: the newest is meant.
        """
        drawn = [at for at in self._widgets if re.fullmatch(rf"{re.escape(key)}(-[0-9a-f]{{8}})?", at)]
        if not drawn:
            raise RefusedError(f"no widget {key!r} on page {self.page!r}, only {sorted(self._widgets)}")
        state = WidgetState(id=self._widgets[drawn[-1]])
        if value is None:
            state.trigger_value = True
        elif isinstance(value, bool):
            state.bool_value = value
        elif isinstance(value, str):
            state.string_value = value
        else:
            state.string_array_value.data.extend(value)
        self._values[state.id] = state
        try:
            return await self._run()
        finally:
            if value is None:
                del self._values[state.id]

    async def ask_for_file(self, key: str) -> str:
        """Press the download button with a key, and return the path at which the server says that the file lies."""
        assert self._socket is not None
        message = BackMsg()
        message.backend_operation_request.request_id = key
        message.backend_operation_request.session_id = self._id
        message.backend_operation_request.deferred_file.file_id = self._files[key]
        await self._socket.send(message.SerializeToString())
        answered = False
        while not answered:
            async with asyncio.timeout(PATIENCE):
                forward = ForwardMsg.FromString(await self._socket.recv())  # type: ignore[arg-type]
            answered = forward.WhichOneof("type") == "backend_operation_response"
        answer = forward.backend_operation_response
        if answer.error_msg:
            raise RefusedError(f"no file {key!r}: {answer.error_msg}")
        return str(answer.deferred_file.url)

    async def _run(self) -> Answer:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = self.query
        rerun.page_name = self.page if not self._script else ""
        rerun.page_script_hash = self._script
        rerun.cached_message_hashes.extend(self._hashes)
        rerun.context_info.url = f"{self.base}/{self.page}"
        rerun.context_info.locale, rerun.context_info.timezone = "en-GB", "Europe/London"
        rerun.context_info.color_scheme = "light"
        rerun.widget_states.widgets.extend(self._values.values())
        packed = message.SerializeToString()
        start = time.perf_counter()
        assert self._socket is not None
        before = self._socket.wire
        await self._socket.send(packed)
        received, messages, texts, new = 0, 0, [], []
        while True:
            # wait_for of Python 3.11 may swallow that its task was cancelled, and the reader would click on for ever.
            async with asyncio.timeout(PATIENCE):
                raw = await self._socket.recv()
            data = raw.encode() if isinstance(raw, str) else raw
            forward = ForwardMsg.FromString(data)
            received += len(data)
            messages += 1
            new.append((_what(forward), len(data)))
            texts.append(self._took(forward))
            if forward.WhichOneof("type") == "script_finished":
                break
        text = "\n".join(filter(None, texts))
        if "script_finished" in dict(new) and forward.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise RefusedError(f"the run ended with {forward.script_finished}")
        wire = self._socket.wire - before
        return Answer(time.perf_counter() - start, received, wire, len(packed), messages, text, tuple(new))

    def _took(self, forward: ForwardMsg) -> str:
        """Take note of a message, and return the words that it shows."""
        kind = forward.WhichOneof("type")
        if kind == "ref_hash":
            return self._hashes[forward.ref_hash]
        words = self._said(kind, forward)
        if forward.metadata.cacheable:
            self._hashes[forward.hash] = words
        return words

    def _said(self, kind: str | None, forward: ForwardMsg) -> str:
        if kind == "new_session":
            self._script = self._script or forward.new_session.page_script_hash
            self._id = forward.new_session.initialize.session_id
        elif kind == "navigation":
            self._script = forward.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = forward.page_info_changed.query_string
        elif kind == "delta" and forward.delta.WhichOneof("type") == "new_element":
            return self._element(forward)
        return ""

    def _element(self, forward: ForwardMsg) -> str:
        element = forward.delta.new_element
        kind = str(element.WhichOneof("type"))
        proto = getattr(element, kind)
        if kind == "exception":
            raise RefusedError(f"the page shows an error: {proto.type} {proto.message}")
        identity = getattr(proto, "id", "")
        if identity:
            key = re.sub(r"^\$\$ID-[0-9a-f]+-", "", identity)
            self._widgets[key] = identity
            if kind == "download_button":
                self._files[key] = proto.deferred_file_id
            if getattr(proto, "set_value", False):
                self._told(kind, proto)
        if kind == "bidi_component":
            # What a component draws in the browser travels as its data.
            return json.dumps(json.loads(proto.json or proto.mixed.json or "null"), ensure_ascii=False)
        return str(proto.body) if kind in ("html", "markdown") else ""

    def _told(self, kind: str, proto: object) -> None:
        """Keep a value that the server set: the next run says it back."""
        state = WidgetState(id=proto.id)  # type: ignore[attr-defined]
        if kind == "multiselect":
            state.string_array_value.data.extend(proto.raw_values)  # type: ignore[attr-defined]
        elif kind == "selectbox":
            if not proto.HasField("raw_value"):  # type: ignore[attr-defined]
                self._values.pop(state.id, None)
                return
            state.string_value = proto.raw_value  # type: ignore[attr-defined]
        elif kind == "checkbox":
            state.bool_value = proto.value  # type: ignore[attr-defined]
        else:
            return
        self._values[state.id] = state


def _what(forward: ForwardMsg) -> str:
    kind = str(forward.WhichOneof("type"))
    if kind != "delta":
        return kind
    delta = forward.delta
    inner = str(delta.WhichOneof("type"))
    return f"{inner} {delta.new_element.WhichOneof('type')}" if inner == "new_element" else inner


def of_kinds(answer: Answer) -> Mapping[str, tuple[int, int]]:
    """Return what travelled, by kind: how many messages, how many bytes; the most bytes first."""
    found: dict[str, tuple[int, int]] = {}
    for what, size in answer.new:
        count, total = found.get(what, (0, 0))
        found[what] = (count + 1, total + size)
    return dict(sorted(found.items(), key=lambda item: -item[1][1]))
