"""Codes, days and money as they are said in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from bihuan.access.actors import INSTALLER
from bihuan.desk.offers import OFFERS
from bihuan.domain.evaluation import HUNDREDTHS
from bihuan.domain.glossary import (
    FAMILIES,
    MOMENTS,
    Term,
    TermMissing,
    say_blocker,
    say_clue_fault,
    say_inspector_fault,
    say_plan_fault,
    say_readiness,
    say_recusal,
    say_subject,
    say_team,
    say_vague,
    term,
)
from bihuan.domain.inspectors import Fault
from bihuan.domain.readiness import Lack
from bihuan.domain.ties import Exclusion
from bihuan.dossiers.days import Late
from bihuan.rectification.models import MeasureChange
from bihuan.rules.packs import available, load

FEN_OF_A_YUAN = 100
YUAN_OF_A_WAN = 10_000
YUAN_OF_A_MILLION = 1_000_000
RULE_ID = re.compile(r"[a-z]+/[a-z_./]+")

# names of columns and things as refusals mention them; not terms of the method, hence not in the glossary
FIELDS = {
    "feedback_on": _("Day of feedback"),
    "on": _("Day"),
    "done_on": _("Day of completion"),
    "due_on": _("Due date"),
    "from_on": _("First day"),
    "until_on": _("Last day"),
    "text": _("Text"),
    "title": _("Title"),
    "reason": _("Reason"),
    "stages": _("Stages"),
    "kind": _("Kind"),
    "conclusion": _("Conclusion"),
    "account": _("Account of what was seen"),
    "stage": _("Stage"),
    "signed_off_on": _("Signed off on"),
    "owner": _("Responsible leader"),
    "department": _("Responsible department"),
    "progress": _("Progress"),
    "person_matter": _("Definite persons or things"),
    "asked_until_on": _("Time asked for, until"),
    "methods": _("Methods"),
    "verdict": _("Verdict"),
    "side": _("Side"),
    "purpose": _("Purpose"),
    "to_role": _("To"),
    "bill": _("bill"),
    "render_bill": _("Show the bill"),
    "hand_bill_over": _("Hand the bill over"),
    "accept_bill": _("Sign for the bill"),
    "look_bill_up": _("Look into the bill"),
    "extract": _("extract"),
    "sort": _("What happens"),
    "told_class": _("Class"),
    "step": _("Step"),
    "reorganisation": _("reorganisation"),
    "edit": _("edit"),
    "consent": _("consent"),
    "inspection": _("dossier"),
    "finding": _("finding"),
    "measure": _("measure"),
    "evidence": _("evidence"),
    "extension": _("extension"),
    "check": _("check"),
    "evaluation": _("evaluation"),
    "report": _("report"),
    "organization": _("organization"),
    "round": _("round"),
    "number_in_round": _("Number in the round"),
    "number_in_term": _("Number in the term"),
    "inspector": _("inspector"),
    "challenge": _("challenge"),
    "tour": _("tour"),
    "composition": _("composition"),
    "draw": _("draw"),
    "share": _("share"),
    "rule": _("rule"),
    "term": _("term"),
    "filing": _("filing"),
    "method": _("method"),
    "guide": _("guide"),
    "point": _("point of the guide"),
    "category": _("category"),
    "guidetick": _("tick"),
    "sent_on": _("Sent on"),
    "received_on": _("Received on"),
    "count": _("number of rounds"),
    "file": _("file"),
    "acceptance": _("acceptance"),
    "approval": _("approval"),
    "countersignature": _("countersignature"),
    "exception": _("exception"),
    "exemption": _("exception"),
    "the authority": _("the authority itself"),
}
# what the doctor looks at
CHECKS = {
    "home": _("Folder of the data"),
    "room": _("Room on the disk"),
    "secret": _("Secret of the installation"),
    "time zone": _("Time zone"),
    "proxy": _("Reverse proxy"),
    "database": _("Database"),
    "migrations": _("Version of the database"),
    "clock": _("Clock"),
    "each day": _("Work of each day"),
    "keys": _("Key files"),
    "settings": _("Settings"),
    "sqlite": "SQLite",
    "postgresql": "PostgreSQL",
}
SPOKEN_FAMILIES = (
    "role",
    "clue_stage",
    "paper_stage",
    "fact_stage",
    "fix_stage",
    "step",
    "moment",
    "deed",
    "aspect",
    "category",
    "check_kind",
    "consequence",
    "leader_told",
    "score_part",
    "ballot_fault",
    "evaluating_body",
)


def is_chinese() -> bool:
    """True when the page is shown in Chinese."""
    return (get_language() or "zh").startswith("zh")


def in_this_language(words: Term) -> str:
    """Return a term in the language of the page."""
    return words.zh if is_chinese() else words.en


def team_said(name: str) -> str:
    """Return what a team is called: by its number, or by the name that it was given."""
    return in_this_language(say_team(name))


def word(family: str, code: object) -> str:
    """Return what a code of a family of the glossary is called; an unknown code stands for itself."""
    try:
        return in_this_language(term(family, str(code)))
    except TermMissing:
        return str(code)


said_later = lazy(word, str)  # the same for what is worded before the language of a page is known


def deed_words(name: object) -> str:
    """Return what a deed is called: a step of a life, or a deed with a name of its own."""
    said = word("step", name)
    return word("deed", name) if said == str(name) else said


def actor_words(name: str) -> str:
    """Return who acted; what was set up from the server's command line, before anybody had an account, says so."""
    return gettext("Installation (command line)") if name == INSTALLER else name


def blocker_words(code: str, subject: str) -> str:
    """Return what a blocker says."""
    return in_this_language(say_blocker(code, subject))


def subject_said(subject: str) -> str:
    """Return whom or what a blocker is about."""
    return in_this_language(say_subject(subject))


def plan_fault_said(code: str, subject: str) -> str:
    """Return what a plan lacks."""
    return in_this_language(say_plan_fault(code, subject))


def recusal_said(one: Exclusion) -> str:
    """Return why somebody is kept away from an organization, with the clause that says so."""
    because = in_this_language(say_recusal(one.rule.relation, one.evidence))
    unverified = "" if one.rule.verified else gettext(" (to be verified)")
    return f"{because} – {one.rule.document}{gettext(', ')}{one.rule.clause}{unverified}"


def lack_said(lack: Lack) -> str:
    """Return what somebody who was adopted lacks, in a sentence."""
    subject = in_brackets(lack.subject, recusal_said(lack.why)) if lack.why else lack.subject
    return in_this_language(say_readiness(lack.code, subject))


def inspector_fault_said(fault: Fault) -> str:
    """Return what is wrong with what is told of an inspector."""
    return in_this_language(say_inspector_fault(fault.code, fault.subject))


def clue_fault_said(code: str, subject: str) -> str:
    """Return what is wrong with what is told of a clue."""
    return in_this_language(say_clue_fault(code, subject))


def in_brackets(what: str, which: str) -> str:
    """Say something and which of its kind, in the brackets of the language of the page."""
    return gettext("%(what)s (%(which)s)") % {"what": what, "which": which}


def labelled(label: object, said: object) -> str:
    """Say a label and what it stands for, with the colon of the language of the page."""
    return gettext("%(label)s: %(said)s") % {"label": label, "said": said}


def vague_words(code: str, phrase: str) -> str:
    """Return what is vague about a measure."""
    return in_this_language(say_vague(code, phrase))


@cache
def titles() -> Mapping[str, str]:
    """Return what the fields of the deeds' forms are called, by name."""
    forms = (offer.form for offer in OFFERS.values())
    return {name: info.title for form in forms for name, info in form.model_fields.items() if info.title}


def pack_words(pack_id: str) -> str:
    """Return what a pack is called."""
    title = load(pack_id).title
    return title.zh if is_chinese() else title.en


def rule_words(rule_id: str) -> str:
    """Return what a rule is called, by the first pack that has it; a gate of none by its step, another by its id."""
    rules = (rule for pack_id in available() for rule in load(pack_id).rules if rule.id == rule_id)
    rule = next(rules, None)
    if rule is None:
        gate, _slash, of = rule_id.partition("/")
        step, _slash, code = of.partition("/")
        return labelled(deed_words(step), word("gate", code)) if gate == "gate" and code else rule_id
    return rule.title.zh if is_chinese() else rule.title.en


def spoken(value: object) -> str:
    """Return a value out of a refusal as people say it: codes by their words, days as days, lists joined."""
    if isinstance(value, Term):
        return in_this_language(value)
    if isinstance(value, list | tuple | set | frozenset):
        return (gettext(", ")).join(spoken(item) for item in value)
    if isinstance(value, Mapping):
        return " ".join(labelled(spoken(place), spoken(said)) for place, said in value.items())
    if isinstance(value, date):
        return value.isoformat()
    return spoken_code(value) if isinstance(value, str) else "–" if value is None else str(value)


def spoken_code(value: str) -> str:
    """Return what a code is called, wherever its words stand; anything else stands for itself."""
    if value in FIELDS:
        return str(FIELDS[value])
    for family in SPOKEN_FAMILIES:
        if value in FAMILIES[family]:
            return word(family, value)
    if value in FAMILIES["blocker"]:
        return blocker_words(value, "…")
    if value in titles():
        return gettext(titles()[value])
    if value in available():
        return pack_words(value)
    return rule_words(value) if RULE_ID.fullmatch(value) else value


def change_words(change: MeasureChange) -> str:
    """Return what was changed of a measure: of each column the old and the new words."""
    told = (
        gettext("%(what)s: “%(before)s” → “%(after)s”.")
        % {"what": spoken(name), "before": change.before[name] or "–", "after": change.after[name] or "–"}
        for name in change.after
    )
    return " ".join(told)


def moment_words(code: object) -> str:
    """Return what happened, by the deed that makes it or by a name of its own."""
    return word("moment", code) if code in MOMENTS else deed_words(str(code))


def late_words(late: Late) -> str:
    """Return what a deed that was entered after the fact bears: the day on which it was, and that on which it came."""
    days = {"on": late.happened_on.isoformat(), "entered": late.recorded_on.isoformat()}
    if late.taken_over:
        return gettext("taken over: of %(on)s, entered on %(entered)s") % days
    return gettext("entered after the fact: of %(on)s, entered on %(entered)s") % days


def day_words(day: date | None) -> str:
    """Return a day as 2026-03-09, a dash where there is none."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return day.isoformat() if day else "–"


def instant_words(instant: datetime | None) -> str:
    """Return an instant as 2026-03-09 14:05 in local time."""
    return timezone.localtime(instant).strftime("%Y-%m-%d %H:%M") if instant else "–"


def money_words(fen: int | None) -> str:
    """Return an amount in yuan, in Chinese from ten thousand on in units of ten thousand."""
    if fen is None:
        return "–"
    yuan = Decimal(fen) / FEN_OF_A_YUAN
    if is_chinese() and abs(yuan) >= YUAN_OF_A_WAN:
        return gettext("%(amount)s ten thousand yuan") % {"amount": plain(yuan / YUAN_OF_A_WAN)}
    return gettext("%(amount)s yuan") % {"amount": plain(yuan)}


def points(mark: Decimal | str | int) -> str:
    """Return a mark, a full mark or a score as every page, form and workbook says it: 8, never 8.0; 7.5 as 7.5."""
    return plain(Decimal(mark))


def points_in(hundredths: int) -> str:
    """Return a score that is kept in hundredths of a mark."""
    return points(Decimal(hundredths) / HUNDREDTHS)


def plain(number: Decimal) -> str:
    """Return a number with thousands and no idle zeros."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
