"""The archive of a dossier: one file that a stranger can verify."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bihuan.cli.main import main
from bihuan.closeout.archive import archive_of, pack, zipped
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep
from bihuan.ledger import verifier
from bihuan.ledger.models import Entry
from bihuan.organizations.models import HeadTenure
from bihuan.supervision.reorganising import reorganise
from bihuan.supervision.wanted import Wanted
from tests.county import PDF, County, new_key
from tests.evaluation.panels import county_of_three_in_one, hand_in, named
from tests.web.desks import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed() -> County:
    county = County().found().closable()
    county.do(county.office, "close")
    return county


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def verdict_of(files: dict[str, bytes], tmp_path: Path) -> str:
    """Return what the verifier says of an archive with these files, the empty string when it holds."""
    path = tmp_path / "archive.zip"
    path.write_bytes(zipped(files))
    try:
        verifier.verify(path)
    except verifier.DoesNotHold as reason:
        return str(reason)
    return ""


def remade(files: dict[str, bytes], name: str, content: bytes) -> dict[str, bytes]:
    """Change a file and the manifest with it, as a forger would."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return {**files, name: content, "manifest.json": verifier.canonical(manifest) + b"\n"}


def test_an_archive_holds_everything_and_its_own_verifier_says_so(closed: County, tmp_path: Path) -> None:
    content = archive_of(closed.inspection, closed.office, closed.now)
    files = unpacked(content)
    evidence = PDF.replace(b"%d", b"1")
    assert files[f"files/{hashlib.sha256(evidence).hexdigest()}.pdf"] == evidence
    assert set(json.loads(files["lists.json"])) == {"problems", "tasks", "responsibilities", "results", "archive"}
    assert {name for name in files if name.startswith("packs/")} == {
        "packs/national-2017.yaml",
        "packs/office-practice.yaml",
        "packs/closing-loop-2018.yaml",
    }
    for name, there in files.items():
        target = tmp_path / "unpacked" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(there)
    (tmp_path / "archive.zip").write_bytes(content)
    for where in ("archive.zip", "unpacked"):
        command = [sys.executable, "-I", "-S", "unpacked/verify.py", where]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        chinese, english = done.stdout.splitlines()
        assert "条记录全部核验成立" in chinese
        assert " entries hold; " in english
    (tmp_path / "unpacked" / "lists.json").write_text("{}")
    refused = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert refused.returncode == 1
    assert refused.stdout.splitlines() == [
        "unpacked: 不成立：lists.json 已被改动",
        "unpacked: lists.json was changed",
    ]


def test_the_page_is_chinese_and_without_scripts(closed: County) -> None:
    page = unpacked(pack(closed.inspection))["index.html"].decode()
    for words in (
        "县住房和城乡建设局",
        "问题清单",
        "整改档案清单",
        "违规发放津贴补贴",
        "诫勉谈话2人",
        "沈知远",
        "报结",
    ):
        assert words in page
    assert "<script" not in page


def test_the_same_dossier_gives_the_same_bytes(closed: County) -> None:
    assert pack(closed.inspection) == pack(closed.inspection)


def test_making_one_is_a_deed_that_tells_its_sha256(closed: County) -> None:
    content = archive_of(closed.inspection, closed.office, closed.now)
    entry = Entry.objects.filter(stream=closed.inspection.stream).order_by("number").last()
    assert entry is not None
    assert entry.action == "write_archive"
    told = json.loads(bytes(entry.content))["told"]
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    closed.do(closed.office, "write_archive")


def test_it_is_the_office_s_and_comes_at_the_end(closed: County) -> None:
    with pytest.raises(MayNot):
        archive_of(closed.inspection, closed.unit_head, closed.now)
    running = County().found().fed_back()
    with pytest.raises(NoSuchStep):
        archive_of(running.inspection, running.office, running.now)


def test_any_changed_missing_or_added_file_is_named(closed: County, tmp_path: Path) -> None:
    files = unpacked(pack(closed.inspection))
    assert verdict_of(files, tmp_path) == ""
    for name in sorted(set(files) - {"manifest.json"}):
        assert name in verdict_of({**files, name: files[name] + b" "}, tmp_path)
        assert f"{name} is missing" in verdict_of({n: c for n, c in files.items() if n != name}, tmp_path)
    assert "more.txt is not in the manifest" in verdict_of({**files, "more.txt": b""}, tmp_path)
    assert "manifest.json" in verdict_of({**files, "manifest.json": files["manifest.json"] + b" "}, tmp_path)


def test_rows_that_the_ledger_does_not_lead_to_are_found(closed: County, tmp_path: Path) -> None:
    """The forger mends the manifest too; the entries still tell what was done."""
    files = unpacked(pack(closed.inspection))
    rows = json.loads(files["rows.json"])
    finding = next(iter(rows["dossiers_finding"]))
    rows["dossiers_finding"][finding]["result"] = "everything is well"
    assert "result is not what the ledger leads to" in verdict_of(
        remade(files, "rows.json", json.dumps(rows).encode()), tmp_path
    )
    rows = json.loads(files["rows.json"])
    rows["dossiers_finding"]["11111111-1111-7111-8111-111111111111"] = rows["dossiers_finding"][finding]
    assert "is not in the ledger" in verdict_of(remade(files, "rows.json", json.dumps(rows).encode()), tmp_path)
    del rows["dossiers_finding"]
    assert "is missing, the ledger has it" in verdict_of(
        remade(files, "rows.json", json.dumps(rows).encode()), tmp_path
    )


def test_evidence_cannot_be_exchanged_even_with_its_manifest(closed: County, tmp_path: Path) -> None:
    files = unpacked(pack(closed.inspection))
    name = next(name for name in files if name.startswith("files/"))
    assert "is missing" in verdict_of(remade(files, name, b"%PDF-1.4 another"), tmp_path)


def test_the_command_line_writes_it(closed: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "dossier.zip"
    assert main(["archive", str(closed.inspection_id), "-o", str(output)]) == 0
    assert main(["ledger", "verify", str(output)]) == 0
    assert "hold" in capsys.readouterr().out
    assert main(["archive", "no-dossier", "-o", str(output)]) == 2


def test_of_a_unit_that_was_merged_the_archive_names_the_heads_of_whoever_answers(tmp_path: Path) -> None:
    county = County().found().fed_back()
    successor, _path = county.organization("县城市管理局", "department")
    old, county.unit_id = county.unit_id, successor
    county.head("江远帆", county.today - timedelta(days=400))
    HeadTenure.objects.filter(name="江远帆").update(until_on=county.today - timedelta(days=201))
    county.head("林晓舟", county.today - timedelta(days=200))
    county.unit_id = old
    county.today += timedelta(days=1)
    merged = Wanted("merge", county.today, "青编发〔2018〕2号", (county.unit_id,), (successor,))
    reorganise(actor=replace(county.office, today=county.today), wanted=merged, now=county.now, key=new_key())
    files = unpacked(pack(county.inspection))
    context = json.loads(files["context.json"])
    heads = {row["name"]: row["organization_id"] for row in context["organizations_headtenure"].values()}
    assert heads == {"沈知远": str(old), "林晓舟": str(successor)}
    assert {str(old), str(successor)} == set(context["organizations_organization"]) - {str(county.office_id)}
    assert "县城市管理局 林晓舟" in files["index.html"].decode()
    assert "江远帆" not in files["index.html"].decode()
    assert verdict_of(files, tmp_path) == ""
    assert pack(county.inspection) == pack(county.inspection)


def test_what_is_merged_after_the_close_changes_nothing_of_who_answered(closed: County) -> None:
    before = set(json.loads(unpacked(pack(closed.inspection))["context.json"])["organizations_organization"])
    closed.today += timedelta(days=30)
    successor, _path = closed.organization("县城市管理局", "department")
    merged = Wanted("merge", closed.today, "青编发〔2018〕2号", (closed.unit_id,), (successor,))
    reorganise(actor=replace(closed.office, today=closed.today), wanted=merged, now=closed.now, key=new_key())
    after = set(json.loads(unpacked(pack(closed.inspection))["context.json"])["organizations_organization"])
    assert after == before


def test_marks_of_a_scoring_that_was_called_off_are_in_no_archive_and_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = at(county_of_three_in_one(), monkeypatch)
    county, own = desks.county, {"plan__concrete": "6.03"}
    named(desks)
    hand_in(desks, "team_leader", **own)
    county.do(county.office, "cancel_scoring", reason="一名评分人调离")
    files = unpacked(pack(county.inspection))
    (slip,) = json.loads(files[verifier.ROWS])["evaluation_scoreslip"].values()
    assert [list(slip[column]) for column in ("marks", "grounds", "refs")] == [["commitment"]] * 3
    for name, content in files.items():
        assert b"6.03" not in content, name
        assert "team_leader查阅方案".encode() not in content, name
    assert verdict_of(files, tmp_path) == ""
    named(desks)
    hand_in(desks, "team_leader", **own)
    hand_in(desks, "supervision_office")
    county.do(county.office, "settle_scores", on=county.today)
    files = unpacked(pack(county.inspection))
    assert (
        sum("6.03" in str(one["marks"]) for one in json.loads(files[verifier.ROWS])["evaluation_scoreslip"].values())
        == 1
    )
    assert verdict_of(files, tmp_path) == ""
