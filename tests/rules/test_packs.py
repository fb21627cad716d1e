"""A pack file is refused with file, line, rule and remedy: start from a good one, spoil one thing."""

from datetime import date
from pathlib import Path

import pytest

from bihuan.domain.roles import Role
from bihuan.domain.rulebook import (
    Citation,
    Event,
    GateTerms,
    Label,
    Period,
    Responsible,
    Ruling,
    Unit,
    Weights,
)
from bihuan.rules.packs import (
    PackNamedTwice,
    PackUnknown,
    PackUnreadable,
    available,
    load,
    read_pack,
    rulebook,
)

GOOD = """\
id: sample
title: {zh: 样例, en: Sample}
rules:
  deadline/head_report:
    title: {zh: 报告, en: Report}
    rulings:
      - since: 2017-07-01
        value: {count: 2, unit: months, after: feedback}
        verified: true
        citation: {document: 条例, clause: 第二十七条}
      - since: 2024-02-08
        repealed: true
        verified: false
        citation: {document: 条例, clause: 第三十条}
        note: 待核实
  evaluation/weights:
    title: {zh: 权重, en: Weights}
    rulings:
      - since: 2017-07-01
        value: {total: 100, shares: {plan: 40, execution: 60}}
        verified: false
        citation: {document: 做法, clause: 第一段}
  gate/close/checks.too_few:
    title: {zh: 督查, en: Checks}
    rulings:
      - since: 2017-07-01
        value: {least: 2, pass_mark: 60, waivable_by: leading_group}
        verified: true
        citation: {document: 做法, clause: 第一段}
  phase/middle:
    title: {zh: 中期, en: Middle}
    rulings:
      - since: 2017-07-01
        value: {lead: [office], assist: [team_leader]}
        verified: true
        citation: {document: 做法, clause: 第一段}
  lamp/green:
    title: {zh: 绿灯, en: Green}
    rulings:
      - since: 2017-07-01
        value: 20
        verified: true
        citation: {document: 做法, clause: 第一段}
"""
HEAD_REPORT = "deadline/head_report"


def written(folder: Path, text: str | bytes, name: str = "sample.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_good_pack_is_read_as_it_is_written(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path, GOOD))
    values = {rule.id: rule.rulings[0].value for rule in pack.rules}
    assert (pack.id, pack.title) == ("sample", Label("样例", "Sample"))
    assert values == {
        HEAD_REPORT: Period(2, Unit.MONTHS, Event.FEEDBACK),
        "evaluation/weights": Weights(100, {"plan": 40, "execution": 60}),
        "gate/close/checks.too_few": GateTerms(2, 60.0, Role.LEADING_GROUP),
        "phase/middle": Responsible((Role.OFFICE,), (Role.TEAM_LEADER,)),
        "lamp/green": 20,
    }
    repeal = Ruling(date(2024, 2, 8), None, Citation("条例", "第三十条"), False, "待核实")
    assert pack.rules[0].rulings[1] == repeal


# what is spoilt: (name, good text, bad text, line named, rule named, words in the problem, words in the remedy)
SPOILT = [
    ("duplicate key", "        verified: true\n        citation: {document: 条例, clause: 第二十七条}",
     "        verified: true\n        verified: true\n        citation: {document: 条例, clause: 第二十七条}",
     10, HEAD_REPORT, "verified stands here twice", "keep one"),
    ("duplicate rule", "  evaluation/weights:", "  deadline/head_report:", 16, HEAD_REPORT, "twice", "keep one"),
    ("unknown key on top", "id: sample\n", "id: sample\nlicence: none\n", 2, None, "licence", "remove it"),
    ("unknown key in a ruling", "        note: 待核实", "        remark: 待核实",
     15, HEAD_REPORT, "remark", "remove it"),
    ("no title in English", "title: {zh: 样例, en: Sample}", "title: {zh: 样例}", 2, None, "title.en", "add it"),
    ("no citation", "        citation: {document: 条例, clause: 第二十七条}\n", "",
     7, HEAD_REPORT, "citation", "add it"),
    ("blank clause", "clause: 第二十七条", 'clause: " "', 10, HEAD_REPORT, "clause", "correct it"),
    ("a hash that is none", "clause: 第二十七条", "clause: 第二十七条, sha256: abc",
     10, HEAD_REPORT, "sha256", "correct it"),
    ("not said whether verified", "        verified: true\n        citation: {document: 条例",
     "        citation: {document: 条例", 7, HEAD_REPORT, "verified", "add it"),
    ("verified by a word", "verified: true\n        citation: {document: 条例",
     "verified: 'yes'\n        citation: {document: 条例", 9, HEAD_REPORT, "verified", "correct it"),
    ("days that do not ascend", "since: 2024-02-08", "since: 2017-07-01",
     11, HEAD_REPORT, "2017-07-01 is not after 2017-07-01", "order"),
    ("a sentinel day", "since: 2024-02-08", "since: 9999-12-31", 11, HEAD_REPORT, "no real day", "from which"),
    ("a sentinel first day", "since: 2017-07-01\n        value: {count", "since: 0001-01-01\n        value: {count",
     7, HEAD_REPORT, "no real day", "from which"),
    ("a day that is not there", "since: 2024-02-08", "since: 2024-02-30", 11, HEAD_REPORT, "no day 2024-02-30", "date"),
    ("an instant", "since: 2024-02-08", "since: 2024-02-08 10:00:00", 11, HEAD_REPORT, "timestamp", "2024-02-08"),
    ("a day in quotes", "since: 2024-02-08", "since: '2024-02-08'", 11, HEAD_REPORT, "since", "correct it"),
    ("neither value nor repeal", "        repealed: true\n", "", 11, HEAD_REPORT, "either a value", "exactly one"),
    ("value and repeal", "repealed: true", "repealed: true\n        value: {count: 1, unit: days, after: feedback}",
     11, HEAD_REPORT, "either a value", "exactly one"),
    ("a repeal that is none", "repealed: true", "repealed: false", 12, HEAD_REPORT, "repealed", "correct it"),
    ("a hole for a value", "value: 20", "value:", 41, "lamp/green", "value", "write it out"),
    ("an unknown unit", "unit: months", "unit: moons", 8, HEAD_REPORT, "unit", "correct it"),
    ("an unknown event", "after: feedback", "after: dinner", 8, HEAD_REPORT, "after", "correct it"),
    ("a number in quotes", "count: 2", "count: '2'", 8, HEAD_REPORT, "count", "correct it"),
    ("no time at all", "count: 2", "count: 0", 8, HEAD_REPORT, "count", "correct it"),
    ("yes for a number", "value: 20", "value: true", 41, "lamp/green", "value", "correct it"),
    ("a negative lamp", "value: 20", "value: -1", 41, "lamp/green", "value", "correct it"),
    ("shares beside the total", "execution: 60", "execution: 50", 20, "evaluation/weights", "make 90", "correct"),
    ("an unknown waiver", "waivable_by: leading_group", "waivable_by: anybody",
     27, "gate/close/checks.too_few", "waivable_by", "correct it"),
    ("an endless pass mark", "pass_mark: 60", "pass_mark: .inf", 27, "gate/close/checks.too_few", "float", "number"),
    ("a role twice", "assist: [team_leader]", "assist: [office]", 34, "phase/middle", "twice", "correct"),
    ("an unknown family", "lamp/green", "lamp/blue", 37, "lamp/blue", "no rule of this name", "families"),
    ("an unknown deadline", "deadline/head_report", "deadline/lunch", 4, "deadline/lunch", "no rule", "families"),
    ("no rulings", GOOD[GOOD.index("      - since: 2017-07-01\n        value: 20") :], "      []\n",
     39, "lamp/green", "rulings", "correct it"),
    ("an anchor", "value: 20", "value: &x 20", 41, "lamp/green", "anchor", "write the value out"),
    ("a merge", "value: 20", "value: {<<: {a: 1}}", 41, "lamp/green", "a merge that rule files do not take", "write"),
    ("a tag", "value: 20", "value: !!python/name:os.system 20", 41, "lamp/green", "do not take", "write"),
    ("a number in other clothes", "value: 20", "value: 0x14", 41, "lamp/green", "do not take", "number"),
    ("broken YAML", "value: 20", "value: [20", 41, None, "", "correct the YAML"),
    ("two documents", "rules:\n", "rules:\n---\n", 4, None, "document", "correct the YAML"),
]  # fmt: skip


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda case: case[0])
def test_a_spoilt_pack_is_refused_with_file_line_rule_and_remedy(
    tmp_path: Path, spoilt: tuple[str, str, str, int, str | None, str, str]
) -> None:
    _, good, bad, line, rule, problem, remedy = spoilt
    assert good in GOOD
    with pytest.raises(PackUnreadable) as refused:
        read_pack(written(tmp_path, GOOD.replace(good, bad, 1)))
    error = refused.value
    assert (error.file, error.line, error.rule) == ("sample.yaml", line, rule)
    assert problem in error.problem
    assert remedy in error.remedy
    assert str(error).startswith(f"sample.yaml:{line}: ")
    assert "\n" not in str(error)


def test_a_deadline_that_counts_from_itself_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace(HEAD_REPORT, "deadline/concentrated_rectification_end").replace(
        "after: feedback", "after: concentrated_rectification_end"
    )
    with pytest.raises(PackUnreadable, match="counts from itself"):
        read_pack(written(tmp_path, text))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no mapping"),
        (b"- 1\n", "no mapping"),
        (b"\xff\xfe", "not UTF-8"),
        (b"id: \x00", "not allowed"),
        (b"id: sample\n", "title"),
    ],
)
def test_a_file_that_is_no_pack_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(PackUnreadable, match=problem):
        read_pack(written(tmp_path, content))


def test_a_pack_under_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackUnreadable, match="the id is 'sample', the file's name 'other'"):
        read_pack(written(tmp_path, GOOD, "other.yaml"))


def test_the_packs_of_the_house_are_there() -> None:
    assert {"national-2017", "national-2024", "office-practice", "closing-loop-2018"} <= set(available())


def test_an_unknown_pack_is_refused_with_the_list_of_those_there_are() -> None:
    with pytest.raises(PackUnknown, match=r"there is no pack 'national-1999'; name one of .*national-2017"):
        load("national-1999")


@pytest.mark.parametrize("name", ["", "../national/national-2017", "national-2017.examples", "cn"])
def test_only_packs_are_found_by_name(name: str) -> None:
    with pytest.raises(PackUnknown):
        load(name)


def test_a_pack_named_twice_is_refused() -> None:
    with pytest.raises(PackNamedTwice, match="the prevailing one last"):
        rulebook(["national-2017", "office-practice", "national-2017"], date(2024, 3, 1))


def test_a_rulebook_layers_in_the_order_named() -> None:
    end = "deadline/concentrated_rectification_end"
    day = date(2024, 3, 1)
    assert rulebook(["national-2024", "office-practice"], day).need(end).pack == "office-practice"
    assert rulebook(["office-practice", "national-2024"], day).need(end).pack == "national-2024"


@pytest.mark.parametrize(
    ("pack", "day", "rules"),
    [
        ("national-2017", date(2017, 6, 30), False),
        ("national-2017", date(2017, 7, 1), True),
        ("national-2024", date(2024, 2, 7), False),
        ("national-2024", date(2024, 2, 8), True),
        ("office-practice", date(2017, 6, 30), False),
        ("office-practice", date(2017, 7, 1), True),
        ("closing-loop-2018", date(2017, 6, 30), False),
        ("closing-loop-2018", date(2017, 7, 1), True),
    ],
)
def test_a_pack_begins_on_its_day_and_not_the_day_before(pack: str, day: date, rules: bool) -> None:
    assert bool(rulebook([pack], day).governing) is rules
