"""A seed decides between equally good teams: committed to before, opened after, run again by whoever is appointed."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse

from bihuan.access.actions import NotYours
from bihuan.cli.main import main
from bihuan.ledger.models import Entry
from bihuan.teams.lots import AppointedMissing, SeedOpened, SeedShort, SeedThere, commit_seed, commitment_of, open_seed
from bihuan.teams.models import Composition, Draw
from tests.pool.rounds import Composed
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db
SEED = "2018年第二轮 7f3a9c51e0d24b68"


@pytest.fixture
def composed() -> Composed:
    return Composed()


@pytest.fixture
def desks(composed: Composed, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(composed.county, monkeypatch)


def key() -> str:
    return str(uuid.uuid4())


def test_the_seed_is_hidden_until_it_is_opened_and_then_decides(
    composed: Composed, desks: Desks, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    office, group, home = desks("office"), desks("leading_group"), reverse("composer", args=[composed.round_id])
    told = {"seed": SEED, "appointed": "案件监督管理室", "key": key()}
    assert group.post(reverse("seed_commit", args=[composed.round_id]), told).status_code == 302
    shown = words(office.get(home))
    assert commitment_of(SEED) in shown
    assert SEED not in shown
    assert "案件监督管理室" in shown
    assert group.post(reverse("seed_open", args=[composed.round_id]), {"key": key()}).status_code == 302
    assert office.post(reverse("composition_keep", args=[composed.round_id]), {"key": key()}).status_code == 302
    row = Composition.objects.get()
    assert row.manner["draw"]["seed"] == SEED
    assert row.fingerprint == Draw.objects.get().fingerprint
    shown = words(group.get(home))
    assert SEED in shown
    assert "签号合计" in shown
    assert office.post(reverse("composition_files", args=[row.pk]), {"key": key()}).status_code == 403
    answer = group.post(reverse("composition_files", args=[row.pk]), {"key": key()})
    assert Entry.objects.latest("recorded_at", "id").action == "hand_out_round"
    run_again(answer.content, tmp_path, row, capfd)


def run_again(content: bytes, folder: Path, row: Composition, capfd: pytest.CaptureFixture[str]) -> None:
    """Do what the file that comes along says: judge, compose again, compare."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(folder)
    assert row.fingerprint in (folder / "README.txt").read_text(encoding="utf-8")
    assert main(["staff", "check", str(folder / "round.json"), str(folder / "teams.json")]) == 0
    again = folder / "again.json"
    assert main(["staff", "solve", str(folder / "round.json"), "--seed", SEED, "-o", str(again)]) == 0
    capfd.readouterr()
    told = json.loads(again.read_text(encoding="utf-8"))
    assert told["draw"]["sum"] == row.manner["draw"]["sum"]
    assert told["groups"] == row.teams


def test_a_seed_is_long_has_a_verifier_and_is_committed_to_and_opened_once(composed: Composed) -> None:
    do, group, at = composed.pool.do, composed.county.leading_group, composed.round_id
    with pytest.raises(NotYours):
        do(commit_seed, round_id=at, seed=SEED, appointed="某室")
    with pytest.raises(SeedShort):
        do(commit_seed, group, round_id=at, seed="short", appointed="某室")
    with pytest.raises(AppointedMissing):
        do(commit_seed, group, round_id=at, seed=SEED, appointed=" ")
    do(commit_seed, group, round_id=at, seed=SEED, appointed="某室")
    with pytest.raises(SeedThere):
        do(commit_seed, group, round_id=at, seed=SEED + "x", appointed="某室")
    do(open_seed, group, round_id=at)
    with pytest.raises(SeedOpened):
        do(open_seed, group, round_id=at)


def test_the_ledger_holds_no_seed_before_it_is_opened(composed: Composed) -> None:
    composed.pool.do(
        commit_seed, composed.county.leading_group, round_id=composed.round_id, seed=SEED, appointed="某室"
    )
    written = b"".join(bytes(one.content) for one in Entry.objects.all()).decode()
    assert SEED not in written
    assert commitment_of(SEED) in written
