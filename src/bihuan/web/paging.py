"""Pages of a list that is counted up to a bound and told as more than that: nobody reads on to the last row of many."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 10_000  # rows that are counted and paged through; who has more of them filters


class Pages(Paginator[Any]):
    """Django's paginator over a query, with at most MOST rows."""

    object_list: QuerySet[Any]

    @cached_property
    def counted(self) -> int:
        """Return the number of rows, or one more than MOST; of each row only what every index begins with is read."""
        return self.object_list.order_by().values("authority_id")[: MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST)

    @property
    def has_more(self) -> bool:
        """True where there are rows after the last page."""
        return self.counted > MOST
