"""What the form of a paper opens with: who issued the last one, the letters before its number, what the rows tell."""

from __future__ import annotations

from typing import Any

from bihuan.papers.models import IssuedPaper, PaperNumber
from bihuan.papers.words import words
from bihuan.web.things import Aim


def opinion_present(aim: Aim) -> dict[str, Any]:
    """Return the round's decision and days, the unit as addressee, and what papers were issued with last."""
    one = aim.inspection
    plan = words()["plan_of_round"].format(round=one.round.name)
    days = {"from_on": one.round.from_on, "until_on": one.round.until_on}
    return {"plan": plan, "addressee": one.organization_name, **days, **issued_with(aim, "feedback")}


def notice_present(aim: Aim) -> dict[str, Any]:
    return issued_with(aim, "copy_notice")


def sheet_present(aim: Aim) -> dict[str, Any]:
    return issued_with(aim, "control_sheet")


def issued_with(aim: Aim, kind: str) -> dict[str, Any]:
    """Return the issuer of the authority's last paper, and the letters of the last number of this kind."""
    mine = {"authority_id": aim.inspection.authority_id}
    papers = IssuedPaper.objects.filter(**mine).exclude(issuer="").order_by("-id")
    numbers = PaperNumber.objects.filter(**mine, kind=kind).order_by("-id")
    issuer = papers.values_list("issuer", flat=True).first() or ""
    return {"issuer": issuer, "series": numbers.values_list("series", flat=True).first() or ""}
