"""Words of evaluation by several, of what follows from it, and of old findings that come back."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

EVALUATION_STEPS = {
    "begin_scoring": Term("确定双人评分", "name two scorers"),
    "hand_in_scores": Term("提交评分", "hand in one's marks"),
    "settle_scores": Term("合议定分", "settle the marks"),
    "cancel_scoring": Term("取消双人评分", "call the scoring off"),
    "assess_self": Term("整改自评", "assess oneself"),
    "return_self_assessment": Term("退回整改自评", "return a self-assessment"),
    "enter_people_result": Term("录入群众测评结果", "enter what the people hold"),
    "withdraw_people_result": Term("撤销误录的测评结果", "withdraw a count"),
    "combine_scores": Term("三位一体合成得分", "combine three scores"),
    "tell_leader": Term("向分管领导通报", "tell the leader in charge"),
    "propose_consequence": Term("提出结果运用建议", "propose a consequence"),
    "mark_grave": Term("认定情节严重", "mark the case grave"),
    "withdraw_grave": Term("撤销情节严重的认定", "take back that the case is grave"),
    "decide_consequence": Term("决定结果运用", "decide a consequence"),
    "notify_consequence": Term("告知结果运用决定", "notify a consequence"),
    "record_consequence": Term("登记办理结果", "record what was done"),
}

RECURRENCE_STEPS = {
    "mark_recurrence": Term("标注旧病复发", "mark an old finding come back"),
    "withdraw_recurrence": Term("撤销旧病复发标注", "take back that an old finding came back"),
}

CONSEQUENCES = {
    "look_back": Term("列为回头看对象", "look-back"),
    "second_look_back": Term("列为再回头看对象", "second look-back"),
    "talk": Term("约谈主要负责人", "talk with the head"),
    "meeting_again": Term("责令重开民主生活会", "democratic-life meeting again"),
    "publication_party": Term("党内通报", "publication inside the party"),
    "publication_public": Term("向社会公开通报", "publication to the public"),
    "accountability": Term("问责", "accountability"),
    "veto": Term("年终综合考核一票否决", "veto in the annual appraisal"),
}

GROUNDS = {
    "uneasy": Term("心里不托底", "the office is not at ease"),
    "no_floor": Term("问题没见底", "the problem has no floor"),
    "not_solid": Term("整改不扎实", "the rectification has no substance"),
    "low_score": Term("评估得分偏低", "a low score"),
    "grave": Term("情节严重", "the case is grave"),
    "other": Term("其他理由", "other grounds"),
}

DECISIONS = {
    "": Term("待决定", "to be decided"),
    "adopted": Term("采纳", "adopted"),
    "declined": Term("不采纳", "declined"),
}

CONSEQUENCE_STATES = {
    "waiting": Term("待决定", "to be decided"),
    "adopted": Term("已采纳、办理中", "adopted, under way"),
    "declined": Term("不采纳", "declined"),
    "overdue": Term("逾期未办结", "overdue"),
    "done": Term("已办结", "done"),
}

SCORE_PARTS = {
    "self": Term("自评", "self-assessment"),
    "panel": Term("考评组审评", "panel"),
    "people": Term("群众测评", "the people"),
}

SCORE_SOURCES = {
    "self_assessment": Term("单位自评", "self-assessment of the unit"),
    "evaluation": Term("考评组评估", "evaluation by the panel"),
    "paper_count": Term("纸质测评统计", "count on paper"),
    "questionnaire": Term("问卷系统", "questionnaire"),
}

SCORE_WAYS = {"additive": Term("加分", "additive"), "deducting": Term("扣分", "deducting")}

PEOPLE_ASKED = {
    "rectification": Term("对整改成效的测评", "the rectification"),
    "satisfaction": Term("对巡察工作的满意度", "the inspection itself"),
}

LEADER_TOLD = {
    "round_result": Term("本轮巡察情况", "result of the round"),
    "evaluation": Term("整改评估情况", "evaluation of the rectification"),
}

BODIES = {
    "office": Term("巡察办", "the office"),
    "supervision_office": Term("联系的执纪监督室", "the linked supervision office"),
    "team": Term("巡察组", "the team"),
}

OF_EVALUATION = {
    "consequence": CONSEQUENCES,
    "ground": GROUNDS,
    "decision": DECISIONS,
    "consequence_state": CONSEQUENCE_STATES,
    "score_part": SCORE_PARTS,
    "score_source": SCORE_SOURCES,
    "score_way": SCORE_WAYS,
    "people_asked": PEOPLE_ASKED,
    "leader_told": LEADER_TOLD,
    "evaluating_body": BODIES,
}
