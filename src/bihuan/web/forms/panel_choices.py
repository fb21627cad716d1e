"""What the deeds of evaluation and its consequences choose from, and what their forms open with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.scoring_bodies import BODIES
from bihuan.dossiers.models import Finding, Inspection
from bihuan.evaluation.consequence_models import ADOPTED
from bihuan.evaluation.leaders import leader_of, owed_to_leader
from bihuan.evaluation.models import Consequence
from bihuan.evaluation.people_counts import people_results
from bihuan.evaluation.proposing import consequences_of, falling_with, is_open, proposed_by_rule
from bihuan.evaluation.recurrence import links_of, old_findings
from bihuan.evaluation.scorers import Able, able_to_score
from bihuan.web.evaluation_ends import bodies_to_score
from bihuan.web.forms.deed import Choices
from bihuan.web.things import Aim
from bihuan.web.words import day_words, word


def panel_choices(actor: Actor, deed: str, aim: Aim) -> Mapping[str, Choices]:
    """Return what the fields of these deeds are chosen from."""
    inspection = aim.inspection
    if deed == "begin_scoring":
        able = [(str(one.id), scorer_words(one)) for one in able_to_score(inspection, actor.today)]
        bodies = [(body, word("evaluating_body", body)) for body in bodies_to_score(inspection, actor.today)]
        return {"for_body": bodies, "first_id": able, "second_id": able}
    if deed == "withdraw_people_result":
        return {"number": [(str(row.number), people_words(row.number, row.on)) for row in people_results(inspection)]}
    if deed == "tell_leader":
        owed = dict.fromkeys(one.told_of for one in owed_to_leader(inspection, actor.today))
        return {"told_of": [(one, word("leader_told", one)) for one in owed]}
    if deed in ("propose_consequence", "decide_consequence"):
        adopted = {
            row.kind for row in consequences_of(inspection) if deed == "decide_consequence" and falling_with(row)
        }
        kinds = kinds_for(deed, inspection, actor.today)
        return {"consequence": [(kind, kind_words(kind, is_adopted=kind in adopted)) for kind in kinds]}
    if deed in ("notify_consequence", "record_consequence"):
        rows = [row for row in consequences_of(inspection) if waits_for(deed, row, of_unit=not aim.sees_all)]
        return {"number": [(str(row.number), word("consequence", row.kind)) for row in rows]}
    if deed in ("mark_recurrence", "withdraw_recurrence") and aim.finding is not None:
        return {"old_id": old_choices(deed, aim)}
    return {}


def scorer_words(one: Able) -> str:
    """Return a scorer with the bodies he is of: a sheet needs one of the body whose evaluation it becomes."""
    bodies = gettext(", ").join(word("evaluating_body", body) for body in BODIES if body in one.bodies)
    return f"{one.name} · {bodies}" if bodies else one.name


def kind_words(kind: str, *, is_adopted: bool) -> str:
    """Return what a consequence is called, and of one that was adopted that it can only be declined."""
    called = word("consequence", kind)
    return _("%(kind)s (adopted, to be declined)") % {"kind": called} if is_adopted else called


def people_words(number: int, on: date) -> str:
    return f"{number} · {day_words(on)}"


def kinds_for(deed: str, inspection: Inspection, today: date) -> list[str]:
    """Return what can be proposed, or what waits for its decision: proposals of the office first, then the rules'."""
    rows = consequences_of(inspection)
    if deed == "propose_consequence":
        under_way = {row.kind for row in rows if is_open(row)}
        return [kind.value for kind in Kind if kind.value not in under_way]
    waiting = [row.kind for row in rows if not row.decision or falling_with(row)]
    return [*waiting, *(one.consequence.value for one in proposed_by_rule(inspection, rows, today))]


def waits_for(deed: str, row: Consequence, *, of_unit: bool) -> bool:
    """True where a consequence waits for its notice, or for its record."""
    if row.decision != ADOPTED:
        return False
    if deed == "notify_consequence":
        return row.notified_on is None
    is_theirs = not of_unit or row.kind == Kind.MEETING_AGAIN
    return row.notified_on is not None and row.recorded_on is None and is_theirs


def old_choices(deed: str, aim: Aim) -> Choices:
    """Return the earlier findings of the unit that are not linked yet; to take a link back, those that are."""
    assert aim.finding is not None
    linked = {one.old_id for one in links_of(aim.finding)[0]}
    rows = [row for row in old_findings(aim.inspection) if (row.id in linked) == (deed == "withdraw_recurrence")]
    return [(str(row.id), f"{inspected_words(row, aim.inspection)} · {row.number} {row.title}") for row in rows]


def inspected_words(row: Finding, inspection: Inspection) -> str:
    """Return by which round something was found, and at which unit where that had another name."""
    old = row.inspection
    same = old.organization_id == inspection.organization_id
    return old.round.name if same else f"{old.round.name} · {old.organization_name}"


def panel_present(deed: str, inspection: Inspection, today: date) -> dict[str, Any]:
    """Return what the forms of these deeds open with."""
    if deed == "begin_scoring":
        return {"for_body": next(iter(bodies_to_score(inspection, today)), "")}
    if deed == "tell_leader":
        owed = owed_to_leader(inspection, today)
        return {"addressee": leader_of(inspection), **({"told_of": owed[0].told_of} if owed else {})}
    return {}
