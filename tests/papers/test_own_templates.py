"""An office's own Word template: what is wrong with it is told exactly; a sound one makes the paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from bihuan.papers.kinds import kind_of
from bihuan.papers.own_templates import check, made_with
from bihuan.papers.template_faults import TemplateUnusable
from tests.papers.examples import example_of
from tests.papers.examples import own_template as template

SOUND = (
    "关于{{ team }}巡察{{ organization }}的反馈意见",
    "{%p for area in areas %}",
    "{{ loop.index }} {{ area.title }}",
    "{%p for finding in area.findings %}",
    "{{ finding.title }}：{{ finding.text }}",
    "{%p endfor %}",
    "{%p endfor %}",
    "{% if plan_due %}请于{{ plan_due }}前报送整改方案。{% endif %}",
    "{{ date }}",
)


def faults_of(content: bytes) -> tuple[str, ...]:
    with pytest.raises(TemplateUnusable) as refused:
        check(kind_of("feedback"), content)
    return tuple(map(str, refused.value.faults))


def test_a_sound_template_makes_the_paper_of_the_same_values() -> None:
    kind, values = example_of("feedback")
    made = docx.Document(BytesIO(made_with(kind, values, template(*SOUND))))
    lines = [paragraph.text for paragraph in made.paragraphs]
    assert lines[0] == "关于县委第二巡察组巡察县水务局的反馈意见"
    assert lines[1].startswith("1 贯彻落实党的理论")
    assert lines[2].startswith("农村饮水安全工程推进滞后：2024年至2025年")
    assert lines[-1] == "2026年3月5日"


def test_an_unknown_placeholder_is_named_with_its_paragraph_and_the_nearest_known_one() -> None:
    assert faults_of(template("致", "{{ organisation }}党组")) == (
        "paragraph 2 ({{ organisation }}党组): placeholder organisation: unknown; write organization",
    )


def test_a_part_that_an_item_does_not_have_is_named() -> None:
    faults = faults_of(template("{%p for area in areas %}", "{{ area.titel }}", "{%p endfor %}"))
    assert faults == ("paragraph 2 ({{ area.titel }}): placeholder area.titel: unknown; write area.title",)


def test_a_loop_over_what_is_no_list_is_named() -> None:
    faults = faults_of(template("{%p for one in team %}", "{{ one }}", "{%p endfor %}"))
    assert "placeholder team: no list" in faults[0]


def test_a_placeholder_that_is_not_closed_is_named_with_its_paragraph() -> None:
    faults = faults_of(template("甲", "{{ team"))
    assert faults[0].startswith("paragraph 2 ({{ team): ")


def test_a_placeholder_in_the_header_is_looked_at_too() -> None:
    assert faults_of(template("甲", header="{{ nobody }}"))[0].startswith(
        "header or footer: placeholder nobody: unknown"
    )


def test_all_faults_are_told_at_once() -> None:
    assert len(faults_of(template("{{ one_thing }}", "{{ other_thing }}"))) == 2


@pytest.mark.parametrize("content", [b"", b"no Word file", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    assert "no Word file" in faults_of(content)[0]


@pytest.mark.parametrize(
    "line",
    [
        "{{ team.__class__.__mro__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ self._TemplateReference__context }}",
        "{% set x = team.__class__ %}{{ x }}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_a_template_reaches_nothing_but_the_paper_s_own_values(line: str) -> None:
    kind, values = example_of("feedback")
    with pytest.raises(TemplateUnusable):
        made_with(kind, values, template(line))


def test_a_value_with_marks_of_the_format_in_it_stays_text() -> None:
    kind, values = example_of("feedback")
    made = made_with(kind, values | {"team": "第<w:b/>&{{ x }}组"}, template("{{ team }}"))
    assert docx.Document(BytesIO(made)).paragraphs[0].text == "第<w:b/>&{{ x }}组"


def test_a_template_of_another_kind_is_told_what_that_kind_lacks(tmp_path: Path) -> None:
    with pytest.raises(TemplateUnusable, match="placeholder areas: unknown"):
        check(kind_of("filing"), template(*SOUND))


def test_a_file_whose_parts_do_not_fit_together_is_no_word_file() -> None:
    with ZipFile(BytesIO(template("{{ organization }}"))) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    relations = "word/_rels/document.xml.rels"
    parts[relations] = parts[relations].replace(b' Id="', b' No="')
    held = BytesIO()
    with ZipFile(held, "w") as broken:
        for name, part in parts.items():
            broken.writestr(name, part)
    kind, values = example_of("feedback")
    with pytest.raises(TemplateUnusable) as refused:
        made_with(kind, values, held.getvalue())
    assert [fault.code for fault in refused.value.faults] == ["no_word_file"]
