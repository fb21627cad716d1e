"""A pack with every field of the format, and every way to spoil one: each with the line and the word at fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

Place = tuple[str | int, ...]
CITED = {"document": "青石县委办法", "clause": "第八条", "sha256": "a" * 64}
RULING = {"since": date(2017, 7, 1), "verified": True, "citation": CITED, "note": "试行"}
INDICATOR = {"code": "timely", "zh": "按时", "en": "In time", "points": 100}
VALUES: dict[str, Any] = {
    "deadline/rectification_plan": {"count": 15, "unit": "working_days", "after": "feedback"},
    "lamp/green": 20,
    "gate/close/checks.too_few": {"least": 3, "waivable_by": "leading_group"},
    "gate/close/evaluation.below_pass": {"pass_mark": 60},
    "gate/close/return_visit.too_early": {"after_months": 3},
    "evaluation/weights": {"total": 100, "shares": {"plan": 40, "execution": 60}},
    "evaluation/form": {"way": "additive", "total": 100, "aspects": {"plan": {"full": 100, "indicators": [INDICATOR]}}},
    "evaluation/scorers": 2,
    "evaluation/difference_percent": 10,
    "consequence/look_back": {"below_percent": 60, "grounds": ["low_score"], "only_grave": False},
    "entry/after_the_fact": 7,
    "answer/copy_notice": 15,
    "phase/early": {"lead": ["office"], "assist": ["team_leader"]},
    "chain/drawn": "two_checks",
    "planning/coverage_years": 5,
}
TITLE = {"zh": "督查三次", "en": "Three checks"}
GOOD: dict[str, Any] = {
    "id": "qingshi-2018",
    "title": TITLE,
    "note": "试行",
    "rules": {
        **{one: {"title": TITLE, "rulings": [{**RULING, "value": value}]} for one, value in VALUES.items()},
        "lamp/yellow": {"title": TITLE, "rulings": [{**RULING, "value": 10}, {**RULING, "since": date(2019, 1, 1)}]},
    },
}
GOOD["rules"]["lamp/yellow"]["rulings"][1]["repealed"] = True
# what may be left out
OPTIONAL = frozenset(
    {"note", "sha256", "assist", "waivable_by", "below_percent", "grounds", "only_grave"}  # and both numbers of a gate
)


@dataclass(frozen=True)
class Raw:
    """Something that stands in the file as it is."""

    text: str


@dataclass(frozen=True)
class Spoilt:
    """A pack with one fault: what was done, the text, where the fault is, the word at fault."""

    name: str
    text: str
    lines: frozenset[int]
    word: str


def written(value: Any, place: Place = (), deep: int = 0) -> Iterator[tuple[Place, str]]:
    """Yield the lines of a pack with the place that each begins."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in pairs:
        lead = "  " * deep + ("-" if isinstance(value, list) else f"{key.partition('#')[0]}:")
        if isinstance(one, dict | list) and one:
            yield (*place, key), lead
            yield from written(one, (*place, key), deep + 1)
        else:
            yield (*place, key), f"{lead} {scalar(one)}"


def scalar(value: Any) -> str:
    match value:
        case Raw(text=text):
            return text
        case None:
            return ""
        case bool():
            return str(value).lower()
        case dict() | list():
            return "{}" if isinstance(value, dict) else "[]"
        case _:
            return str(value)


def text_of(pack: Any) -> str:
    return "\n".join(line for _place, line in written(pack)) + "\n"


def line_of(pack: Any, place: Place) -> int:
    """Return the line of a place, or of the nearest place around it."""
    lines = {one: number for number, (one, _line) in enumerate(written(pack), start=1)}
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def places(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in pairs:
        yield (*place, key), one
        if isinstance(one, dict | list):
            yield from places(one, (*place, key))


def changed(place: Place, value: Any) -> Any:
    """Return the good pack with something else at a place."""
    pack = good_around(place)
    at(pack, place[:-1])[place[-1]] = value
    return pack


def good_around(place: Place) -> Any:
    """Return the good pack without the rules that a fault at a place has nothing to do with."""
    pack = fresh(GOOD)
    if len(place) > 1 and place[0] == "rules":
        begins = str(place[1]).partition("/")[0]
        pack["rules"] = {one: rule for one, rule in pack["rules"].items() if one.partition("/")[0] == begins}
    return pack


def fresh(value: Any) -> Any:
    """Return a copy in which no two places share what stands there."""
    if isinstance(value, dict):
        return {key: fresh(one) for key, one in value.items()}
    return [fresh(one) for one in value] if isinstance(value, list) else value


def at(pack: Any, place: Place) -> Any:
    for step in place:
        pack = pack[step]
    return pack


def word_at(place: Place) -> str:
    return next(str(step) for step in reversed(place) if isinstance(step, str))


def spoils() -> Iterator[Spoilt]:
    """Yield the good pack spoilt at every field, in every way that is a fault there."""
    for place, value in places(GOOD):
        for how, put in faults(place, value):
            pack = changed(place, put)
            line = line_of(pack, place)
            lines = (
                {line, line + 1} if isinstance(place[-1], int) else {line}
            )  # an entry of a list begins below its dash
            yield Spoilt(f"{how} {name(place)}", text_of(pack), frozenset(lines), word_at(place))
        if isinstance(place[-1], str):
            yield from of_a_key(place)
        if isinstance(value, dict) and place[-1] not in {"shares", "aspects"}:
            more = (*place, "colour")
            pack = changed(more, "red")
            told = "colour"
            yield Spoilt(f"unknown word in {name(place)}", text_of(pack), frozenset({line_of(pack, more)}), told)


def faults(place: Place, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what cannot stand at a place."""
    yield "nothing at", None
    last = place[-1]
    match value:
        case bool():
            yield from (("a word at", "yes"), ("a number at", 1))
        case int():
            yield from of_a_number(place)
        case date():
            yield from (("no day at", Raw("2017-02-30")), ("a sentinel at", Raw("1900-01-01")), ("a word at", "soon"))
            yield "an instant at", Raw("2017-07-01 10:00:00")
        case str():
            yield from (("a number at", 12), ("a list at", ["a"]), ("a mapping at", {"a": "b"}))
            yield from [("blank at", Raw('" "'))] * (last != "note")
            is_chosen = last in {"unit", "after", "way", "waivable_by"} or isinstance(last, int)
            yield from [("an unknown word at", "anybody")] * is_chosen
        case list():
            yield from (("a word at", "office"), ("a mapping at", {"a": "b"}))
            yield from [("an empty list at", [])] * (last not in {"grounds", "assist"})
        case dict():
            yield from (("a word at", "office"), ("a list at", ["a"]))


def of_a_number(place: Place) -> Iterator[tuple[str, Any]]:
    yield from (("a word at", "many"), ("below nothing at", -1), ("yes at", True))
    yield "beyond all numbers at", Raw("9" * 5000)
    if place[-1] != "pass_mark":
        yield "a fraction at", 1.5
    if "evaluation/scorers" in place:
        yield from (("nought at", 0), ("seven at", 7))
    if place[-1] in {"count", "least", "pass_mark", "after_months", "total", "full", "points"}:
        yield "nought at", 0


def of_a_key(place: Place) -> Iterator[Spoilt]:
    """Yield the fault of a line left out, and of one that stands twice."""
    key = str(place[-1])
    twice = good_around(place)
    here = at(twice, place[:-1])
    here[f"{key}#2"] = fresh(here[key])
    line = line_of(twice, (*place[:-1], f"{key}#2"))
    yield Spoilt(f"twice {name(place)}", text_of(twice), frozenset({line}), key)
    if place[-1] in OPTIONAL or (len(place) == 2 and place[0] == "rules"):
        return
    gone = good_around(place)
    del at(gone, place[:-1])[key]
    around = line_of(gone, place[:-1])
    named_by_the_office = place[-2:-1] in {("shares",), ("aspects",)}
    word = str(place[-2]) if named_by_the_office else key
    yield Spoilt(f"no {name(place)}", text_of(gone), frozenset({around, around + 1}), word)


def name(place: Place) -> str:
    return ".".join(str(step) for step in place)
