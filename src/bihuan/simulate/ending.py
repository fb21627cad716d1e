"""From the first check to the close-out: supervision, evaluation, report, consents, exception, return."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from bihuan.dossiers.models import Finding, Inspection
from bihuan.rectification.sheets import figures_of, shown_of
from bihuan.simulate import panel, papers
from bihuan.simulate.dossier import Dossier
from bihuan.simulate.setting import HEAD, LEADER, LEADING_GROUP, LIAISON, OFFICE, SUPERVISION, days
from bihuan.simulate.stories import Fate, Goes
from bihuan.simulate.vocabulary import fill, words

SHARES = {"arrangement": 15, "plan": 15, "execution": 50, "prevention": 10, "reporting": 10}
LOW = "16"
FIRST_CHECK, FIRST_EVALUATION, SECOND_CHECK, SECOND_EVALUATION, REPORT = 105, 112, 180, 188, 205
LOOKED_AT = 4


def enter(dossier: Dossier) -> None:
    """Enter everything between the work on the findings and the end of the story."""
    start = dossier.feedback_on
    panel.tell_of_the_round(dossier)
    if dossier.story.goes is Goes.AT_WORK:
        if not dossier.story.taken_over:
            check(dossier, dossier.today - days(6), LEADER, "")
        return
    check(dossier, start + days(FIRST_CHECK), LEADER, "")
    evaluate(dossier, start + days(FIRST_EVALUATION), OFFICE, told=True)
    if not dossier.story.excepted and dossier.has_come_to(Goes.REPORTED):
        check(dossier, start + days(SECOND_CHECK), SUPERVISION, "special_check")
        if not dossier.story.gaps:
            told = dossier.story.goes is Goes.CLOSED
            evaluate(dossier, start + days(SECOND_EVALUATION), SUPERVISION, told=told)
    if dossier.story.excepted:
        exception(dossier, start + days(SECOND_CHECK))
    if dossier.has_come_to(Goes.REPORTED):
        check(dossier, start + days(FIRST_CHECK + 30), OFFICE, "return_visit")
        finish(dossier, start + days(REPORT))


def check(dossier: Dossier, day: date, who: str, kind: str) -> None:
    def happen() -> None:
        chance, remarks = dossier.chance, words()["seen_remarks"]
        conclusions = {"rectifying": 1, "sign_off_requested": 0, "signed_off": 0, "long_term": 1}
        shown = chance.sample(dossier.matters, min(LOOKED_AT, len(dossier.matters)))
        stages = stages_of(dossier)
        seen = []
        for matter in shown:
            place = conclusions[stages[matter.number]]
            told = {"conclusion": ("done", "partly")[place], "remark": remarks[place]}
            seen.append({"finding_id": str(matter.finding_id), **told})
        words_of = chance.choice(words()["checks"])
        account = fill(words_of["account"], chance, day.year)
        dossier.do(who, "record_check", kind=kind, on=day, methods=words_of["methods"], account=account, seen=seen)

    dossier.agenda.on(day, happen)


def stages_of(dossier: Dossier) -> dict[str, str]:
    rows = Finding.objects.filter(authority_id=dossier.cast.authority_id, inspection_id=dossier.inspection_id)
    return dict(rows.values_list("number", "stage"))


def evaluate(dossier: Dossier, day: date, who: str, *, told: bool) -> None:
    given: dict[str, Any] = {}

    def happen() -> None:
        marks = {aspect: str(share - dossier.chance.randint(0, share // 5)) for aspect, share in SHARES.items()}
        if dossier.story.goes is Goes.EVALUATED_ONCE:  # one unit of the county did badly
            marks["execution"] = LOW
        grounds = dict(zip(SHARES, words()["grounds"], strict=True))
        receipt = dossier.do(who, "record_evaluation", on=day, marks=marks, grounds=grounds)
        given["id"] = receipt.told["evaluation"]

    dossier.agenda.on(day, happen)
    panel.tell_of_evaluation(dossier, day)
    if told:
        dossier.agenda.on(day + days(2), lambda: tell(dossier, given))
    if dossier.story.goes is Goes.EVALUATED_ONCE:
        panel.follow(dossier, day)


def tell(dossier: Dossier, given: dict[str, Any]) -> None:
    dossier.do(OFFICE, "tell_evaluation", uuid.UUID(given["id"]))


def exception(dossier: Dossier, day: date) -> None:
    """Few findings, all done: the leading group waives the second check and evaluation."""
    for code in ("checks.too_few", "evaluations.too_few"):
        reason = words()["exception_reason"]
        dossier.then(day, LEADING_GROUP, "waive", code=code, reason=reason)


def finish(dossier: Dossier, day: date) -> None:
    """Report, signature, review; sent back where the story says so; consents and closing where it comes so far."""
    up_for_review(dossier, day)
    if dossier.story.returned:
        reason = words()["dossier_return_reason"]
        dossier.then(day + days(6), OFFICE, "return_dossier", reason=reason)
        if dossier.story.goes is not Goes.CLOSED:
            return
        day = day + days(14)
        up_for_review(dossier, day)
    if not dossier.has_come_to(Goes.ACCEPTED):
        return
    dossier.then(day + days(5), SUPERVISION, "accept")
    dossier.then(day + days(8), OFFICE, "approve")
    if dossier.has_come_to(Goes.CLOSED):
        dossier.then(day + days(9), SUPERVISION, "countersign")
        dossier.then(day + days(9), LEADER, "countersign")
        dossier.then(day + days(11), OFFICE, "close")


def up_for_review(dossier: Dossier, day: date) -> None:
    agenda = dossier.agenda
    agenda.on(day, lambda: write_report(dossier))
    agenda.on(day + days(1), lambda: sign(dossier))
    dossier.then(day + days(2), HEAD, "submit_for_review")


def write_report(dossier: Dossier) -> None:
    unit, count = dossier.unit.name, len(dossier.matters)
    ended = sum(m.fate in (Fate.SIGNED_OFF, Fate.SIGNED_OFF_AT_SECOND) for m in dossier.matters)
    rules = figures_of(inspection_of(dossier)).rules_made
    text = words()["report_text"].format(n=count, m=ended, k=rules)
    dossier.do(LIAISON, "write_report", title=words()["report_title"].format(unit=unit), text=text)


def sign(dossier: Dossier) -> None:
    """Sign by one's own account, or on paper with the scan attested by the liaison."""
    if not dossier.story.signs_on_paper:
        dossier.do(HEAD, "sign_report", shown=read(dossier))
        return
    name = dossier.cast.people[dossier.login_of(HEAD)].name
    scan = papers.upload(f"{words()['signed_page']}.pdf", papers.pdf(words()["signed_page"]))
    told: dict[str, Any] = {"signed_by": name, "signed_on": dossier.clock.day, "paper": scan, "shown": read(dossier)}
    dossier.do(LIAISON, "attest_signature", **told)


def inspection_of(dossier: Dossier) -> Inspection:
    return Inspection.objects.get(authority_id=dossier.cast.authority_id, pk=dossier.inspection_id)


def read(dossier: Dossier) -> str:
    """Return the fingerprint of the report that is about to be signed."""
    shown = shown_of(inspection_of(dossier))
    assert shown is not None
    return shown.fingerprint
