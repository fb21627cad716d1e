"""Ten clients that ask for the same at the same instant, before a real server: one of them does it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.faults.installation import OK, Installation

Answer = tuple[int, Any]
CLIENTS, ROUNDS = 10, 5
REFUSED = {404, 409}  # it stands already, or the dossier has gone on


def at_once(ask: Callable[[int], Answer]) -> list[Answer]:
    """Let ten threads ask at one instant; return what each was answered."""
    start = threading.Barrier(CLIENTS)

    def one(number: int) -> Answer:
        start.wait(30)
        return ask(number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(one, range(CLIENTS)))


def post(house: Installation, role: str, path: str, key: str, told: Any = None) -> Answer:
    headers = {"Authorization": f"Bearer {house.county[role]}", "Idempotency-Key": key}
    return house.ask("POST", f"/api/{path}", told or {}, headers)


def one_key_ten_times(house: Installation) -> list[str]:
    """Send deeds and uploads ten times at once under one key each; return the keys."""
    keys = [f"once-{kind}-{number}" for number in range(ROUNDS) for kind in ("measure", "evidence")]
    for number, key in enumerate(keys):
        asked = house.measure if "measure" in key else lambda key, place: house.evidence(key, b"ledger of meals", place)
        answers = at_once(lambda _: asked(key, number % 3))  # noqa: B023 - asked within the round
        assert {status for status, _ in answers} == {OK}, answers
        told = [answer for _, answer in answers]
        assert [one["repeated"] for one in told].count(False) == 1
        assert all({**one, "repeated": True} == {**told[0], "repeated": True} for one in told)
    return keys


def only_one(answers: list[Answer], refused: set[int] = REFUSED) -> None:
    """Fail unless one of them did it and all others were told that they came too late."""
    count = Counter(status for status, _ in answers)
    assert count[OK] == 1, answers
    assert set(count) - {OK} <= refused, answers


def two_changes_of_one_measure(house: Installation) -> None:
    """Let ten change a measure that each read in the same version."""
    (measure, *_others) = house.get(f"/api/findings/{house.county['findings'][0]}/measures", "unit_liaison")[1]
    path = f"measures/{measure['id']}/deeds/report_progress"

    def change(number: int) -> Answer:
        told = {"progress": f"过半 {number}", "done_on": None, "seen_version": measure["version"]}
        return post(house, "unit_liaison", path, f"change-{number}-of-it", told)

    only_one(at_once(change), {409})


def two_approvals_and_two_closes(house: Installation) -> None:
    """Let ten approve a dossier, then ten close it, each under a key of his own."""
    dossier = f"inspections/{house.county['inspection']}"
    only_one(at_once(lambda number: post(house, "office", f"{dossier}/deeds/approve", f"approve-{number:03}")))
    for role in ("supervision_office", "team_leader"):
        status, told = post(house, role, f"{dossier}/deeds/countersign", f"countersign-{role}")
        assert status == OK, told
    only_one(at_once(lambda number: post(house, "office", f"{dossier}/deeds/close", f"close-{number:03}")))


def refuse_two_effects_of_one_key(house: Installation) -> None:
    """Race with one key, then with ten over one measure, and judge the installation afterwards."""
    house.serve()
    keys = one_key_ten_times(house)
    two_changes_of_one_measure(house)
    kept = kept_after(house)
    assert [kept.count(key) for key in keys] == [1] * len(keys)
    assert sum(key.startswith("change-") for key in kept) == 1


def refuse_two_approvals(house: Installation) -> None:
    """Race over the approval and the close of a dossier, and judge the installation afterwards."""
    house.serve()
    two_approvals_and_two_closes(house)
    times = Counter(key.rsplit("-", 1)[0] for key in kept_after(house) if key.startswith(("approve-", "close-")))
    assert times == {"approve": 1, "close": 1}


def kept_after(house: Installation) -> list[str]:
    """Kill the server; return the keys of what is kept, where all of it is sound."""
    assert house.faults_told() == []
    house.kill()
    verdict = house.verdict()
    assert verdict["faults"] == []
    keys: list[str] = verdict["keys"]
    return keys
