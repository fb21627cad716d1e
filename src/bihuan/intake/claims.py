"""What a text says about its own numbers, and whether the arithmetic holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache

from bihuan.intake.amounts import locate_amounts, reckon
from bihuan.intake.document import Claim
from bihuan.intake.lexicon import expression, load, pattern
from bihuan.intake.passages import Note, Passage


@dataclass(slots=True)
class _Draft:
    """A claim while its numbers are being gathered."""

    of: str
    unit: str
    line: int
    total: int | None = None
    done: int | None = None
    partial: int | None = None
    open: int | None = None
    rate: Decimal | None = None
    rate_of_done: bool = True

    def to_claim(self) -> Claim:
        return Claim(
            of=self.of,
            total=self.total,
            done=self.done,
            partial=self.partial,
            open=self.open,
            rate=None if self.rate is None else float(self.rate),
            agrees=self.agrees(),
            line=self.line,
        )

    def agrees(self) -> bool:
        """True unless the numbers contradict each other."""
        parts = [self.done, self.partial, self.open]
        known = sum(part for part in parts if part is not None)
        if self.total is None:
            return True
        if known > self.total:
            return False
        if self.done is not None and self.open is not None and known != self.total:
            return False
        return self.rate is None or self.done is None or self._rate_holds(self.total, self.rate)

    def _rate_holds(self, total: int, rate: Decimal) -> bool:
        """Compare at the printed precision, rounded or cut off."""
        if not total:
            return False
        counts = {self.done or 0} if self.rate_of_done else {self.done or 0, (self.done or 0) + (self.partial or 0)}
        step = Decimal(1).scaleb(int(rate.as_tuple().exponent))
        exact = [Decimal(100 * count) / Decimal(total) for count in counts]
        return any(rate == each.quantize(step, rounding) for each in exact for rounding in (ROUND_HALF_UP, ROUND_DOWN))


@cache
def _nouns() -> dict[str, str]:
    """Printed noun → what the claim is of."""
    return {str(word): str(entry["of"]) for entry in load("claims")["nouns"] for word in entry["words"]}


@cache
def _alternation() -> str:
    return "|".join(re.escape(noun) for noun in sorted(_nouns(), key=len, reverse=True))


@cache
def _token() -> re.Pattern[str]:
    """One pattern for every way a number is told; the order of the alternatives decides."""
    shapes = load("claims")["shapes"]
    sources = (_filled(str(shape)) for shape in shapes.values())
    return re.compile("|".join(f"(?P<{name}>{source})" for name, source in zip(shapes, sources, strict=True)))


def _filled(source: str) -> str:
    source = source.replace("<<nouns>>", f"(?:{_alternation()})")
    return re.sub(r"<<(\w+)\.(\w+)>>", lambda found: f"(?:{expression(found[1], found[2])})", source)


def find_claims(passages: Iterable[Passage]) -> tuple[tuple[Claim, ...], tuple[Note, ...]]:
    """Give the claims of these passages; one repeated later only adds what it knows more."""
    drafts: list[_Draft] = []
    for passage in passages:
        for draft in [*_read_passage(passage.text, passage.line), *_read_money(passage.text, passage.line)]:
            _merge(draft, drafts)
    claims = tuple(
        draft.to_claim() for draft in drafts if draft.total is not None or draft.done is not None or draft.rate
    )
    notes = tuple(
        Note(claim.line, "claim.mismatch", f"{claim.of}: {_told(claim)} does not add up")
        for claim in claims
        if not claim.agrees
    )
    return claims, notes


def _told(claim: Claim) -> str:
    names = ("total", "done", "partial", "open", "rate")
    return ", ".join(f"{name} {getattr(claim, name)}" for name in names if getattr(claim, name) is not None)


def _merge(draft: _Draft, drafts: list[_Draft]) -> None:
    names = ("done", "partial", "open", "rate")
    for known in drafts:
        if known.of != draft.of or draft.total is None or known.total != draft.total:
            continue
        if any(
            None not in (getattr(known, n), getattr(draft, n)) and getattr(known, n) != getattr(draft, n) for n in names
        ):
            continue
        for name in names:
            if getattr(known, name) is None:
                setattr(known, name, getattr(draft, name))
        return
    drafts.append(draft)


def _read_passage(text: str, line: int) -> list[_Draft]:
    drafts: list[_Draft] = []
    for match in _token().finditer(text):
        _take(match, next(name for name in _shapes() if match[name]), drafts, line)
    return drafts


def _read_money(text: str, line: int) -> list[_Draft]:
    """Sums a text claims as recovered, written off or concerned; their totals are fen."""
    drafts: list[_Draft] = []
    position = 0
    for located in locate_amounts(text):
        if located.of_range:  # no end of a range is what the text claims
            position = located.end
            continue
        clause = pattern("claims", "clause").split(text[position : located.start])[-1]
        verbs = [
            (clause.rfind(str(each)), str(entry["of"])) for entry in load("claims")["money"] for each in entry["words"]
        ]
        place, of = max(verbs)
        if place >= 0:
            drafts.append(_Draft(of, "", line, total=located.amount.fen))
        position = located.end
    return drafts


@cache
def _money_verbs() -> dict[str, str]:
    return {str(verb): str(entry["of"]) for entry in load("claims")["money"] for verb in entry["words"]}


@cache
def _shapes() -> tuple[str, ...]:
    return tuple(load("claims")["shapes"])


def _take(match: re.Match[str], shape: str, drafts: list[_Draft], line: int) -> None:
    text = match[shape]
    if shape == "rate":
        _take_rate(text, drafts)
        return
    number = pattern("claims", "number_unit").search(text)
    if number is None or (value := reckon(number["n"])) is None or value != value.to_integral_value():
        return
    noun = next((_nouns()[each[0]] for each in re.finditer(_alternation(), text)), "")
    unit = number["u"] or ""
    if shape == "all_done":
        drafts.append(_Draft(noun or _problem(), unit, line, total=int(value), done=int(value)))
    elif shape in ("state_first", "number_state"):
        _take_state(text, int(value), unit, noun, drafts, line)
    else:
        drafts.append(_Draft(noun, unit, line, total=int(value)))


def _problem() -> str:
    return str(load("claims")["nouns"][0]["of"])


def _take_state(text: str, value: int, unit: str, noun: str, drafts: list[_Draft], line: int) -> None:
    """Give a part of a total to the claim it belongs to: same noun, else same unit, else the latest."""
    state = next(key for key in ("open", "partial", "done") if pattern("claims", key).search(text))
    found = [draft for draft in reversed(drafts) if noun and draft.of == noun]
    if not found and not noun:
        found = [draft for draft in reversed(drafts) if draft.unit == unit] or list(reversed(drafts))
    free = [draft for draft in found if getattr(draft, state) is None]
    if free:
        setattr(free[0], state, value)
        return
    if (found and not noun) or (not noun and not pattern("claims", "rectified").search(text)):
        return
    draft = _Draft(noun or _problem(), unit, line)
    setattr(draft, state, value)
    drafts.append(draft)


def _take_rate(text: str, drafts: list[_Draft]) -> None:
    found = pattern("claims", "percent").search(text)
    waiting = [draft for draft in reversed(drafts) if draft.rate is None]
    if found is None or not waiting:
        return
    target = next((draft for draft in waiting if draft.done is not None), waiting[0])
    target.rate = Decimal(found["n"])
    target.rate_of_done = bool(pattern("claims", "done_rate").search(text))


def rules_claimed(text: str) -> tuple[int, ...]:
    """Return the numbers of rules made or revised that a text tells, each once, in its order."""
    passages = (Passage(line, place) for place, line in enumerate(text.splitlines(), 1) if line.strip())
    claims, _notes = find_claims(passages)
    about = (one.total for one in claims if pattern("claims", "about_rules").fullmatch(one.of))
    return tuple(dict.fromkeys(total for total in about if total is not None))


def compare_counts(claims: tuple[Claim, ...], count: int) -> tuple[Note, ...]:
    """Note it when a document announces another number of problems than it lists."""
    about = [claim for claim in claims if pattern("claims", "about_findings").fullmatch(claim.of) and claim.total]
    if not count or not about or any(claim.total == count for claim in about):
        return ()
    told = f"the document announces {about[0].total}, but {count} could be read"
    return (Note(about[0].line, "count.mismatch", told),)
