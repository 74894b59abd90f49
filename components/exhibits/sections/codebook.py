"""The codebook's factors and levers, with what each means and how often it is used."""

from components.drawing.looks import NO_RECORD
from components.exhibits.exhibit import Cell, Column, Exhibit, Field, Sheet, Table
from components.exhibits.sections.coverage import WHOLE
from components.exhibits.sections.parts import GAP, with_source
from components.method.codebook import codebook_finding
from components.view.view import View
from data.questions.codebook import UsedTerm, codebook_terms, matching, of_kind


def codebook_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the factors and levers that the search leaves; nothing where it leaves none."""
    dataset, text = view.dataset, (view.text("term") or "").strip()
    terms = codebook_terms(dataset)
    found = matching(terms, text)
    if not found:
        return ()
    return (
        Exhibit(
            name="codebook",
            section="codebook",
            title="The codebook: factors and levers",
            filters=(f"Search: {text}",) if text else WHOLE,
            finding=codebook_finding(terms, found, text),
            table=_table(terms, found),
            sheet=Sheet(
                "codebook",
                _FIELDS,
                tuple((t.kind, t.id, t.name, t.definition or None, t.within or None, t.uses)
                      for t in (terms if not text else found)),
            ),
            legend=(GAP,) if any(not term.uses for term in found) else (),
            caveats=("Uses are counted on the whole dataset: records of a factor, facts of a lever.",),
            works=with_source(dataset, ()),
            link=view.link("method"),
        ),
    )  # fmt: skip


def _table(terms: tuple[UsedTerm, ...], found: tuple[UsedTerm, ...]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    bands: list[tuple[int, str]] = []
    levels = {term.id: term.name for term in of_kind(terms, "level")}
    for domain in of_kind(terms, "domain"):
        if factors := of_kind(found, "factor", domain.id):
            bands.append((len(rows), f"{levels[domain.within]} · {domain.name}"))
            rows += [_row(factor, "") for factor in factors]
    if levers := of_kind(found, "lever"):
        bands.append((len(rows), "Policy levers"))
        for lever in levers:
            kinds = ", ".join(term.name for term in of_kind(terms, "category", lever.id))
            rows.append(_row(lever, f"Categories: {kinds}" if kinds else ""))
    return Table((Column("Term", 2.2), Column("Definition", 5.4), Column("Uses", 0.8, centred=True)), tuple(rows),
                 tuple(bands))  # fmt: skip


def _row(term: UsedTerm, detail: str) -> tuple[Cell, ...]:
    uses = Cell(str(term.uses), number=float(term.uses)) if term.uses else Cell(NO_RECORD.sign, kind="gap")
    return Cell(term.name, kind="head"), Cell(term.definition or "no definition given", detail), uses


_FIELDS = (
    Field("kind", "level, domain, factor, lever, category, direction or basis"),
    Field("id", "Id of the term"),
    Field("name", "The term as it is called on screen"),
    Field("definition", "What it means"),
    Field("within", "Id of a domain's level, a factor's domain or a category's lever"),
    Field("uses", "Records that use it; of a lever or a category, facts", "integer"),
)
