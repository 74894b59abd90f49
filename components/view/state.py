"""The view of one reader, bound to the URL both ways.

The only module that touches the session: where the URL moved by itself (a
permalink, Back, Forward) the widgets are set from it; where a widget moved,
the URL is written. Page links carry the whole view, so that every entry of the
browser's history is a whole view, too.

The browser says with each step which address it holds, and learns of the next
one only by the answer: who chooses twice before that says an address that has
been left. A step that chose something is therefore never taken for Back.
"""

from collections.abc import Collection, Mapping
from typing import Final

import streamlit as st

from components.view.parameters import NARROWING, PARAMETERS, Dropped, Params, Value, encode, parse, selection
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from data.model.selection import Selection

_VIEW: Final = "_view"
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
_SHOWN: Final = "_shown"
"""Widgets, by their keys, with the values that they were left with."""
_CHOSEN: Final = "_chosen"


def begin(dataset: Dataset, page: str) -> None:
    """Bring widgets and URL together; called once, before any widget is drawn.

    A page's widgets are its own: on another `page` they start anew, and are
    set from the URL like those of a permalink. Where another dataset has taken
    the place of the one on screen, what it doesn't have is dropped from the view.
    """
    before: Dataset | None = st.session_state.get(_DATASET)
    st.session_state[_DATASET] = dataset
    incoming: Params = {name: st.query_params.get_all(name) for name in st.query_params}
    here = _VIEW in st.session_state and st.session_state.get(_PAGE) == page
    st.session_state[_PAGE] = page
    st.session_state.setdefault(_GUIDED, not incoming)
    chosen = _chosen()
    left: tuple[Params, ...] = st.session_state.get(_LEFT, ())
    if here and incoming == st.session_state[_URL]:
        left = ()
    elif not (here and chosen and incoming in left):
        here, left = False, ()
    if not here:
        view = _settle(incoming, dataset)
    else:
        view = st.session_state[_VIEW]
        moved = {name: _from_widget(name, st.session_state[name]) for name in PARAMETERS if name in st.session_state}
        changed = {name: value for name, value in moved.items() if value != view[name]}
        view.update(changed)
        if NARROWING & changed.keys():
            view["page"] = st.session_state["page"] = PARAMETERS["page"].default
        if before is not None and before.fingerprint != dataset.fingerprint:
            view = _settle(encode(view), dataset)
    params = encode(view)
    if params != incoming:
        st.query_params.from_dict(params)
        left = (*left, incoming)
    st.session_state[_URL], st.session_state[_LEFT] = params, left
    st.session_state[_SHOWN] = _widgets()


def _chosen() -> bool:
    """Return whether the reader did anything on the page since the last run began."""
    clicked: bool = st.session_state.pop(_CHOSEN, False)
    shown: Mapping[str, object] = st.session_state.get(_SHOWN, {})
    return clicked or any(shown.get(name, value) != value for name, value in _widgets().items())


def _widgets() -> dict[str, object]:
    """Return all widgets of the page that hold a plain value: choices, switches, open menus."""
    held = {str(name): value for name, value in st.session_state.items()}
    return {
        name: value
        for name, value in held.items()
        if not name.startswith("_") and isinstance(value, bool | int | float | str | list | tuple | None)
    }


def _put(name: str, value: object) -> None:
    """Set a parameter's widget, which is then no choice of the reader's."""
    st.session_state[name] = st.session_state[_SHOWN][name] = value


def _settle(given: Params, dataset: Dataset) -> dict[str, Value]:
    """Make the view that the parameters describe on a dataset, and set every widget from it."""
    view, st.session_state[_DROPPED] = parse(given, dataset)
    st.session_state[_VIEW] = view
    for name, value in view.items():
        st.session_state[name] = _for_widget(value)
    return view


def dataset() -> Dataset | None:
    """Return the dataset of this run; None before it began."""
    found: Dataset | None = st.session_state.get(_DATASET)
    return found


def own() -> object:
    """Return the reader's own data; None where none is open."""
    return st.session_state.get(_OWN)


def open_own(data: object) -> None:
    """Put the reader's own data in place of the dataset, or None to close it; the view starts anew. For callbacks."""
    st.session_state[_OWN] = data
    refuse_own(None)
    # The uploader starts anew as well, and with it the file is let go.
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    choose(**{name: parameter.default for name, parameter in PARAMETERS.items()})


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
    """Return the content of the file in an uploader; None where it is empty."""
    file = st.session_state.get(key)
    return None if file is None else bytes(file.getvalue())


def _for_widget(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _from_widget(name: str, value: object) -> Value:
    parameter = PARAMETERS[name]
    if parameter.kind == "ids":
        return tuple(value) if isinstance(value, list | tuple) else ()
    if parameter.kind == "number":
        return float(value) if isinstance(value, int | float) else parameter.default
    if parameter.kind == "flag":
        return bool(value)
    return str(value) if value is not None else parameter.default


def key(name: str) -> str:
    """Return the widget key of a parameter, with the view's value waiting in it."""
    if name not in st.session_state:
        _put(name, _for_widget(values()[name]))
    return name


def keep_valid(name: str, choices: Collection[str]) -> None:
    """Empty the widget of a parameter whose value is none of the choices that it is about to offer."""
    if st.session_state[key(name)] not in choices:
        _put(name, None)


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
    """Set parameters, and so their widgets and the URL; for callbacks, before the script runs."""
    view: dict[str, Value] = st.session_state[_VIEW]
    st.session_state[_CHOSEN] = True
    if NARROWING & chosen.keys():
        chosen.setdefault("page", PARAMETERS["page"].default)
    for name, value in chosen.items():
        view[name] = value
        st.session_state[name] = _for_widget(value)


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


def trigger(key: str, name: str) -> str | None:
    """Return what a component with `key` has just reported under `name`; for callbacks."""
    state = st.session_state.get(key)
    value = getattr(state, name, None) if state is not None else None
    return value if isinstance(value, str) else None


def points(key: str, name: str) -> list[dict[str, object]]:
    """Return the points that a chart's named selection holds; for callbacks and page runs."""
    state = st.session_state.get(key)
    picked = state["selection"].get(name) if state else None
    return list(picked) if isinstance(picked, list) else []
