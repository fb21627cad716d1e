"""Control sheets: whoever writes one chooses what of a dossier it presses for, each with its day and how late it is."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bihuan.closeout.issuing import LONGEST_TITLE, Wanted, drafted, issued
from bihuan.closeout.paper_names import team_of
from bihuan.closeout.paper_values import Values, findings_of, lines_of, one_line, told
from bihuan.domain.answers import CONTROL_SHEET
from bihuan.domain.deadlines import days_late
from bihuan.domain.glossary import FINDING_STAGES, INSPECTION_STAGES
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.dossiers.actions import NoFindings
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for
from bihuan.feedback.errands import errand_due
from bihuan.feedback.sent import Errand
from bihuan.ledger.door import Receipt, deed
from bihuan.papers.compose import title_of
from bihuan.papers.kinds import kind_of
from bihuan.papers.paper import Paper
from bihuan.papers.words import words
from bihuan.rectification.models import Measure

# what waits for its reviewer is late by nobody's doing in the unit
PRESSED = frozenset({FindingStage.RECTIFYING, FindingStage.LONG_TERM})


class NothingToPress(ValueError):
    """What is signed off is not pressed for."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"finding {number} is signed off; leave it out of the sheet")


@deed
def issue_control_sheet(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    finding_ids: Sequence[uuid.UUID],
    issuer: str,
    series: str,
    asked: str,
    answer_due: date | None,
    on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Make a control sheet of chosen findings, of all that are open where none is named, with a QR code to check it."""
    inspection = inspection_for(actor, inspection_id)
    wanted = wanted_of(inspection, finding_ids, issuer, series, asked, answer_due, on)
    owed = [answer_owed(actor, inspection, wanted.values, answer_due, on)] if answer_due else []
    return issued(actor, inspection, wanted, now, of=owed)


def sheet_drafted(
    *,
    inspection: Inspection,
    finding_ids: Sequence[uuid.UUID],
    issuer: str,
    series: str,
    asked: str,
    answer_due: date | None,
    on: date,
) -> Paper:
    """Return a control sheet as it would be printed; no number is drawn and nothing is kept."""
    return drafted(inspection, wanted_of(inspection, finding_ids, issuer, series, asked, answer_due, on))


def wanted_of(
    inspection: Inspection,
    finding_ids: Sequence[uuid.UUID],
    issuer: str,
    series: str,
    asked: str,
    answer_due: date | None,
    on: date,
) -> Wanted:
    own = sheet_values(inspection, pressed_for(inspection, finding_ids), on)
    values = {**own, **told(issuer=issuer, asked=lines_of(asked), answer_due=answer_due)}
    return Wanted(kind_of("control_sheet"), values, on, series, with_code=True)


def answer_owed(actor: Actor, inspection: Inspection, values: Mapping[Any, Any], due_on: date, on: date) -> Errand:
    """Return what the unit owes upon a sheet: an answer by the day that the sheet names."""
    pressed = [*values["findings"], *values.get("long_term", ())]
    matter = title_of(kind_of("control_sheet"), values)[:LONGEST_TITLE]
    said = "\n".join(f"{one['number']} {one['title']}" for one in pressed)
    told_so = {"matter": matter, "words": said, "demand": "\n".join(values.get("asked", ()))}
    return errand_due(actor, CONTROL_SHEET, inspection.organization, due_on, on, inspection=inspection, **told_so)


def pressed_for(inspection: Inspection, finding_ids: Sequence[uuid.UUID]) -> list[Finding]:
    """Return the findings named, in the order of the dossier; raise NoFindings, NoSuchThing or NothingToPress."""
    found = findings_of(inspection)
    if not found:
        raise NoFindings
    if not finding_ids:
        return open_of(found) or found
    by_id = {one.id: one for one in found}
    for finding_id in finding_ids:
        if finding_id not in by_id:
            raise NoSuchThing("finding", finding_id)
        if by_id[finding_id].stage == FindingStage.SIGNED_OFF:
            raise NothingToPress(by_id[finding_id].number)
    return [one for one in found if one.id in set(finding_ids)]


def open_findings(inspection: Inspection) -> list[Finding]:
    """Return what of a dossier is not signed off, in its order."""
    return open_of(findings_of(inspection))


def open_of(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if one.stage != FindingStage.SIGNED_OFF]


def sheet_values(inspection: Inspection, chosen: Sequence[Finding], on: date) -> Values:
    """Return where a dossier stands and what is pressed for; what is followed as long-term stands apart."""
    owners = owners_of(inspection)
    long_term = [one for one in chosen if one.stage == FindingStage.LONG_TERM]
    others = [one for one in chosen if one.stage != FindingStage.LONG_TERM]
    return told(
        organization=inspection.organization_name,
        round=inspection.round.name,
        team=team_of(inspection),
        stage=INSPECTION_STAGES[inspection.stage].zh,
        feedback_on=inspection.feedback_on,
        findings=[finding_values(one, owners, on) for one in others or long_term],
        long_term=[followed_values(one, owners) for one in long_term] if others else [],
    )


def finding_values(one: Finding, owners: Mapping[uuid.UUID, str], on: date) -> Values:
    late = late_by(one, on)
    return told(
        number=one.number,
        title=one_line(one.title),
        responsible=owners.get(one.id),
        due=due_of(one),
        late=words()["days_late"].format(days=late) if late else None,
        state=FINDING_STAGES[one.stage].zh,
    )


def followed_values(one: Finding, owners: Mapping[uuid.UUID, str]) -> Values:
    return told(
        number=one.number,
        title=one_line(one.title),
        responsible=owners.get(one.id),
        due=due_of(one),
        follower=one.handed_over_to.name if one.handed_over_to else None,
    )


def due_of(one: Finding) -> date | None:
    """Return the day that presses a finding; where all its measures are done and it is still open, their last one."""
    return one.due_on or one.last_due_on


def late_by(one: Finding, on: date) -> int:
    """Return how many days late a finding is on a day; none while its sign-off waits for the reviewer."""
    return days_late(due_of(one), on) if one.stage in PRESSED else 0


def owners_of(inspection: Inspection) -> Mapping[uuid.UUID, str]:
    """Return who is responsible for each finding, measure by measure.

    One measure's responsible persons may be several, joined by their author; those of the next stand behind a stronger
    mark, else nobody could tell how many people are meant.
    """
    rows = Measure.objects.filter(authority_id=inspection.authority_id, inspection=inspection, removed_on=None)
    owners: dict[uuid.UUID, dict[str, None]] = {}
    for row in rows.order_by("id"):
        if row.owner:
            owners.setdefault(row.finding_id, {})[one_line(row.owner)] = None
    return {finding_id: str(words()["side_by_side"]).join(names) for finding_id, names in owners.items()}
