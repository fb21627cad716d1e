"""Pages of a list that is counted up to a bound and told as more than that: nobody reads on to the last row of many.

Where it is to be printed, the same list is one page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from bihuan.ledger.prepared import Prepared
from bihuan.web.printing import MOST_PRINTED, prints_all

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
    """Django's paginator over a query, a question or rows at hand, with at most MOST rows; it can be printed whole."""

    prints_whole = True

    def __init__(self, rows: QuerySet[Any] | Question[Any] | Sequence[Any], per_page: int) -> None:
        super().__init__(cast("QuerySet[Any]", rows), per_page)
        self.rows = rows

    @cached_property
    def counted(self) -> int:
        """Return the number of rows, or one more than MOST; of each row only what every index begins with is read."""
        if isinstance(self.rows, Question):
            return self.rows.counted(MOST + 1)
        if not isinstance(self.rows, QuerySet):
            return len(self.rows)
        return self.rows.order_by().values("authority_id")[: MOST + 1].count()

    def asked(self, query: QueryDict) -> Page[Any]:
        """Return the page that an address asks for; of a list to be printed its first MOST_PRINTED rows as one."""
        if prints_all(query):
            self.per_page = MOST_PRINTED
            return self.get_page(1)
        return self.get_page(query.get("page"))

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST)

    @property
    def has_more(self) -> bool:
        """True where there are rows after the last page."""
        return self.counted > MOST
