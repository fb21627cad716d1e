"""A pack that an office writes itself: read as strictly as those that come with Bihuan, and asked for what is missing.

A gate that nobody knows, a number that a gate needs and does not get, or one it has no use for, is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.lifecycle.askable import ASKABLE, steps_asking
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.working_paper import STEPS as PAPER_STEPS
from bihuan.domain.rulebook import GateTerms, Pack, Rule
from bihuan.rules.documents import Document, document_from
from bihuan.rules.faults import Fault, Shape, Wanted, found_words, nearest
from bihuan.rules.packs import available, load
from bihuan.rules.schema import pack_from, refuse_empty

ID = re.compile(r"[a-z][a-z0-9-]{2,39}")
GATE = "gate/"
WRITTEN = "the pack"  # what stands for the file's name where a pack is typed into a page
# what a gate counts by; without it the gate would let everything pass
NEEDS: Mapping[str, str] = {
    "checks.too_few": "least",
    "evaluations.too_few": "least",
    "feedback_review.too_few_reviews": "least",
    "feedback_review.too_few_look_ups": "least",
    "evaluation.below_pass": "pass_mark",
    "return_visit.too_early": "after_months",
    "special_check.too_early": "after_months",
}
COUNTED = ("least", "pass_mark", "after_months")


def read_written(text: str) -> Pack:
    """Return the pack that a text holds; raise PackUnreadable with line and remedy."""
    document = document_from(text.encode("utf-8"), WRITTEN)
    refuse_empty(document, document.content)
    pack = pack_from(document)
    refuse_id(document, pack.id)
    for rule in pack.rules:
        refuse_dead_rule(document, rule)
        if rule.id.startswith(GATE):
            refuse_unknown_gate(document, rule)
            refuse_unasked_there(document, rule)
            refuse_hole(document, rule)
    return pack


def read_released(text: str) -> Pack:
    """Return the pack that a released text holds: what was released once stays readable, whatever is refused today."""
    return pack_from(document_from(text.encode("utf-8"), WRITTEN))


def refuse_id(document: Document, pack_id: str) -> None:
    """Refuse a name that cannot be one, and that of a pack that comes with Bihuan."""
    remedy = "choose small letters, digits and hyphens, such as qingshi-2026"
    if not ID.fullmatch(pack_id):
        raise document.refusal(
            ("id",), None, f"{pack_id} cannot name a pack", remedy, Fault("id_form", "id", found_words(pack_id))
        )
    if pack_id in available():
        problem = f"{pack_id} is the name of a pack that comes with Bihuan"
        raise document.refusal(
            ("id",), None, problem, f"give it a name of its own: {remedy}", Fault("id_taken", "id", pack_id)
        )


def refuse_dead_rule(document: Document, rule: Rule) -> None:
    """Refuse a rule that nothing asks for: a name of planning, or a category of organizations, that there is not."""
    family, _slash, name = rule.id.partition("/")
    of_a_category = name.rpartition("/")[2] if family == "evaluation" and "/" in name else ""
    if of_a_category and of_a_category not in CATEGORIES:
        known = Wanted(Shape.ONE_OF, tuple(CATEGORIES))
        fault = Fault("unknown_category", of_a_category, wanted=known, beside=nearest(of_a_category, known.names))
        problem = f"there is no category {of_a_category}"
        raise document.refusal(("rules", rule.id), rule.id, problem, f"write {known.in_english}", fault)
    if family == "planning" and rule.id not in planning_rules():
        fault = Fault("unknown_rule", rule.id, beside=nearest(rule.id, planning_rules()) or planning_rules()[0])
        problem, remedy = "no rule of this name is known", f"use one of {', '.join(planning_rules())}"
        raise document.refusal(("rules", rule.id), rule.id, problem, remedy, fault)


@cache
def planning_rules() -> tuple[str, ...]:
    """Return the rules of planning that are asked for: those that ship, and the person-days of each category."""
    shipped = (rule.id for pack_id in available() for rule in load(pack_id).rules)
    days = (f"planning/person_days_{category}" for category in CATEGORIES)
    return tuple(dict.fromkeys((*(one for one in shipped if one.startswith("planning/")), *days)))


def refuse_unknown_gate(document: Document, rule: Rule) -> None:
    _gate, step, code = rule.id.split("/")
    place = ("rules", rule.id)
    if step not in {**STEPS, **FINDING_STEPS, **PAPER_STEPS}:
        fault = Fault("unknown_step", step, beside=nearest(step, [*STEPS, *FINDING_STEPS, *PAPER_STEPS]))
        remedy = "name a step that docs/generated lists"
        raise document.refusal(place, rule.id, f"there is no step {step}", remedy, fault)
    if code not in GATES:
        fault = Fault("unknown_gate", code, beside=nearest(code, list(GATES)))
        remedy = "name a gate that docs/generated lists"
        raise document.refusal(place, rule.id, f"there is no gate {code}", remedy, fault)


def refuse_unasked_there(document: Document, rule: Rule) -> None:
    """Refuse a gate at a step whose deed does not know what it asks: it would bar for ever, or let everything pass."""
    _gate, step, code = rule.id.split("/")
    if code in ASKABLE.get(step, ()):
        return
    where = steps_asking(code)
    fault = Fault("unasked_there", code, found=step, wanted=Wanted(Shape.ONE_OF, where))
    problem = f"{step} cannot ask for {code}"
    remedy = f"set it at {', '.join(where)}" if where else "remove it, for Bihuan itself asks it where it belongs"
    raise document.refusal(("rules", rule.id), rule.id, problem, remedy, fault)


def refuse_hole(document: Document, rule: Rule) -> None:
    """Refuse a gate without the number it counts by, or with one that it does not ask."""
    needed = NEEDS.get(rule.id.rpartition("/")[2])
    for index, ruling in enumerate(rule.rulings):
        if not isinstance(ruling.value, GateTerms):
            continue
        place = ("rules", rule.id, "rulings", index, "value")
        for name in COUNTED:
            is_told = getattr(ruling.value, name) is not None
            if name == needed and not is_told:
                fault, remedy = Fault("number_missing", name), f"say {name}, for without it nothing is asked"
                raise document.refusal((*place, name), rule.id, f"{name} is missing", remedy, fault)
            if name != needed and is_told:
                fault = Fault("number_unasked", name, beside=needed or "")
                raise document.refusal(
                    (*place, name), rule.id, f"this gate does not ask for {name}", "remove it", fault
                )
