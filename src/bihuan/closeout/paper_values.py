"""What a dossier's own rows tell a paper: nothing of it is typed a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bihuan.closeout.paper_names import team_of
from bihuan.domain.deadlines import DeadlineName, due_dates
from bihuan.domain.glossary import FINDING_STAGES, TermMissing, term
from bihuan.domain.rulebook import Event
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.feedback.hearings import lacking_hearings
from bihuan.feedback.models import CopyNotice
from bihuan.fieldwork.drafting import areas
from bihuan.fieldwork.models import FixOrder
from bihuan.ledger.export import entries_of
from bihuan.papers.compose import closed
from bihuan.papers.words import words
from bihuan.rectification.models import Measure
from bihuan.rules.calendar import working_calendar

DIGEST_SHOWN = 16  # characters of the digest in a checkpoint
Values = dict[str, Any]


def lines_of(text: str) -> list[str]:
    """Return the paragraphs of a text, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def told(**values: Any) -> Values:
    """Return only what is told: nothing empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def findings_of(inspection: Inspection) -> list[Finding]:
    rows = Finding.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.order_by("place"))


def opinion_values(inspection: Inspection, on: date, today: date) -> Values:
    """Return what a feedback opinion draws from the dossier: the findings by area, and what is due when."""
    rulebook = rulebook_of(inspection, today)
    due = {one.what: one.due for one in due_dates(Event.FEEDBACK, on, rulebook, working_calendar(), today)}
    return told(
        team=team_of(inspection),
        organization=inspection.organization_name,
        inspection_kind=inspection.kind,
        heard=not lacking_hearings(inspection, on) or None,
        areas=list(areas_of(findings_of(inspection))),
        plan_due=due.get(DeadlineName.RECTIFICATION_PLAN),
        report_due=due.get(DeadlineName.RECTIFICATION_REPORT),
    )


def areas_of(findings: Sequence[Finding]) -> Iterator[Values]:
    """Yield the findings by area: the heading above, or the category; areas in the order of the library."""
    by_area: dict[str, list[Values]] = {}
    for finding in findings:
        text = closed(finding.text.strip()) if finding.text.strip() else ""
        one = told(title=one_line(finding.title), text=text, basis=bases_of(finding))
        by_area.setdefault(area_of(finding), []).append(one)
    for title in sorted(by_area, key=place_of_area):
        yield {"title": title, "findings": by_area[title]}


def place_of_area(title: str) -> int:
    """Return where an area stands in the library's order; those it does not know come after, as they came."""
    known = list(areas().values())
    return known.index(title) if title in known else len(known)


def bases_of(finding: Finding) -> list[str]:
    """Return what a finding rests on, without the full stop that the sentence adds."""
    return [line.rstrip(words()["full_stop"]) for line in lines_of(finding.basis)]


def area_of(finding: Finding) -> str:
    heading = str(finding.headings[-1]) if finding.headings else finding.category
    bare = re.sub(words()["numbering"], "", heading).strip()
    return bare or str(words()["other_area"])


def one_line(text: str) -> str:
    """Return a title as a heading takes it: one line, without the full stop that the heading adds."""
    return " ".join(text.split()).rstrip(words()["full_stop"])


def notice_values(inspection: Inspection, notice: CopyNotice) -> Values:
    """Return what a copy notice tells: to whom, which problems, which advice."""
    return told(
        organization=inspection.organization_name,
        team=team_of(inspection),
        feedback_on=inspection.feedback_on or notice.on,
        receiver=notice.to,
        addressee=notice.addressee,
        summary=[f"{one_line(finding.title)}{words()['full_stop']}" for finding in findings_of(inspection)],
        advice=lines_of(notice.advice),
    )


def fix_values(inspection: Inspection, order: FixOrder) -> Values:
    """Return what an order to fix at once tells: the matter, what was found, the rule, the demands, the day."""
    return told(
        team=team_of(inspection),
        addressee=inspection.organization_name,
        matter=one_line(order.matter),
        problems=lines_of(order.found),
        basis=lines_of(order.basis),
        demands=lines_of(order.demand),
        due=order.due_on,
        receipt=True,
    )


def card_values(inspection: Inspection, finding: Finding) -> Values:
    """Return a finding as its card shows it, with its measures and its evidence."""
    own = {"authority_id": finding.authority_id, "finding": finding}
    measures = list(Measure.objects.filter(**own, removed_on=None).order_by("id"))
    evidence = Evidence.objects.filter(**own, removed_on=None).select_related("file").order_by("id")
    return told(
        organization=inspection.organization_name,
        round=inspection.round.name,
        number=finding.number,
        problem=one_line(finding.title),
        text=finding.text,
        category=words_of("category", finding.category),
        goal="\n".join(dict.fromkeys(one.expected_result for one in measures if one.expected_result)),
        leader=joined(one.owner for one in measures),
        lead=joined(one.department for one in measures),
        due=finding.due_on or max((one.due_on for one in measures if one.due_on), default=None),
        measures=[measure_values(one) for one in measures],
        state=FINDING_STAGES[finding.stage].zh,
        result=finding.result,
        recovered_fen=finding.recovered_fen or None,
        rules_made=finding.rules_made or None,
        persons_dealt_with=finding.persons_dealt_with or None,
        evidence=[" ".join(filter(None, (one.label or one.file.name, one.pages))) for one in evidence],
    )


def measure_values(row: Measure) -> Values:
    return told(text=row.text, responsible=row.owner, due=row.due_on, result=row.progress)


def joined(names: Any) -> str:
    return str(words()["joint"]).join(dict.fromkeys(name for name in names if name))


def words_of(family: str, code: str) -> str:
    """Return a code's Chinese, or what stands there where it is no code."""
    try:
        return term(family, code).zh
    except TermMissing:
        return code


def checkpoint_of(inspection: Inspection) -> str:
    """Return the last entry of a dossier's stream, by number and the beginning of its digest."""
    last = entries_of(inspection.stream, inspection.authority_id).reverse()[0]
    return f"{last.number}-{last.digest[:DIGEST_SHOWN]}"
