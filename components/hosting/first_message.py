"""What the first message to a browser tells of the server: nothing of its folders, and no versions."""

from pathlib import PurePath
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession

_create = AppSession._create_new_session_message


def _quiet(self: AppSession, *given: Any, **named: Any) -> ForwardMsg:
    message = _create(self, *given, **named)
    begun = message.new_session
    begun.main_script_path = PurePath(begun.main_script_path).name
    begun.initialize.environment_info.python_version = ""
    begun.initialize.environment_info.streamlit_version = ""
    return message


def tell_no_paths() -> None:
    """Have every session begin so."""
    AppSession._create_new_session_message = _quiet  # type: ignore[method-assign]
