"""What is told of an inspector, as the method reads it: lines of posts and relatives, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.domain.glossary import KINSHIP_WORDS, KINSHIPS

PARTS = re.compile("\\s*[|\uff5c,\uff0c]\\s*")
MONTH = re.compile(r"(?P<year>(19|20)\d\d)(?:[-.](?P<month>0?[1-9]|1[0-2]))?(?:[-.](?P<day>\d{1,2}))?$")
YOUNGEST = 18
LIST = re.compile("[,\uff0c\u3001;\uff1b\\s]+")
POST_PARTS, KIN_PARTS = 4, 4
SEXES = ("f", "m")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with what is told of somebody: where, what, about what."""

    key: str
    code: str
    subject: str = ""


@dataclass(frozen=True)
class Held:
    """A post held: where, as what, from when to when (first days of months; None: not told)."""

    unit: str
    post: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Relative:
    """A relative: how related, who, where he works, as what."""

    relation: str
    name: str
    unit: str
    post: str


def month_of(text: str) -> date | None:
    """Return the first day of a month such as 2015-03, of a year its January; None for what is no month."""
    found = MONTH.match(text.strip())
    return date(int(found["year"]), int(found["month"] or 1), 1) if found else None


def relation_of(word: str) -> str | None:
    """Return the code of a kinship by its word in either language, or by one of its everyday words."""
    for code, words in KINSHIPS.items():
        if word in (code, words.zh, words.en) or word in KINSHIP_WORDS[code]:
            return code
    return None


def held_in(text: str) -> Iterator[Held | str]:
    """Yield the posts that lines tell: unit | post | from | until; a line that tells none is yielded as it is."""
    for line in filter(str.strip, text.splitlines()):
        cut = PARTS.split(line.strip())
        unit, post, begun, ended = [*cut, "", "", ""][:POST_PARTS]
        since, until = month_of(begun), month_of(ended)
        is_unread = not unit or len(cut) > POST_PARTS or bool(begun and not since) or bool(ended and not until)
        if is_unread or (since and until and until < since):
            yield line.strip()
        else:
            yield Held(unit, post, since, until)


def relatives_in(text: str) -> Iterator[Relative | str]:
    """Yield the relatives that lines tell: relation | name | unit | post; other lines are yielded as they are."""
    for line in filter(str.strip, text.splitlines()):
        parts = [*PARTS.split(line.strip()), "", "", ""][:KIN_PARTS]
        relation = relation_of(parts[0])
        if relation is None or not parts[1] or len(PARTS.split(line)) > KIN_PARTS:
            yield line.strip()
        else:
            yield Relative(relation, parts[1], parts[2], parts[3])


def faults_of(told: Mapping[str, Any], today: date) -> tuple[Fault, ...]:
    """Return everything that is wrong with what is told of an inspector."""
    found = [Fault(key, "missing") for key in ("name", "sex", "unit", "category", "recommended_by") if not told[key]]
    if told["sex"] and told["sex"] not in SEXES:
        found.append(Fault("sex", "unknown", str(told["sex"])))
    if told["born"]:
        born = month_of(told["born"])
        if born is None:
            found.append(Fault("born", "no_month", told["born"]))
        elif born.year > today.year - YOUNGEST:
            found.append(Fault("born", "too_young", told["born"]))
    if not told["specialities"]:
        found.append(Fault("specialities", "missing"))
    if told["category"] == "leader" and not (told["may_lead"] or told["may_deputise"]):
        found.append(Fault("may_lead", "leader_without_list"))
    found += [Fault("posts_held", "no_post", one) for one in held_in(told["posts_held"]) if isinstance(one, str)]
    found += [Fault("kin", "no_relative", one) for one in relatives_in(told["kin"]) if isinstance(one, str)]
    return tuple(found)
