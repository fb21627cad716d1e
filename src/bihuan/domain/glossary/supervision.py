"""Words of supervision plans, joint teams, return visits."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

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
    "made": Term("已督查", "made"),
    "dropped": Term("已取消", "dropped"),
}

VISITS_OWED = {
    "not_asked": Term("规则包未要求", "not asked by the packs"),
    "not_yet": Term("未满期", "not yet due"),
    "due": Term("应当进行", "due"),
    "late": Term("逾期未进行", "late"),
    "done": Term("已完成", "done"),
}
