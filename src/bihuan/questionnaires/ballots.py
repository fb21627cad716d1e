"""Ballots as they were carried in: looked at as if a stranger had made them, opened in memory to be counted."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from bihuan.domain.questionnaires import Asked, Tally, fault_of_ballot, of_replaced, tally
from bihuan.questionnaires.models import Questionnaire
from bihuan.tips.bags import FILE, BagUnusable, Held, mark_of, read
from bihuan.tips.boxes import BALLOT, BoxShut, opened
from bihuan.tips.carrying import BALLOTS, TIP, unpacked


class BallotsUnusable(ValueError):
    """What a package brings for a questionnaire cannot be taken: where, and why."""

    def __init__(self, place: str, code: str) -> None:
        self.place, self.code = place, code
        super().__init__(f"{place}: {code}; pack anew on the public host and carry that file")


class NoNewBallots(ValueError):
    """A package that holds no more ballots than came before, or fewer."""

    def __init__(self, there: int, left_out: int) -> None:
        self.there, self.left_out = there, left_out
        super().__init__(
            f"the package brings no ballot that is not here ({there}), and {left_out} of slips that were replaced; "
            "pack anew on the public host"
        )


@dataclass(frozen=True)
class Bag:
    """The sealed ballots of a run, sorted, and how many of slips that were replaced are left out."""

    boxes: tuple[bytes, ...]
    left_out: int

    def lines(self) -> str:
        return "\n".join(base64.b64encode(box).decode() for box in self.boxes)


def asked_of(run: Questionnaire) -> Asked:
    """Return what a run asks, for counting."""
    marks = {str(one["code"]): int(one["mark"]) for one in run.asked["answers"]}
    return Asked(tuple(str(one["code"]) for one in run.asked["questions"]), marks, int(run.asked["least_ballots"]))


def boxes_of(run: Questionnaire) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(line) for line in run.boxes.splitlines())


def opens(box: bytes, run: Questionnaire) -> bool:
    """True where the key of a run's last printing opens a box, whatever it ticks."""
    try:
        opened(box, run.private, BALLOT)
    except BoxShut:
        return False
    return True


def ballot_in(box: bytes, run: Questionnaire) -> Mapping[str, str]:
    """Return what a sealed ballot ticks; raise BoxShut where it is none of this run."""
    ticked = opened(box, run.private, BALLOT).get("ticked")
    if not isinstance(ticked, Mapping) or fault_of_ballot(ticked, asked_of(run)):
        raise BoxShut
    return ticked


def bag_in(run: Questionnaire, content: bytes) -> Bag:
    """Return the ballots that a package brings for a run; raise PackageUnusable, BallotsUnusable or NoNewBallots.

    A package holds everything that came: what is fewer, or leaves out what came before, is an old one. There are as
    many spent slips as ballots, and each was printed; the slips are looked at and kept nowhere. Ballots of slips that
    were replaced are left out.
    """
    place = f"{run.name}/{FILE}"
    files = unpacked(content, (TIP, BALLOTS))
    if place not in files:
        raise BallotsUnusable(place, "absent")
    try:
        held = read(files[place])
        left_out = refuse_forged(run, held, place)
    except BagUnusable as error:
        raise BallotsUnusable(place, "shut") from error
    before = set(boxes_of(run))
    now = {box for box in held.boxes if opens(box, run)} if left_out else set(held.boxes)
    if not before <= now:
        raise BallotsUnusable(place, "older")
    if before == now:
        raise NoNewBallots(len(before), left_out)
    return Bag(tuple(sorted(now)), left_out)


def refuse_forged(run: Questionnaire, held: Held, place: str) -> int:
    """Refuse ballots without a slip, a slip used twice or never printed, and a ballot that was changed.

    Return how many ballots are of slips that were replaced: so many, neither more nor fewer, may stay shut.
    """
    slips = set(held.spent)
    if len(held.boxes) != len(held.spent) or len(slips) != len(held.spent) or len(set(held.boxes)) != len(held.boxes):
        raise BallotsUnusable(place, "uneven")
    left_out = of_replaced(frozenset(map(mark_of, slips)), frozenset(run.slips), frozenset(run.replaced))
    if left_out is None:
        raise BallotsUnusable(place, "unprinted")
    shut = 0
    for number, box in enumerate(held.boxes, start=1):
        if left_out and not opens(box, run):
            shut += 1
            continue
        try:
            ballot_in(box, run)
        except BoxShut as error:
            raise BallotsUnusable(f"{place} ({number})", "shut") from error
    if shut != left_out:
        raise BallotsUnusable(place, "shut")
    return left_out


def tally_of(run: Questionnaire) -> Tally:
    """Open every ballot of a run and count anew; what a page shows beside the tally that was kept."""
    return tally([ballot_in(box, run) for box in boxes_of(run)], asked_of(run))
