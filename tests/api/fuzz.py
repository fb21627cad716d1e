"""Calls that nobody would think of, as every role: whatever is sent, the answer is one that the description promises.

Schemathesis makes the calls from the API's own description: what fits it, and what does not. Each goes through the
whole server by session or by personal token, to things that are there and to things that are not, and is taken back
afterwards, so that every call meets the same county.
"""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bihuan.desk.offers import OFFERS
from bihuan.desk.refusals import Kind
from bihuan.domain.glossary import term
from bihuan.domain.roles import Role
from bihuan.fieldwork.guides import choosable_guides
from bihuan.supervision.billing import hand_bill_over
from bihuan.supervision.extracting import ask_for_extract, give_extract
from bihuan.supervision.reorganising import reorganise
from bihuan.supervision.wanted import NewUnit, Wanted
from tests.api.callers import Caller, body
from tests.county import County, new_key
from tests.fieldwork.papers import Team
from tests.people import people_of
from tests.supervision.gap import Gap

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CSRF = "c" * 32
FORM_REFUSED = Kind.FORM_REFUSED.status


@contextmanager
def the_connection_stays() -> Iterator[None]:
    """Keep the test's own transaction open over calls, as Django's client does: a call's begin or end would close it.

    The asking for the description is a call, too.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def under_way(county: County) -> County:
    """Bring the county to where findings, measures and requests stand in several stages."""
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.sign_off("2")
    county.check(county.team_leader, county.today)
    county.evaluate(county.office, county.today)
    county.do(county.unit_liaison, "write_report", title="报结报告", text="均已整改")
    return county


def under_review(county: County) -> County:
    """Bring the county to where the office looks at the whole."""
    for number in ("1", "2", "3"):
        county.sign_off(number)
    county.check(county.team_leader, county.today)
    county.evaluate(county.office, county.today)
    county.do(county.unit_liaison, "write_report", title="报结报告", text="均已整改")
    county.sign()
    county.do(county.unit_head, "submit_for_review")
    county.do(county.supervision_office, "accept")
    return county


def on_site(county: County) -> County:
    """Bring a county of its own to where a team writes working papers."""
    team = Team()
    team.with_file(team.paper())
    team.submitted(title="公务接待超标")
    team.county.today = county.today  # where the clocks stand
    return team.county


def between_rounds(county: County) -> County:
    """Bring the county to where checks are planned, a bill is handed over, extracts asked for, a unit to be renamed."""
    gap = Gap(county)
    (planned,) = gap.planned()
    gap.team([planned])
    told: dict[str, Any] = {"inspection_id": county.inspection_id, "to_role": "supervision_office", "words": "逐项移交"}
    gap.do(hand_bill_over, **told)
    for _given in range(2):
        told = {"purpose": "routine", "asked_by": "第三执纪监督室", "unit_id": None, "words": ""}
        asked = gap.do(ask_for_extract, county.supervision_office, **told)
    gap.do(give_extract, extract_id=uuid.UUID(asked.told["extract"]))
    renamed = (NewUnit("县城乡建设局", "department"),)
    wanted = Wanted("rename", date(2030, 1, 1), "青编发〔2018〕2号", (county.unit_id,), founded=renamed)
    gap.do(reorganise, wanted=wanted)
    return county


def things_of(county: County) -> dict[str, list[Any]]:
    """Return what is there, by the collection it is addressed in."""
    from bihuan.closeout.models import Consent, Exemption
    from bihuan.dossiers.models import Evidence, Finding
    from bihuan.evaluation.models import Evaluation
    from bihuan.fieldwork.models import WorkingPaper
    from bihuan.rectification.models import Measure
    from bihuan.supervision.models import Bill, Check, Extract, PlannedCheck, Reorganisation

    rows = {"findings": Finding, "measures": Measure, "evidence": Evidence, "checks": Check}
    rows |= {"evaluations": Evaluation, "consents": Consent, "exemptions": Exemption}
    rows |= {"working-papers": WorkingPaper, "bills": Bill, "extracts": Extract}
    rows |= {"planned-checks": PlannedCheck, "reorganisations": Reorganisation}
    things: dict[str, list[Any]] = {
        name: list(model.objects.values_list("pk", flat=True)) for name, model in rows.items()
    }
    things["field-guides"] = list(choosable_guides(county.authority_id))
    return things | {"inspections": [county.inspection_id], "organizations": [county.unit_id, county.office_id]}


class Fuzz:
    """One county under calls: who calls, what is there, and what was answered how often."""

    def __init__(self, county: County) -> None:
        self.callers = {role: Caller(account) for role, account in people_of(county).items()}
        until = county.today + timedelta(days=30)
        told = {"name": "取数", "until_on": until}
        self.tokens = {role: body(one.post("/api/tokens", told))["token"] for role, one in self.callers.items()}
        self.things = things_of(county)
        self.chance = random.Random(2018)
        self.answered: Counter[int] = Counter()
        self.called: Counter[Role] = Counter()
        self.breaks: dict[tuple[str, str], str] = {}  # operation and sort of break → the first one found

    def doors(self, role: Role, by_token: bool) -> dict[str, Any]:
        headers = {"Accept-Encoding": "identity"}  # nobody unpacks here
        if by_token:
            return {"headers": headers | {"Authorization": f"Bearer {self.tokens[role]}"}}
        session = self.callers[role].client.cookies["sessionid"].value
        return {"headers": headers | {"X-CSRFToken": CSRF}, "cookies": {"sessionid": session, "csrftoken": CSRF}}

    def role_for(self, case: Case) -> Role:
        """Return who calls: mostly somebody whose step it is, else whoever called least."""
        offer = OFFERS.get(case.operation.path.rsplit("/", 1)[1])
        if offer and self.chance.random() < 0.7:
            return self.chance.choice(sorted(offer.step.roles))
        return min(sorted(Role), key=lambda role: self.called[role])

    def aim(self, case: Case) -> None:
        """Let most calls be about something that is there, and let their ids be of things that are there, too."""
        collection = case.operation.path.strip("/").split("/")[1]
        there = self.things.get(collection, [])
        for name in case.path_parameters or {}:
            if there and self.chance.random() < 0.9:
                case.path_parameters[name] = str(self.chance.choice(there))
        every = [one for some in self.things.values() for one in some]
        if isinstance(case.body, dict) and self.chance.random() < 0.7:
            for name, value in case.body.items():
                if name.endswith("_id") and isinstance(value, str):
                    case.body[name] = str(self.chance.choice(every))
        if self.chance.random() < 0.8 and case.headers is not None and "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = new_key()

    def call(self, case: Case) -> None:
        """Make one call as somebody, keep what broke, and take back what was written."""
        self.aim(case)
        role = self.role_for(case)
        with transaction.atomic():
            response = case.call(**self.doors(role, by_token=self.chance.random() < 0.5))
            transaction.set_rollback(True)
        self.answered[response.status_code] += 1
        self.called[role] += 1
        for place in badly_said(response):
            sort = (case.operation.label, f"{place} without words")
            self.breaks.setdefault(sort, f"{response.text[:2000]}\n{case.as_curl_command()}")
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as found:
            for failure in found.exceptions:
                sort = (case.operation.label, f"{response.status_code} {type(failure).__name__}")
                self.breaks.setdefault(sort, f"{failure}\n{response.text[:2000]}\n{case.as_curl_command()}")


def badly_said(response: Response) -> list[str]:
    """Return the places of a refused form of which Chinese does not say what is wrong with each."""
    told = response.json() if response.status_code == FORM_REFUSED else {}
    general = term("place_fault", "unusable").zh
    return [place for place in told.get("faults", ()) if told["zh"]["faults"].get(place, general) == general]


def operations() -> Iterator[APIOperation[Any, Any, Any, Any]]:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    for found in schema.get_all_operations():
        yield found.ok()


def fuzz_all(fuzz: Fuzz, examples: int) -> None:
    """Call every operation that often, by turns with what fits its description and with what does not."""
    for operation in operations():
        fitting = operation.as_strategy(GenerationMode.POSITIVE)
        spoiled = operation.as_strategy(GenerationMode.NEGATIVE)
        either = fitting if not operation.body and not operation.query else st.one_of(fitting, spoiled)

        @told_apart(examples)
        @given(case=either)
        def called(case: Case) -> None:
            fuzz.call(case)

        called()


def told_apart(examples: int) -> settings:
    """Return how Hypothesis makes so many examples, the same ones each time."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
