"""A text that is passed over after a quick look holds nothing that the full look would have found."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from zhconv_rs import zhconv

from bihuan.intake.cleaning import needs_cleaning
from bihuan.intake.headings import Mark, cut_heading, find_mark
from bihuan.intake.lexicon import pattern, words
from bihuan.intake.titles import bare_title, names_itself, split_remark

PIECES = [
    *'一十百千万亿零两是元块¥￥至到-—–－~～0１2.．,，、)）(（[【】]。！？!?；;：:①㊿⒈⑴“”‘’「」『』"＂ \u3000\n\x1c',
    *("问题", "整改", "情况", "落实", "的", "关于", "针对", "对于", "就", "反映", "反馈", "存在", "在", "方面", "差距"),
    *("已完成", "长期坚持", "正在推进", "块钱", "十元", "学习", "不严", "制度", "a", "Z"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
NEARLY_PLAIN = st.lists(
    st.sampled_from(
        ["学习", "落实", "情况", "的", "关于", "对", "存在", "在", "方面", "反", *'，；、,;改题 　0十a就“”"‘’「']
    ),
    max_size=6,
).map("".join)
MANY = settings(max_examples=2_000)


@pytest.mark.parametrize(
    ("file", "needed", "looked_for"),
    [
        ("labels", "counting_needs", ("ordinal", "inline_number")),
        ("titles", "tail_remark_needs", ("tail_remark",)),
        ("amounts", "needs", ("candidate", "currency_candidate")),
        ("amounts", "currency", ("currency_candidate",)),
    ],
)
@MANY
@given(text=TEXTS)
def test_where_what_is_needed_is_missing_nothing_is_found(
    file: str, needed: str, looked_for: tuple[str, ...], text: str
) -> None:
    if pattern(file, needed).search(text) is None:
        assert [key for key in looked_for if pattern(file, key).search(text)] == []


@MANY
@given(before=TEXTS)
@example("50-\u3000\n")
def test_the_first_of_two_sums_has_its_joint_close_behind_it(before: str) -> None:
    if pattern("amounts", "first").search(before) is not None:
        assert pattern("amounts", "first_needs").search(before[-3:]) is not None


@MANY
@given(text=NEARLY_PLAIN | TEXTS | st.text(max_size=8))
def test_a_heading_that_names_itself_is_cut_nowhere(text: str) -> None:
    if names_itself(text):
        assert split_remark(text) == (text, "")
        cut = cut_heading(text.strip(), find_mark(text.strip()) or Mark(0, "", 0))
        assert (bare_title(cut.words), cut.rest) == (text, "")


@pytest.mark.parametrize("text", ["中心组学习不够深入", "执行制度不严，管理松散", "三公经费超标1处"])
def test_most_headings_of_tables_name_themselves_or_are_asked_in_full(text: str) -> None:
    assert names_itself(text) is not text.startswith("三")
    assert bare_title(text) == text


@pytest.mark.parametrize("pair", words("characters", "quote_pairs"))
def test_a_heading_in_quotes_does_not_name_itself(pair: str) -> None:
    assert not names_itself(f"{pair[0]}学习{pair[1]}")


def is_traditional(sign: str) -> bool:
    try:
        return not sign.encode("gb2312")
    except UnicodeEncodeError:
        return str(zhconv(sign, "zh-cn")) != sign


@MANY
@given(text=st.text(alphabet="學学習习發发髮面麵玥堃睿—·~1a\U00020000 ", max_size=8))
@example("玥學")
def test_a_text_without_notes_needs_cleaning_where_a_sign_is_traditional(text: str) -> None:
    assert needs_cleaning(text) is any(map(is_traditional, text))
