"""Words of surprise draws: states, parties, what makes a weight, and what the stand-alone verifier says."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

DRAW_STATES = {
    "arranged": Term("名单已封存，待提交随机数承诺", "the population is sealed, the shares are awaited"),
    "committed": Term("两份承诺齐备，待揭示", "both shares are committed to, to be opened"),
    "drawn": Term("已抽取", "drawn"),
    "called_off": Term("已作废", "called off"),
}

DRAW_PARTIES = {
    "office": Term("巡察办", "the inspection office"),
    "second": Term("第二监督方", "the second body"),
}

# what makes the weight of a dossier in a draw
RISK_FACTORS = {
    "base": Term("基础权重", "base"),
    "overdue": Term("逾期未整改到位的问题", "findings overdue"),
    "not_true": Term("督查认定与报告不符的问题", "findings a check called not as reported"),
    "not_done": Term("督查认定未整改的问题", "findings a check called not done"),
    "sent_back": Term("销号申请被退回", "sign-offs returned"),
    "reopened": Term("已销号又重新打开", "findings opened again"),
    "low_mark": Term("最近一次评估得分偏低", "a low mark at the last evaluation"),
    "long_running": Term("整改持续时间长", "rectification has lasted long"),
    "unseen": Term("久未督查", "not looked at for long"),
}

# what the stand-alone verifier says; {names} stand for what it tells
DRAW_VERIFIED = (
    Term(
        "{path}：抽取结果核验成立：{number} 家中抽取 {drawn} 家，承诺值 {commitment}",
        "{path}: the result follows: {drawn} drawn out of {number}, commitment {commitment}",
    ),
    Term(
        "请与事先公布的承诺值核对，或用 --commitment 给出",
        "compare the commitment with the published one, or give it with --commitment",
    ),
    Term("核验不成立：此文件不是 JSON", "does not hold: the file is no JSON"),
    Term("核验不成立：文件的字段与规定不符", "does not hold: the file has not exactly the fields of a draw"),
    Term("核验不成立：文件格式名不符", "does not hold: the file has another form"),
    Term("核验不成立：文件不是规定的写法", "does not hold: the file is not written in its one form"),
    Term("核验不成立：{name} 不是文本", "does not hold: {name} is no text"),
    Term("核验不成立：{name} 不齐全", "does not hold: {name} are not complete"),
    Term("核验不成立：{name} 写法不对", "does not hold: {name} are malformed"),
    Term("核验不成立：名单不是事先封存的那一份", "does not hold: the population is not the committed one"),
    Term("核验不成立：{party} 的随机数不是事先承诺的那一个", "does not hold: the share of {party} is another"),
    Term("核验不成立：总承诺值与三项分承诺不符", "does not hold: the commitment does not hold the other three"),
    Term(
        "核验不成立：不是事先公布承诺值的那一次抽取",
        "does not hold: the draw is not the one whose commitment was published",
    ),
    Term("核验不成立：名单不是 JSON", "does not hold: the population is no JSON"),
    Term("核验不成立：名单不是规定的写法", "does not hold: the population is not written in its one form"),
    Term("核验不成立：名单的字段与规定不符", "does not hold: the population has other fields"),
    Term("核验不成立：名单没有写明抽取家数", "does not hold: the population has no count"),
    Term("核验不成立：候选单位太少", "does not hold: there are too few candidates"),
    Term("核验不成立：候选单位的字段与规定不符", "does not hold: a candidate has other fields"),
    Term("核验不成立：候选单位没有名称", "does not hold: a candidate has no name"),
    Term("核验不成立：权重不是正整数", "does not hold: a weight is no whole number above zero"),
    Term("核验不成立：候选单位没有按规定排序", "does not hold: the candidates are not in their one order"),
    Term("核验不成立：名单属于另一次抽取", "does not hold: the population is that of another draw"),
    Term("核验不成立：种子不能由两份随机数推出", "does not hold: the seed does not follow from the shares"),
    Term("核验不成立：抽取结果不是应得的结果", "does not hold: the result is another"),
    Term("承诺值应为 64 位，由 0 至 9、a 至 f 组成", "a commitment has 64 signs, 0 to 9 and a to f"),
    Term("{path}：无法读取，请指定抽取文件", "{path}: cannot be read; name the file of a draw"),
)
