"""Words of supervision plans, joint teams, return visits."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

STRETCHES = {
    "stay": Term("反馈以前", "before the feedback"),
    "early": Term("整改初期", "early phase"),
    "middle": Term("整改中期", "middle phase"),
    "long": Term("长期整改", "long phase"),
}

EXTRACT_PURPOSES = {
    "routine": Term("监督部门常态检查", "routine checks"),
    "responsibility": Term("主体责任检查", "responsibility check"),
    "inaction": Term("不作为不担当专项治理", "campaign against inaction"),
    "next_round": Term("新一轮巡视巡察", "the next round"),
    "life_meeting": Term("民主生活会对照检查", "democratic-life meeting"),
    "duty_report": Term("述责述廉", "report on duty and integrity"),
}

EXTRACT_CUTS = {
    "all": Term("全部问题", "all findings"),
    "open": Term("尚未销号的问题，已销号的不提供", "findings not signed off yet; those signed off are left out"),
    "lagging": Term(
        "逾期、曾被退回或重新打开、最近督查认定未整改到位的问题，其余不提供",
        "findings overdue, sent back or opened again, or last seen not put right; the others are left out",
    ),
    "not_solved_at_once": Term(
        "尚未销号、曾被退回或重新打开的问题，一次办结销号的不提供",
        "findings not signed off yet, sent back or opened again; those signed off at once are left out",
    ),
}

EXTRACT_PARTS = {
    "number": Term("编号", "number"),
    "title": Term("问题", "finding"),
    "category": Term("类别", "category"),
    "stage": Term("整改状态", "stage"),
    "due_on": Term("完成时限", "due day"),
    "overdue": Term("是否逾期", "overdue"),
    "signed_off_on": Term("销号日期", "signed off on"),
    "result": Term("整改成效", "result"),
    "measures": Term("整改措施", "measures"),
    "returned": Term("退回次数", "times sent back"),
    "reopened": Term("重新打开次数", "times opened again"),
    "seen": Term("最近督查结论", "what the last check saw"),
    "rules_made": Term("建章立制数", "rules made"),
}

EXTRACT_TOLD = {
    "line": Term("{part}：{value}", "{part}: {value}"),
    "between": Term("；", "; "),
}

EXTRACT_STATES = {
    "asked": Term("待提供", "asked for"),
    "given": Term("已提供，待签收", "given, to be signed for"),
    "received": Term("已签收", "received"),
    "refused": Term("未予提供", "refused"),
}

DRAWN_CHAINS = {
    "two_checks": Term(
        "反馈—整改—督查—评估—再整改—再督查—再评估—报结",
        "feedback, rectification, check, evaluation, all three again, close-out",
    ),
    "return_visit": Term(
        "反馈—回访—日常监督—专项督查—报结",
        "feedback, return visit, day-to-day supervision, special check, close-out",
    ),
}

SUPERVISION_PLANS = {
    "rolling": Term("滚动督查", "rolling checks"),
    "return_visit": Term("巡察回访", "return visits"),
    "special_check": Term("整改情况专项督查", "special checks"),
}

CHECK_METHODS = {
    "records": Term("查阅资料", "records"),
    "interviews": Term("个别访谈", "interviews"),
    "visits": Term("实地调研", "visits on the spot"),
    "service_users": Term("走访服务管理对象", "users of the service"),
    "life_meeting": Term("参加专题民主生活会", "democratic-life meeting"),
}

JOINT_SIDES = {
    "inspection": Term("巡察", "inspection"),
    "discipline": Term("纪检监察", "discipline and supervision"),
    "party_office": Term("党办", "party office"),
    "organisation": Term("组织", "organisation"),
}

WHY_LOOKED_AT = {
    "sent_back": Term("上次督查退回", "sent back by the last check"),
    "carried": Term("上次未查看，结转", "carried over, not looked at"),
    "quick_fix": Term("上轮即知即改", "quick fix of the last round"),
    "continued": Term("上上轮持续整改", "continued work of the round before"),
    "added": Term("自行列入", "added by hand"),
}

CHECK_VERDICTS = {
    "true": Term("属实", "found true"),
    "not_done": Term("未整改到位，退回", "not put right: send back"),
    "not_true": Term("与报告不符，退回", "not as reported: send back"),
    "not_looked": Term("未查看", "not looked at"),
}

CHECK_OUTCOMES = {
    "open": Term("待督查", "to be looked at"),
    "true": Term("属实", "found true"),
    "returned": Term("退回整改", "sent back"),
    "reopened": Term("重新打开", "opened again"),
    "not_looked": Term("未查看，结转下次", "not looked at, carried over"),
}

PLANNED_STATES = {
    "planned": Term("待督查", "planned"),
    "overdue": Term("已过计划日", "planned day is over"),
    "unseen": Term("已登记但全部未查看，不计入，可撤销后重新登记", "looked at nothing: does not count; withdraw it"),
    "made": Term("已督查", "made"),
    "dropped": Term("已取消", "dropped"),
    "closed": Term("已报结，不再督查", "closed meanwhile, not checked any more"),
}

VISITS_OWED = {
    "not_asked": Term("规则包未要求", "not asked by the packs"),
    "not_yet": Term("未满期", "not yet due"),
    "due": Term("应当进行", "due"),
    "late": Term("逾期未进行", "late"),
    "done": Term("已完成", "done"),
}
