"""What an entry's payload says, in words: the columns that a deed wrote, and the verdict that is kept with a return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bihuan.desk.course import Told
from bihuan.domain.roles import UNIT
from bihuan.dossiers.models import Evidence, Finding
from bihuan.rectification.models import Measure
from bihuan.teams.inspectors import TOLD as TOLD_OF_A_PERSON
from bihuan.teams.models import Inspector
from bihuan.web.words import blocker_words, in_brackets, money_words, points_in, word

LONGEST = 140  # characters of a text that was written
SEVERAL = 3  # rows of one table that are told one by one; of more only their number
PERSON = Inspector._meta.db_table
FINDING, MEASURE, EVIDENCE = Finding._meta.db_table, Measure._meta.db_table, Evidence._meta.db_table
Say = Callable[[Any], str]


@dataclass(frozen=True)
class Detail:
    """One thing that a deed wrote."""

    words: str
    value: str


def text(value: Any) -> str:
    return Truncator(" ".join(str(value).split())).chars(LONGEST)


def of_family(family: str) -> Say:
    return lambda code: word(family, code)


def yes(_value: Any) -> str:
    return _("yes")


def score(hundredths: Any) -> str:
    return points_in(int(hundredths))


# table → column → what it is called and how it is said; what is not named here is not told
COLUMNS: Mapping[str, Mapping[str, tuple[Promise, Say]]] = {
    "dossiers_inspection": {
        "stage": (gettext_lazy("Stage"), of_family("inspection_stage")),
        "feedback_on": (gettext_lazy("Day of feedback"), str),
        "team_name": (gettext_lazy("Team"), text),
    },
    FINDING: {
        "title": (gettext_lazy("Title"), text),
        "stage": (gettext_lazy("Stage"), of_family("finding_stage")),
        "category": (gettext_lazy("Category"), text),
        "person_matter": (gettext_lazy("Concerns definite persons or things"), yes),
        "result": (gettext_lazy("Result"), text),
        "recovered_fen": (gettext_lazy("Money recovered"), money_words),
        "written_off_fen": (gettext_lazy("Money written off"), money_words),
        "rules_made": (gettext_lazy("Rules made"), str),
        "persons_dealt_with": (gettext_lazy("Persons dealt with"), str),
        "hand_over_stages": (gettext_lazy("Stages"), text),
        "next_look_on": (gettext_lazy("Next look on"), str),
    },
    MEASURE: {
        "text": (gettext_lazy("Measure"), text),
        "due_on": (gettext_lazy("Due day"), str),
        "progress": (gettext_lazy("Progress"), text),
        "done_on": (gettext_lazy("Done on"), str),
        "removed_on": (gettext_lazy("Struck out on"), str),
    },
    EVIDENCE: {
        "label": (gettext_lazy("What it shows"), text),
        "pages": (gettext_lazy("Pages"), text),
    },
    "rectification_extension": {
        "until_on": (gettext_lazy("New due day"), str),
        "answer": (gettext_lazy("Answer"), text),
    },
    "rectification_meeting": {"on": (gettext_lazy("Day of the meeting"), str)},
    "rectification_measurechange": {"noted_on": (gettext_lazy("Noted on"), str)},
    "rectification_signoffanswer": {"number": (gettext_lazy("Answer no."), str)},
    "rectification_look": {"seen": (gettext_lazy("What was looked at and seen"), text)},
    "rectification_report": {"title": (gettext_lazy("Report"), text), "signed_on": (gettext_lazy("Signed on"), str)},
    "supervision_check": {
        "number": (gettext_lazy("Check no."), str),
        "kind": (gettext_lazy("Kind"), of_family("check_kind")),
        "on": (gettext_lazy("Day"), str),
    },
    "supervision_checkedfinding": {"conclusion": (gettext_lazy("Conclusion"), of_family("conclusion"))},
    "evaluation_evaluation": {
        "number": (gettext_lazy("Evaluation no."), str),
        "on": (gettext_lazy("Day"), str),
        "total_hundredths": (gettext_lazy("Marks"), score),
    },
    "evaluation_selfassessment": {
        "total_hundredths": (gettext_lazy("Marks"), score),
        "returned_on": (gettext_lazy("Returned on"), str),
    },
    "evaluation_consequence": {
        "kind": (gettext_lazy("Consequence"), of_family("consequence")),
        "decision": (gettext_lazy("Decision"), of_family("decision")),
        "notified_on": (gettext_lazy("Notified"), str),
        "recorded_on": (gettext_lazy("Done on"), str),
    },
    "evaluation_leadertold": {
        "told_of": (gettext_lazy("What was told"), of_family("leader_told")),
        "on": (gettext_lazy("Day"), str),
    },
    "closeout_return": {"number": (gettext_lazy("Return no."), str)},
    "feedback_copynotice": {
        "to": (gettext_lazy("Receiver"), of_family("role")),
        "on": (gettext_lazy("Day"), str),
    },
    "fieldwork_fixorder": {"stage": (gettext_lazy("Fix at once"), of_family("fix_stage"))},
    "feedback_putfact": {"stage": (gettext_lazy("Fact"), of_family("fact_stage"))},
    "feedback_hearing": {
        "body": (gettext_lazy("Who heard the report"), of_family("hearer")),
        "on": (gettext_lazy("Day"), str),
    },
    "feedback_feedbacklook": {"sort": (gettext_lazy("Look"), of_family("feedback_look"))},
    "papers_issuedpaper": {
        "title": (gettext_lazy("Title"), text),
        "on": (gettext_lazy("Day"), str),
    },
    "access_assignment": {
        "role": (gettext_lazy("Role"), of_family("role")),
        "from_on": (gettext_lazy("First day"), str),
        "until_on": (gettext_lazy("Last day"), str),
    },
    "organizations_organization": {
        "name": (gettext_lazy("Name"), text),
        "category": (gettext_lazy("Category"), of_family("category")),
        "until_on": (gettext_lazy("Last day"), str),
    },
    "planning_mandate": {
        "sector": (gettext_lazy("Sector"), text),
        "pool": (gettext_lazy("Staffing pool"), text),
        "person_days": (gettext_lazy("Person-days"), str),
        "is_priority": (gettext_lazy("Priority"), yes),
        "has_look_back": (gettext_lazy("Look-back"), yes),
        "reason": (gettext_lazy("Reason"), text),
    },
    "organizations_headtenure": {
        "from_on": (gettext_lazy("First day"), str),
        "until_on": (gettext_lazy("Last day"), str),
    },
}


def details_of(told: Told) -> Iterable[Detail]:
    """Return what a deed wrote, in the order of the tables; of many rows only how many there are."""
    yield from corrected_of(told)
    for table, columns in COLUMNS.items():
        rows = told.of(table)
        if len(rows) > SEVERAL:
            yield many(table, len(rows))
            continue
        for row in rows:
            for column, (words, say) in columns.items():
                value = row.get(column)
                if value and not isinstance(value, Mapping):  # a commitment stands for what concerns a person
                    yield Detail(str(words), say(value))


def corrected_of(told: Told) -> Iterable[Detail]:
    """Return what was corrected of somebody of the pool: what it says lies sealed, the ledger holds commitments."""
    rows = told.of(PERSON)
    if len(rows) > SEVERAL:
        yield many(PERSON, len(rows))
        return
    for row in rows:
        keys = [key for key in TOLD_OF_A_PERSON if key in row]
        if keys and "entered_on" not in row:
            yield Detail(_("Corrected"), _(", ").join(word("inspector_field", key) for key in keys))


def many(table: str, count: int) -> Detail:
    what = {FINDING: _("Findings"), MEASURE: _("Measures"), EVIDENCE: _("Evidence")}.get(table, _("Entries"))
    return Detail(what, ngettext("%(count)s row", "%(count)s rows", count) % {"count": count})


def verdict_of(told: Told, *, to_the_unit: bool) -> tuple[str, ...]:
    """Return for what a dossier was sent back: the verdict that is kept with the return; the unit reads its moves."""
    lines = []
    for row in told.of("closeout_return"):
        for one in row.get("verdict") or ():
            own = one["whose"] in UNIT and not one["code"].startswith("evaluation.")
            if own or not to_the_unit:
                lines.append(in_brackets(blocker_words(one["code"], one["subject"]), word("role", one["whose"])))
    return tuple(lines)


def waived_by(told: Told) -> tuple[str, ...]:
    """Return the gates that stood open by an exception when the deed was done."""
    codes = told.values.get("verdict", {}).get("waived", ())
    return tuple(blocker_words(code, "inspection") for code in codes)
