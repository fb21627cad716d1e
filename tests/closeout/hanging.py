"""What keeps a dossier that was opened by mistake from being withdrawn, written to the tables: one thing each."""

from __future__ import annotations

from datetime import date

from bihuan.dossiers.models import StoredFile
from bihuan.mailroom.models import Tip, TipDoor
from bihuan.papers.models import IssuedPaper
from bihuan.planning.records import Cost
from bihuan.teams.models import Authorisation, Composition, Inspector, Tour
from tests.county import County


def authorised_team(county: County) -> None:
    """A team that is authorised to visit the unit in the round."""
    at, round_, day = {"authority_id": county.authority_id}, county.inspection.round, county.today
    decided = {"number": "青委授〔2018〕1号", "decided_by": "县委", "decided_on": day}
    letter = Authorisation(**at, round=round_, from_on=day, until_on=day, **decided)
    Authorisation.objects.bulk_create([letter])
    person = Inspector(**at, name="江予安", unit="县委巡察办", entered_on=day)
    Inspector.objects.bulk_create([person])
    composed = Composition(
        **at, round=round_, number=1, instance="", fingerprint="0" * 64, cost=0, lower_bound=0, made_on=day
    )
    Composition.objects.bulk_create([composed])
    seat = {"team": "县委第一巡察组", "seat": "leader", "organizations": [str(county.unit_id)], "inspector": person}
    days = {"from_on": day, "until_on": day}
    Tour.objects.bulk_create([Tour(**at, **days, **seat, round=round_, composition=composed, authorisation=letter)])


def paper_out(county: County) -> None:
    at = {"authority_id": county.authority_id}
    file = StoredFile(**at, sha256="1" * 64, size=1, media_type="application/pdf", name="进驻通知.pdf")
    StoredFile.objects.bulk_create([file])
    told = {"kind": "inspection_notice", "title": "进驻通知", "on": county.today, "checkpoint": "1"}
    row = IssuedPaper(**at, inspection=county.inspection, word_file=file, pdf_file=file, **told)
    IssuedPaper.objects.bulk_create([row])


def tip_door(county: County, closed_on: date | None = None) -> TipDoor:
    told = {"name": "abcd2345", "title": "码上巡", "address": "https://tips.example", "public": "0", "wrapped": "0"}
    days = {"opened_on": county.today, "closed_on": closed_on}
    row = TipDoor(authority_id=county.authority_id, inspection=county.inspection, number=1, **told, **days)
    TipDoor.objects.bulk_create([row])
    return row


def tip_came(county: County) -> None:
    told = {"door": tip_door(county, closed_on=county.today), "number": 1, "case": "1", "record": "0"}
    Tip.objects.bulk_create([Tip(authority_id=county.authority_id, inspection=county.inspection, **told)])


def cost(county: County) -> None:
    told = {"kind": "travel", "paid_by": "sending", "fen": 100, "on": county.today}
    Cost.objects.bulk_create([Cost(authority_id=county.authority_id, inspection=county.inspection, **told)])
