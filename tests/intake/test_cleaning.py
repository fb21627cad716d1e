"""Repairing garbled text: what goes, what stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.intake.cleaning import clean

GARBLED = "臨江市青石縣縣委巡察辦於近日(rì)對反饋問題整改情況開展(zhǎn)“回頭看”，強(qiáng)化(huà)監(jiān)督。"
REPAIRED = "临江市青石县县委巡察办于近日对反馈问题整改情况开展“回头看”，强化监督。"


def test_a_garbled_sentence_becomes_readable() -> None:
    cleaned = clean(GARBLED)
    assert cleaned.text == REPAIRED
    assert cleaned.notes_removed == 5
    assert cleaned.characters_converted > 10


@pytest.mark.parametrize(
    "noted",
    [
        "近日(ri)(ri)，县委",
        "近日(rì)，县委",
        "近日（ri4），县委",
        "近日[rì]，县委",
        "近日 (ri)，县委",
        "近日［ri］(rì)，县委",
    ],
)
def test_a_note_goes_in_every_shape(noted: str) -> None:
    assert clean(noted).text == "近日，县委"


@pytest.mark.parametrize("noted", ["行(háng)长", "行(xíng)动", "女(nǚ)工", "绿(lv)化", "銀行(hɑng)"])
def test_any_reading_of_the_character_counts(noted: str) -> None:
    assert "(" not in clean(noted).text


@pytest.mark.parametrize(
    "real",
    [
        "总经理(CEO)",
        "编号(a)",
        "办公系统（OA）上线",
        "锂(Li)电池",
        "咖啡(café)馆",
        "账号A-王(wang)-3",
        "user_王(wang)",
        "第(2)项",
    ],
)
def test_real_text_in_brackets_stays(real: str) -> None:
    assert clean(real).text == real


@pytest.mark.parametrize(
    "name", ["王昇同志的张姓家属", "刘堃、陈喆两人", "乾隆年间的於家村", "《后汉书》与著名台湾学者"]
)
def test_names_in_simplified_text_keep_their_characters(name: str) -> None:
    assert clean(name).text == name


def test_byte_order_mark_and_line_ends_are_kept() -> None:
    assert clean("\ufeff整改(gǎi)\r\n问题\n\r\n").text == "\ufeff整改\r\n问题\n\r\n"


def test_one_traditional_line_in_a_simplified_text_is_converted_alone() -> None:
    text = "这是一份写给各单位的简体通知，张昇负责联系。\n縣委巡察組發現問題"
    assert clean(text).text == "这是一份写给各单位的简体通知，张昇负责联系。\n县委巡察组发现问题"


def test_repairs_tell_the_places_in_the_original() -> None:
    text = "整改(gǎi)到位"
    repair = clean(text).repairs[0]
    assert text[repair.start : repair.end] == "(gǎi)"


GB2312 = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]


@given(st.text(st.sampled_from([*GB2312, *'，。“”（）()[]"\n \r\tABCabc019%—…《》'])))
def test_clean_simplified_text_is_untouched(text: str) -> None:
    # a bracket that holds letters alone may be a note, so letters are kept out of brackets here
    plain = text.replace("(", "<").replace("（", "<").replace("[", "<")
    assert clean(plain).text == plain


@given(st.text(st.sampled_from([*"產業發展問題巡察组织干部於后著日行王()（）[]riáàǎxing1 ,。\nAZ_-"])))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once
