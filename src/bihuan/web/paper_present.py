"""What the form of a paper opens with: who issued the last one, the letters before its number, what the rows tell."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bihuan.closeout.paper_names import party_body_of
from bihuan.closeout.publishing import inquired
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import known_days
from bihuan.dossiers.models import Finding
from bihuan.feedback.hearings import standing_team_report
from bihuan.feedback.looking import fingerprint_of
from bihuan.feedback.models import CopyNotice
from bihuan.papers.models import IssuedPaper
from bihuan.papers.numbers import known_series, last_series
from bihuan.papers.words import words
from bihuan.web.control_sheets import late_ids
from bihuan.web.things import Aim


def opinion_present(aim: Aim) -> dict[str, Any]:
    """Return the round's decision and days, the unit as addressee, and what papers were issued with last."""
    one = aim.inspection
    plan = words()["plan_of_round"].format(round=one.round.name)
    known = known_days(one)
    came, left = known.get(Moment.ENTER_SITE), known.get(Moment.LEAVE_SITE)
    days = {"from_on": came or one.round.from_on, "until_on": left or one.round.until_on}
    written = standing_team_report(one)
    said = {"overall": written.overall, "advice": written.advice} if written else {}
    return {"plan": plan, "addressee": party_body_of(one), **days, **said, **issued_with(aim, "feedback")}


def inspection_report_present(aim: Aim) -> dict[str, Any]:
    """Return what the opinion opens with, and what the working papers rest on, counted."""
    told = {key: value for key, value in opinion_present(aim).items() if key != "addressee"}
    return {**told, **inquired(aim.inspection), **issued_with(aim, "report")}


def inspection_notice_present(aim: Aim) -> dict[str, Any]:
    """Return the round's decision and days, and what is usually received."""
    one, said = aim.inspection, words()
    days = {"from_on": one.round.from_on, "until_on": one.round.until_on}
    told = {"subjects": "\n".join(said["notice_subjects"]), "not_taken": said["notice_not_taken"]}
    plan = said["plan_of_round"].format(round=one.round.name)
    return {"plan": plan, **days, **told, "issuer": issued_with(aim, "inspection_notice")["issuer"] or one.team_name}


def bulletin_present(aim: Aim) -> dict[str, Any]:
    """Return the next issue of the year, and the findings about persons as those that are withheld."""
    mine = {"authority_id": aim.inspection.authority_id}
    found = Finding.objects.filter(**mine, inspection=aim.inspection, person_matter=True)
    issue = IssuedPaper.objects.filter(**mine, kind="bulletin").count() + 1
    withheld = [str(one) for one in found.order_by("place").values_list("id", flat=True)]
    return {"issue": issue, "withheld_ids": withheld, "issuer": issued_with(aim, "bulletin")["issuer"]}


def fix_present(aim: Aim) -> dict[str, Any]:
    return issued_with(aim, "fix_at_once")


def report_present(aim: Aim) -> dict[str, Any]:
    """Return what the team last wrote of the unit as a whole, to be written over."""
    written = standing_team_report(aim.inspection)
    return {"overall": written.overall, "advice": written.advice} if written else {}


def looking_present(aim: Aim) -> dict[str, Any]:
    """Return the fingerprint of the findings that the page shows."""
    return {"shown": fingerprint_of(aim.inspection)}


def notice_present(aim: Aim) -> dict[str, Any]:
    own = {"authority_id": aim.inspection.authority_id, "inspection": aim.inspection}
    due = CopyNotice.objects.filter(**own, due_on__isnull=False).order_by("due_on").values_list("due_on", flat=True)
    return {"answer_due": due.first(), **issued_with(aim, "copy_notice")}


def sheet_present(aim: Aim, today: date) -> dict[str, Any]:
    """Return what is late, to be pressed for; whoever writes the sheet adds to it or takes from it."""
    return {"finding_ids": late_ids(aim.inspection, today), **issued_with(aim, "control_sheet")}


def issued_with(aim: Aim, kind: str) -> dict[str, Any]:
    """Return the issuer of the authority's last paper, and the letters of the last number of this kind."""
    mine = {"authority_id": aim.inspection.authority_id}
    papers = IssuedPaper.objects.filter(**mine).exclude(issuer="").order_by("-id")
    issuer = papers.values_list("issuer", flat=True).first() or ""
    return {"issuer": issuer, "series": last_series(aim.inspection.authority_id, kind)}


def tell_series_in_use(form: forms.Form, authority_id: uuid.UUID) -> None:
    """Say which letters numbers of the county have, where this kind had none yet: nobody begins new ones by guess."""
    if "series" not in form.fields or form.initial.get("series"):
        return
    if known := known_series(authority_id):
        told = _("This kind of paper has had no number yet. Letters in use: %(series)s.")
        form.fields["series"].help_text = told % {"series": _(", ").join(known)}
