"""What the pages of the weeks on site show: what the unit is asked, the stay itself, the way to the feedback."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.chances import Chance, chances_on_inspection
from bihuan.desk.notices import DECIDERS
from bihuan.desk.offers import Offer, Target
from bihuan.desk.site_forms import LookingForm
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import FeedbackReviewFacts
from bihuan.domain.lifecycle.inspection import NOTICED
from bihuan.domain.lifecycle.reply import fits
from bihuan.domain.lifecycle.working_paper import SIGNERS, UNREVIEWED, PaperStage
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.feedback.answering import receiver_instead
from bihuan.feedback.hearings import earlier_team_reports, standing_team_report
from bihuan.feedback.looking import Compared, comparison_of, fingerprint_of, review_of
from bihuan.feedback.models import FeedbackLook, Hearing, PutFact, TeamReport
from bihuan.feedback.replying import dropped_facts, facts_to_put
from bihuan.fieldwork.facts import RESTRICTED, may_read
from bihuan.fieldwork.guides import open_points
from bihuan.fieldwork.models import FixOrder, Guidance, LogEntry, PublicConcern, WorkingPaper
from bihuan.rules.library import articles_in_force
from bihuan.supervision.models import Check
from bihuan.supervision.outcomes import left_open
from bihuan.teams.entering import not_ready_to_enter
from bihuan.web.forms import offer_choices
from bihuan.web.offered import PAGE_OF, Button, button, in_order
from bihuan.web.things import Aim

ON_A_PAPER = frozenset({"write_working_paper", "revise_working_paper"})
ABOUT_A_FACT = frozenset({"reply_to_fact", "answer_objection"})
OF_A_ROW = frozenset(
    {"answer_fix", "check_fix", "reply_to_fact", "answer_objection", "tick_guide", "withdraw_tick", "withdraw_hearing"}
)
ON_PERSONS = frozenset({Role.OFFICE, Role.LEADING_GROUP})  # who reads what a hearing said of persons


def page_words(name: str) -> str:
    """Return what a page of a dossier beside its own is called."""
    return {
        "unit_talk": _("Asked of the unit"),
        "stay": _("Weeks on site"),
        "guide_on_site": _("Guide on site"),
        "to_feedback": _("Towards the feedback"),
        "panel": _("Evaluation and what follows"),
        "sent_papers": _("Special reports and transfers"),
    }[name]


def fact_chosen(aim: Aim, number: object) -> PutFact | None:
    """Return the fact that a form is opened for."""
    rows = PutFact.objects.filter(authority_id=aim.inspection.authority_id, inspection=aim.inspection)
    rows = rows.select_related("file", "finding", "paper__finding")
    return rows.filter(number=str(number)).first() if str(number).isdigit() else None


def words_now(offer: Offer, aim: Aim, number: object) -> dict[str, Any]:
    """Return the words of a confirmed finding as they stand, so that whoever changes a part keeps the rest."""
    if offer.name != "answer_objection":
        return {}
    fact = fact_chosen(aim, number)
    finding = (fact.finding or (fact.paper.finding if fact.paper else None)) if fact else None
    return {"new_title": finding.title, "new_text": finding.text} if finding else {}


def keep_to_the_fact(form: forms.Form, offer: Offer, aim: Aim, number: str) -> None:
    """Let a form that was opened for one fact choose no other: it shows the words of that one."""
    fact = fact_chosen(aim, number) if offer.name in ABOUT_A_FACT else None
    if fact is not None and fits(offer.name, fact.stage):
        offer_choices(form, "number", [(str(fact.number), f"{fact.number} {fact.title}")])


def read_before(offer: Offer, aim: Aim, opened_with: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what somebody reads on the page of a deed before he sends its form."""
    if offer.name in ON_A_PAPER:
        day = aim.paper.found_on if aim.paper else None
        return {"articles": articles_in_force(aim.inspection.authority_id, day or today)}
    if offer.name == "leave_site":
        return {"open_points": open_points(aim.inspection), "unsigned": unsigned_papers(aim)}
    if offer.name == "enter_site":
        return {"before_entry": not_ready_to_enter(aim.inspection, today)}
    if issubclass(offer.form, LookingForm):
        return {"compared": comparison_of(aim.inspection)}
    if offer.name == "put_facts":
        return {"to_put": facts_to_put(aim.inspection)}
    if isinstance(aim.row, Check):
        return {"left_open": left_open(aim.row)}
    if offer.name in ABOUT_A_FACT and "number" in opened_with:
        return {"fact": fact_chosen(aim, opened_with["number"])}
    return {}


@dataclass(frozen=True)
class Unsigned:
    """A working paper that is not signed to the end; without a page for whoever may not open it."""

    number: str
    stage: str
    page: uuid.UUID | None


def unsigned_papers(aim: Aim) -> list[Unsigned]:
    """Return the papers that stay unsigned when the team leaves: they bar the feedback later, not its leaving."""
    stages = UNREVIEWED - {PaperStage.SIGNED}
    rows = WorkingPaper.objects.filter(**own(aim.inspection), stage__in=stages).order_by("number")
    signs = bool(SIGNERS & aim.held)
    return [Unsigned(row.number, row.stage, row.id if signs or row.secrecy != RESTRICTED else None) for row in rows]


@dataclass(frozen=True)
class Asked:
    """One row with the deed on it that is the reader's now."""

    row: Any
    deed: str = ""
    url: str = ""
    paper: WorkingPaper | None = None  # where the reader may read it


def buttons_for(page: str, chances: Iterable[Chance], inspection: Inspection) -> tuple[Button, ...]:
    """Return the deeds that stand on a page; those on one row stand beside the row."""
    fitting = [c for c in chances if PAGE_OF.get(c.offer.name) == page and c.offer.name not in OF_A_ROW]
    return in_order(button(c, url_of(c.offer.name, c.offer.target, inspection)) for c in fitting)


def url_of(deed: str, target: Target, inspection: Inspection) -> str:
    return reverse("site_do" if target is Target.SITE else "dossier_do", args=[inspection.id, deed])


def asked(rows: Iterable[Any], wanted: tuple[str, ...], chances: Iterable[Chance], aim: Aim, who: Actor) -> list[Asked]:
    """Return rows, each with the first of these deeds that is open to the reader and fits its stage."""
    open_now = {c.offer.name: c.offer.target for c in chances if c.offer.name in wanted}
    found = []
    for row in rows:
        name = next((deed for deed in wanted if deed in open_now and fits(deed, row.stage)), "")
        url = f"{url_of(name, open_now[name], aim.inspection)}?number={row.number}" if name else ""
        paper = row.paper if row.paper and may_read(who.account_id, row.paper, aim.held) else None
        found.append(Asked(row, name, url, paper))
    return found


def own(inspection: Inspection) -> dict[str, Any]:
    return {"authority_id": inspection.authority_id, "inspection": inspection}


def talk_of(actor: Actor, aim: Aim) -> Mapping[str, Any]:
    """Return the facts put to the unit and what it puts right at once; sources and drafters are nobody's here."""
    chances = chances_on_inspection(actor, aim.inspection)
    facts = PutFact.objects.filter(**own(aim.inspection)).select_related("file", "paper").order_by("number")
    fixes = FixOrder.objects.filter(**own(aim.inspection)).select_related("file", "paper").order_by("number")
    if not facts_to_put(aim.inspection):
        chances = tuple(one for one in chances if one.offer.name != "put_facts")
    return {
        "facts": asked(facts, ("reply_to_fact", "answer_objection"), chances, aim, actor),
        "fixes": asked(fixes, ("answer_fix", "check_fix"), chances, aim, actor),
        "buttons": buttons_for("unit_talk", chances, aim.inspection),
    }


@dataclass(frozen=True)
class Solved:
    """Matters of public concern, counted."""

    found: int
    solved: int
    people: int
    recovered_fen: int
    written_off_fen: int


def stay_of(actor: Actor, aim: Aim) -> Mapping[str, Any]:
    """Return the team's log, its guidance, and the matters of public concern."""
    chances = chances_on_inspection(actor, aim.inspection)
    names = {chance.offer.name for chance in chances}
    concerns = PublicConcern.objects.filter(**own(aim.inspection))
    return {
        "log": list(LogEntry.objects.filter(**own(aim.inspection)).order_by("-on", "-number")),
        "guidances": list(Guidance.objects.filter(**own(aim.inspection)).order_by("number")),
        "concerns": list(concerns.order_by("number")),
        "solved": solved_of(aim.inspection),
        "names": names,
        "buttons": buttons_for("stay", chances, aim.inspection),
    }


def solved_of(inspection: Inspection) -> Solved:
    """Count the matters of public concern of a dossier: found, solved, people served, money."""
    rows = PublicConcern.objects.filter(**own(inspection))
    solved = rows.exclude(solved_on=None)
    sums = solved.aggregate(people=Sum("people_served"), back=Sum("recovered_fen"), off=Sum("written_off_fen"))
    return Solved(rows.count(), solved.count(), sums["people"] or 0, sums["back"] or 0, sums["off"] or 0)


@dataclass(frozen=True)
class ToFeedback:
    """What goes before the feedback of a dossier."""

    report: TeamReport | None
    earlier: list[TeamReport]
    hearings: list[Hearing]
    compared: list[Compared]
    dropped: list[PutFact]
    looks: list[FeedbackLook]
    review: FeedbackReviewFacts
    shown: str
    reads_persons: bool
    receivers: list[tuple[str, str]]
    names: frozenset[str]
    buttons: tuple[Button, ...]

    @property
    def standing_hearings(self) -> int:
        return sum(row.withdrawn_on is None for row in self.hearings)

    @property
    def reviewers(self) -> int:
        return len(set(self.review.reviewed_by))

    @property
    def looked_up(self) -> int:
        return len(set(self.review.looked_up))


def receivers_decided(aim: Aim) -> list[tuple[str, str]]:
    """Return to which roles of a dossier no notice goes, and who receives it instead, for whoever may know of it."""
    if not DECIDERS & aim.held:
        return []
    told = [(to, receiver_instead(aim.inspection, to)) for to in sorted(NOTICED)]
    return [(to, instead) for to, instead in told if instead]


def way_to_feedback(actor: Actor, aim: Aim) -> ToFeedback:
    """Return what goes before the feedback."""
    chances = chances_on_inspection(actor, aim.inspection)
    return ToFeedback(
        report=standing_team_report(aim.inspection),
        earlier=earlier_team_reports(aim.inspection),
        hearings=list(Hearing.objects.filter(**own(aim.inspection)).order_by("on", "number")),
        compared=comparison_of(aim.inspection),
        dropped=dropped_facts(aim.inspection),
        looks=list(FeedbackLook.objects.filter(**own(aim.inspection)).order_by("number")),
        review=review_of(aim.inspection),
        shown=fingerprint_of(aim.inspection),
        reads_persons=bool(ON_PERSONS & aim.held),
        receivers=receivers_decided(aim),
        names=frozenset(chance.offer.name for chance in chances),
        buttons=buttons_for("to_feedback", chances, aim.inspection),
    )
