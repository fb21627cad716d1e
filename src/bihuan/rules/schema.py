"""What a pack file has to look like: a strict schema, no holes, no defaults, every ruling cited.

The families of rules and the value each takes are listed once, in families.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from bihuan.domain.consequences import ConsequenceTerms
from bihuan.domain.rulebook import Citation, Label, Pack, Period, Responsible, Rule, Ruling, Value, Weights
from bihuan.domain.score_forms import ScoreForm
from bihuan.rules.documents import Document, Place, Plain
from bihuan.rules.families import FAMILIES, KNOWN_RULES, Family, Strict, Text
from bihuan.rules.faults import Fault, JsonSchema, fault_of, nearest, schema_of

# Days outside these stand for "always" or "never" in other people's data. A hole is not a date.
FIRST_CREDIBLE_DAY = date(2000, 1, 2)
LAST_CREDIBLE_DAY = date(2098, 12, 31)

REMEDIES = {
    "unknown_word": "remove it or correct its spelling",
    "missing_word": "add it",
    "wrong_form": "correct it",
}


class _Label(Strict):
    zh: Text
    en: Text

    def to_domain(self) -> Label:
        return Label(self.zh, self.en)


class _Citation(Strict):
    document: Text
    clause: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


def truth(value: object) -> object:
    """Return a truth value; a number, which Python holds equal to one, stands for none."""
    return value if isinstance(value, bool) else str(value)


class _Ruling(Strict):
    since: date
    value: Any = None
    repealed: Annotated[Literal[True], BeforeValidator(truth)] | None = None
    verified: bool
    citation: _Citation
    note: str = ""

    @property
    def has_value(self) -> bool:
        return "value" in self.model_fields_set

    def to_domain(self, value: Value | None) -> Ruling:
        cited = Citation(self.citation.document, self.citation.clause, self.citation.sha256)
        return Ruling(self.since, value, cited, self.verified, self.note)


class _Rule(Strict):
    title: _Label
    rulings: Annotated[list[_Ruling], Field(min_length=1)]


class _Pack(Strict):
    id: Text
    title: _Label
    note: str = ""
    rules: Annotated[dict[str, _Rule], Field(min_length=1)]


PACK_SCHEMA = schema_of(_Pack)


def pack_from(document: Document) -> Pack:
    """Return the pack a file holds; raise PackUnreadable at the first place that is not as it has to be."""
    try:
        written = _Pack.model_validate(document.content)
    except ValidationError as error:
        raise _refusal(document, error, (), PACK_SCHEMA) from error
    rules = tuple(_rule_from(document, rule_id, rule) for rule_id, rule in written.rules.items())
    return Pack(written.id, written.title.to_domain(), document.sha256, rules, written.note)


def _rule_from(document: Document, rule_id: str, rule: _Rule) -> Rule:
    place = ("rules", rule_id)
    family = next((family for family in FAMILIES if family.ids.fullmatch(rule_id)), None)
    if family is None:
        known = ", ".join(family.name for family in FAMILIES)
        problem = "no rule of this name is known"
        fault = Fault("unknown_rule", word=rule_id, beside=nearest(rule_id, KNOWN_RULES))
        raise document.refusal(place, rule_id, problem, f"use the names of the families {known}", fault)
    _refuse_unordered(document, rule_id, rule.rulings)
    rulings = tuple(
        ruling.to_domain(_value_of(document, rule_id, index, ruling, family))
        for index, ruling in enumerate(rule.rulings)
    )
    return Rule(rule_id, rule.title.to_domain(), rulings)


def _refuse_unordered(document: Document, rule_id: str, rulings: list[_Ruling]) -> None:
    for index, ruling in enumerate(rulings):
        if not FIRST_CREDIBLE_DAY <= ruling.since <= LAST_CREDIBLE_DAY:
            problem = f"since {ruling.since.isoformat()} stands for no real day"
            remedy = "give the day from which the ruling holds"
            fault = Fault("unreal_day", "since", ruling.since.isoformat())
            raise document.refusal(("rules", rule_id, "rulings", index, "since"), rule_id, problem, remedy, fault)
    for index, (earlier, later) in enumerate(pairwise(rulings), start=1):
        if later.since <= earlier.since:
            problem = f"since {later.since.isoformat()} is not after {earlier.since.isoformat()}"
            remedy = "put the rulings in the order of their days"
            fault = Fault("not_after", "since", later.since.isoformat(), beside=earlier.since.isoformat())
            raise document.refusal(("rules", rule_id, "rulings", index, "since"), rule_id, problem, remedy, fault)


def _value_of(document: Document, rule_id: str, index: int, ruling: _Ruling, family: Family) -> Value | None:
    place: Place = ("rules", rule_id, "rulings", index)
    if ruling.has_value == bool(ruling.repealed):
        problem = "a ruling has either a value or repealed: true"
        fault = Fault("value_or_repealed" if ruling.has_value else "no_value", "value")
        raise document.refusal(place, rule_id, problem, "keep exactly one of the two", fault)
    if ruling.repealed:
        return None
    place = (*place, "value")
    try:
        value = family.value.validate_python(ruling.value)
    except ValidationError as error:
        raise _refusal(document, error, place, family.schema) from error
    domain: Value = value if isinstance(value, int | str) else value.to_domain()
    contradiction = _contradiction(rule_id, domain)
    if contradiction:
        part = "aspects" if isinstance(domain, ScoreForm) else "shares"
        fault = Fault("contradiction", part)
        raise document.refusal((*place, part), rule_id, contradiction, "correct the value", fault)
    return domain


def _contradiction(rule_id: str, value: Value) -> str | None:
    """Return what a value of the right form says that cannot be, None where it can."""
    match value:
        case Weights(total=total, shares=shares) if sum(shares.values()) != total:
            return f"the shares make {sum(shares.values())}, the total is {total}"
        case ScoreForm() as form:
            return form.contradiction()
        case ConsequenceTerms(below_percent=None, grounds=()):
            return "it proposes nothing: neither a score nor a ground is given"
        case Period(after=after) if rule_id == f"deadline/{after}":
            return "it counts from itself"
        case Responsible(lead=lead, assist=assist) if len({*lead, *assist}) < len((*lead, *assist)):
            return "a role stands twice"
        case _:
            return None


def _refusal(document: Document, error: ValidationError, base: Place, schema: JsonSchema) -> Exception:
    """Return the first fault pydantic found, as a place in the file."""
    found = first_of(error.errors(include_url=False, include_context=False))
    place = (*base, *found["loc"])
    rule = str(place[1]) if place[:1] == ("rules",) and len(place) > 1 else None
    within = place[2:] if rule else place
    name = ".".join(str(step) for step in within if step != "[key]") or "value"
    problem = f"{name}: {_lowered(found['msg'])}"
    fault = fault_of(schema, found)
    remedy = REMEDIES[fault.code]
    if fault.wanted is not None:
        remedy = f"{remedy}: {fault.wanted.in_english}"
    return document.refusal(place, rule, problem, remedy, replace(fault, word=fault.word or "value"))


def first_of(found: Sequence[ErrorDetails]) -> ErrorDetails:
    """Return the fault to tell: the first; of a word too few, the one too many that is it misspelt."""
    first = found[0]
    beside = (one for one in found if one["type"] == "extra_forbidden" and one["loc"][:-1] == first["loc"][:-1])
    return next(beside, first) if first["type"] == "missing" else first


def refuse_empty(document: Document, content: Plain, place: Place = ()) -> None:
    """Refuse a line that ends with its colon: what can be left out is left out whole."""
    if content is None:
        rule = str(place[1]) if place[:1] == ("rules",) and len(place) > 1 else None
        word = next((step for step in reversed(place) if isinstance(step, str)), str(place[-1]))
        remedy = "write it out or remove the line"
        raise document.refusal(place, rule, f"{word}: nothing stands here", remedy, Fault("left_empty", word))
    pairs = content.items() if isinstance(content, dict) else enumerate(content if isinstance(content, list) else ())
    for step, one in pairs:
        refuse_empty(document, one, (*place, step))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
