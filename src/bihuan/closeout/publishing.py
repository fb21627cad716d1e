"""The report on an inspection, the notice of its beginning, and what is published of it: drawn from its own rows."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bihuan.closeout.issuing import Wanted, issued
from bihuan.closeout.paper_names import team_of
from bihuan.closeout.paper_values import Values, area_of, areas_of, findings_of, lines_of, one_line, told
from bihuan.domain.glossary import FINDING_STAGES
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.reply import FixStage
from bihuan.domain.sequence import refuse_backwards
from bihuan.dossiers.actions import NoFindings
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, inspection_for, next_number
from bihuan.feedback.sent import Publication
from bihuan.fieldwork.models import FixOrder, Inquiry
from bihuan.ledger.door import Receipt, deed
from bihuan.papers.kinds import kind_of
from bihuan.papers.words import words

PUBLIC = "public"


class NotForThePublic(ValueError):
    """What is about definite persons is published to nobody outside the party."""

    def __init__(self, numbers: Sequence[str]) -> None:
        self.numbers = tuple(numbers)
        super().__init__(f"findings {', '.join(numbers)} are about definite persons or things; withhold them")


class NothingToPublish(ValueError):
    """Everything would be withheld."""

    def __init__(self) -> None:
        super().__init__("every finding is withheld; nothing is left to be published")


def inquired(inspection: Inspection) -> Mapping[str, int]:
    """Count what the working papers of a dossier rest on: interviews, records consulted, places visited."""
    rows = Inquiry.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    found = Counter(rows.values_list("sort", flat=True))
    return {"interviews": found["interview"], "files": found["records"], "visits": found["visit"]}


@deed
def issue_report(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    issuer: str,
    signer: str,
    addressee: str,
    series: str,
    plan: str,
    from_on: date,
    until_on: date,
    interviews: int,
    letters: int,
    files: int,
    visits: int,
    overall: str,
    advice: str,
    on: date,
    former: str | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Make the report on an inspection: the confirmed findings by area, what was fixed at once, view and advice."""
    inspection = inspection_for(actor, inspection_id)
    refuse_backwards(from_on, until_on)
    own = report_values(inspection)
    if "areas" not in own:
        raise NoFindings
    typed = {"issuer": issuer, "signer": signer, "addressee": addressee, "plan": plan}
    counted = {"interviews": interviews, "letters": letters, "files": files, "visits": visits}
    said = {"overall": lines_of(overall), "advice": lines_of(advice), "from": from_on, "until": until_on}
    wanted = Wanted(kind_of("report"), {**own, **typed, **counted, **said}, on, series, former=former)
    return issued(actor, inspection, wanted, now, step="issue_report")


def report_values(inspection: Inspection) -> Values:
    """Return what a report draws from the dossier."""
    fixed = FixOrder.objects.filter(authority_id=inspection.authority_id, inspection=inspection, stage=FixStage.DONE)
    joint = str(words()["explained"])
    return told(
        team=team_of(inspection),
        organization=inspection.organization_name,
        inspection_kind=inspection.kind,
        areas=list(areas_of(findings_of(inspection))),
        fixed_at_once=[f"{one_line(row.matter)}{joint}{row.answer or row.demand}" for row in fixed.order_by("number")],
    )


@deed
def issue_inspection_notice(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    issuer: str,
    plan: str,
    from_on: date,
    until_on: date,
    subjects: str,
    not_taken: str,
    telephone: str,
    telephone_hours: str,
    post: str,
    boxes: str,
    reception: str,
    on: date,
    former: str | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Make the notice by which everybody learns that a team comes, what it receives, and where."""
    inspection = inspection_for(actor, inspection_id)
    values = told(
        team=team_of(inspection),
        organization=inspection.organization_name,
        inspection_kind=inspection.kind,
        issuer=issuer,
        plan=plan,
        subjects=lines_of(subjects),
        not_taken=not_taken,
        telephone=telephone,
        telephone_hours=telephone_hours,
        post=post,
        boxes=lines_of(boxes),
        reception=reception,
    )
    refuse_backwards(from_on, until_on)
    values |= {"from": from_on, "until": until_on}
    wanted = Wanted(kind_of("inspection_notice"), values, on, former=former)
    return issued(actor, inspection, wanted, now, step="issue_inspection_notice")


@deed
def issue_bulletin(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    published_to: str,
    issuer: str,
    issue: int,
    headline: str,
    summary: str,
    withheld_ids: Sequence[uuid.UUID],
    why_withheld: str,
    on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Publish inside the party or to the public what was found and how far it is put right; what is withheld, and why,
    is kept and not printed."""
    inspection = inspection_for(actor, inspection_id)
    findings = findings_of(inspection)
    if not findings:
        raise NoFindings
    withheld = held_back(findings, withheld_ids, why_withheld)
    shown = [one for one in findings if one not in withheld]
    refuse_unfit(shown, published_to)
    row = Publication(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(Publication, inspection),
        audience=published_to,
        on=on,
        headline=headline.strip(),
        withheld=[one.number for one in withheld],
        why_withheld=why_withheld.strip() if withheld else "",
    )
    values = told(issuer=issuer, headline=headline, summary=summary, issue=issue)
    values |= {"articles": articles_of(shown), "figures": figures_of(shown)}
    wanted = Wanted(kind_of("bulletin"), values, on)
    return issued(actor, inspection, wanted, now, step="issue_bulletin", of=[row])


def held_back(findings: Sequence[Finding], ids: Sequence[uuid.UUID], why: str) -> list[Finding]:
    """Return the findings that are withheld; raise NoSuchThing for one that is not there, ReasonMissing without why."""
    known = {one.id for one in findings}
    missing = next((one for one in ids if one not in known), None)
    if missing is not None:
        raise NoSuchThing("finding", missing)
    if ids and not why.strip():
        raise ReasonMissing("issue_bulletin")
    wanted = set(ids)
    return [one for one in findings if one.id in wanted]


def refuse_unfit(shown: Sequence[Finding], audience: str) -> None:
    """Raise NothingToPublish, or NotForThePublic where a matter about persons would go out of the party."""
    if not shown:
        raise NothingToPublish
    personal = [one.number for one in shown if one.person_matter]
    if audience == PUBLIC and personal:
        raise NotForThePublic(personal)


def articles_of(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return the findings by area, each with how it stands and what came of it."""
    by_area: dict[str, list[str]] = {}
    for one in findings:
        by_area.setdefault(area_of(one), []).append(line_of(one))
    return [{"title": title, "paragraphs": lines} for title, lines in by_area.items()]


def line_of(finding: Finding) -> str:
    """Return what is told of a finding: title, stage and result, a sentence each."""
    told_of = (one_line(finding.title), FINDING_STAGES[finding.stage].zh, one_line(finding.result))
    return "".join(f"{sentence}{words()['full_stop']}" for sentence in told_of if sentence)


def figures_of(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Return what is counted of the findings that are published."""
    done = sum(one.stage == FindingStage.SIGNED_OFF for one in findings)
    names = words()["figures"]
    counted = {"findings": len(findings), "signed_off": done, "rules_made": sum(one.rules_made for one in findings)}
    return [{"name": names[name], "value": str(number)} for name, number in counted.items()]
