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


@pytest.mark.parametrize(
    ("noted", "clear"),
    [
        ("巡察(xúnchá)工作", "巡察工作"),
        ("近日(jinri)，县委", "近日，县委"),
        ("近日（jìn rì），县委", "近日，县委"),
        ("近日[jin4ri4]", "近日"),
        ("近日(jinri)(jinri)", "近日"),
        ("近(jìn)日(jinri)，", "近日，"),
        ("巡察工作(xúnchá gōngzuò)推进", "巡察工作推进"),
        ("西安(xi'an)市", "西安市"),
        ("西安（xī’ān）市", "西安市"),
        ("绿色(lǜsè)发展，绿色(lvse)", "绿色发展，绿色"),
        ("北京(Běijīng)", "北京"),
    ],
)
def test_a_note_of_several_syllables_goes_where_it_reads_the_characters_one_by_one(noted: str, clear: str) -> None:
    assert clean(noted).text == clear


@pytest.mark.parametrize(
    ("noted", "clear"),
    [
        ("巡察xúnchá办公室", "巡察办公室"),
        ("强qiáng化huà监督", "强化监督"),
        ("反馈fǎnkuì，", "反馈，"),
        ("巡(xún)xún察", "巡察"),
    ],
)
def test_a_note_without_brackets_goes_where_it_bears_the_tones_of_its_characters(noted: str, clear: str) -> None:
    assert clean(noted).text == clear


@pytest.mark.parametrize(
    "real",
    [
        "北京(Beijing)分公司",
        "山西(Shanxi)、陕西(Shaanxi)",
        "你好(hello)",
        "系统(system)",
        "登录账号为张三(zhangsan)",
        "文件(wenjian).docx",
        "user王五(wangwu)@example",
        "察巡(xúnchá)",
        "巡察(jinri)",
        "近日jinri",
        "咖啡café馆",
        "法国Élysée宫",
        "学习nǐhǎo",
        "巡察xùnchà办",
        "巡察xúnchá2号",
        "微信公众号“清风青石”(qfqs)",
    ],
)
def test_letters_that_read_other_characters_stay(real: str) -> None:
    assert clean(real).text == real


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


READINGS = {"巡察": "xúnchá", "整改": "zhěnggǎi", "反馈": "fǎnkuì", "近日": "jìnrì", "组织": "zǔzhī", "问题": "wèntí"}
PLAIN = str.maketrans("úáěǎìíǔī", "uaeaiiui")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(READINGS)),
            st.sampled_from(["{}", "({})", "（{}）", "[{}]", "({0})({0})", "({0}){0}"]),
            st.sampled_from(["，", "。", "的", "\r\n", ""]),
        ),
        min_size=1,
    )
)
def test_notes_of_words_leave_exactly_the_words(words: list[tuple[str, str, str]]) -> None:
    noted = "".join(word + form.format(READINGS[word]) + after for word, form, after in words)
    clear = "".join(word + after for word, _, after in words)
    assert clean(noted).text == clear
    bracketed = [(word, after) for word, form, after in words if form.startswith(("(", "（", "["))]
    plain = "".join(f"{word}({READINGS[word].translate(PLAIN)}){after}" for word, after in bracketed)
    assert clean(plain).text == "".join(word + after for word, after in bracketed)


@given(st.text(st.sampled_from([*"產業發展問題巡察组织干部於后著日行王()（）[]riáàǎxing1 ,。\nAZ_-'’"])))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once
