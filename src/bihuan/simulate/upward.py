"""What the demo county files above, and what is kept beside its plans: responsibility, a method, costs, guidance."""

from __future__ import annotations

import uuid

from ruamel.yaml import YAML

from bihuan.domain.field_guides import Row, rows_of
from bihuan.domain.glossary import term
from bihuan.dossiers.models import Inspection
from bihuan.fieldwork.guiding import release_guide
from bihuan.planning import keeping
from bihuan.planning.filing import owed_to, receive_filing, register_filing, send_filing
from bihuan.planning.records import COSTS, SIDES
from bihuan.rules.field_guides import shipped_guides
from bihuan.rules.library import enter_regulation
from bihuan.simulate.founding import County
from bihuan.simulate.setting import days
from bihuan.simulate.term import term_id_of
from bihuan.simulate.vocabulary import HERE, places

SENT_AFTER, ANSWER_IN = 3, 200
COSTLY, PEOPLE, DAYS_AWAY = 4, 7, 30  # dossiers with costs; people and days of a team
FEN = (1_260_000, 2_940_000, 1_575_000)


def keep_records(county: County) -> None:
    """Do everything that goes up, or is kept beside the plans."""
    told = places()["planning"]
    file_the_plan(county)
    for act, by, key, is_hearing in (
        ("asked_after", "secretary", "hearing", True),
        ("arranged", "leading_group", "arranged", False),
    ):
        said = dict(told[key])
        outcome = said.pop("outcome", "")
        made = county.keep(
            keeping.record_responsibility,
            act=act,
            by=by,
            on=county.clock.day,
            round_id=None,
            is_hearing=is_hearing,
            **said,
        )
        if outcome:
            which = uuid.UUID(made["responsibility"])
            county.keep(keeping.state_responsibility_outcome, responsibility_id=which, outcome=outcome)
    county.keep(keeping.write_method, method_id=None, name=told["method"], steps=[])
    write_the_towns_guide(county)
    fill_the_library(county)
    for said in told["guidance"]:
        be_guided(county, **said)
    spend(county)


def write_the_towns_guide(county: County) -> None:
    """Release the office's own version of the guide for towns: one point more than the one that comes along."""
    told = places()["planning"]["guide"]
    rows = [*rows_of(shipped_guides()["town"].guide), Row(line=99, **told["row"])]
    county.keep(release_guide, category="town", title=told["title"], rows=rows, reason=told["reason"])


def fill_the_library(county: County) -> None:
    """Enter the invented regulations of the county, each with its versions."""
    for told in YAML(typ="safe", pure=True).load((HERE / "regulations.yaml").read_text(encoding="utf-8")):
        for version in told["versions"]:
            given = {"title": told["title"], "issuer": told["issuer"], "until_on": None, "gaps_seen": False, **version}
            county.keep(enter_regulation, **given)


def file_the_plan(county: County) -> None:
    """File the five-year plan with the level above, and get its receipt."""
    told = places()["planning"]
    filed = told["filed"]
    made = county.keep(
        register_filing,
        kind="term_plan",
        about=str(term_id_of(county)),
        title=filed["title"],
        to=told["above"],
        in_name_of=places()["authority"]["name"],
        event_on=county.clock.day,
    )
    which = uuid.UUID(made["filing"])
    county.keep(send_filing, filing_id=which, on=county.clock.day, number=filed["number"])
    receipt = {"receipt": filed["receipt"], "comments": filed["comments"]}
    county.keep(receive_filing, filing_id=which, on=county.clock.day, **receipt)
    for one in owed_to(county.cast.authority_id, county.clock.day):
        made = county.keep(
            register_filing,
            kind=one.event.kind,
            about=one.event.about,
            title=f"{one.event.name}{term('filing', one.event.kind).zh}",
            to=told["above"],
            in_name_of=places()["authority"]["name"],
            event_on=one.event.on,
        )
        county.keep(send_filing, filing_id=uuid.UUID(made["filing"]), on=county.clock.day, number="")


def be_guided(county: County, *, kind: str, matter: str, answer: str) -> None:
    made = county.keep(
        keeping.record_guidance,
        kind=kind,
        from_body=places()["planning"]["above"],
        on=county.clock.day,
        matter=matter,
        answer_by=county.clock.day + days(ANSWER_IN),
    )
    if answer:
        county.keep(keeping.answer_guidance, guidance_id=uuid.UUID(made["guidance"]), answer=answer)


def spend(county: County) -> None:
    """Record what the first dossiers cost, each kind by turns on either side."""
    rows = Inspection.objects.filter(authority_id=county.cast.authority_id).order_by("round__number", "number")
    for row in rows[:COSTLY]:
        for place, fen in enumerate(FEN):
            county.keep(
                keeping.record_cost,
                inspection_id=row.id,
                kind=COSTS[place],
                paid_by=SIDES[place % len(SIDES)],
                fen=fen,
                people=PEOPLE,
                days_away=DAYS_AWAY,
                on=county.clock.day,
                remark="",
            )
