"""What is kept until a deed writes a table it was read from is never older than the rows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.county import County

from bihuan.access.models import PutAside
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Finding
from bihuan.ledger.models import Entry
from bihuan.rectification.models import Measure
from bihuan.web.figures import figures_of
from bihuan.web.moment import one_moment
from bihuan.web.remembered import Known, keep, remembered

pytestmark = pytest.mark.django_db


def reckoning(done: list[str]) -> Callable[[Actor], int]:
    """Return something reckoned from the findings, which notes when it is done."""

    @remembered()
    def reckoned(actor: Actor) -> int:
        done.append(actor.name)
        return Finding.objects.filter(authority_id=actor.authority_id).count()

    return reckoned


def test_a_reckoning_is_done_once_for_each_reader_until_a_deed_writes_what_it_was_read_from() -> None:
    county = County().found().fed_back().planned_and_accepted()
    done: list[str] = []
    reckoned = reckoning(done)
    for reader in (county.office, county.office, county.leading_group):
        reckoned(reader)
    assert done == [county.office.name, county.leading_group.name]
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result="已整改")
    reckoned(county.office), reckoned(county.office)
    assert done[2:] == [county.office.name]
    county.today += timedelta(days=1)
    reckoned(county.office)
    assert done[3:] == [county.office.name]


def test_a_reckoning_holds_while_deeds_write_other_tables() -> None:
    county = County().found().fed_back().planned_and_accepted()
    done: list[str] = []
    reckoned = reckoning(done)
    reckoned(county.office)
    measure = Measure.objects.filter(finding=county.finding("1"), done_on=None)[0]
    for told in ("在办", "在办，月底完成"):
        county.do(county.unit_liaison, "report_progress", measure.id, progress=told)
    assert "dossiers_finding" not in written_last()
    reckoned(county.office)
    assert len(done) == 1
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result="已整改")
    reckoned(county.office)
    assert len(done) == 2


def test_within_one_moment_what_was_told_stays_and_after_it_the_deed_is_seen() -> None:
    county = County().found().fed_back().planned_and_accepted()
    done: list[str] = []
    reckoned = reckoning(done)
    with one_moment() as moment:
        reckoned(county.office)
        county.do(county.unit_liaison, "state_result", county.finding("1").id, result="已整改")
        reckoned(county.office)
        with one_moment(moment):
            reckoned(county.office)
    assert len(done) == 1
    reckoned(county.office)
    assert len(done) == 2


def test_what_is_made_of_a_reckoning_that_was_kept_rests_on_its_tables_too() -> None:
    county = County().found().fed_back().planned_and_accepted()
    inner, done = reckoning([]), []

    @remembered()
    def doubled(actor: Actor) -> int:
        done.append(actor.name)
        return 2 * inner(actor)

    inner(county.office)
    doubled(county.office)
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result="已整改")
    doubled(county.office)
    assert len(done) == 2


def test_what_was_read_from_a_table_without_entries_is_reckoned_anew_after_every_deed() -> None:
    county = County().found().fed_back().planned_and_accepted()
    done: list[str] = []

    @remembered()
    def aside(actor: Actor) -> bool:
        done.append(actor.name)
        return PutAside.objects.filter(authority_id=actor.authority_id).exists()

    for told in ("已整改", "已全部整改"):
        aside(county.office)
        county.do(county.unit_liaison, "state_result", county.finding("1").id, result=told)
    aside(county.office)
    assert len(done) == 3


class ForgottenAtOnce(OrderedDict[Actor, Any]):
    """What another thread empties between any two steps."""

    def __setitem__(self, actor: Actor, known: Any) -> None:
        """Keep nothing."""


def test_an_answer_that_another_thread_forgets_meanwhile_breaks_nothing() -> None:
    kept = ForgottenAtOnce()
    keep(kept, County().found().office, Known(None, None, frozenset(), 1))
    assert not kept


def written_last() -> str:
    return bytes(Entry.objects.latest("id").content).decode()


def test_the_leaders_figures_change_with_the_deed() -> None:
    county = County().found().fed_back().planned_and_accepted()
    assert figures_of(county.office).recovered_fen == 0
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result="已收回", recovered_fen=500)
    assert figures_of(county.office).recovered_fen == 500
