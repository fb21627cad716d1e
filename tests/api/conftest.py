"""A county whose dossier stands where a test wants it, and callers of the API, one a role."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bihuan.domain.roles import Role
from tests.api.callers import Caller, stand_at_its_day
from tests.county import County
from tests.people import people_of


@pytest.fixture
def at_this_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[County], None]:
    return lambda county: stand_at_its_day(county, monkeypatch)


@pytest.fixture
def county(db: None, at_this_day: Callable[[County], None]) -> County:
    """A dossier fed back with an accepted plan."""
    made = County().found().fed_back().planned_and_accepted()
    at_this_day(made)
    return made


@pytest.fixture
def callers(county: County) -> dict[Role, Caller]:
    return {role: Caller(account) for role, account in people_of(county).items()}
