"""The weeks on site of the demo: papers signed by three, fixes at once, the log, and the way to the feedback."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.dossiers.models import Inspection
from bihuan.feedback.looking import fingerprint_of
from bihuan.fieldwork.guides import in_use
from bihuan.fieldwork.models import WorkingPaper
from bihuan.rules.documents import read_document
from bihuan.simulate import papers
from bihuan.simulate.letters import report_on_inspection
from bihuan.simulate.setting import LEADER, LEADING_GROUP, LIAISON, OFFICE, Setting, days
from bihuan.simulate.vocabulary import HERE

MEMBER, DEPUTY = "member", "deputy"
REPLY_DAYS = 12
FIRST_FOUND = 5  # the point from which the papers come
ENTERED, SIGNED, HALFWAY, LEFT = 2, 6, 9, 12  # days after the team came


@cache
def said() -> Mapping[str, Any]:
    """Return what is said in the field."""
    return {str(key): value for key, value in read_document(HERE / "field.yaml").content.items()}


def said_of(dossier: Setting) -> Mapping[str, Any]:
    """Return what is said in the field of this unit: a village has matters of its own."""
    if dossier.unit.category != "village":
        return said()
    return {**said(), **said()["village"]}


def work_on_site(dossier: Setting, entered: date) -> None:
    """Enter what a team does while it is on site; one fix and one paper are still under way."""
    dossier.agenda.on(entered + days(ENTERED), lambda: keep_log(dossier))
    dossier.agenda.on(entered + days(ENTERED), lambda: tick_points(dossier))
    dossier.agenda.on(entered + days(ENTERED), lambda: order_fixes(dossier))
    dossier.agenda.on(entered + days(SIGNED), lambda: sign_papers(dossier))
    dossier.agenda.on(entered + days(HALFWAY), lambda: guide(dossier))
    dossier.agenda.on(entered + days(HALFWAY), lambda: begin_a_draft(dossier))
    dossier.agenda.on(entered + days(LEFT), lambda: hear_people(dossier))


def keep_log(dossier: Setting) -> None:
    for entry in said_of(dossier)["log"]:
        dossier.do(MEMBER, "write_log", on=dossier.clock.day, **entry)


def points_of(dossier: Setting) -> list[str]:
    """Return the points of the guide that the team works by, each with the guide's number; none without a guide."""
    inspection = Inspection.objects.get(authority_id=dossier.cast.authority_id, pk=dossier.inspection_id)
    return [
        f"{used.number}/{point.code}" for used in in_use(inspection) for _f, point in used.version_of.guide.points()
    ]


def tick_points(dossier: Setting) -> None:
    """Look at the first points of the guide; one of the ticks was set wrongly."""
    points = points_of(dossier)
    for place, told in zip(points, said_of(dossier)["ticks"], strict=False):
        number, _stroke, point = place.partition("/")
        dossier.do(MEMBER, "tick_guide", number=int(number), point=point, **told)
    if points:
        dossier.do(
            MEMBER, "withdraw_tick", number=len(said_of(dossier)["ticks"]), reason=said_of(dossier)["tick_withdrawn"]
        )


def order_fixes(dossier: Setting) -> None:
    """Order two fixes; one is answered and checked, of the other the answer awaits its check."""
    due = dossier.clock.day + days(REPLY_DAYS)
    for number, name in enumerate(("fix", "open_fix"), start=1):
        told = said_of(dossier)[name]
        order = {key: told[key] for key in ("matter", "found", "basis", "demand")}
        dossier.do(LEADER, "order_fix", due_on=due, **order)
        dossier.do(LIAISON, "answer_fix", number=number, how=told["how"], file=shown(dossier, told["matter"]))
    dossier.do(MEMBER, "check_fix", number=1, result="done", comment=said_of(dossier)["fix"]["remark"])
    dossier.do(LIAISON, "tell_own_fix", **said_of(dossier)["own"])


def shown(dossier: Setting, label: str) -> dict[str, str]:
    text = said_of(dossier)["evidence_text"].format(label=label, unit=dossier.unit.name)
    return papers.upload(f"{label}.pdf", papers.pdf(text))


def sign_papers(dossier: Setting) -> None:
    """Write the papers, each with its evidence and an inquiry, and let three people sign them."""
    points = points_of(dossier)[FIRST_FOUND:]
    for at, told in enumerate(said_of(dossier)["papers"]):
        paper_id = written(dossier, told, points[at] if at < len(points) else "")
        dossier.do(MEMBER, "submit_working_paper", paper_id)
        dossier.do(DEPUTY, "review_working_paper", paper_id)
        dossier.do(LEADER, "sign_working_paper", paper_id)
    dossier.do(OFFICE, "review_as_peer", paper_id, **said_of(dossier)["peer"])


def written(dossier: Setting, told: Mapping[str, Any], of_point: str = "") -> uuid.UUID:
    """Write one paper as a member, from a point of the guide."""
    words = {key: value for key, value in told.items() if key not in ("evidence", "inquiry")}
    receipt = dossier.do(MEMBER, "write_working_paper", found_on=dossier.clock.day, of_point=of_point, **words)
    paper_id = uuid.UUID(receipt.told["working_paper"])
    label = told["evidence"]
    dossier.do(MEMBER, "attach_paper_evidence", paper_id, file=shown(dossier, label), label=label, pages="1-2")
    asked = {
        "first_asker": said_of(dossier)["asker"],
        "second_asker": said_of(dossier)["second_asker"],
        "on": dossier.clock.day,
    }
    dossier.do(MEMBER, "add_inquiry", paper_id, **told["inquiry"], **asked)
    return paper_id


def guide(dossier: Setting) -> None:
    told = dict(said_of(dossier)["guidance"])
    follow_up = told.pop("follow_up")
    dossier.do(LEADING_GROUP, "give_guidance", on=dossier.clock.day, **told)
    dossier.do(LEADER, "follow_guidance", number=1, on=dossier.clock.day, follow_up=follow_up)


def begin_a_draft(dossier: Setting) -> None:
    dossier.do(MEMBER, "write_working_paper", **said_of(dossier)["draft"])


def hear_people(dossier: Setting) -> None:
    """Note what troubles people; the last of it is not solved yet."""
    for number, told in enumerate(said_of(dossier)["concerns"], start=1):
        dossier.do(MEMBER, "note_concern", matter=told["matter"], on=dossier.clock.day)
        solved = {key: value for key, value in told.items() if key != "matter"}
        if solved:
            dossier.do(MEMBER, "solve_concern", number=number, on=dossier.clock.day, **solved)


def settle_the_rest(dossier: Setting) -> None:
    """Check the last fix, give the draft up, and put the facts to the unit, so that the team may leave."""
    rows = WorkingPaper.objects.filter(authority_id=dossier.cast.authority_id, inspection_id=dossier.inspection_id)
    draft = rows.filter(stage=PaperStage.DRAFT).values_list("id", flat=True)[0]
    dossier.do(LEADER, "withdraw_working_paper", draft, reason=said()["given_up"])
    dossier.do(MEMBER, "check_fix", number=2, result="done")
    dossier.do(LEADER, "put_facts", due_on=dossier.clock.day + days(REPLY_DAYS), nobody_named=True)


def go_to_feedback(dossier: Setting, entered: date, left: date) -> None:
    """Enter what happens between the end of the stay and the feedback; one fact still awaits the unit."""
    dossier.agenda.on(left + days(2), lambda: reply(dossier))
    dossier.agenda.on(left + days(4), lambda: confirm(dossier))
    dossier.agenda.on(left + days(6), lambda: look_over(dossier, entered))


def reply(dossier: Setting) -> None:
    for number, told in enumerate(said()["replies"], start=1):
        dossier.do(
            LIAISON,
            "reply_to_fact",
            number=number,
            reply_sort=told["reply_sort"],
            reply=told["reply"],
            file=shown(dossier, told["shows"]),
        )
    dossier.do(OFFICE, "answer_objection", number=1, follows="stands", reasons=said()["answer"])


def confirm(dossier: Setting) -> None:
    rows = WorkingPaper.objects.filter(authority_id=dossier.cast.authority_id, inspection_id=dossier.inspection_id)
    for paper_id in rows.filter(stage=PaperStage.SIGNED).order_by("number").values_list("id", flat=True):
        dossier.do(OFFICE, "confirm_finding", paper_id)
        dossier.confirmed += 1
    dossier.do(OFFICE, "answer_objection", number=len(said()["replies"]), follows="dropped", reasons=said()["dropped"])
    dossier.confirmed -= 1


def look_over(dossier: Setting, entered: date) -> None:
    """Write the overall view, let the leading group hear it, compare and review once; the rest is to be done."""
    inspection = Inspection.objects.get(authority_id=dossier.cast.authority_id, pk=dossier.inspection_id)
    seen: dict[str, Any] = {"shown": fingerprint_of(inspection)}
    dossier.do(LEADER, "write_team_report", **said()["report"])
    report_on_inspection(dossier, entered, said()["report"])
    dossier.do(OFFICE, "record_hearing", on=dossier.clock.day, **said()["hearing"])
    dossier.do(LEADING_GROUP, "redirect_copy_notice", **said()["receiver"])
    dossier.do(OFFICE, "compare_feedback", **seen, comment=said()["compared"])
    dossier.do(LEADER, "review_feedback", **seen, comment=said()["reviewed"])
    dossier.do(OFFICE, "look_up_for_feedback", **seen, looked_up="evidence")
