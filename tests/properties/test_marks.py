"""The marks of the index say of every scope and thing what the scope itself says."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.jurisdiction import Scope, Thing, marks_asked, marks_of, reaches

AUTHORITY = uuid.UUID(int=7)
PATHS = st.lists(st.sampled_from(["001", "002", "00z"]), min_size=1, max_size=3).map("".join)
DOSSIERS = st.integers(1, 3).map(lambda n: uuid.UUID(int=n))
THINGS = st.builds(Thing, st.just(AUTHORITY), DOSSIERS, PATHS, PATHS | st.just(""))
SCOPES = st.builds(
    Scope, st.just(AUTHORITY), st.booleans(), st.frozensets(PATHS), st.frozensets(PATHS), st.frozensets(DOSSIERS)
)


@given(scope=SCOPES, thing=THINGS)
def test_marks_reach_what_the_scope_reaches(scope: Scope, thing: Thing) -> None:
    asked = marks_asked(scope)
    assert reaches(scope, thing) == (asked is None or bool(set(asked) & set(marks_of(thing))))
