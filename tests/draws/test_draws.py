"""A surprise draw from its arrangement to the re-check: fixed beforehand, opened by two, told to nobody else."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from bihuan.access.actions import NotYours
from bihuan.closeout.contents import recorded_rows
from bihuan.closeout.drawing import arrange_draw
from bihuan.closeout.risk import risk_facts
from bihuan.domain.draws import Party, PopulationUnfit, ShareWrong, read, share_commitment
from bihuan.domain.jurisdiction import Duty
from bihuan.domain.ledger import replay
from bihuan.domain.risk import factors_of
from bihuan.domain.roles import Role
from bihuan.domain.rolling import NothingLookedAt
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.ledger.models import Entry
from bihuan.rectification.long_term import NoSupervisingBody
from bihuan.rules.risk import risk_basis
from bihuan.supervision import draw_verifier as verifier
from bihuan.supervision import drawing
from bihuan.supervision.draw_files import draw_file, verifier_file, whole_commitment
from bihuan.supervision.draw_parties import NotAReader
from bihuan.supervision.drawing import shares_of, state_of
from bihuan.supervision.models import Check, DrawnDossier, DrawReader
from bihuan.supervision.re_checks import awaiting_check, checks_that_answer
from tests.archived import archived
from tests.database.states import state_of_ledger, state_of_tables
from tests.draws.county_draws import Draws
from tests.people import open_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def draws() -> Draws:
    return Draws()


def drawn_in(draws: Draws, draw_id: uuid.UUID) -> list[DrawnDossier]:
    return list(DrawnDossier.objects.filter(draw_id=draw_id).order_by("place"))


def test_a_draw_goes_from_the_sealed_population_to_dossiers_and_its_file_verifies(draws: Draws) -> None:
    draw_id = draws.drawn()
    row = draws.row(draw_id)
    told = verifier.checked(draw_file(row), whole_commitment(row, shares_of(row)))
    assert [str(one.dossier_id) for one in drawn_in(draws, draw_id)] == told["result"]
    assert {one.id for one in read(row.population).candidates} == {str(one.id) for one in Inspection.objects.all()}
    assert state_of(row, shares_of(row)) == "drawn"
    assert state_of_ledger() == state_of_tables()


def test_neither_the_store_nor_the_ledger_tells_who_may_be_drawn_or_was(draws: Draws) -> None:
    first_entry = Entry.objects.count()
    draw_id = draws.drawn()
    entries = [bytes(one.content).decode() for one in Entry.objects.order_by("recorded_at", "id")][first_entry:]
    entries = [one for one in entries if '"table":"supervision_' in one]
    assert len(entries) == 5
    for one in Inspection.objects.all():
        assert not [e for e in entries if str(one.id) in e or one.organization_name in e]
    with connection.cursor() as cursor:
        cursor.execute("SELECT population FROM supervision_draw")
        (sealed,) = cursor.fetchone()
    assert sealed.startswith("s1:")
    assert draws.row(draw_id).commitment in entries[0]


def test_weights_come_from_facts(draws: Draws) -> None:
    calm = draws.others[0]
    county = draws.county
    told = [{"finding_id": str(county.finding("1").id), "conclusion": "not_true", "remark": ""}]
    county.do(county.office, "record_check", kind="", on=county.today, account="查阅台账", seen=told)
    draws.county.today += timedelta(days=300)
    dossiers = list(Inspection.objects.order_by("id"))
    facts = risk_facts(dossiers, draws.county.today)
    mine = facts[county.inspection_id]
    assert (mine.overdue, mine.not_true, mine.days_running, mine.days_unseen) == (3, 1, 300, 300)
    assert facts[calm.inspection_id].overdue == 0, "it has no measures yet"
    population = read(draws.row(draws.arranged()).population)
    weights = {one.id: one for one in population.candidates}
    terms = risk_basis(draws.county.today).terms
    assert weights[str(county.inspection_id)].factors == factors_of(mine, terms)
    assert weights[str(county.inspection_id)].weight > weights[str(calm.inspection_id)].weight
    assert population.basis.startswith("surprise-risk@")


def test_a_wrong_share_is_refused_and_nothing_follows_before_both_are_open(draws: Draws) -> None:
    draw_id = draws.committed()
    with pytest.raises(ShareWrong):
        draws.do(drawing.open_share, draw_id=draw_id, share="0" * 32)
    draws.opened(draw_id, Party.OFFICE)
    assert drawn_in(draws, draw_id) == []
    with pytest.raises(drawing.DrawElsewhere):
        draws.opened(draw_id, Party.OFFICE)
    other = draws.share(draw_id, Party.OFFICE)
    with pytest.raises(ShareWrong):
        draws.do(drawing.open_share, draws.county.supervision_office, draw_id=draw_id, share=other)
    draws.opened(draw_id, Party.SECOND)
    assert len(drawn_in(draws, draw_id)) == 2


def test_no_share_is_opened_before_both_are_committed_to(draws: Draws) -> None:
    draw_id = draws.arranged()
    fitting = share_commitment(str(draw_id), Party.OFFICE, draws.share(draw_id, Party.OFFICE))
    draws.do(drawing.commit_share, draw_id=draw_id, commitment=fitting)
    with pytest.raises(drawing.DrawElsewhere):
        draws.opened(draw_id, Party.OFFICE)
    with pytest.raises(drawing.DrawElsewhere):
        draws.do(drawing.commit_share, draw_id=draw_id, commitment="0" * 64)


def test_nobody_gives_both_shares(draws: Draws) -> None:
    draw_id, county = draws.arranged(), draws.county
    fitting = share_commitment(str(draw_id), Party.OFFICE, draws.share(draw_id, Party.OFFICE))
    draws.do(drawing.commit_share, draw_id=draw_id, commitment=fitting)
    moved = replace(county.supervision_office, account_id=county.office.account_id)
    with pytest.raises(drawing.OneShareEach):
        draws.do(drawing.commit_share, moved, draw_id=draw_id, commitment="0" * 64)


def test_a_draw_called_off_stays_with_its_reason_and_is_arranged_anew(draws: Draws) -> None:
    draw_id = draws.committed()
    draws.opened(draw_id, Party.OFFICE)
    with pytest.raises(ReasonMissing):
        draws.do(drawing.call_off_draw, draw_id=draw_id, reason=" ")
    draws.do(drawing.call_off_draw, draw_id=draw_id, reason="第二监督方遗失随机数")
    with pytest.raises(drawing.DrawElsewhere):
        draws.opened(draw_id, Party.SECOND)
    assert draws.row(draw_id).called_off_reason == "第二监督方遗失随机数"
    assert Entry.objects.get(action="call_off_draw").reason == "第二监督方遗失随机数"
    again = draws.row(draws.drawn())
    assert (again.number, drawn_in(draws, draw_id)) == (2, [])
    with pytest.raises(drawing.DrawElsewhere):
        draws.do(drawing.call_off_draw, draw_id=again.id, reason="不满意")


def test_only_the_office_arranges_among_enough_dossiers_with_a_supervising_body(draws: Draws) -> None:
    county = draws.county
    told = {"count": 2, "round_id": None, "second_body_id": county.office_id}
    with pytest.raises(NotYours):
        draws.do(arrange_draw, county.leading_group, **told)
    with pytest.raises(PopulationUnfit):
        draws.do(arrange_draw, **{**told, "count": 4})
    with pytest.raises(NoSupervisingBody):
        draws.do(arrange_draw, **{**told, "second_body_id": county.unit_id})


def test_for_everybody_else_there_is_no_such_draw(draws: Draws) -> None:
    draw_id, county = draws.drawn(), draws.county
    elsewhere = county.organization("第四执纪监督室", "supervision_office")[1]
    for stranger in (
        county.unit_head,
        county.unit_liaison,
        county.team_leader,
        county.actor(Role.SUPERVISION_OFFICE, path=elsewhere),
        county.actor(Role.AUDIT_ADMINISTRATOR),
    ):
        with pytest.raises(NoSuchThing):
            draws.do(drawing.take_draw, stranger, draw_id=draw_id)
    with pytest.raises(NoSuchThing):
        draws.do(drawing.take_draw, county.supervision_office, draw_id=draw_id)  # the second body reads no weights
    draws.do(drawing.take_draw, county.leading_group, draw_id=draw_id)


def test_a_unit_s_second_role_does_not_open_a_draw_to_it(draws: Draws) -> None:
    draw_id, county = draws.drawn(), draws.county
    head = county.unit_head
    both = replace(
        head, duties=(*head.duties, Duty(Role.SUPERVISION_OFFICE, county.office_path, None, county.today, None))
    )
    with pytest.raises(NoSuchThing):
        draws.do(drawing.take_draw, both, draw_id=draw_id)


def test_whom_the_leading_group_appoints_takes_the_file_and_that_is_told(draws: Draws) -> None:
    draw_id, county = draws.drawn(), draws.county
    account = open_account(county, Role.RESIDENT_DISCIPLINE, "verifier", county.unit_path, None)
    unit = open_account(county, Role.UNIT_LIAISON, "unit", county.unit_path, None)
    verifying = replace(county.actor(Role.RESIDENT_DISCIPLINE, path=county.unit_path), account_id=account.id)
    with pytest.raises(NoSuchThing):
        draws.do(drawing.take_draw, verifying, draw_id=draw_id)
    with pytest.raises(NotYours):
        draws.do(drawing.appoint_draw_reader, draw_id=draw_id, account_id=account.id)
    with pytest.raises(NotAReader):
        draws.do(drawing.appoint_draw_reader, county.leading_group, draw_id=draw_id, account_id=unit.id)
    draws.do(drawing.appoint_draw_reader, county.leading_group, draw_id=draw_id, account_id=account.id)
    with pytest.raises(drawing.ReaderAlready):
        draws.do(drawing.appoint_draw_reader, county.leading_group, draw_id=draw_id, account_id=account.id)
    draws.do(drawing.take_draw, verifying, draw_id=draw_id)
    assert DrawReader.objects.get().took_on == county.today
    assert Entry.objects.filter(action="take_draw", actor_id=account.id).count() == 1


def test_a_surprise_check_answers_the_draw_and_its_withdrawal_opens_it_again(draws: Draws) -> None:
    first = drawn_in(draws, draws.drawn())[0]
    county = next(c for c in (draws.county, *draws.others) if c.inspection_id == first.dossier_id)
    county.check(county.office, county.today)
    assert waiting(first), "an ordinary check is no re-check"
    county.today += timedelta(days=1)
    county.check(county.supervision_office, county.today, "surprise")
    assert not waiting(first)
    made = Check.objects.get(kind="surprise")
    assert made.draw_id == first.draw_id
    county.do(county.supervision_office, "withdraw_check", made.id, reason="登错")
    assert waiting(first)
    county.today += timedelta(days=1)
    county.check(county.office, county.today, "surprise")
    assert not waiting(first)
    assert state_of_ledger() == state_of_tables()


def test_one_surprise_check_answers_every_draw_before_it_and_none_after(draws: Draws) -> None:
    first = drawn_in(draws, draws.drawn())[0]
    county = next(c for c in (draws.county, *draws.others) if c.inspection_id == first.dossier_id)
    draws.county.today = county.today = county.today + timedelta(days=1)
    older = DrawnDossier.objects.filter(dossier_id=first.dossier_id)
    for _ in range(40):
        again = [one for one in drawn_in(draws, draws.drawn()) if one.dossier_id == first.dossier_id]
        if again:
            break
    assert older.count() == 2
    with pytest.raises(NothingLookedAt):
        county.do(county.office, "record_check", kind="surprise", on=county.today, account="实地查看")
    assert waiting(first)
    county.check(county.office, county.today - timedelta(days=1), "surprise")
    assert (waiting(first), waiting(again[0])) == (False, True), "the second draw came after that day"
    county.check(county.office, county.today, "surprise")
    assert not waiting(again[0])
    county.do(county.office, "withdraw_check", Check.objects.get(number=1).id, reason="登错")
    assert not waiting(first), "the later check answers the older draw, too"
    assert first.dossier_id in checks_that_answer(draws.row(first.draw_id), [first])


def waiting(one: DrawnDossier) -> bool:
    return awaiting_check(DrawnDossier.objects.filter(pk=one.pk)).exists()


def test_a_surprise_check_of_a_dossier_that_was_not_drawn_is_recorded_all_the_same(draws: Draws) -> None:
    draws.county.check(draws.county.office, draws.county.today, "surprise")
    assert Check.objects.get().kind == "surprise"


def test_the_verifier_handed_out_speaks_chinese() -> None:
    text = verifier_file().decode()
    compile(text, "draw_verifier.py", "exec")
    assert "核验不成立" in text
    assert json.dumps("does not hold: the result is another") in text


def test_neither_rows_nor_stream_of_a_dossier_s_archive_tell_that_it_was_drawn(draws: Draws) -> None:
    first = drawn_in(draws, draws.drawn())[0]
    county = next(c for c in (draws.county, *draws.others) if c.inspection_id == first.dossier_id)
    assert "supervision_drawndossier" not in recorded_rows(archived(county.inspection))
    county.check(county.office, county.today, "surprise")
    told = recorded_rows(archived(county.inspection))
    stream = Entry.objects.filter(stream=county.inspection.stream).order_by("number")
    led = replay(bytes(one.content) for one in stream)
    # told by the stream of another dossier of this county, where that one used it first
    one_paper_of_many = {"dossiers_storedfile", "fieldwork_guideversion"}
    assert set(led) | one_paper_of_many == set(told) | one_paper_of_many
    (check,) = told["supervision_check"].values()
    assert check["draw_id"] == str(first.draw_id)
