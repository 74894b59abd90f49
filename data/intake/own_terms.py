"""Statuses and attributes of a dataset's own, as its files write them, and as the records carry them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.intake.checking import NOT_ATTRIBUTES, entries
from data.intake.reading import Tree


@dataclass(frozen=True)
class OwnTerms:
    """The codebook's own statuses, each with the built-in one that it counts as, and the ids of its attributes."""

    statuses: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()

    @classmethod
    def of(cls, codebook: Mapping[str, Tree] | None) -> "OwnTerms":
        """Return those of a codebook, as far as it can be read."""
        statuses = {
            name: like
            for _, term in entries(codebook, "statuses")
            if isinstance(name := term.get("id"), str) and isinstance(like := term.get("behaves_as"), str)
        }
        names = tuple(name for _, term in entries(codebook, "attributes") if isinstance(name := term.get("id"), str))
        return cls(statuses, names)

    def resolved(self, tree: Mapping[str, Tree]) -> dict[str, Tree]:
        """Return a jurisdiction's keys whose facts hold a built-in status, and their attributes in one mapping."""
        facts = tree.get("facts")
        if not isinstance(facts, list):
            return dict(tree)
        return {**tree, "facts": [self._fact(fact) if isinstance(fact, dict) else fact for fact in facts]}

    def _fact(self, fact: dict[str, Tree]) -> dict[str, Tree]:
        plain = {key: value for key, value in fact.items() if key not in self.attributes or key in NOT_ATTRIBUTES}
        status = fact.get("status")
        if isinstance(status, str) and status in self.statuses:
            plain["status"] = self.statuses[status]
            plain["own_status"] = status
        said = {key: fact[key] for key in self.attributes if key not in NOT_ATTRIBUTES and fact.get(key) is not None}
        return {**plain, "attributes": said} if said else plain
