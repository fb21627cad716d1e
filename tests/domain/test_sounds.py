"""Names are found by characters, by whole syllables and by initials, whatever reading of a character is meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.domain.sounds import asked_of, wanted
from bihuan.intake.lexicon import load
from bihuan.ledger.pinyin import every_sound, initials, marks_of_name, readings, sounds_of, usual_sounds_of

NAMES = ["县教育局", "县住房和城乡建设局", "西安路街道", "农村商业银行行长办公室", "妇女儿童中心", "F-01 略有出入"]


def heard(typed: str, name: str) -> int | None:
    return asked_of(typed, sounds_of(NAMES)).distance(name)


@pytest.mark.parametrize(
    ("typed", "name", "distance"),
    [
        ("县教", "县教育局", 0),
        ("jyj", "县教育局", 1),
        ("xianjiaoyuju", "县教育局", 0),
        ("jiaoy", "县教育局", 1),
        ("jiaoyuj", "县教育局", 1),
        ("教育j", "县教育局", 1),
        ("JYJ", "县教育局", 1),
        ("ju jiaoyu", "县教育局", 1),
        ("zjj", "县住房和城乡建设局", 2),
        ("住建局", "县住房和城乡建设局", 2),
        ("zhujian", "县住房和城乡建设局", 2),
        ("xian", "西安路街道", 0),
        ("xi'an", "西安路街道", 0),
        ("hangzhang", "农村商业银行行长办公室", 1),
        ("yhhz", "农村商业银行行长办公室", 1),
        ("funv", "妇女儿童中心", 0),
        ("funu", "妇女儿童中心", 0),
        ("f-01", "F-01 略有出入", 0),
        ("lueyou", "F-01 略有出入", 1),
        ("jyj", "妇女儿童中心", None),
        ("juyujiao", "县教育局", None),
        ("jyj qq", "县教育局", None),
    ],
)
def test_a_name_is_heard(typed: str, name: str, distance: int | None) -> None:
    assert heard(typed, name) == distance


def test_every_reading_of_a_character_is_known() -> None:
    assert {"hang", "xing"} <= readings("行")
    assert {"nv", "nu"} <= readings("女")
    assert readings("A") == frozenset()


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("jyj", "县教育局", "违规发放津贴"),  # every letter within, before what only has none
        ("jtj", "县交通运输局", "到期提交局"),  # usual readings with gaps before rare ones that stand together
        ("hz", "行长办公室", "杭州路"),
        ("xs", "行事", "形式"),
    ],
)
def test_usual_readings_rank_before_rare_ones(typed: str, first: str, second: str) -> None:
    names = [first, second]
    asked = asked_of(typed, sounds_of(names), usual_sounds_of(names, load("readings")["also"]))
    ranks = [asked.rank(name) for name in names]
    assert ranks[0] is not None
    assert ranks[1] is None or ranks[0] <= ranks[1]
    assert (ranks[1] is None) == (asked.distance(second) is None), "what is found is found still"


NAME = st.text(alphabet="县教育局住房城乡建设违规发放津贴行长女", min_size=1, max_size=10)


@settings(deadline=None)
@given(name=NAME, begin=st.integers(0, 9), length=st.integers(1, 6), data=st.data())
def test_any_stretch_of_a_name_is_heard_by_its_sounds(name: str, begin: int, length: int, data: st.DataObject) -> None:
    stretch = name[begin % len(name) :][:length]
    said = [data.draw(st.sampled_from(sorted(readings(sign)))) for sign in stretch]
    for typed in ("".join(said), "".join(one[0] for one in said), stretch):
        assert asked_of(typed, sounds_of([name])).distance(name) is not None, (typed, name)


def is_told(typed: str, name: str) -> bool:
    """True where an index that keeps the marks of names would tell of this one."""
    borne = set(marks_of_name(name).split())
    asked = wanted(typed, every_sound(), initials)
    return bool(asked) and all(any(borne.issuperset(way) for way in ways) for ways in asked)


@settings(deadline=None)
@given(name=NAME, begin=st.integers(0, 9), length=st.integers(2, 6), data=st.data())
def test_an_index_tells_of_every_name_in_which_the_sounds_stand_together(
    name: str, begin: int, length: int, data: st.DataObject
) -> None:
    stretch = name[begin % len(name) :][:length]
    if len(stretch) < 2:
        stretch = name[:2]
    said = [data.draw(st.sampled_from(sorted(readings(sign)))) for sign in stretch]
    letters = "".join(one[0] for one in said)
    for typed in ("".join(said), " ".join(said), letters, f"{stretch[:-1]}{letters[-1]}", letters.upper()):
        assert len(name) < 2 or is_told(typed, name), (typed, name)


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        *(("x", True), ("xian", True), ("j", False), ("ju", False)),  # one sound alone begins a name
        *(("jyj", True), ("jy jy", True), ("jyj qq", False), ("yjj", False), ("12 jyj", True)),
        *(("j y j", True), ("jiaoyu ju", True), ("教育j", True), ("教yj", True), ("F-01", False), ("", False)),
    ],
)
def test_an_index_tells_of_no_other_name(typed: str, is_one: bool) -> None:
    assert is_told(typed, "县教育局") == is_one


@settings(deadline=None)
@given(typed=st.text(max_size=30), name=st.text(max_size=12))
def test_nothing_that_can_be_typed_breaks_it(typed: str, name: str) -> None:
    asked_of(typed, sounds_of([name])).distance(name)
    is_told(typed, name)
