"""Coverage through reorganisations: renamed, merged, split; over random histories no inspection is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.domain.coverage import COVERED, Body, Carried, Carry, Coverage, Line, Look
from bihuan.domain.coverage_lines import Heritage, coverage_of
from bihuan.domain.planning import Form

START, CHANGED, TODAY = date(2000, 1, 1), date(2025, 6, 1), date(2026, 3, 1)
SEEN_ON = date(2025, 3, 1)
OLD = Body("甲", "001", "县医疗保障局", "department", START)
OTHER = Body("乙", "002", "县卫生健康局", "department", START)
NEW = Body("丙", "003", "县医疗保障管理局", "department", CHANGED)
NEXT = Body("丁", "004", "县医疗保障中心", "department", CHANGED)
FED = {"is_begun": True, "is_over": True, "is_fed_back": True, "findings": 5, "settled": 2}
SEEN = Look("001", Form.ROUTINE, "十三届", SEEN_ON, **FED)


def lines(
    *looks: Look, shown: Sequence[Body], former: Sequence[Body] = (), links: Sequence[tuple[str, str]] = ()
) -> dict[str, Line]:
    passed = [Heritage(old, new, CHANGED) for old, new in links]
    told = {"term": "十三届", "today": TODAY, "years": 5}
    return {one.body.key: one for one in coverage_of(shown, looks, former=former, links=passed, **told)}


def test_a_unit_that_was_renamed_stands_as_if_it_never_was() -> None:
    found = lines(replace(SEEN, answered_at="003"), shown=[NEW], former=[OLD], links=[("甲", "丙")])["丙"]
    assert (found.state, found.last_on, found.findings, found.settled) == (Coverage.INSPECTED, SEEN_ON, 5, 2)
    assert found.carried == (Carried("县医疗保障局", SEEN_ON, Carry.RENAMED),)


def test_whoever_was_never_looked_at_does_not_grow_young_by_a_new_name() -> None:
    assert lines(shown=[NEW], former=[OLD], links=[("甲", "丙")])["丙"].is_long_ago


def test_units_that_became_one_are_inspected_when_each_was_and_in_part_when_some_were() -> None:
    links, former = [("甲", "丙"), ("乙", "丙")], [OLD, OTHER]
    some = lines(SEEN, shown=[NEW], former=former, links=links)["丙"]
    assert some.state is Coverage.PARTLY
    assert some.carried == (
        Carried("县医疗保障局", SEEN_ON, Carry.MERGED),
        Carried("县卫生健康局", None, Carry.MERGED),
    )
    each = lines(SEEN, replace(SEEN, path="002"), shown=[NEW], former=former, links=links)["丙"]
    assert each.state is Coverage.INSPECTED


def test_a_unit_that_took_another_in_counts_by_its_own_looks() -> None:
    seen, links = replace(SEEN, path="002"), [("甲", "乙")]
    assert lines(seen, shown=[OTHER], former=[OLD], links=links)["乙"].state is Coverage.INSPECTED
    assert lines(SEEN, shown=[OTHER], former=[OLD], links=links)["乙"].state is Coverage.PARTLY
    assert lines(shown=[OTHER], former=[OLD], links=links)["乙"].state is Coverage.OPEN


def test_what_came_of_a_split_was_inspected_as_part_of_what_it_was() -> None:
    found = lines(replace(SEEN, answered_at="003"), shown=[NEW, NEXT], former=[OLD], links=[("甲", "丙"), ("甲", "丁")])
    assert {one.state for one in found.values()} == {Coverage.INSPECTED}
    assert found["丁"].carried == (Carried("县医疗保障局", SEEN_ON, Carry.SPLIT),)
    assert [found[key].findings for key in "丙丁"] == [5, 0], "findings are counted where they are answered for"


def test_what_passes_on_a_day_to_come_has_not_passed_on() -> None:
    link = Heritage("甲", "乙", TODAY + timedelta(days=1))
    (_old, new) = coverage_of([OLD, OTHER], [SEEN], links=[link], term="十三届", today=TODAY, years=5)
    assert (new.state, new.carried) == (Coverage.OPEN, ())


def test_a_village_rides_with_the_town_that_its_town_became() -> None:
    town, village = replace(OLD, category="town"), Body("村", "001001", "柳湾村", "village", START)
    look = replace(SEEN, path="003", with_villages=True)
    found = lines(look, shown=[replace(NEW, category="town"), village], former=[town], links=[("甲", "丙")])
    assert found["村"].state is Coverage.RIDING


# --- random histories ---------------------------------------------------------------------------------


CALMLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)


@dataclass
class History:
    """Units that were looked at and reorganised, in the order of their days."""

    bodies: dict[str, Body] = field(default_factory=dict)
    living: list[str] = field(default_factory=list)
    links: list[Heritage] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def found(self, on: date) -> str:
        key = str(len(self.bodies))
        self.bodies[key] = Body(key, f"{len(self.bodies):03d}", f"单位{key}", "department", on)
        self.living.append(key)
        return key

    def pass_on(self, olds: list[str], news: list[str], on: date) -> None:
        for old in olds:
            self.living.remove(old)
            self.links += [Heritage(old, new, on) for new in news]

    def lines(self) -> dict[str, Line]:
        former = [body for key, body in self.bodies.items() if key not in self.living]
        told = {"term": "十三届", "today": TODAY, "years": 5, "former": former, "links": self.links}
        return {one.body.key: one for one in coverage_of([self.bodies[k] for k in self.living], self.looks, **told)}

    def ahead(self, key: str) -> set[str]:
        reached = {key}
        for link in self.links:
            if link.old in reached:
                reached.add(link.new)
        return reached


@st.composite
def histories(draw: st.DrawFn) -> History:
    made, day = History(), date(2024, 1, 1)
    for _ in range(3):
        made.found(START)
    for what in draw(st.lists(st.sampled_from(["look", "look", "rename", "merge", "join", "split"]), max_size=9)):
        day += timedelta(days=draw(st.integers(1, 40)))
        one = draw(st.sampled_from(made.living))
        others = [key for key in made.living if key != one]
        if what == "look":
            form = draw(st.sampled_from([Form.ROUTINE, Form.SPECIAL]))
            made.looks.append(replace(SEEN, path=made.bodies[one].path, form=form, on=day))
        elif what == "rename":
            made.pass_on([one], [made.found(day)], day)
        elif what == "split":
            made.pass_on([one], [made.found(day), made.found(day)], day)
        elif others:
            other = draw(st.sampled_from(others))
            made.pass_on(*([[one, other], [made.found(day)]] if what == "merge" else [[one], [other]]), day)
    return made


@CALMLY
@given(histories())
def test_no_inspection_is_forgotten_and_none_is_invented(made: History) -> None:
    found, by_path = made.lines(), {body.path: key for key, body in made.bodies.items()}
    reached: dict[str, list[Look]] = {key: [] for key in made.living}
    for look in made.looks:
        for key in made.ahead(by_path[look.path]) & set(made.living):
            reached[key].append(look)
            assert found[key].last_on is not None
            assert found[key].state is not Coverage.OPEN, "whoever came of it is looked at, at least in part"
    for key, line in found.items():
        days = {look.on for look in reached[key]}
        assert line.last_on == max(days, default=None)
        assert {one.on for one in line.carried if one.on} <= days
        assert line.state in COVERED or not any(
            look.form is Form.ROUTINE and by_path[look.path] == key for look in reached[key]
        )
        assert line.state not in COVERED or any(look.form is Form.ROUTINE for look in reached[key])


@CALMLY
@given(histories(), st.data())
def test_a_new_name_changes_nothing_of_what_is_counted(made: History, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(made.living))
    before = made.lines()[one]
    new = made.found(TODAY)
    made.pass_on([one], [new], TODAY)
    after = made.lines()[new]
    assert (after.state, after.last_on, after.is_long_ago) == (before.state, before.last_on, before.is_long_ago)


@CALMLY
@given(histories(), st.data())
def test_a_split_leaves_each_part_as_its_whole_stood(made: History, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(made.living))
    before = made.lines()[one]
    news = [made.found(TODAY), made.found(TODAY)]
    made.pass_on([one], news, TODAY)
    after = made.lines()
    assert {(after[new].state, after[new].last_on) for new in news} == {(before.state, before.last_on)}


@CALMLY
@given(histories())
def test_what_was_merged_is_covered_only_when_every_part_was(made: History) -> None:
    if len(made.living) < 2:
        return
    first, second = made.living[:2]
    before = made.lines()
    new = made.found(TODAY)
    made.pass_on([first, second], [new], TODAY)
    covered = [before[one].state in COVERED for one in (first, second)]
    assert (made.lines()[new].state in COVERED) == all(covered)
