"""Words of the guides for the weeks on site."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

GUIDE_STEPS = {
    "choose_guide": Term("选用操作指引", "choose a guide"),
    "put_guide_aside": Term("停用操作指引", "put a guide aside"),
    "tick_guide": Term("勾选监督要点", "tick a point of the guide"),
    "withdraw_tick": Term("撤销误勾的要点", "withdraw a tick"),
}

TICK_RESULTS = {
    "nothing": Term("已查看，未发现问题", "looked at, nothing seen"),
    "follow": Term("发现苗头，继续了解", "something to be followed up"),
    "paper": Term("发现问题，见底稿", "a problem: see the working paper"),
}

GUIDE_FIELDS = {
    "focus": Term("监督重点", "Focus"),
    "area": Term("对应方面", "Area"),
    "code": Term("编号", "Code"),
    "point": Term("监督要点", "Point"),
    "symptoms": Term("问题表现形式", "How it shows"),
    "methods": Term("巡察方式方法", "How to look"),
}

# what is wrong with a row of a guide; {subject} is what it is about
GUIDE_FAULTS = {
    "focus_missing": Term("第一行须写明监督重点", "the first row has to name its focus"),
    "point_missing": Term("缺监督要点", "the point is missing"),
    "symptoms_missing": Term("缺问题表现形式，每行写一种", "how it shows is missing; one a line"),
    "methods_missing": Term("缺巡察方式方法，每行写一种", "how to look is missing; one a line"),
    "area_unknown": Term("没有“{subject}”这个方面，可写 A1 至 A4、B1 至 B4", "there is no area “{subject}”; A1 to B4"),
    "area_differs": Term("同一监督重点“{subject}”写了两个方面", "the focus “{subject}” is given two areas"),
    "code_twice": Term("编号与第 {subject} 行重复", "the code stands in row {subject} already"),
    "point_twice": Term("同一监督重点下重复写了“{subject}”", "“{subject}” stands twice under one focus"),
    "too_long": Term("超过 {subject} 字", "longer than {subject} characters"),
    "line_too_long": Term("有一行超过 {subject} 字", "a line is longer than {subject} characters"),
    "too_many": Term("超过 {subject} 行", "more than {subject} lines"),
    "too_many_points": Term("监督要点超过 {subject} 条", "more than {subject} points"),
    "nothing": Term("一条监督要点也没有", "there is no point at all"),
}
