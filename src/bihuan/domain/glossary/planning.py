"""Words of organizations, plans, rounds and filings."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

PEOPLE_COUNTED = "人名位"  # what may stand behind a number of people: 12人

CATEGORIES = {
    "department": Term("机关", "department"),
    "town": Term("乡镇（街道）", "town"),
    "park": Term("园区", "park"),
    "state_firm": Term("国企", "state firm"),
    "school": Term("学校", "school"),
    "hospital": Term("医院", "hospital"),
    "village": Term("村（社区）", "village"),
    "supervision_office": Term("执纪监督室", "supervision office"),
    "resident_office": Term("派驻机构", "resident discipline office"),
    "body": Term("其他监督机构", "other supervising body"),
}

CHECK_KINDS = {
    "ordinary": Term("督查", "check"),
    "special_check": Term("专项督查", "special check"),
    "surprise": Term("回马枪", "surprise re-check"),
    "return_visit": Term("巡察回访", "return visit"),
}

INSPECTION_KINDS = {
    "routine": Term("常规", "routine"),
    "special": Term("专项", "special"),
    "mobile": Term("机动", "mobile"),
    "look_back": Term("回头看", "look-back"),
    "second_look_back": Term("再回头看", "second look-back"),
}

MANNERS = {
    "elevated": Term("提级", "elevated"),
    "cross": Term("交叉", "cross"),
    "sector": Term("系统", "sector"),
    "extended": Term("延伸", "extended"),
    "synchronous": Term("同步", "synchronous"),
    "direct": Term("直巡", "direct"),
    "with_audit": Term("巡审联动", "with audit"),
}

LINKAGES = {
    "counterpart": Term("对口式", "counterpart"),
    "relay": Term("接力式", "relay"),
    "coordinated": Term("协同式", "coordinated"),
    "elevated_cross": Term("提级交叉式", "elevated cross"),
    "elevated_look_back": Term("提级回头看式", "elevated look-back"),
}

LEVELS = {
    "province": Term("省级", "province"),
    "city": Term("市级", "city"),
    "county": Term("县级", "county"),
}

COVERAGES = {
    "inspected": Term("已巡察", "inspected"),
    "riding": Term("随乡镇已巡察", "inspected with its town"),
    "on_site": Term("正在巡察", "on site"),
    "planned": Term("已列入计划", "planned"),
    "partly": Term("仅专项、机动或回头看", "special, mobile or look-back only"),
    "partly_ahead": Term("仅列入专项、机动或回头看", "in a special, mobile or look-back round only"),
    "open": Term("未安排", "not planned"),
    "left_out": Term("不纳入全覆盖", "need not be covered"),
}

FILINGS = {
    "term_plan": Term("五年规划", "five-year plan"),
    "year_plan": Term("年度计划", "annual plan"),
    "round_plan": Term("轮次方案", "plan of a round"),
    "speech": Term("书记专题会讲话和点人点事", "speech at a hearing"),
    "round_report": Term("轮次综合报告", "report of a round"),
    "year_report": Term("年度报告", "annual report"),
    "rectification": Term("整改情况", "rectification"),
    "statistics": Term("统计报表", "statistics"),
}

FILING_STATES = {
    "owed": Term("待报备", "to be sent"),
    "sent": Term("已报，待回执", "sent, receipt awaited"),
    "received": Term("已收回执", "received"),
}

ACTS = {
    "arranged": Term("亲自部署", "arranged"),
    "asked_after": Term("亲自过问", "asked after"),
    "coordinated": Term("亲自协调", "coordinated"),
    "supervised": Term("亲自督办", "supervised"),
}

ACTORS = {
    "secretary": Term("党委书记", "party secretary"),
    "committee": Term("党委", "party committee"),
    "leading_group": Term("巡察工作领导小组", "leading group"),
    "group_head": Term("领导小组组长", "head of the leading group"),
}

COSTS = {
    "travel": Term("交通", "travel"),
    "lodging": Term("住宿", "lodging"),
    "meals": Term("伙食", "meals"),
    "allowance": Term("补助津贴", "allowance"),
    "office": Term("办公", "office"),
    "other": Term("其他", "other"),
}

SIDES = {
    "sending": Term("派出地", "sending side"),
    "hosting": Term("进驻地", "hosting side"),
}

GUIDANCES = {
    "talk": Term("约谈", "talk"),
    "appraisal": Term("考核评价", "appraisal"),
    "accountability": Term("责任追究", "accountability"),
    "special_check": Term("专项检查", "special check"),
    "spot_check": Term("抽查", "spot check"),
    "opinion": Term("重点指导意见", "guidance opinion"),
    "seminar": Term("座谈会", "seminar"),
}

PROPOSAL_STATES = {
    "waiting": Term("等待计算", "waiting"),
    "running": Term("正在计算", "being worked out"),
    "ready": Term("已算完", "worked out"),
    "stopped": Term("已停止，保留目前最好方案", "stopped, the best so far is kept"),
    "impossible": Term("排不出方案", "cannot be planned"),
    "failed": Term("计算中断", "broken off"),
    "accepted": Term("已采纳", "accepted"),
}

# what a proposal for a term breaks
PLAN_VIOLATIONS = {
    "not_once": Term("没有恰好巡察一次", "is not inspected exactly once"),
    "look_back_not_once": Term("回头看次数不对", "is not looked back at as often as wanted"),
    "look_back_too_soon": Term("回头看相隔轮次不足", "the look-back comes too soon"),
    "priority_late": Term("重点单位没有排在前几年", "a priority is not within the first years"),
    "not_where_fixed": Term("不在已定的轮次", "is not in the round it has to be in"),
    "over_capacity": Term("超过现有人力", "more person-days than people"),
    "organization_unknown": Term("单位不明", "unknown organization"),
    "round_unknown": Term("轮次不明", "unknown round"),
}

# why a whole term cannot be planned
IMPOSSIBLE = {
    "no_round": Term("没有一个轮次可以安排", "there is no round that it could be in"),
    "too_large": Term("任何一轮的人力都不够", "it is larger than what any round has people for"),
    "too_few_people": Term(
        "这些单位只能排在这几轮，人力不够", "these have to lie in these rounds, which have too few people"
    ),
}

# what a plan lacks; {subject} is what it is about
PLAN_FAULTS = {
    "subject.missing": Term("专项、机动巡察须写明主题", "a special or mobile inspection names its subject"),
    "elevated.order_missing": Term(
        "提级巡察须写明决定提级的上级和文件", "an elevated inspection names who ordered it, and the paper"
    ),
    "elevated.not_ordered_from_above": Term(
        "提级巡察须由上一级或更高层级决定", "an elevated inspection is ordered by a level above"
    ),
    "cross.nobody_from_elsewhere": Term(
        "交叉巡察须写明从哪些地方抽调人员", "a cross inspection names the places that its people come from"
    ),
    "sector.not_named": Term("系统巡察须写明系统（板块）", "a sector inspection names its sector"),
    "sector.organization_outside": Term(
        "{subject} 不属于本轮巡察的系统（板块）", "{subject} does not belong to the sector of the round"
    ),
    "synchronous.partner_missing": Term(
        "同步巡察须写明与谁同步", "a synchronous inspection names who goes in at the same time"
    ),
    "with_audit.body_missing": Term("巡审联动须写明审计机关", "an inspection with audit names the audit body"),
    "extended.nobody_below": Term(
        "延伸巡察的轮次（{subject}）须至少列入一个被巡察单位的下级单位",
        "the extended round {subject} has to hold somebody below one of its organizations",
    ),
    "direct.not_a_village": Term(
        "直巡只列村（社区），{subject} 不是", "a direct round holds villages; {subject} is none"
    ),
    "counterpart.sector_missing": Term("对口式联动须写明系统（板块）", "counterpart linkage names the sector"),
    "counterpart.partner_missing": Term(
        "对口式联动须写明市县哪一级同时进驻", "counterpart linkage names the authority that goes in together"
    ),
    "relay.lead_missing": Term("接力式联动须有一个牵头组", "relay linkage has one lead team"),
    "relay.too_few_teams": Term("接力式联动须有两个以上接力组", "relay linkage has several relay teams"),
    "coordinated.partner_missing": Term(
        "协同式联动须写明与谁协同", "coordinated linkage names whom it is coordinated with"
    ),
    "elevated_cross.manners_missing": Term(
        "提级交叉式联动须同时选择提级和交叉", "elevated cross linkage is both elevated and cross"
    ),
    "elevated_look_back.kind_missing": Term(
        "提级回头看式联动须为提级的回头看", "elevated look-back linkage is an elevated look-back"
    ),
    "organization.ended": Term("{subject} 已终止", "{subject} has ended"),
    "organization.supervises": Term("{subject} 是监督机构，不是被巡察单位", "{subject} is a supervising body"),
    "organization.in_this_round": Term("{subject} 已在本轮", "{subject} is in this round already"),
    "routine.twice_in_term": Term(
        "{subject} 本届已安排或已开展常规巡察，再次巡察请用回头看、专项或机动",
        "{subject} has its routine inspection in this term; look back, or use special or mobile",
    ),
    "look_back.no_earlier_inspection": Term(
        "{subject} 此前没有巡察，不能回头看", "{subject} was not inspected before, so there is nothing to look back at"
    ),
    "look_back.too_soon": Term("{subject} 的回头看与首次巡察相隔轮次不足", "the look-back of {subject} comes too soon"),
    "second_look_back.no_look_back": Term(
        "{subject} 此前没有回头看，不能再回头看", "{subject} had no look-back that a second one could follow"
    ),
    "coverage.not_planned": Term(
        "还有 {subject} 个应巡单位没有列入常规巡察的轮次；确需先行通过的，请写明理由",
        "{subject} organizations that must be covered are in no routine round; state a reason to adopt the plan",
    ),
    "plan.no_round": Term("{subject} 还没有轮次", "{subject} has no round yet"),
    "round.outside_term": Term(
        "轮次日期不在本届（{subject}）之内", "the round does not lie within the term ({subject})"
    ),
    "round.reversed": Term("结束日期（{subject}）早于开始日期", "the last day ({subject}) is before the first day"),
    "round.number_taken": Term("本届已有序号为 {subject} 的轮次", "the term has a round of number {subject} already"),
    "round.name_taken": Term("本届已有名为“{subject}”的轮次", "the term has a round called {subject} already"),
    "rounds.laid_over": Term(
        "与已有的轮次（{subject}）日期重叠：请从其后的日期起排定，或先修改、撤销这些轮次",
        "these days hold rounds already ({subject}): begin after them, or change their days first",
    ),
    "round.ended": Term("{subject} 已结束，不能再改动", "{subject} has ended and does not change any more"),
    "round.holds_organizations": Term(
        "{subject} 已列入单位或建立档案，请先逐个撤出；误建且尚未进驻的档案，先在档案页撤销",
        "{subject} holds organizations: take them out first; a dossier opened by mistake is withdrawn on its page",
    ),
    "round.has_teams": Term("{subject} 已有审定的巡察组，不能撤销", "{subject} has adopted teams and is not withdrawn"),
    "round.over": Term("{subject} 的日期已过", "the last day of {subject} is past"),
    "placement.has_dossier": Term(
        "{subject} 在本轮的巡察档案已建立，不能再移动或撤下；误建且尚未进驻的，先在档案页撤销",
        "the dossier of {subject} in this round is open; it is not moved or taken out any more, "
        "unless the dossier was opened by mistake and is withdrawn first, on its page",
    ),
    "change.reason_missing": Term(
        "规划或计划通过后改动须写明理由", "a change after the plan was adopted needs its reason"
    ),
}

MANDATE_FIELDS = {
    "id": Term("单位编号", "Organization id"),
    "version": Term("版本", "Version"),
    "name": Term("单位", "Organization"),
    "category": Term("类别", "Category"),
    "must": Term("应巡", "Must be covered"),
    "sector": Term("系统（板块）", "Sector"),
    "pool": Term("人力来源", "Staffing pool"),
    "person_days": Term("人天", "Person-days"),
    "is_priority": Term("重点", "Priority"),
    "has_look_back": Term("安排回头看", "Look-back"),
    "reason": Term("理由", "Reason"),
}

MANDATE_FAULTS = {
    "no_such_unit": Term("机构树中没有“{subject}”，或有同名单位", "the tree has no one organization “{subject}”"),
    "twice": Term("“{subject}”在表中不止一行", "“{subject}” has more than one row"),
    "no_tick": Term("“{subject}”请改填“是”或“否”", "write yes or no instead of “{subject}”"),
    "no_days": Term("“{subject}”不是人天数，请填不小于0的整数", "“{subject}” is no number of days; write 0 or more"),
    "too_long": Term("“{subject}…”过长", "“{subject}…” is too long"),
    "no_reason": Term("不纳入全覆盖的须写明理由", "who need not be covered is left out with a reason"),
}
