"""Bytes to text, YAML and rows, with every fault placed where it stands."""

import csv
import re
from collections.abc import Hashable, Iterator
from itertools import zip_longest
from typing import Final, TypeAlias, Union

import yaml

from data.intake.delimited import head_of, rows_of, trimmed
from data.intake.files import Files
from data.model.faults import Fault, quoted
from data.model.sheet import Row, Sheet

csv.field_size_limit(16 * 1024 * 1024)

# Far above what a dataset needs, and low enough that whatever is given is told within seconds.
MOST_YAML_BYTES: Final = 4 * 1024 * 1024
MOST_YAML_VALUES: Final = 200_000
MOST_COLUMNS: Final = 200

Tree: TypeAlias = Union[None, str, list["Tree"], dict[str, "Tree"]]  # noqa: UP007 - names itself, and 3.11 is supported


def read_text(files: Files, name: str, faults: list[Fault]) -> str | None:
    """Return the text of one of the files, or None with a fault added.

    A missing file, one that can't be read, an empty one, one that is not UTF-8
    and one with a null byte are faults.  A byte order mark is dropped.
    """
    try:
        raw = files.read(name)
    except FileNotFoundError:
        faults.append(Fault(name, 0, "", "the file is missing.", "Add it, or point to another folder."))
        return None
    except OSError as error:
        faults.append(Fault(name, 0, "", f"the file can't be read: {error.strerror or error}."))
        return None
    if not raw:
        faults.append(Fault(name, 0, "", "the file is empty.", "A table needs at least its header row."))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(
            Fault(name, 0, f"line {line}", "the text is not UTF-8.", "Save the file again with encoding UTF-8.")
        )
        return None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        faults.append(Fault(name, 0, f"line {line}", "there is a null byte in the text.", "Remove it."))
        return None
    return text


_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")


class _TextLoader(yaml.SafeLoader):
    """YAML in which every scalar is text, and a key given twice is an error.

    ``no`` stays Norway, a date stays as written; only an absent value and
    ``null`` are None.  Anchors are refused: no dataset needs them, and a few
    nested ones can fill the memory. So are tags, which would make other than
    text of a scalar.
    """

    composed = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        self.composed += 1
        if self.composed > MOST_YAML_VALUES:
            raise yaml.composer.ComposerError(
                None, None, f"more than {MOST_YAML_VALUES:,} values in one file", event.start_mark
            )
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.composer.ComposerError(
                None, None, "anchors (&) and aliases (*) are not used here; write the value out", event.start_mark
            )
        if (tag := getattr(event, "tag", None)) is not None:
            shown = quoted(tag.replace("tag:yaml.org,2002:", "!!"))
            raise yaml.composer.ComposerError(
                None, None, f"tags such as {shown} are not used here; write the value as text", event.start_mark
            )
        node: yaml.Node | None = super().compose_node(parent, index)
        if isinstance(node, yaml.ScalarNode) and _HALF_CHARACTER.search(node.value):
            raise yaml.composer.ComposerError(None, None, "an escape names half a character", event.start_mark)
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:  # noqa: ARG002 - PyYAML's signature
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be plain text", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {quoted(key.value)} is given twice", key.start_mark
                )
            seen.add(key.value)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(files: Files, name: str, faults: list[Fault]) -> dict[str, Tree] | None:
    """Return one of the YAML files as a mapping of text, or None with a fault added."""
    text = read_text(files, name, faults)
    if text is None:
        return None
    if len(text) > MOST_YAML_BYTES:
        problem = f"the file has {len(text):,} characters."
        faults.append(Fault(name, 0, "", problem, f"A YAML file holds {MOST_YAML_BYTES:,} at most."))
        return None
    try:
        tree = yaml.load(text, Loader=_TextLoader)  # noqa: S506 - a SafeLoader, narrowed further
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        faults.append(Fault(name, 0, where, f"broken YAML: {error.problem}.", "Mend the line, or the one above it."))
        return None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        where = f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"
        problem = f"broken YAML: there is a control character ({error.character:#04x})."
        faults.append(Fault(name, 0, where, problem, "Remove it."))
        return None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error).splitlines()[0]
        faults.append(Fault(name, 0, "", f"broken YAML: {reason}."))
        return None
    if not isinstance(tree, dict):
        faults.append(Fault(name, 0, "", "the file holds no keys.", "Expected 'key: value' at the top."))
        return None
    return {key: _trimmed(value) for key, value in tree.items()}


def _trimmed(tree: Tree) -> Tree:
    """Return a tree whose texts have no blanks at their ends: one that nobody sees makes no other id."""
    if isinstance(tree, dict):
        return {key: _trimmed(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_trimmed(value) for value in tree]
    return tree if tree is None else trimmed(tree)


def read_sheet(files: Files, name: str, faults: list[Fault]) -> Sheet | None:
    """Return one of the CSV files as rows of text, or None with a fault added.

    Cells may be separated with commas, semicolons or tabs, and heads written
    with capitals. A blank row is passed over, and still counted; so is a column
    without a head in which nothing stands. A row with too many or too few cells
    is a fault and left out.
    """
    text = read_text(files, name, faults)
    if text is None:
        return None
    given: list[tuple[int, list[str]]] = []
    try:
        for row in rows_of(text):
            given.append(row)
    except csv.Error as error:
        at = given[-1][0] + 1 if given else 1
        faults.append(Fault(name, at, "", f"broken CSV: {error}.", "Look for a double quote that isn't closed."))
        return None
    if not given:
        faults.append(Fault(name, 1, "", "the file has no header row."))
        return None
    (at, heads), *rows = given
    columns = [head_of(cell) for cell in heads]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > MOST_COLUMNS:
        problem = f"the header has {len(columns):,} columns."
        faults.append(Fault(name, at, "", problem, f"A table has {MOST_COLUMNS} at most."))
        return None
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        faults.append(Fault(name, at, twice[0], "the column is given twice.", "Keep one of them."))
        return None
    return Sheet(tuple(filter(None, columns)), tuple(_rows(name, columns, rows, faults)))


def _rows(name: str, columns: list[str], rows: list[tuple[int, list[str]]], faults: list[Fault]) -> Iterator[Row]:
    for number, cells in rows:
        beyond = [cell for column, cell in zip_longest(columns, cells, fillvalue="") if not column and cell]
        if len(cells) < len(columns) or (len(cells) > len(columns) and any(cells[len(columns) :])):
            problem = f"the row has {len(cells)} cells, the header {len(columns)}."
            faults.append(
                Fault(name, number, "", problem, "Put cells that hold a comma or a line break in double quotes.")
            )
        elif beyond:
            problem = f"{quoted(beyond[0])} stands in a column without a head."
            faults.append(Fault(name, number, "", problem, "Name the column, or empty it."))
        else:
            yield Row(number, {column: cell for column, cell in zip(columns, cells, strict=False) if column})
