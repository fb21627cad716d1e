"""Parsers of the engines: rounds to staff and solutions, terms to plan, draws, pools, an office's own templates."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.fuzz.one import Parser, in_a_file

TODAY = date(2026, 11, 26)
TERM: dict[str, Any] = {
    "term": "2026",
    "rounds": [{"id": "r1", "year": 2027, "working_days": 60}, {"id": "r2", "year": 2028}],
    "pools": [{"id": "p1", "heads": [10, 12]}],
    "organizations": [
        {"id": "o1", "pool": "p1", "sector": "health", "days": 20, "villages": 2, "priority": True, "round": "r1"},
        {"id": "o2", "sector": "health", "days": 30, "look_back": True},
    ],
}
SOUND = ("{{ organization }}", "{%p for area in areas %}", "{{ loop.index }} {{ area.title }}", "{%p endfor %}")


def as_json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def staff_round() -> Parser:
    """A round as `staff solve` takes it, judged with nobody seated: what is read has to be fit to be judged."""
    from bihuan.domain import staffing
    from bihuan.teams.reading import RoundUnusable, read_round
    from bihuan.teams.solutions import nothing_yet
    from tests.teams.small import WEIGHTS, document

    def judged(path: Path) -> object:
        given = read_round(path, WEIGHTS)
        nobody = nothing_yet(given.round, given.fingerprint)
        return staffing.check(given.round, nobody.teams, staffing.Claim(), given.fingerprint)

    return Parser(in_a_file(judged, ".json"), (RoundUnusable,), [as_json(document())], "of_document")


def staff_solution() -> Parser:
    """Teams as `staff check` takes them, with what they claim."""
    from bihuan.domain import staffing
    from bihuan.teams.assembling import assemble
    from bihuan.teams.forms import RoundForm
    from bihuan.teams.reading import RoundUnusable
    from bihuan.teams.solutions import read_solution
    from tests.teams.small import WEIGHTS, document

    given = assemble(RoundForm.model_validate(document()), WEIGHTS)

    def judged(path: Path) -> object:
        solution = read_solution(path)
        return staffing.check(given, solution.teams, solution.claim, "0" * 64)

    levels = dict.fromkeys(("missing", "unmet", "travel", "fairness", "repeats"), 0)
    told = {
        "cost": 0,
        "lower_bound": 0,
        "proven": True,
        "levels": levels,
        "certificate": {"instance": "0" * 64, "scale": 10000, "duals": {"group g1": 5, "person i1": -3}},
        "groups": [{"id": "g1", "leader": "i1", "deputy": "i2", "members": ["i3", "i4"]}],
        "seconds": 0.3,
    }
    return Parser(in_a_file(judged, ".json"), (RoundUnusable,), [as_json(told)], "of_document")


def wishes() -> Parser:
    """Wishes as `staff whatif` takes them."""
    from bihuan.teams.reading import RoundUnusable
    from bihuan.teams.solutions import read_wishes

    told = {"drop": ["i1"], "pin": [["i2", "g1", "leader"]], "forbid": [["i3", "g1"]]}
    return Parser(in_a_file(read_wishes, ".json"), (RoundUnusable,), [as_json(told)], "of_document")


def term() -> Parser:
    """A term as `plan solve` takes it, with its bounds."""
    from bihuan.cli.main import UnusableInput
    from bihuan.cli.plan import instance_of
    from bihuan.domain.term_bounds import impossible

    def bounded(path: Path) -> object:
        return impossible(instance_of(path))

    return Parser(in_a_file(bounded, ".json"), (UnusableInput,), [as_json(TERM)], "of_document")


def draw() -> Parser:
    """The file of a draw as its verifier takes it."""
    from bihuan.supervision.draw_verifier import DrawRefuted, DrawUnusable, checked
    from tests.forged_draws import draw_of, lines_of

    return Parser(checked, (DrawRefuted, DrawUnusable), [lines_of(draw_of(5, 2))], "of_document")


def pool() -> Parser:
    """The workbook of a pool as it comes back."""
    from bihuan.domain.glossary import Term
    from bihuan.intake.refusals import Unreadable
    from bihuan.teams.models import Inspector
    from bihuan.teams.pool_sheet import read_pool
    from bihuan.web.sheets.written import write_pool

    def chinese(term: Term) -> str:
        return term.zh

    row = Inspector(name="沈知远", unit="县审计局", sex="f", category="staff", specialities=["audit"])
    seed = write_pool([row], "人才库")
    return Parser(lambda data: read_pool(data, "fuzz.xlsx", {}, chinese, TODAY), (Unreadable,), [seed], "of_parts")


def template() -> Parser:
    """An office's own Word template, checked and filled."""
    from bihuan.papers.own_templates import made_with
    from bihuan.papers.template_faults import TemplateUnusable
    from tests.papers.examples import example_of, own_template

    kind, values = example_of("feedback")
    filled: Callable[[bytes], object] = functools.partial(made_with, kind, values)
    return Parser(filled, (TemplateUnusable,), [own_template(*SOUND)], "of_parts")


def carried() -> Parser:
    """What a laptop brings home, after its signature and seal: rows and entries, as their own parts tell them."""
    import base64
    import uuid

    from bihuan.domain.ledger import NOTHING_BEFORE, canonical, digest_of
    from bihuan.dossiers.models import Inspection
    from bihuan.fieldwork.models import WorkingPaper
    from bihuan.ledger.carrying import NotAsCarried, entries_from, refuse_broken, rows_carried, rows_from
    from bihuan.ledger.values import NulInText, TooLong

    authority, stream = uuid.UUID(int=8), "dossier:7"
    said: dict[str, Any] = dict.fromkeys(("action", "role", "subject", "reason", "key"), "write_working_paper")
    said |= {"stream": stream, "number": 1, "actor": None, "authority": str(authority), "rows": []}
    content = canonical(said | {"recorded_at": "2026-11-26T08:00:00+08:00"})
    told = {name: said[name] for name in ("stream", "number", "action", "role", "subject", "reason", "key")}
    beside = {"previous": NOTHING_BEFORE, "fingerprint": "0" * 64, "algorithm": "sha256", "actor_name": "某"}
    digest = digest_of(stream=stream, number=1, previous=NOTHING_BEFORE, content=content)
    entry = told | beside | {"actor_id": None, "digest": digest}
    paper = WorkingPaper(authority_id=authority, inspection_id=uuid.UUID(int=7), round_id=uuid.UUID(int=6), number="01")
    seed = {"rows": rows_carried([paper]), "entries": [entry | {"content": base64.b64encode(content).decode()}]}

    def read(data: bytes) -> None:
        try:
            parts = json.loads(data)
            rows, entries = parts["rows"], parts["entries"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise NotAsCarried("parts", "no JSON") from error
        rows_from(rows, {WorkingPaper, Inspection}, authority)
        refuse_broken(entries_from(entries, authority), {stream: (0, NOTHING_BEFORE)})

    return Parser(read, (NotAsCarried, NulInText, TooLong), [as_json(seed)], "of_document")


def card() -> Parser:
    """A laptop's card."""
    from bihuan.exchange.own_keys import CardUnusable, card_from

    seed = {"form": "bihuan-card-1", "name": "一组笔记本", "box": "0" * 64, "signs": "f" * 64}
    return Parser(card_from, (CardUnusable,), [as_json(seed)], "of_document")


ENGINES: Mapping[str, Callable[[], Parser]] = {
    "round": staff_round,
    "solution": staff_solution,
    "wishes": wishes,
    "term": term,
    "draw": draw,
    "pool": pool,
    "template": template,
    "carried": carried,
    "card": card,
}
