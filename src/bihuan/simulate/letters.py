"""What the demo county sends out: recommendation letters, a special report and its instruction, transfers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from bihuan.closeout.publishing import inquired
from bihuan.dossiers.models import Finding, Inspection
from bihuan.feedback.errands import answer_errand, note_rule, receive_errand, settle_errand
from bihuan.feedback.letters import send_letter, write_letter
from bihuan.papers.words import words
from bihuan.rules.documents import read_document
from bihuan.simulate import papers
from bihuan.simulate.founding import County
from bihuan.simulate.setting import LEADER, OFFICE, Setting, days
from bihuan.simulate.vocabulary import HERE

LAST_DAY, HANDED_OVER, ANSWERED_IN, SETTLED_IN = 1, 20, 40, 45
MOST_FINDINGS = 6


@cache
def said() -> Mapping[str, Any]:
    """Return what is written in letters."""
    return {str(key): value for key, value in read_document(HERE / "letters.yaml").content.items()}


def send_letters(county: County) -> None:
    """Write three letters; one is answered and led to rules, one awaits its answer, one is a draft."""
    county.clock.at(county.today - days(LAST_DAY))
    for told in said()["letters"]:
        write_one(county, told)


def write_one(county: County, told: Mapping[str, Any]) -> None:
    rows = Finding.objects.filter(authority_id=county.cast.authority_id, title__in=told["words"])
    found = list(rows.order_by("organization_path", "id").values_list("id", flat=True)[:MOST_FINDINGS])
    if len(found) <= 1:
        return
    words = {key: told[key] for key in ("why", "matter", "symptoms", "causes", "advice")}
    receiver = county.made[told["receiver"]].id
    made = county.keep(write_letter, **words, finding_ids=found, receiver_id=receiver)
    if "sent_before" not in told:
        return
    on = county.today - days(told["sent_before"])
    paper = {"issuer": said()["issuer"], "series": said()["series"]["letter"], "on": on, "due_on": None}
    sent = county.keep(send_letter, letter_id=uuid.UUID(made["letter"]), **paper)
    errand = uuid.UUID(sent["errand"])
    county.keep(receive_errand, errand_id=errand, on=on + days(2), received_by=told["receiver"])
    if "answer" in told:
        answer_letter(county, errand, told)


def answer_letter(county: County, errand: uuid.UUID, told: Mapping[str, Any]) -> None:
    """Enter the answer of a body, which came on paper, and the rules it made."""
    scan = {"file_name": f"{told['receiver']}.pdf", "content": papers.pdf(told["answer"])}
    on = county.today - days(told["answered_before"])
    county.keep(answer_errand, errand_id=errand, on=on, answer=told["answer"], **scan)
    for rule in told["rules"]:
        file = {"file_name": f"{rule['title']}.pdf", "content": papers.pdf(rule["title"])}
        county.keep(note_rule, errand_id=errand, title=rule["title"], on=county.today - days(rule["days"]), **file)


def report_to_leaders(dossier: Setting) -> None:
    """Write a special report of what was confirmed, issue it, and route what the leader wrote on it."""
    told = said()["special"]
    rows = Finding.objects.filter(authority_id=dossier.cast.authority_id, inspection_id=dossier.inspection_id)
    words = {key: told[key] for key in ("matter", "summary", "situation", "causes", "advice")}
    found = [str(one) for one in rows.order_by("place").values_list("id", flat=True)[:2]]
    dossier.do(LEADER, "write_special_report", **words, finding_ids=found)
    frame = {"issuer": said()["issuer"], "signer": told["signer"], "addressee": told["addressee"]}
    issued: dict[str, Any] = {"number": 1, "series": said()["series"]["special"], "on": dossier.clock.day}
    dossier.do(OFFICE, "issue_special_report", **issued, **frame)
    written: dict[str, Any] = {"leader": told["leader"], "instruction": told["instruction"], "on": dossier.clock.day}
    dossier.do(OFFICE, "record_instruction", number=1, **written)


def route_to_bodies(county: County, dossier: Setting) -> None:
    """Give what the leader wrote to two bodies."""
    for route in said()["special"]["routes"]:
        receiver = str(county.made[route["receiver"]].id)
        dossier.do(OFFICE, "route_instruction", number=1, receiver_id=receiver, demand=route["demand"])


def hand_matters_over(county: County, dossier: Setting) -> None:
    """Hand two matters over; one is answered and settled."""
    begun = dossier.feedback_on + days(HANDED_OVER)
    for told in said()["transfers"]:
        county.clock.at(begun)
        receiver = str(county.made[told["receiver"]].id)
        words = {key: told[key] for key in ("matter", "found", "proposal")}
        made = dossier.do(OFFICE, "transfer_matter", **words, receiver_id=receiver)
        issued = {"issuer": said()["issuer"], "series": said()["series"]["transfer"], "on": begun}
        dossier.do(OFFICE, "issue_transfer", receiver_id=receiver, **issued)
        if "answer" in told:
            settle(county, uuid.UUID(made.told["errand"]), told, begun)


def settle(county: County, errand: uuid.UUID, told: Mapping[str, Any], begun: date) -> None:
    county.clock.at(begun + days(ANSWERED_IN))
    scan = {"file_name": f"{told['receiver']}.pdf", "content": papers.pdf(told["answer"])}
    county.keep(answer_errand, errand_id=errand, on=county.clock.day, answer=told["answer"], **scan)
    county.clock.at(begun + days(SETTLED_IN))
    county.keep(settle_errand, errand_id=errand, on=county.clock.day, outcome=told["outcome"])


def announce_inspection(dossier: Setting, until: date) -> None:
    """Issue the notice by which everybody learns that the team comes."""
    day, name = dossier.clock.day, dossier.unit.name
    told = {key: value.format(unit=name) for key, value in said()["notice"].items()}
    usual = words()
    received = {"subjects": "\n".join(usual["notice_subjects"]), "not_taken": usual["notice_not_taken"]}
    days_on_site: dict[str, Any] = {"on": day, "from_on": day, "until_on": until}
    plan = said()["report"]["plan"]
    dossier.do(
        OFFICE, "issue_inspection_notice", issuer=said()["issuer"], plan=plan, **days_on_site, **received, **told
    )


def report_on_inspection(dossier: Setting, entered: date, view: Mapping[str, Any]) -> None:
    """Issue the report on an inspection, before anybody hears it."""
    inspection = Inspection.objects.get(authority_id=dossier.cast.authority_id, pk=dossier.inspection_id)
    frame = {"issuer": said()["issuer"], "series": said()["series"]["report"], "signer": said()["special"]["signer"]}
    counted: dict[str, Any] = dict(inquired(inspection))
    on_site: dict[str, Any] = {"on": dossier.clock.day, "from_on": entered, "until_on": dossier.clock.day}
    dossier.do(OFFICE, "issue_report", **frame, **on_site, **said()["report"], **view, **counted)


def publish(dossier: Setting) -> None:
    """Publish to the public how a dossier was put right; what is about persons is withheld."""
    told = said()["bulletin"]
    rows = Finding.objects.filter(authority_id=dossier.cast.authority_id, inspection_id=dossier.inspection_id)
    withheld = [str(one) for one in rows.filter(person_matter=True).values_list("id", flat=True)]
    words_of = {"headline": told["headline"], "summary": told["summary"], "issuer": said()["issuer"], "issue": 1}
    kept_back: dict[str, Any] = {"withheld_ids": withheld, "why_withheld": told["why"] if withheld else ""}
    dossier.do(OFFICE, "issue_bulletin", published_to="public", on=dossier.clock.day, **words_of, **kept_back)
