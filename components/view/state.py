"""The view of one reader: one owner, from which the widgets and the address are both drawn.

The only module that touches the session. The view changes in two ways alone:
the reader chooses (a widget, a cell, a button: all of them callbacks that end
in :func:`choose`), or the browser comes with another address (a permalink, a
page's link, Back, Forward). Nothing is ever read from a widget that nobody
touched. A widget that holds something else than the view is replaced by a new
one, with a new key: the browser keeps what a widget held, even in a menu that
is closed, and sends it along with the next choice; of a key that is gone, no
word is heard.

The browser says with each step which address it holds, and learns of the next
one only by the answer: who chooses twice before that says an address that has
been left. A step that chose something is therefore never taken for Back.
"""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from components.view.parameters import (
    NARROWING,
    OPENED,
    PARAMETERS,
    PRINTED,
    Dropped,
    Params,
    Value,
    encode,
    parse,
    selection,
)
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from data.model.selection import Selection

_VIEW: Final = "_view"
_WIDGETS: Final = "_widgets"
_URL: Final = "_url"
_PAGE: Final = "_page"
_DROPPED: Final = "_dropped"
_GUIDED: Final = "_guided"
_DATASET: Final = "_dataset"
_OWN: Final = "_own"
_REFUSED: Final = "_refused"
_UPLOADS: Final = "_uploads"
_LEFT: Final = "_left"
"""Addresses that this page has left, and the browser may still hold."""
_LATE: Final = "_late"
"""The address of a page that was just reached by a link which held more than the page can."""
_REFERRED: Final = "_referred"
_CHOSEN: Final = "_chosen"
"""What the reader chose since the last run; where nothing was touched it is missing."""

Holding = Callable[[Dataset, str, Mapping[str, Value]], Mapping[str, Value]]


@dataclass(frozen=True)
class Widget:
    """The widget of a parameter, as the browser has it.

    Attributes
    ----------
    key : str
        Never the key of an earlier widget, of this visit or another.
    born : Value
        What it held when it was drawn first.
    value : Value
        What it holds.
    """

    key: str
    born: Value
    value: Value


def begin(dataset: Dataset, page: str, holding: Holding, name: str = "", served: Collection[str] = ()) -> None:
    """Bring view, widgets and address together; called once, before any widget is drawn.

    Parameters
    ----------
    dataset : Dataset
        Where it has taken the place of another, what it doesn't have is dropped from the view.
    page : str
        The address of the page within the dashboard.
    holding : function of dataset, page and view
        Returns what of the view the page can't hold, with what takes its place, see :mod:`components.frame.opened`.
    name : str
        What the address calls the dataset; empty for the first of those that are served.
    served : collection of str
        The names of all of them: an address that names another says so.
    """
    before: Dataset | None = st.session_state.get(_DATASET)
    st.session_state[_DATASET] = dataset
    incoming = _incoming()
    same_page = _VIEW in st.session_state and st.session_state[_PAGE] == page
    arrived = _VIEW in st.session_state and not same_page
    st.session_state.pop(_LATE, None)
    same_data = before is not None and before.fingerprint == dataset.fingerprint
    st.session_state[_PAGE] = page
    st.session_state.setdefault(_GUIDED, not incoming)
    chosen: Mapping[str, Value] | None = st.session_state.pop(_CHOSEN, None)
    left: tuple[Params, ...] = st.session_state.get(_LEFT, ())
    answered = same_page and incoming == st.session_state[_URL]
    here = answered or (same_page and chosen is not None and incoming in left)
    if not here:
        view, dropped_here = parse(incoming, dataset)
        st.session_state[_DROPPED] = (*_not_served(incoming, served), *dropped_here)
        view.update(chosen or {})
    elif same_data:
        view = st.session_state[_VIEW]
    else:
        view, st.session_state[_DROPPED] = parse(encode(st.session_state[_VIEW]), dataset)
    view.update(holding(dataset, page, view))
    # An address says whose data it is of: elsewhere, and once they are gone, nobody takes other data for them.
    view["own"] = own() is not None
    view["dataset"] = name
    st.session_state[_VIEW] = view
    st.session_state[_WIDGETS] = _drawn_from(view, _widgets() if same_page and same_data else {})
    params = encode(view)
    if params != incoming and arrived:
        # Said at once, the browser would take it for the address of the page that was left.
        st.session_state[_LATE] = params
    elif params != incoming:
        st.query_params.from_dict(params)
    elif same_page and not here:
        # Of a link within a page the browser doesn't show the address by itself.
        st.query_params.from_dict(incoming)
    st.session_state[_URL] = params
    st.session_state[_LEFT] = (*(() if answered or not here else left), *([incoming] if params != incoming else []))


def _not_served(incoming: Params, served: Collection[str]) -> tuple[Dropped, ...]:
    """Return the datasets that an address names and nobody serves."""
    hint = f"datasets are: {', '.join(served)}; the first is shown"
    return tuple(
        Dropped("dataset", name, hint) for name in incoming.get("dataset", []) if served and name not in served
    )


def end() -> None:
    """Say the address where it had to wait; called once, when the page is drawn."""
    late: Params | None = st.session_state.pop(_LATE, None)
    if late is not None:
        st.query_params.from_dict(late)


def _incoming() -> Params:
    """Return the address as the browser says it."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _widgets() -> Mapping[str, Widget]:
    held: Mapping[str, Widget] = st.session_state[_WIDGETS]
    return held


def _drawn_from(view: Mapping[str, Value], held: Mapping[str, Widget]) -> dict[str, Widget]:
    """Return the widgets of a view: those that hold its values, and new ones for all others."""
    new = secrets.token_hex(4)
    return {
        name: held[name] if name in held and held[name].value == value else Widget(f"{name}-{new}", value, value)
        for name, value in view.items()
    }


def widget(name: str) -> dict[str, Any]:
    """Return what ties a widget to its parameter: its key, and what happens when the reader moves it.

    The widget has to be given the view's value, too: as what it holds by default.
    """
    return {"key": _widgets()[name].key, "on_change": _moved, "args": (name,)}


def born(name: str) -> Value:
    """Return what the widget of a parameter held when it was drawn first."""
    return _widgets()[name].born


def _moved(name: str) -> None:
    """Take over what the reader chose in a widget."""
    held = _widgets()[name]
    value = _from_widget(name, st.session_state[held.key])
    st.session_state[_WIDGETS] = {**_widgets(), name: Widget(held.key, held.born, value)}
    choose(**{name: value})


def touch() -> None:
    """Say that the reader did something, though the view stays what it is; for callbacks."""
    st.session_state.setdefault(_CHOSEN, {})


def dataset() -> Dataset | None:
    """Return the dataset of this run; None before it began."""
    found: Dataset | None = st.session_state.get(_DATASET)
    return found


def asked_dataset() -> str:
    """Return the name of the dataset that this run is asked for; empty for the first of those that are served."""
    # Who chose something before the browser learnt of the last address, chose it on the view, not at that address.
    late = _VIEW in st.session_state and _CHOSEN in st.session_state
    if late and _incoming() in st.session_state.get(_LEFT, ()):
        return str(values()["dataset"])
    return st.query_params.get("dataset", "")


def own() -> object:
    """Return the reader's own data; None where none is open."""
    return st.session_state.get(_OWN)


def own_missing() -> bool:
    """Whether the address is of own data, and this session holds none: they went with another, or are somebody's."""
    if own() is not None or st.query_params.get("own") != "true":
        return False
    # Who closed them a moment ago still holds the address of them, see above.
    late = _VIEW in st.session_state and _CHOSEN in st.session_state
    return not (late and _incoming() in (st.session_state[_URL], *st.session_state.get(_LEFT, ())))


def await_own() -> None:
    """Forget the view: that of own data is in the address, and stays there until they are open."""
    for name in (_VIEW, _CHOSEN):
        st.session_state.pop(name, None)


def do_without_own() -> None:
    """Show the dataset of all readers at an address of own data; for callbacks."""
    st.query_params.from_dict({name: values for name, values in _incoming().items() if name != "own"})


def open_own(data: object) -> None:
    """Put the reader's own data in place of the dataset, or None to close it; for callbacks.

    The view starts anew, but where the address waits for own data: then it is the address's.
    """
    awaited = own_missing()
    st.session_state[_OWN] = data
    refuse_own(None)
    # The uploader starts anew as well, and with it the file is let go.
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    if not awaited:
        choose(**{name: parameter.default for name, parameter in PARAMETERS.items() if name != "dataset"})


def refuse_own(error: DatasetError | None) -> None:
    """Keep what is wrong with a file that wasn't opened; for callbacks."""
    st.session_state[_REFUSED] = error


def refused() -> DatasetError | None:
    """Return what is wrong with the file that was uploaded last; None where nothing is."""
    error: DatasetError | None = st.session_state.get(_REFUSED)
    return error


def upload_key() -> str:
    """Return the key of the uploader: another one once its file was opened."""
    return f"own_upload_{st.session_state.get(_UPLOADS, 0)}"


def uploaded(key: str) -> bytes | None:
    """Return the content of the file in an uploader; None where it is empty; for callbacks."""
    touch()
    file = st.session_state.get(key)
    return None if file is None else bytes(file.getvalue())


def _from_widget(name: str, value: object) -> Value:
    parameter = PARAMETERS[name]
    if parameter.kind == "ids":
        return tuple(value) if isinstance(value, list | tuple) else ()
    if parameter.kind == "number":
        return float(value) if isinstance(value, int | float) else parameter.default
    if parameter.kind == "flag":
        return bool(value)
    return str(value) if value is not None else parameter.default


def values() -> Mapping[str, Value]:
    """Return the view: every parameter with its value."""
    view: dict[str, Value] = st.session_state[_VIEW]
    return view


def page() -> str:
    """Return the address of the page that is open, within the dashboard; empty for the first one."""
    here: str = st.session_state[_PAGE]
    return here


def text(name: str) -> str | None:
    """Return the value of a parameter that is one word or none."""
    value = values()[name]
    return value if isinstance(value, str) else None


def flag(name: str) -> bool:
    """Return the value of a parameter that is a yes or no."""
    return bool(values()[name])


def number(name: str) -> float:
    """Return the value of a parameter that is a number."""
    value = values()[name]
    return float(value) if isinstance(value, int | float) else 0.0


def filters() -> Selection:
    """Return the filters of the view."""
    return selection(values())


def choose(**chosen: Value) -> None:
    """Set parameters of the view; for callbacks, before the script runs."""
    if NARROWING & chosen.keys():
        chosen.setdefault("page", PARAMETERS["page"].default)
    st.session_state[_VIEW] = {**values(), **chosen}
    st.session_state[_CHOSEN] = {**st.session_state.get(_CHOSEN, {}), **chosen}


def beyond(**changes: Value) -> Params:
    """Return the parameters of the view, with changes, as a link to another page carries them: what is open stays."""
    return params(**{**{name: PARAMETERS[name].default for name in OPENED}, **changes})


def towards(there: str) -> Params:
    """Return the parameters of the view as a link to a page carries them; the briefing prints what is open."""
    if there == page():
        return params()
    return beyond(**{name: values()[name] for name in PRINTED}) if there == "briefing" else beyond()


def params(**changes: Value) -> Params:
    """Return the parameters of the view, with changes, as a link carries them."""
    return encode({**values(), **changes})


def dropped() -> tuple[Dropped, ...]:
    """Return what the URL held that isn't valid here."""
    found: tuple[Dropped, ...] = st.session_state.get(_DROPPED, ())
    return found


def guided() -> bool:
    """Whether the way in is shown: to who came without a link's parameters, until it is hidden, or on request."""
    return flag("guide") or bool(st.session_state[_GUIDED])


def end_guide() -> None:
    """Hide the way in; for callbacks."""
    st.session_state[_GUIDED] = False
    choose(guide=False)


def refer(names: tuple[str, ...]) -> None:
    """Ask the next run for the references of some entries; for callbacks."""
    touch()
    st.session_state[_REFERRED] = names


def referred() -> tuple[str, ...]:
    """Return the entries whose references this run was asked for, once."""
    names: tuple[str, ...] = st.session_state.pop(_REFERRED, ())
    return names


def trigger(key: str, name: str) -> str | None:
    """Return what a component with `key` has just reported under `name`; for callbacks."""
    touch()
    state = st.session_state.get(key)
    value = getattr(state, name, None) if state is not None else None
    return value if isinstance(value, str) else None


def points(key: str, name: str) -> list[dict[str, object]]:
    """Return the points that a chart's named selection holds; for callbacks."""
    touch()
    state = st.session_state.get(key)
    picked = state["selection"].get(name) if state else None
    return list(picked) if isinstance(picked, list) else []
