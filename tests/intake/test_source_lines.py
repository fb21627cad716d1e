"""The lines of a document come out of its draft as they went in, however they are kept."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bihuan.intake.source_lines import SourceLines, from_draft, to_draft

TEXTS = st.lists(st.text(st.sampled_from("支部 \t\n\x1e")), max_size=6)


@given(TEXTS)
def test_lines_are_the_same_after_they_were_kept(texts: list[str]) -> None:
    lines = SourceLines(list(range(3, 3 + len(texts))), texts)
    assert from_draft(json.loads(json.dumps(to_draft(lines)))) == lines


def test_lines_that_an_earlier_version_listed_are_read() -> None:
    assert from_draft([[1, "反馈意见"], [4, "一、"]]) == SourceLines([1, 4], ["反馈意见", "一、"])


def test_lines_are_told_by_their_numbers_in_the_document() -> None:
    lines = SourceLines([1, 2, 5, 9], ["一", "二", "三", "四"])
    assert lines.between(2, 9) == [(2, "二"), (5, "三")]
    assert lines.between(3, None) == [(5, "三"), (9, "四")]
