"""A new installation begins with the whole close-out chain, and whoever chooses less is told what is missing."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest
from django.utils import timezone

from bihuan.cli import own_pack as own
from bihuan.cli.account import make_first
from bihuan.cli.main import UnusableInput, main
from bihuan.cli.packs import choose_in_the_house
from bihuan.desk.mending import MENDED_BY
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.hanging_gates import HANGING
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import gates_of
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.ledger.models import Entry
from bihuan.organizations.models import Authority, OwnPack
from bihuan.rules.choosing import FIRST_CHOICE, close_out
from bihuan.rules.packs import path_of
from bihuan.web.gate_parts import OF_THE_ROUND
from tests.county import County

CHAIN = ["checks.too_few", "evaluations.too_few", "report.missing", "acceptance.missing", "approval.office_missing"]
Capture = pytest.CaptureFixture[str]


@pytest.mark.django_db
def test_a_dossier_of_a_new_installation_is_bound_to_the_whole_close_out_chain(capsys: Capture) -> None:
    assert make_first("青石县委", "county", None) == 0
    told = capsys.readouterr()
    assert ", ".join(FIRST_CHOICE) in told.out
    assert "督查至少两次 / At least two checks  [closing-loop-2018]" in told.out
    assert "packs choose" in told.out
    assert told.err == ""
    county = County(today=timezone.localdate(), authority_id=Authority.objects.get().authority_id)
    inspection = county.settled().fed_back().inspection
    assert [pack_id for pack_id, _ in inspection.packs] == list(FIRST_CHOICE)
    asked = gates_of(STEPS["close"], rulebook_of(inspection, county.today))
    assert set(CHAIN) < set(asked)
    assert sum(basis.startswith("closing-loop-2018 ·") for _, basis in asked.values()) == 15


@pytest.mark.django_db
def test_packs_that_leave_the_close_out_open_are_warned_of_gate_by_gate(capsys: Capture) -> None:
    assert make_first("青石县委", "county", "national-2024, office-practice") == 0
    warned = capsys.readouterr().err.splitlines()
    assert "nothing but that every finding is signed off" in warned[0]
    assert sum("[closing-loop-2018]" in line for line in warned) == 15
    assert Authority.objects.get().packs == ["national-2024", "office-practice"]


@pytest.mark.django_db
def test_nothing_is_founded_on_a_pack_that_is_not_there() -> None:
    for packs in ("closing-loop", "", "office-practice,office-practice"):
        with pytest.raises(UnusableInput, match="packs: "):
            make_first("青石县委", "county", packs)
    assert not Authority.objects.exists()


@pytest.mark.django_db
def test_the_office_chooses_other_packs_with_a_reason_and_nobody_else_does(capsys: Capture) -> None:
    make_first("青石县委", "county", None)
    assert choose_in_the_house("national-2017,closing-loop-2018", "audit", "换届") == 1
    assert choose_in_the_house("national-2017,closing-loop-2018", "office", "换届") == 0
    assert "warning" not in capsys.readouterr().err
    assert Authority.objects.get().packs == ["national-2017", "closing-loop-2018"]
    assert Entry.objects.get(action="choose_packs").reason == "换届"
    with pytest.raises(UnusableInput, match="nobody signs in"):
        choose_in_the_house("national-2017", "nobody", "换届")


def test_the_first_choice_asks_every_gate_that_a_shipped_pack_asks_at_the_close() -> None:
    found = close_out(FIRST_CHOICE, timezone.localdate())
    assert found.absent == ()
    assert {one.rule_id.removeprefix("gate/close/") for one in found.asked} <= set(GATES)
    partly = close_out(["national-2017"], timezone.localdate())
    assert [one.rule_id for one in partly.absent] == [one.rule_id for one in found.asked]


def test_packs_are_listed_and_asked_without_an_installation(capsys: Capture) -> None:
    assert main(["packs"]) == 0
    assert "closing-loop-2018" in capsys.readouterr().out
    assert main(["packs", "ask", "national-2017"]) == 0
    assert "warning" in capsys.readouterr().err
    assert main(["packs", "ask", "national"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_every_gate_is_mended_by_a_deed_or_on_a_page_of_its_own() -> None:
    mended = {code for code, deed in MENDED_BY.items() if deed is not None}
    # heads and successors are named in the tree; what ends a round is done on the round's own pages, and what hangs on
    # a dossier that was opened by mistake is ended where it was entered
    elsewhere = {"signer.not_present_head", "successor.missing", *OF_THE_ROUND, *(gate.code for gate in HANGING)}
    assert set(MENDED_BY) - mended == elsewhere


def own_pack(tmp_path: Path, text: str = "") -> Path:
    """Return a file with a pack of the office's own: one that comes with Bihuan under another name, or a text."""
    file = tmp_path / "qingshi-2026.yaml"
    shipped = path_of("closing-loop-2018")[0].read_text(encoding="utf-8")
    file.write_text(text or shipped.replace("closing-loop-2018", "qingshi-2026"), encoding="utf-8")
    return file


def test_a_pack_of_one_s_own_is_read_as_strictly_as_the_others(tmp_path: Path, capsys: Capture) -> None:
    assert main(["packs", "check", str(own_pack(tmp_path))]) == 0
    assert "qingshi-2026" in capsys.readouterr().out
    file = own_pack(tmp_path, "id: qingshi-2026\nrules: []\n")
    assert main(["packs", "check", str(file)]) == 2
    assert capsys.readouterr().err.startswith(str(file))
    assert main(["packs", "check", str(tmp_path / "none.yaml")]) == 2


@pytest.mark.django_db
def test_a_pack_of_one_s_own_is_tried_released_and_chosen(tmp_path: Path, capsys: Capture) -> None:
    make_first("青石县委", "county", "national-2017,office-practice")
    county = County(authority_id=Authority.objects.get().authority_id).settled().fed_back()
    told = Namespace(file=own_pack(tmp_path), login_name="office", reason="本县办法")
    capsys.readouterr()
    assert own.try_out(told) == 0
    tried = capsys.readouterr().out
    assert "1 dossiers judged; at 1 places other things would be lacking" in tried
    assert "  报结: 1" in tried, "by step"
    assert "+ 督查次数达到要求" in tried
    assert not OwnPack.objects.exists()

    assert own.release(told) == 0
    assert OwnPack.objects.get().pack_id == "qingshi-2026"
    assert own.release(told) == 1, "the very same text"
    assert own.release(Namespace(**{**vars(told), "login_name": "audit"})) == 1
    with pytest.raises(UnusableInput, match="reason"):
        own.release(Namespace(**{**vars(told), "reason": " "}))
    assert choose_in_the_house("national-2017,qingshi-2026", "office", "换届") == 0
    assert Authority.objects.get().packs == ["national-2017", "qingshi-2026"]
    assert "qingshi-2026" not in [pack_id for pack_id, _ in county.inspection.packs], "what is bound stays bound"
