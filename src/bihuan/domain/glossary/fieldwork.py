"""Words of the weeks on site and of what goes before the feedback."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

STAY_STEPS = {
    "order_fix": Term("下达立行立改", "order a fix at once"),
    "answer_fix": Term("报告立行立改结果", "answer an order to fix"),
    "tell_own_fix": Term("报告即知即改", "tell what was put right by oneself"),
    "check_fix": Term("核查立行立改", "check what was fixed at once"),
    "issue_fix_order": Term("制发立行立改通知书", "issue the order to fix at once"),
    "note_concern": Term("登记群众急难愁盼事项", "note a matter of public concern"),
    "solve_concern": Term("登记急难愁盼事项解决情况", "say how a matter of public concern was solved"),
    "write_log": Term("记组务日志", "write in the team's log"),
    "give_guidance": Term("登记中期调研指导", "give mid-term guidance"),
    "follow_guidance": Term("登记指导落实情况", "say what came of the guidance"),
    "review_as_peer": Term("评查底稿", "review a working paper as a peer"),
    "put_facts": Term("交换事实", "put the facts to the unit"),
    "reply_to_fact": Term("答复事实核对", "reply to a fact"),
    "answer_objection": Term("答复异议", "answer an objection"),
    "write_team_report": Term("撰写总体评价和意见建议", "write overall view and advice"),
    "record_hearing": Term("登记听取汇报", "record a hearing"),
    "withdraw_hearing": Term("撤销误登的听取汇报", "withdraw a hearing"),
    "follow_hearing": Term("登记汇报会要求落实情况", "say what came of a hearing"),
    "redirect_copy_notice": Term("另定抄告对象", "decide who receives a copy notice"),
    "answer_copy_notice": Term("登记抄后反馈", "answer a copy notice"),
    "write_special_report": Term("撰写专题报告", "write a special report"),
    "issue_special_report": Term("制发专题报告", "issue a special report"),
    "record_instruction": Term("登记领导签批", "record a leader's instruction"),
    "route_instruction": Term("批示转办", "route an instruction"),
    "issue_report": Term("制发巡察报告", "issue the report on the inspection"),
    "issue_inspection_notice": Term("制发巡察公告", "issue the notice of the inspection"),
    "issue_bulletin": Term("制发通报", "publish findings and rectification"),
    "transfer_matter": Term("移交问题", "hand a matter over"),
    "issue_transfer": Term("制发移交函", "issue the letter of a transfer"),
    "compare_feedback": Term("反馈与底稿对照", "compare the feedback with its papers"),
    "review_feedback": Term("审核反馈意见", "review the feedback"),
    "look_up_for_feedback": Term("查看反馈依据", "look up what the feedback rests on"),
    "issue_opinion": Term("制发反馈意见", "issue the feedback opinion"),
}

FACT_STAGES = {
    "put": Term("待单位答复", "awaits the unit"),
    "accepted": Term("单位认可", "accepted"),
    "explained": Term("单位作出说明", "explained"),
    "objected": Term("单位提出异议", "objected to"),
    "settled": Term("已答复单位", "answered"),
}
FACT_REPLIES = {one: FACT_STAGES[one] for one in ("accepted", "explained", "objected")}
FACT_OUTCOMES = {
    "stands": Term("异议不成立，事实不变", "the fact stands"),
    "changed": Term("采纳，修改表述", "its words are changed"),
    "dropped": Term("采纳，不再反馈", "it is dropped"),
}

FIX_STAGES = {
    "ordered": Term("整改中", "being put right"),
    "answered": Term("待核查", "awaits the check"),
    "done": Term("已核查：改到位", "checked: done"),
    "not_done": Term("已核查：未改到位，转入反馈整改", "checked: not done, goes on with the feedback"),
}
FIX_CHECKS = {
    "done": Term("改到位", "done"),
    "not_done": Term("未改到位，转入反馈整改", "not done; it goes on with the feedback"),
    "again": Term("退回继续整改", "send it back"),
}

LOG_SORTS = {
    "meeting": Term("组务会", "team meeting"),
    "branch": Term("临时党支部活动", "temporary party branch"),
    "diary": Term("工作日志", "diary"),
}

HEARERS = {
    "leading_group": Term("巡察工作领导小组", "leading group"),
    "five_person_meeting": Term("五人小组会议", "five-person meeting"),
    "secretary": Term("党委书记专题会", "the secretary's meeting"),
}

FEEDBACK_LOOKS = {
    "comparison": Term("与底稿对照", "compared with the papers"),
    "review": Term("审核", "reviewed"),
    "look_up": Term("查看", "looked up"),
}
# what is looked up is our reading of 三查看, to be verified
LOOKED_UP = {
    "evidence": Term("佐证材料", "evidence"),
    "basis": Term("定性依据", "the rules it rests on"),
    "reply": Term("单位答复和异议处理", "the unit's replies and their answers"),
}

STAY_BLOCKERS = {
    "fix_at_once.unchecked": Term("立行立改第 {subject} 项尚未核查", "fix at once {subject} has not been checked"),
    "reply.awaited": Term(
        "第 {subject} 项事实的答复期限未满，单位尚未答复",
        "fact {subject} awaits the unit's reply, and its day is not over",
    ),
    "objection.unanswered": Term(
        "单位对第 {subject} 项事实的异议尚未答复", "the unit's objection to fact {subject} has no answer"
    ),
}
STAY_GATES = {
    "fix_at_once.unchecked": Term("立行立改均已核查", "every fix at once checked"),
    "reply.awaited": Term("事实已经单位核对", "the facts seen by the unit"),
    "objection.unanswered": Term("异议均已答复", "every objection answered"),
}

ERRANDS = {
    "recommendation": Term("巡察建议书", "recommendation letter"),
    "instruction": Term("批示转办件", "routed instruction"),
    "transfer": Term("移交问题", "matter handed over"),
    "control_sheet": Term("督办单", "control sheet"),
}
ERRAND_STATES = {
    "sent": Term("待签收", "not received yet"),
    "received": Term("待答复", "awaits the answer"),
    "answered": Term("已答复", "answered"),
    "settled": Term("已办结", "settled"),
    "void": Term("已作废", "void"),
}
LETTER_REASONS = {
    "recurring": Term("反复发生、屡禁不止", "keeps coming back"),
    "common": Term("普遍存在", "common to many"),
    "systemic": Term("表现在基层、根子在机制", "rooted in the system"),
}

PUBLISHED_TO = {
    "party": Term("党内通报", "inside the party"),
    "public": Term("向社会公开", "to the public"),
}
FORMER_PAPERS = {
    "void": Term("作废，由新的一份替代", "it is void, the new one takes its place"),
    "stays": Term("继续有效，两份并存", "it stays in force beside the new one"),
}
