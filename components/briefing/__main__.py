"""A briefing from the command line, for those that are made on a schedule.

``python -m components.briefing --places ca_on,ch --sections policy,matrix --out brief.pptx``
``python -m components.briefing --view 'https://host/briefing?places=ch&sections=matrix' --out brief.docx``

The ending of the file says what is made: .pptx, .docx, .pdf, .xlsx, .html, .zip. The first three are short;
``--annex with`` adds what stands behind them, ``--annex apart`` writes it as a second file beside the first.
Every parameter of a permalink is
an option of the same name, too; a list is separated by commas.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from components.view.parameters import PARAMETERS
from data.intake.files import folders_from_environment
from data.model.faults import DatasetError

ENDINGS = ("pptx", "docx", "pdf", "xlsx", "html", "zip")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a briefing and return 0, or say what is wrong and return 1 (2 where an option is)."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    ending = chosen.out.suffix.removeprefix(".").lower()
    if ending not in ENDINGS:
        parser.error(f"--out {chosen.out}: the ending says what is made; expected one of .{', .'.join(ENDINGS)}.")
    if chosen.template is not None and ending != "pptx":
        parser.error(f"--template {chosen.template}: a template is for .pptx, and --out ends in .{ending}.")
    # Streamlit tells of every cache that is used outside of a page: here it is meant.
    logging.getLogger("streamlit").setLevel(logging.CRITICAL)
    try:
        files = _made(chosen, ending)
        for path, made in files.items():
            _written(path, made)
    except DatasetError as error:
        print(f"{error.folder}: {len(error.faults)} fault(s)", file=sys.stderr)
        for fault in error.faults:
            print(f"  fault: {fault}", file=sys.stderr)
        return 1
    except (ValueError, OSError) as error:
        print(f"No briefing was made: {error}", file=sys.stderr)
        return 1
    for path, made in files.items():
        print(f"{path}: {len(made):,} bytes")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m components.briefing", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="the file to make")
    parser.add_argument(
        "--dataset",
        type=Path,
        default=None,
        help="the dataset's folder, or the name of one that is served; else the permalink's, else the first",
    )
    parser.add_argument("--view", default="", help="a permalink of the dashboard, or its query")
    parser.add_argument("--address", default=None, help="where the dashboard stands, for the permalinks in the file")
    parser.add_argument("--date", type=date.fromisoformat, default=None, help="the day that the file says (ISO)")
    parser.add_argument("--template", type=Path, default=None, help="a PowerPoint template of your own")
    group = parser.add_argument_group("what is shown, as in a permalink")
    for parameter in PARAMETERS.values():
        if parameter.name not in ("v", "dataset"):
            group.add_argument(f"--{parameter.name}", default=None, metavar=parameter.kind.upper())
    return parser


def _made(chosen: argparse.Namespace, ending: str) -> dict[Path, bytes]:
    """Return the files that are asked for: one, or the short form and its annex."""
    # Loaded late: what is wrong with an option is said at once.
    from components.exhibits.assemble import brief, chosen_sections, exhibits, missing  # noqa: PLC0415
    from components.files.formats import ANNEXED, FORMATS  # noqa: PLC0415
    from components.files.slide_template import TemplateError  # noqa: PLC0415
    from components.files.slides import pptx_bytes  # noqa: PLC0415
    from components.view.view import view_of_link  # noqa: PLC0415
    from data.intake.loading import load  # noqa: PLC0415

    dataset = load(_folder(chosen))
    address = chosen.address if chosen.address is not None else _address(chosen.view)
    view = view_of_link(dataset, _query(chosen), address, chosen.date)
    for section in chosen_sections(view):
        if not exhibits(view, section):
            print(f"left out: {section}. {missing(section)}", file=sys.stderr)
    whole = brief(view)
    if not whole.exhibits:
        raise ValueError("none of the sections has anything to show under these filters.")
    if not whole.provenance.has_host:
        print("Links are left out, as it is not known where the dashboard stands: give --address.", file=sys.stderr)
    briefs = {chosen.out: whole}
    if whole.annex == "apart" and ending in ANNEXED:
        briefs[chosen.out.with_stem(f"{chosen.out.stem}_annex")] = whole.alone
    if chosen.template is None:
        return {path: FORMATS[ending].write(each) for path, each in briefs.items()}
    try:
        template = chosen.template.read_bytes()
        return {path: pptx_bytes(each, template) for path, each in briefs.items()}
    except TemplateError as error:
        raise ValueError(f"{chosen.template}: {error}") from error


def _pairs(view: str) -> list[tuple[str, str]]:
    """Return the parameters of a permalink, or of its query alone."""
    return parse_qsl(urlsplit(view).query if "?" in view else view, keep_blank_values=True)


def _folder(chosen: argparse.Namespace) -> Path:
    """Return the folder of the dataset that is meant: a folder, one by its name, the permalink's, or the first."""
    served = folders_from_environment()
    if chosen.dataset is not None:
        return chosen.dataset if chosen.dataset.exists() else served.get(str(chosen.dataset), chosen.dataset)
    name = dict(_pairs(chosen.view)).get("dataset")
    if name is not None and name not in served:
        raise ValueError(f"there is no dataset '{name}' here; they are: {', '.join(served)}.")
    return next(iter(served.values())) if name is None else served[name]


def _query(chosen: argparse.Namespace) -> str:
    """Return the permalink's query with the options in place of what it says of the same names."""
    given = {name: value for name in PARAMETERS if (value := vars(chosen).get(name)) is not None and name != "dataset"}
    pairs = [pair for pair in _pairs(chosen.view) if pair[0] not in given]
    for name, value in given.items():
        several = value.split(",") if PARAMETERS[name].kind == "ids" else [value]
        pairs += [(name, each.strip()) for each in several]
    if chosen.dataset is not None and str(chosen.dataset) in list(folders_from_environment())[1:]:
        pairs = [*(pair for pair in pairs if pair[0] != "dataset"), ("dataset", str(chosen.dataset))]
    return urlencode(pairs)


def _address(view: str) -> str:
    """Return where the dashboard of a permalink stands: its address without the page."""
    parts = urlsplit(view)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}" if parts.netloc else ""


def _written(path: Path, made: bytes) -> None:
    """Write a file whole or not at all: who fetches it never gets half of one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as held:
        held.write(made)
    Path(held.name).chmod(0o666 & ~_umask())
    Path(held.name).replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


if __name__ == "__main__":
    sys.exit(main())
