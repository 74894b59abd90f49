"""The way to report an error: a message prefilled with the record's id and permalink.

Where it goes is the deployment's to say, by ``POLICY_REPORT_ADDRESS``: a mail
address, or the https address of a form. Without one, no way is offered.
"""

import logging
import os
import re
from functools import cache
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import streamlit as st

from components.view.registry import PAGES, card
from data.model.dataset import Dataset

VARIABLE: Final = "POLICY_REPORT_ADDRESS"

_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST: Final = rf"{_LABEL}(?:\.{_LABEL})*"
_MAIL: Final = re.compile(rf"[A-Za-z0-9_](?:[A-Za-z0-9._+-]{{0,62}}[A-Za-z0-9_])?@{_LABEL}(?:\.{_LABEL})+")
_WEB: Final = re.compile(rf"https://{_HOST}(?::\d{{1,5}})?(?:[/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?")


@cache
def accepted(address: str) -> str:
    """Return an address that errors can be reported to, or nothing.

    Only a plain mail address and an https address pass, neither with anything
    around it; what is refused is told in the server's log, once.
    """
    if _MAIL.fullmatch(address) or _WEB.fullmatch(address):
        return address
    if address:
        logging.getLogger(__name__).warning(
            "%s is neither a plain mail address nor an https address: errors can't be reported.", VARIABLE
        )
    return ""


def message(address: str, dataset: Dataset, name: str, link: str) -> str:
    """Return the address that opens a prefilled message.

    Parameters
    ----------
    address : str
        As :func:`accepted` returns it.
    dataset : Dataset
    name : str
        The id of the record, fact or influence.
    link : str
        Its permalink.

    Returns
    -------
    str
        A ``mailto:`` address with subject and body; of a form its own address
        with ``id`` and ``link`` in the query. Empty where `address` is.
    """
    if not address:
        return ""
    about = dataset.about
    if address.startswith("https://"):
        form = urlsplit(address)
        asked = [*parse_qsl(form.query, keep_blank_values=True), ("id", name), ("link", link)]
        return urlunsplit(form._replace(query=urlencode(asked, quote_via=quote, safe="")))
    body = (
        "What is wrong, and what does the source say?\r\n\r\n\r\n"
        f"Record: {name}\r\nDataset: {about.title} ({about.id}), version {about.version}\r\nLink: {link}\r\n"
    )
    said = {"subject": f"Error in {name}, {about.id} {about.version}", "body": body}
    return f"mailto:{quote(address, safe='@')}?{urlencode(said, quote_via=quote, safe='')}"


def record_permalink(dataset: Dataset, name: str, address: str | None = None) -> str:
    """Return the address at which a record opens, with the version of the dataset that it is told in.

    `address` is that of a page of the dashboard, without one the reader's own.
    """
    here = ((st.context.url if address is None else address) or "").partition("?")[0].rstrip("/")
    root, _, last = here.rpartition("/")
    base = root if last in {page.path for page in PAGES if page.path} else here
    return f"{base}/{card('Evidence').path}?{urlencode({'record': name, 'v': dataset.about.version})}"


def report_link(dataset: Dataset, name: str, page: str | None = None) -> str:
    """Return what the link beside a record's id opens; empty where no address is configured."""
    address = accepted(os.environ.get(VARIABLE, "").strip())
    return message(address, dataset, name, record_permalink(dataset, name, page)) if address else ""
