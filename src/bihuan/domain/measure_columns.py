"""The measures of many findings, column by column: a sheet brings a hundred thousand of them, and few are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, Generic, TypeVar

M = TypeVar("M")


@dataclass(frozen=True)
class MeasureColumns(Generic[M]):
    """Measures in the order of their findings: `counts` says how many each finding has, `columns` what they tell.

    A measure is made only of the finding that is asked for, by `kind` out of the columns in their order.
    """

    kind: Callable[..., M]
    counts: Sequence[int]
    columns: Mapping[str, Sequence[Any]]

    @classmethod
    def of(cls, kind: Callable[..., M], names: Sequence[str], told: Iterable[Sequence[M]]) -> MeasureColumns[M]:
        """Return the measures of findings, each of them a tuple, as columns."""
        findings = list(told)
        measures: list[Any] = list(chain.from_iterable(findings))
        columns = zip(*measures, strict=True) if measures else [()] * len(names)
        return cls(kind, list(map(len, findings)), dict(zip(names, columns, strict=True)))

    def __len__(self) -> int:
        return len(self.counts)

    def __getitem__(self, place: int) -> tuple[M, ...]:
        own = self.spans[place]
        return tuple(map(self.kind, *(column[own] for column in self.columns.values())))

    def __iter__(self) -> Iterator[tuple[M, ...]]:
        return map(self.__getitem__, range(len(self)))

    @cached_property
    def spans(self) -> list[slice]:
        """Where the measures of each finding stand in the columns."""
        ends = list(accumulate(self.counts))
        return list(map(slice, [0, *ends], ends))

    def by_finding(self, name: str) -> list[Sequence[Any]]:
        """Return what a column says of the measures of each finding."""
        column = self.columns[name]
        return [column[own] for own in self.spans]

    def only(self, places: Sequence[int | None]) -> MeasureColumns[M]:
        """Return the measures of some findings, in the order of their places; a finding without one has none."""
        if places == list(range(len(self))):
            return self
        own = [slice(0) if place is None else self.spans[place] for place in places]
        counts = [0 if place is None else self.counts[place] for place in places]
        columns = {
            name: list(chain.from_iterable(map(column.__getitem__, own))) for name, column in self.columns.items()
        }
        return MeasureColumns(self.kind, counts, columns)
