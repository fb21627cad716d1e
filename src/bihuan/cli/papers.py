"""What `generate` writes: the tables of the method as pages to read, in the order in which the tables have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bihuan.desk.forms import Form
from bihuan.desk.offers import OFFERS, Offer
from bihuan.desk.supervising import DEEDS as SUPERVISION
from bihuan.domain.glossary import term
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.gates import GATES, ORDER
from bihuan.domain.lifecycle.inspection import STEPS as INSPECTION_STEPS
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.lifecycle.machine import METHOD
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.roles import ADMINISTRATORS, Role
from bihuan.rules.packs import available, load
from bihuan.web.permissions import ROWS, Door, Who

GATE = "gate/"
LIVES: Mapping[str, tuple[str, Mapping[str, Step], Sequence[str]]] = {
    "Inspection": ("inspection_stage", INSPECTION_STEPS, tuple(InspectionStage)),
    "Finding": ("finding_stage", FINDING_STEPS, tuple(FindingStage)),
}


def row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|").replace("\n", " ") for cell in cells) + " |"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table, a blank line after it."""
    yield row(head)
    yield row("---" for _ in head)
    yield from map(row, rows)
    yield ""


def page(title: str, origin: str, *parts: Iterable[str]) -> str:
    lines = [f"# {title}", "", f"Written by `python3 dev generate` from {origin}; do not edit.", ""]
    for part in parts:
        lines.extend(part)
    return "\n".join(lines).rstrip("\n") + "\n"


def both(family: str, code: str) -> str:
    """Return a code with its words: `code` zh · en."""
    words = term(family, code)
    return f"`{code}` {words.zh} · {words.en}"


def codes(found: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in found) or "–"


def roles_in_order(roles: Iterable[Role]) -> list[Role]:
    held = set(roles)
    return [role for role in Role if role in held]


# --- lifecycle.md -----------------------------------------------------------------------------------


def asked_by_packs() -> Mapping[tuple[str, str], list[str]]:
    """Return (step, gate) → the packs that ask it."""
    asked: dict[tuple[str, str], list[str]] = {}
    for pack_id in available():
        for rule in load(pack_id).rules:
            if rule.id.startswith(GATE):
                _gate, step, code = rule.id.split("/", 2)
                asked.setdefault((step, code), []).append(pack_id)
    return asked


def lifecycle_page() -> str:
    """Return both lives: stages, steps, and every gate with who asks it."""
    return page("Lives", "`domain/lifecycle/` and the rule packs", reading(), *map(life_lines, LIVES), gate_lines())


def reading() -> Iterator[str]:
    yield "The role is judged before the stage, the stage before the gates, and always every gate. A step without a"
    yield "target leaves the stage as it is. Which packs bind a dossier is settled on the day of its feedback."
    yield ""


def life_lines(life: str) -> Iterator[str]:
    family, steps, stages = LIVES[life]
    yield f"## {life}"
    yield ""
    yield from table(["stage", "Chinese", "English"], (stage_row(family, stage) for stage in stages))
    head = ["step", "from", "to", "dossier at", "who", "reason", "gates of the method", "gates of packs"]
    yield from table(head, (step_row(step, stages) for step in steps.values()))


def stage_row(family: str, stage: str) -> Sequence[str]:
    words = term(family, stage)
    return [f"`{stage}`", words.zh, words.en]


def step_row(step: Step, stages: Sequence[str]) -> Sequence[str]:
    by_pack: dict[str, list[str]] = {}
    for (step_name, code), packs in asked_by_packs().items():
        if step_name == step.name:
            for pack_id in packs:
                by_pack.setdefault(pack_id, []).append(code)
    of_packs = "; ".join(f"{pack_id}: {codes(sorted(by_pack[pack_id], key=ORDER.__getitem__))}" for pack_id in by_pack)
    return [
        both("step", step.name),
        "any" if step.sources == set(stages) else codes(stage for stage in stages if stage in step.sources),
        codes([step.target] if step.target else []),
        codes(stage for stage in InspectionStage if stage in step.dossier) if step.dossier else "any",
        codes(role.value for role in roles_in_order(step.roles)),
        "needed" if step.needs_reason else "",
        codes(sorted(step.gates, key=ORDER.__getitem__)),
        of_packs or "–",
    ]


def gate_lines() -> Iterator[str]:
    yield "## Gates, in the order in which blockers are told"
    yield ""
    yield from table(["gate", "blocker", "whose move", "asked at"], map(gate_row, sorted(GATES, key=ORDER.__getitem__)))


def gate_row(code: str) -> Sequence[str]:
    words = term("blocker", code)
    asked = [f"{name} ({METHOD})" for _, steps, _s in LIVES.values() for name, s in steps.items() if code in s.gates]
    asked += [f"{step} ({pack})" for (step, c), packs in asked_by_packs().items() if c == code for pack in packs]
    return [f"`{code}`", f"{words.zh} · {words.en}", f"`{GATES[code].whose}`", ", ".join(asked) or "by no shipped pack"]


# --- permissions.md ---------------------------------------------------------------------------------


def permissions_page() -> str:
    """Return who may do which deed, and who may open which page."""
    return page(
        "Permissions",
        "`domain/lifecycle/` and `web/permissions/`",
        [
            "A role counts where its duty reaches the dossier (`domain/jurisdiction.py`); out of reach, all is a 404.",
            "The three administrators reach no dossier. The API has no table of its own: every route asks who it is,",
            "lists are cut to the reader's reach, and each deed asks the step's roles below.",
            "",
        ],
        deed_rights(),
        page_rights(),
    )


def deed_rights() -> Iterator[str]:
    working = [role for role in Role if role not in ADMINISTRATORS]
    yield "## Deeds"
    yield ""
    rows = ([f"`{o.name}`", *("●" if role in o.step.roles else "" for role in working)] for o in OFFERS.values())
    yield from table(["deed", *(term("role", role).zh for role in working)], rows)


def page_rights() -> Iterator[str]:
    yield "## Pages"
    yield ""
    yield from table(
        ["page", "who gets through the door"], ([f"`{name}`", who_words(who)] for name, who in ROWS.items())
    )


def who_words(who: Who) -> str:
    return who.value if isinstance(who, Door) else codes(role.value for role in roles_in_order(who))


# --- deeds.md ---------------------------------------------------------------------------------------


def deeds_page() -> str:
    """Return every deed with what it is done to and what it has to be told."""
    head = ["deed", "what", "done to", "told"]
    intro = [
        "One list for every shell. By page: the dossier's deeds; by API: `POST /api/<things>/<id>/deeds/<deed>` with",
        "the fields as JSON and the header `Idempotency-Key`; from the machine: `dev step <deed> <id> --as <name>`.",
        "Fields in *italics* may be left out. Files are `{name, content}` with the content in base64.",
        "A deed that writes over something is told what its author saw: `seen_version`, the `version` of the finding",
        "or measure as the API tells it; `seen_report`, the number of the report, 0 where there is none. Both are",
        "printed by `dev step … --look`. Without it 428; where the same words were written meanwhile 409, and nothing",
        "is written.",
        "",
    ]
    lines = [*table(head, map(deed_row, OFFERS.values())), *supervision_lines()]
    return page("Deeds", "`desk/offers.py`, `desk/supervising.py` and the forms beside them", intro, lines)


def supervision_lines() -> list[str]:
    """Return the deeds of supervision that belong to no dossier's list, by their addresses."""
    rows = [
        [
            f"`{one.name}`",
            f"`POST /api{one.address.replace('{uuid:target_id}', '<id>')}`",
            fields_told(one.form),
        ]
        for one in SUPERVISION
    ]
    return ["## Supervision", "", *table(["deed", "address", "told"], rows)]


def deed_row(offer: Offer) -> Sequence[str]:
    words = f"{offer.words.zh} · {offer.words.en}"
    return [f"`{offer.name}`", words, offer.target.value, fields_told(offer.form)]


def fields_told(form: type[Form]) -> str:
    fields = [f"`{name}`" if field.is_required() else f"*{name}*" for name, field in sorted(form.model_fields.items())]
    return ", ".join(fields) or "nothing"
