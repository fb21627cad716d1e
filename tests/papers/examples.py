"""The shipped example of each kind, as values and as the paper it makes."""

from __future__ import annotations

from typing import Any

from bihuan.papers.compose import compose
from bihuan.papers.kinds import Kind, kind_of
from bihuan.papers.making import values_from
from bihuan.papers.paper import Paper


def example_of(name: str) -> tuple[Kind, dict[str, Any]]:
    kind = kind_of(name)
    return kind, values_from(kind, kind.example)


def paper_of(name: str, **changed: Any) -> Paper:
    """Return the example's paper, with some values changed."""
    kind, values = example_of(name)
    return compose(kind, values | changed)
