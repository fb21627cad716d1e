"""Who can meet a condition now, and what has to come before it: a row of the gate panel leads to no dead end."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from bihuan.desk.mending import MENDED_BY
from bihuan.desk.offers import OFFERS
from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.machine import Blocker
from bihuan.domain.lifecycle.moves import EVALUATIONS, NOT_SIGNED_OFF
from bihuan.domain.lifecycle.resting import CONSENTS, TURNS
from bihuan.domain.roles import Role
from bihuan.domain.scoring_bodies import OFFICE as OFFICE_BODY
from bihuan.domain.scoring_bodies import bodies_of
from bihuan.dossiers.models import Finding, Inspection
from bihuan.evaluation.scorers import slips_of
from bihuan.evaluation.sheets import open_scoring
from bihuan.web.addresses import address
from bihuan.web.words import word

NOT_FED_BACK, PARTY_MISSING = "three_party.not_fed_back", "three_party.missing"
ONLY_AFTER_OTHERS = CONSENTS | {NOT_FED_BACK}
KINDS: Mapping[str, CheckKind] = {  # which kind of check alone meets a condition
    "return_visit.missing": CheckKind.RETURN_VISIT,
    "return_visit.too_early": CheckKind.RETURN_VISIT,
    "special_check.missing": CheckKind.SPECIAL_CHECK,
    "special_check.too_early": CheckKind.SPECIAL_CHECK,
}


@dataclass(frozen=True)
class OpenSheet:
    """The sheet of two scorers on which an evaluation waits: who has still to hand in, and who settles it then."""

    number: int
    by_role: str
    waiting: tuple[tuple[uuid.UUID, str], ...]

    def deed_of(self, account: uuid.UUID | None, held: Collection[Role]) -> str:
        """Return what brings the sheet on, where it is the reader's to do."""
        if self.waiting:
            return "hand_in_scores" if account in {one for one, _name in self.waiting} else ""
        return "settle_scores" if bodies_of(held) & {OFFICE_BODY, self.by_role} else ""

    @property
    def movers(self) -> str:
        """Return the names of those who have still to score."""
        return _(", ").join(name for _id, name in self.waiting)

    @property
    def said(self) -> str:
        """Say on what the evaluation waits."""
        if not self.waiting:
            return _("Sheet no. %(number)s: both have scored; it is to be settled.") % {"number": self.number}
        return _("Sheet no. %(number)s: not scored yet by %(names)s.") % {"number": self.number, "names": self.movers}


def sheet_in_the_way(inspection: Inspection) -> OpenSheet | None:
    """Return the open sheet of a dossier; while it is open no other is begun."""
    scoring = open_scoring(inspection)
    if scoring is None:
        return None
    there = slips_of(scoring)
    both = ((scoring.first_id, scoring.first_name), (scoring.second_id, scoring.second_name))
    return OpenSheet(scoring.number, scoring.by_role, tuple(one for one in both if one[0] not in there))


def way_of_sheet(
    sheet: OpenSheet, inspection: Inspection, held: Collection[Role], account: uuid.UUID | None
) -> tuple[str, str]:
    """Return where a reader brings an open sheet on, and by which deed; else where it is seen."""
    deed = sheet.deed_of(account, held)
    return (address("dossier_do", inspection.id, deed), deed) if deed else (address("panel", inspection.id), "")


def comes_first(blocker: Blocker, inspection: Inspection, lacking: Collection[str], out_of_turn: str = "") -> str:
    """Say what comes before a condition that cannot be met yet, or would be in vain; nothing where it can.

    `lacking`: the codes of everything that the close lacks; `out_of_turn`: of check and evaluation that which is not
    next; it waits only where the other is lacking, too.
    """
    if blocker.code == out_of_turn and set(lacking) >= TURNS:
        if out_of_turn == EVALUATIONS:
            return _("An evaluation follows its check: the next check comes first.")
        return _("The last check is evaluated before the next one is made.")
    if blocker.code not in ONLY_AFTER_OTHERS:
        return ""
    step = OFFERS[MENDED_BY[blocker.code] or ""].step
    if blocker.code in CONSENTS and inspection.stage not in step.sources:
        return _("Possible only once the dossier is submitted for its review.")
    before = [word("gate", code) for code in step.gates if code in lacking]
    return _("Possible only once this is met: %(what)s.") % {"what": _(", ").join(before)} if before else ""


def told_beforehand(blocker: Blocker, deed: str) -> str:
    """Return the query that fills in a form what alone meets a condition: the kind of a check, whose evaluation."""
    if deed == "record_check" and blocker.code in KINDS:
        return f"?{urlencode({'kind': KINDS[blocker.code]})}"
    if deed == "enter_party_evaluation" and blocker.code == PARTY_MISSING:
        return f"?{urlencode({'party': blocker.subject})}"
    return ""


def all_who_can(blocker: Blocker, finding: Finding | None, said: str) -> str:
    """Return whose move a condition is; of a sign-off that was asked for everybody who may answer."""
    is_asked = finding is not None and finding.stage == FindingStage.SIGN_OFF_REQUESTED
    if blocker.code != NOT_SIGNED_OFF or not is_asked:
        return said
    roles = FINDING_STEPS["grant_sign_off"].roles
    return _(", ").join(word("role", role) for role in Role if role in roles)
