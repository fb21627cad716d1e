"""Pages of a list that is counted up to a bound and told as more than that: nobody reads on to the last row of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from bihuan.ledger.prepared import Prepared

T = TypeVar("T")
MOST = 10_000  # rows that are counted and paged through; who has more of them filters


@dataclass(frozen=True)
class Question(Generic[T]):
    """A list whose statements are written already: one for its rows, one for their number, and what is asked for."""

    rows: Prepared[T]
    numbers: Prepared[Any]
    values: Mapping[str, Any]

    def __getitem__(self, part: slice) -> list[T]:
        return self.rows.ask(most=part.stop - part.start, after=part.start, **self.values)

    def counted(self, most: int) -> int:
        """Return the number of rows, `most` where there are more."""
        return self.numbers.count(most, **self.values)


class Pages(Paginator[Any]):
    """Django's paginator over a query or a question, with at most MOST rows."""

    def __init__(self, rows: QuerySet[Any] | Question[Any], per_page: int) -> None:
        super().__init__(cast("QuerySet[Any]", rows), per_page)
        self.rows = rows

    @cached_property
    def counted(self) -> int:
        """Return the number of rows, or one more than MOST; of each row only what every index begins with is read."""
        if isinstance(self.rows, Question):
            return self.rows.counted(MOST + 1)
        return self.rows.order_by().values("authority_id")[: MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST)

    @property
    def has_more(self) -> bool:
        """True where there are rows after the last page."""
        return self.counted > MOST
