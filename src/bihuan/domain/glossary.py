"""Every term and message of the method: code, Chinese, English. The only code where Chinese stands."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """What a code is called."""

    zh: str
    en: str


class TermMissing(LookupError):
    """A code has no word yet."""

    def __init__(self, family: str, code: str) -> None:
        self.family, self.code = family, code
        super().__init__(f"glossary: no term for {family} {code!r}; add it to domain/glossary.py")


ROLES = {
    "office": Term("巡察办", "inspection office"),
    "team_leader": Term("巡察组组长", "team leader"),
    "deputy": Term("巡察组副组长", "deputy team leader"),
    "member": Term("巡察组组员", "team member"),
    "team": Term("巡察组", "inspection team"),
    "leading_group": Term("巡察工作领导小组", "leading group"),
    "leader_in_charge": Term("分管领导", "leader in charge"),
    "unit_head": Term("被巡察党组织主要负责人", "head of the inspected organization"),
    "unit_liaison": Term("被巡察单位联络员", "liaison of the inspected organization"),
    "responsible_department": Term("主责部门", "responsible department"),
    "competent_department": Term("上级主管部门党委", "competent department"),
    "resident_discipline": Term("派驻纪检监察组", "resident discipline office"),
    "supervision_office": Term("执纪监督室", "supervision office"),
    "organisation_department": Term("组织部门", "organisation department"),
    "system_administrator": Term("系统管理员", "system administrator"),
    "security_administrator": Term("安全管理员", "security administrator"),
    "audit_administrator": Term("审计管理员", "audit administrator"),
}

INSPECTION_STAGES = {
    "planned": Term("待进驻", "planned"),
    "on_site": Term("进驻中", "on site"),
    "reporting": Term("汇报反馈", "reporting"),
    "rectifying": Term("整改中", "rectifying"),
    "under_review": Term("报结审核", "under review"),
    "closed": Term("已报结", "closed"),
}

FINDING_STAGES = {
    "rectifying": Term("整改中", "rectifying"),
    "sign_off_requested": Term("申请销号", "sign-off requested"),
    "signed_off": Term("已销号", "signed off"),
    "long_term": Term("长期整改", "long term"),
}

PAPER_STAGES = {
    "draft": Term("起草中", "draft"),
    "submitted": Term("待副组长复核", "awaits the deputy"),
    "reviewed": Term("待组长审签", "awaits the leader"),
    "signed": Term("已审签", "signed"),
    "confirmed": Term("已确认为问题", "confirmed"),
    "withdrawn": Term("已撤销", "withdrawn"),
}

SECRECY = {
    "internal": Term("内部资料", "internal"),
    "restricted": Term("限阅（撰写人、组长、副组长、巡察办）", "restricted (authors, leader, deputy, office)"),
}

INQUIRIES = {
    "interview": Term("个别谈话", "interview"),
    "visit": Term("走访", "visit"),
    "records": Term("调阅资料", "records consulted"),
    "questionnaire": Term("问卷调查", "questionnaires"),
}

# how a plan stands, where a step on it is refused
PLAN_STATES = {
    "plan_submitted": Term("整改方案已报送，等待审核", "the plan is handed in and awaits its answer"),
    "plan_accepted": Term("整改方案已审核通过", "the plan is accepted"),
    "no_plan_waiting": Term("没有待审核的整改方案", "no plan awaits an answer"),
}

STEPS = {
    "enter_site": Term("进驻", "enter the site"),
    "leave_site": Term("撤点", "leave the site"),
    "write_working_paper": Term("撰写底稿", "write a working paper"),
    "revise_working_paper": Term("修改底稿", "revise a working paper"),
    "attach_paper_evidence": Term("添加底稿佐证", "attach evidence to a working paper"),
    "remove_paper_evidence": Term("撤下底稿佐证", "remove evidence from a working paper"),
    "add_inquiry": Term("登记谈话走访查阅", "note an interview, a visit or records"),
    "submit_working_paper": Term("提交底稿", "submit a working paper"),
    "review_working_paper": Term("副组长复核底稿", "review a working paper"),
    "sign_working_paper": Term("组长审签底稿", "sign a working paper"),
    "return_working_paper": Term("退回底稿", "return a working paper"),
    "withdraw_working_paper": Term("撤销底稿", "withdraw a working paper"),
    "confirm_finding": Term("确认为问题", "confirm as a finding"),
    "import_findings": Term("导入反馈问题", "import findings"),
    "send_copy_notice": Term("发出抄告单", "send a copy notice"),
    "give_feedback": Term("反馈", "give feedback"),
    "take_over": Term("接收在办工作", "take over running work"),
    "submit_plan": Term("报送整改方案", "submit the plan"),
    "accept_plan": Term("审核通过整改方案", "accept the plan"),
    "return_plan": Term("退回整改方案", "return the plan"),
    "record_meeting": Term("登记专题民主生活会", "record the democratic-life meeting"),
    "write_report": Term("起草报结报告", "write the report"),
    "sign_report": Term("签字背书", "sign the report"),
    "attest_signature": Term("上传签字件并核证", "attest the wet signature"),
    "record_check": Term("登记督查", "record a check"),
    "record_evaluation": Term("登记评估", "record an evaluation"),
    "tell_evaluation": Term("向被巡察单位反馈评估结果", "tell the evaluation"),
    "withdraw": Term("更正（撤销误登）", "withdraw a wrong entry"),
    "submit_for_review": Term("提交报结", "submit for review"),
    "accept": Term("验收合格", "accept"),
    "approve": Term("巡察办审核同意", "approve"),
    "countersign": Term("会签", "countersign"),
    "withdraw_consent": Term("撤回签署", "withdraw a consent"),
    "waive": Term("批准例外", "grant an exception"),
    "withdraw_exemption": Term("撤销例外", "withdraw an exception"),
    "close": Term("报结", "close out"),
    "return_dossier": Term("退回重新报结", "return the dossier"),
    "write_archive": Term("制作归档文件", "write the archive"),
    "issue_paper": Term("制发公文", "issue a paper"),
    "void_paper_number": Term("文号作废", "make a number void"),
    "end_round": Term("结束本轮", "end the round"),
    "add_measure": Term("增加整改措施", "add a measure"),
    "revise_measure": Term("修改整改措施", "revise a measure"),
    "report_progress": Term("填报进展", "report progress"),
    "attach_evidence": Term("上传佐证", "attach evidence"),
    "remove_evidence": Term("撤下佐证", "remove evidence"),
    "state_result": Term("填报成效", "state the result"),
    "state_outcome": Term("填报处置结果和责任追究", "state outcome and accountability"),
    "request_extension": Term("申请延期", "request an extension"),
    "note_change": Term("阅知措施变更", "note a change of a measure"),
    "approve_extension": Term("批准延期", "approve an extension"),
    "refuse_extension": Term("不予延期", "refuse an extension"),
    "request_sign_off": Term("申请销号", "request sign-off"),
    "grant_sign_off": Term("同意销号", "grant sign-off"),
    "return_sign_off": Term("退回整改", "return for rework"),
    "reopen": Term("重新打开", "reopen"),
    "hand_over": Term("移交长期整改", "hand over as long-term"),
    "accept_hand_over": Term("接收长期事项", "accept the hand-over"),
    "follow_long_term": Term("跟踪长期事项", "follow a long-term finding"),
    "take_back": Term("收回长期事项", "take back"),
    "mark_person_matter": Term("标注具体人和事", "mark as person matter"),
    "correct_finding": Term("更正问题", "correct a finding"),
}

# what a blocker says; {subject} is what it is about, {least} the number a pack asks for
BLOCKERS = {
    "finding.not_signed_off": Term(
        "问题 {subject} 未销号，也未移交长期整改并被接收",
        "finding {subject} is neither signed off nor handed over and accepted",
    ),
    "person_matter.no_outcome": Term(
        "问题 {subject} 涉及具体人和事，未报告处置结果",
        "finding {subject} concerns definite persons or things and states no outcome",
    ),
    "person_matter.no_accountability": Term(
        "问题 {subject} 涉及具体人和事，未说明责任追究情况",
        "finding {subject} concerns definite persons or things and states no accountability",
    ),
    "checks.too_few": Term("督查次数不足（回访不计）", "too few checks (return visits do not count)"),
    "evaluations.too_few": Term("评估次数不足", "too few evaluations"),
    "cycle.out_of_order": Term(
        "督查、评估次序不对：每次督查后须先评估，再进行下一次督查",
        "a check is not followed by its evaluation before the next check",
    ),
    "second_check.not_by_linked_supervision_office": Term(
        "第二次督查不是由联系该单位的执纪监督室进行",
        "the second check is not by the supervision office linked with the unit",
    ),
    "second_evaluation.not_by_linked_supervision_office": Term(
        "第二次评估不是由联系该单位的执纪监督室进行",
        "the second evaluation is not by the supervision office linked with the unit",
    ),
    "evaluation.below_pass": Term("最近一次评估未达到合格分数", "the latest evaluation is below the pass mark"),
    "report.missing": Term("没有书面报结报告", "there is no written close-out report"),
    "report.unsigned": Term("报结报告未经签字背书", "the close-out report is not signed"),
    "report.not_signed_by_present_head": Term(
        "签字人不是签字当日在任的党组织主要负责人", "the report is not signed by the head in office on that day"
    ),
    "acceptance.missing": Term("执纪监督室尚未验收合格", "the supervision office has not accepted"),
    "approval.office_missing": Term("巡察办尚未审核同意", "the inspection office has not approved"),
    "countersign.supervision_office_missing": Term(
        "执纪监督室尚未会签", "the supervision office has not countersigned"
    ),
    "countersign.team_leader_missing": Term("巡察组组长尚未会签", "the team leader has not countersigned"),
    "approval.out_of_order": Term(
        "签字、验收、审核、会签的先后次序不对", "signature, acceptance, approval and countersignatures are out of order"
    ),
    "feedback_review.not_compared": Term(
        "{subject}反馈意见未与底稿逐条对照", "the feedback of the {subject} was not compared with the working papers"
    ),
    "feedback_review.too_few_reviews": Term(
        "{subject}反馈意见审核次数不足或为同一人", "the feedback of the {subject} was not reviewed by enough people"
    ),
    "feedback_review.too_few_look_ups": Term(
        "{subject}反馈意见查看次数不足", "too little was looked up for the feedback of the {subject}"
    ),
    "mid_term_guidance.missing": Term("{subject}未开展中期调研指导", "the {subject} has had no mid-term guidance"),
    "working_paper.no_evidence": Term("底稿 {subject} 没有佐证材料", "working paper {subject} has no evidence"),
    "working_paper.no_basis": Term("底稿 {subject} 没有定性依据", "working paper {subject} names no rule as its basis"),
    "working_paper.no_phenomenon": Term(
        "底稿 {subject} 没有写问题表现", "working paper {subject} does not say how the problem shows"
    ),
    "working_paper.no_nature": Term(
        "底稿 {subject} 没有定性", "working paper {subject} does not say what the problem is"
    ),
    "working_paper.no_responsibility": Term(
        "底稿 {subject} 没有责任主体分析", "working paper {subject} does not say who answers for it"
    ),
    "working_paper.unreviewed": Term(
        "底稿 {subject} 尚未确认为问题，也未撤销", "working paper {subject} is neither confirmed nor withdrawn"
    ),
    "filing.missing": Term("{subject}未报备", "not filed: {subject}"),
    "three_party.missing": Term("{subject}尚未对整改情况作出评价", "the {subject} has not evaluated the rectification"),
    "three_party.not_fed_back": Term(
        "三方评价情况未向{subject}反馈", "the three-party evaluation has not been told to the {subject}"
    ),
    "periodic_report.unsigned": Term(
        "{subject} 应报的整改情况定期报告未经签字背书", "the periodic report due on {subject} is not signed"
    ),
    "periodic_report.not_signed_by_present_head": Term(
        "{subject} 应报的定期报告，签字人不是签字当日在任的党组织主要负责人",
        "the periodic report due on {subject} is not signed by the head in office on the day of signing",
    ),
    "return_visit.missing": Term("尚未开展巡察回访", "there has been no return visit"),
    "return_visit.too_early": Term(
        "巡察回访过早：整改规定月数未满", "the return visit was too early: the months of rectification were not over"
    ),
    "special_check.missing": Term("尚未开展整改情况专项督查", "there has been no special check"),
    "special_check.too_early": Term(
        "专项督查过早：整改规定月数未满", "the special check was too early: the months of rectification were not over"
    ),
    "successor.missing": Term(
        "被巡察单位已涉改（合并、分设或撤销），未明确承继单位",
        "the organization was merged, split or abolished, and no successor is named",
    ),
    "assessment.team_missing": Term("尚未对巡察组作出评估", "the team has not been assessed"),
    "assessment.host_missing": Term(
        "巡察组尚未对进驻地党委、领导小组和巡察办作出评估", "the team has not assessed its host"
    ),
    "round_report.not_filed": Term("本轮巡察情况尚未书面报告上级", "the report on the round has not been filed"),
    "copy_notice.missing": Term("未向{subject}发出抄告单", "no copy notice has been sent to the {subject}"),
    "copy_notice.not_same_day": Term(
        "发给{subject}的抄告单不是反馈当日", "the copy notice to the {subject} is not of the day of feedback"
    ),
    "plan.not_submitted": Term("整改方案尚未报送", "the plan has not been submitted"),
    "finding.no_measure": Term("问题 {subject} 没有整改措施", "finding {subject} has no measure"),
    "measure.no_owner": Term("措施 {subject} 没有责任人", "measure {subject} has no owner"),
    "measure.no_due": Term("措施 {subject} 没有完成时限", "measure {subject} has no due date"),
    "measure.no_expected_result": Term(
        "措施 {subject} 没有写明要看到的成效", "measure {subject} states no result to be seen"
    ),
    "measure.not_done": Term("措施 {subject} 尚未完成", "measure {subject} is not done"),
    "finding.no_evidence": Term("问题 {subject} 没有佐证材料", "finding {subject} has no evidence"),
    "finding.no_result": Term("问题 {subject} 没有填报整改成效", "finding {subject} states no result"),
    "signer.not_present_head": Term(
        "签字人不是当日在任的党组织主要负责人", "the signer is not the head in office today"
    ),
    "consent.standing": Term(
        "已有验收、审核或会签，所依据的内容不得改动；须先退回或撤回签署",
        "consents stand, and what they rest on does not change under them; return the dossier or withdraw them first",
    ),
}

# what a gate asks, said as the condition that is met
GATE_NAMES = {
    "finding.not_signed_off": Term("问题全部销号或移交接收", "every finding signed off, or handed over and accepted"),
    "person_matter.no_outcome": Term("具体人和事均有处置结果", "every matter about persons or things has its outcome"),
    "person_matter.no_accountability": Term(
        "具体人和事均说明责任追究", "every matter about persons or things states accountability"
    ),
    "checks.too_few": Term("督查次数达到要求", "as many checks as asked"),
    "evaluations.too_few": Term("评估次数达到要求", "as many evaluations as asked"),
    "cycle.out_of_order": Term("督查、评估依次进行", "each check followed by its evaluation"),
    "second_check.not_by_linked_supervision_office": Term(
        "第二次督查由联系的执纪监督室进行", "the second check by the linked supervision office"
    ),
    "second_evaluation.not_by_linked_supervision_office": Term(
        "第二次评估由联系的执纪监督室进行", "the second evaluation by the linked supervision office"
    ),
    "evaluation.below_pass": Term("评估达到合格分数", "the evaluation reaches the pass mark"),
    "report.missing": Term("有书面报结报告", "a written close-out report"),
    "report.unsigned": Term("报告已签字背书", "the report signed"),
    "report.not_signed_by_present_head": Term("签字人为当日在任主要负责人", "signed by the head in office that day"),
    "acceptance.missing": Term("执纪监督室验收合格", "accepted by the supervision office"),
    "approval.office_missing": Term("巡察办审核同意", "approved by the inspection office"),
    "countersign.supervision_office_missing": Term("执纪监督室会签", "countersigned by the supervision office"),
    "countersign.team_leader_missing": Term("巡察组组长会签", "countersigned by the team leader"),
    "approval.out_of_order": Term(
        "签字、验收、审核、会签依次办理", "signature, acceptance, approval and countersigning in order"
    ),
    "feedback_review.not_compared": Term("反馈意见与底稿对照", "the feedback compared with the working papers"),
    "feedback_review.too_few_reviews": Term("反馈意见经不同人员审核", "the feedback reviewed by different people"),
    "feedback_review.too_few_look_ups": Term("反馈意见相关材料已查看", "what the feedback rests on looked up"),
    "mid_term_guidance.missing": Term("已开展中期调研指导", "mid-term guidance given"),
    "working_paper.no_evidence": Term("每份底稿有佐证材料", "every working paper has evidence"),
    "working_paper.no_basis": Term("每份底稿有定性依据", "every working paper names its basis"),
    "working_paper.no_phenomenon": Term("底稿写明问题表现", "the working paper says how the problem shows"),
    "working_paper.no_nature": Term("底稿写明问题定性", "the working paper says what the problem is"),
    "working_paper.no_responsibility": Term("底稿写明责任主体", "the working paper says who answers for it"),
    "working_paper.unreviewed": Term("底稿均已确认或撤销", "every working paper confirmed or withdrawn"),
    "filing.missing": Term("整改方案、整改报告报备齐全", "plan and report filed with everybody who has to have them"),
    "three_party.missing": Term("三方评价齐全", "evaluated by all three parties"),
    "three_party.not_fed_back": Term("三方评价已反馈", "the three-party evaluation told to both"),
    "periodic_report.unsigned": Term("定期报告均已签字背书", "every periodic report signed"),
    "periodic_report.not_signed_by_present_head": Term(
        "定期报告由当日在任主要负责人签字", "periodic reports signed by the head in office that day"
    ),
    "return_visit.missing": Term("已开展巡察回访", "a return visit made"),
    "return_visit.too_early": Term(
        "巡察回访在整改满规定月数之后", "the return visit after the months of rectification"
    ),
    "special_check.missing": Term("已开展专项督查", "a special check made"),
    "special_check.too_early": Term(
        "专项督查在整改满规定月数之后", "the special check after the months of rectification"
    ),
    "successor.missing": Term("涉改单位已明确承继单位", "a successor named where the organization is no more"),
    "assessment.team_missing": Term("已对巡察组作出评估", "the team assessed"),
    "assessment.host_missing": Term("巡察组已对进驻地作出评估", "the host assessed"),
    "round_report.not_filed": Term("本轮巡察情况已书面报告上级", "the report on the round filed"),
    "copy_notice.missing": Term("抄告单已发出", "the copy notices sent"),
    "copy_notice.not_same_day": Term("抄告与反馈同日", "the copy notices of the day of feedback"),
    "plan.not_submitted": Term("整改方案已报送", "the plan handed in"),
    "finding.no_measure": Term("每个问题有整改措施", "every finding has a measure"),
    "measure.no_owner": Term("每项措施有责任人", "every measure has an owner"),
    "measure.no_due": Term("每项措施有完成时限", "every measure has a due day"),
    "measure.no_expected_result": Term("每项措施写明成效", "every measure states the result to be seen"),
    "measure.not_done": Term("各项措施已完成", "every measure done"),
    "finding.no_evidence": Term("有佐证材料", "evidence attached"),
    "finding.no_result": Term("已填报整改成效", "the result stated"),
    "signer.not_present_head": Term("签字人为当日在任主要负责人", "the signer is the head in office today"),
    "consent.standing": Term("没有已生效的验收、审核或会签", "no consent stands upon it"),
}

SUBJECTS = {
    "inspection": Term("本次巡察", "inspection"),
    "report": Term("报结报告", "report"),
    "organization": Term("被巡察党组织", "inspected organization"),
    "superior": Term("上级主管部门", "superior of the organization"),
}

# what is filed, in the subject of a filing: paper → receiver
FILED = {
    "plan": Term("整改方案", "plan"),
    "report": Term("整改报告", "rectification report"),
}

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
        "还有 {subject} 个应巡单位没有列入任何轮次；确需先行通过的，请写明理由",
        "{subject} organizations that must be covered are in no round; state a reason to adopt the plan all the same",
    ),
    "plan.no_round": Term("{subject} 还没有轮次", "{subject} has no round yet"),
    "round.outside_term": Term(
        "轮次日期不在本届（{subject}）之内", "the round does not lie within the term ({subject})"
    ),
    "round.ended": Term("{subject} 已结束，不能再改动", "{subject} has ended and does not change any more"),
    "round.over": Term("{subject} 的日期已过", "the last day of {subject} is past"),
    "placement.has_dossier": Term(
        "{subject} 在本轮的巡察档案已建立，不能再移动或撤下",
        "the dossier of {subject} in this round is open; it is not moved or taken out any more",
    ),
    "change.reason_missing": Term(
        "规划或计划通过后改动须写明理由", "a change after the plan was adopted needs its reason"
    ),
}

INSPECTOR_YES, INSPECTOR_NO = Term("是", "yes"), Term("否", "no")

SEXES = {"f": Term("女", "woman"), "m": Term("男", "man")}

INSPECTOR_CLASSES = {
    "leader": Term("组长", "leader"),
    "staff": Term("工作人员", "staff"),
    "professional": Term("专业人员", "professional"),
}

PERSONNEL_LEVELS = {
    "1": Term("科员级", "clerk"),
    "2": Term("乡科级", "section"),
    "3": Term("县处级", "division"),
    "4": Term("厅局级", "bureau"),
}

SPECIALITIES = {
    "discipline": Term("纪检", "discipline"),
    "organisation": Term("组织", "organisation"),
    "finance": Term("财务", "finance"),
    "audit": Term("审计", "audit"),
    "law": Term("政法", "law"),
    "publicity": Term("宣传", "publicity"),
    "engineering": Term("工程", "engineering"),
    "information": Term("信息", "information"),
}

KINSHIPS = {
    "spouse": Term("夫妻", "spouse"),
    "lineal": Term("直系血亲", "lineal relative"),
    "collateral": Term("三代以内旁系血亲", "collateral relative within three generations"),
    "in_law": Term("近姻亲", "near in-law"),
}

# everyday words by which a relative is entered, read as the kinship they are
KINSHIP_WORDS = {
    "spouse": ("配偶", "丈夫", "妻子"),
    "lineal": (
        "父亲",
        "母亲",
        "儿子",
        "女儿",
        "祖父",
        "祖母",
        "外祖父",
        "外祖母",
        "孙子",
        "孙女",
        "父",
        "母",
        "子",
        "女",
    ),
    "collateral": (
        *("兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹", "兄弟", "姐妹"),
        *(
            "伯父",
            "叔父",
            "姑母",
            "舅父",
            "姨母",
            "堂兄弟",
            "堂姐妹",
            "表兄弟",
            "表姐妹",
            "侄子",
            "侄女",
            "外甥",
            "外甥女",
        ),
    ),
    "in_law": ("岳父", "岳母", "公公", "婆婆", "儿媳", "女婿", "姐夫", "妹夫", "嫂子", "弟媳", "配偶兄弟姐妹"),
}

SEATS = {
    "leader": Term("组长", "leader"),
    "deputy": Term("副组长", "deputy"),
    "member": Term("组员", "member"),
}

ASSESSMENTS = {
    "unit_of_team": Term("被巡察单位评巡察组", "the unit of its team"),
    "host_of_member": Term("派出单位评组员", "the host of a member"),
    "team_of_host": Term("巡察组评派出单位", "the team of its host"),
}

ASPECTS_ASSESSED = {
    "quality": Term("工作质量", "quality of the work"),
    "ability": Term("工作能力", "ability"),
    "discipline": Term("纪律作风", "discipline"),
}

TEAM = Term("第{number}巡察组", "team {number}")

# why somebody cannot be called for a round
UNAVAILABLE = {
    "away": Term("该轮期间不能抽调", "cannot be called during the round"),
    "in_another_round": Term("正在参加另一轮巡察", "is in the team of another round"),
    "not_declared": Term("尚未作本轮回避申报", "has not declared for the round"),
}

RELATIONS = {
    "employed": Term("现任职", "works there"),
    "worked": Term("曾任职", "worked there"),
    "native": Term("籍贯（成长地）", "native place"),
    "spouse": Term("夫妻", "spouse"),
    "lineal": Term("直系血亲", "lineal relative"),
    "collateral": Term("三代以内旁系血亲", "collateral relative"),
    "in_law": Term("近姻亲", "near in-law"),
    "interest": Term("利害关系", "interest"),
    "inspected": Term("此前巡察过", "inspected it before"),
    "led": Term("此前带队巡察过", "led its inspection before"),
    "challenged": Term("被巡察单位提出回避", "challenged by the unit"),
}

# why somebody is kept away from an organization, in a sentence; {subject} is what it rests on
RECUSALS = {
    "employed": Term("现任职于{subject}", "works at {subject}"),
    "worked": Term("曾任职于{subject}", "worked at {subject}"),
    "native": Term("籍贯或成长地为{subject}", "comes from {subject}"),
    "spouse": Term("配偶任职于{subject}", "the spouse works at {subject}"),
    "lineal": Term("直系血亲任职于{subject}", "a lineal relative works at {subject}"),
    "collateral": Term("三代以内旁系血亲任职于{subject}", "a collateral relative works at {subject}"),
    "in_law": Term("近姻亲任职于{subject}", "a near in-law works at {subject}"),
    "interest": Term("申报与{subject}有利害关系", "declared an interest in {subject}"),
    "inspected": Term("此前巡察过{subject}", "inspected {subject} before"),
    "led": Term("此前带队巡察过{subject}", "led the inspection of {subject} before"),
    "challenged": Term("{subject}提出回避，经批准", "{subject} asked for the recusal, and it was granted"),
}

# why somebody sits in no seat of a group, and what else a composition may break (domain/eligibility.py, staffing.py)
STAFFING = {
    "current_employer": Term("现任职于被巡察单位", "works at an organization of the group"),
    "former_employer": Term("曾任职于被巡察单位", "worked at an organization of the group"),
    "hometown": Term("籍贯在被巡察地", "comes from the county inspected"),
    "kin_in_organization": Term("亲属任职于被巡察单位", "a relative works at an organization of the group"),
    "declared": Term("已申报利害关系", "declared an interest"),
    "inspected_before": Term("此前巡察过该单位", "inspected an organization of the group before"),
    "not_cleared": Term("未通过涉密审查", "is not cleared"),
    "unavailable": Term("本轮不能参加", "is not available in this round"),
    "out_of_reach": Term("路途超出范围", "lives too far away"),
    "days_away": Term("本年外出天数将超上限", "would be away for too many days"),
    "leader": Term("不符合组长条件", "may not lead this group"),
    "deputy": Term("不符合副组长条件", "may not be deputy of this group"),
    "locals": Term("本地人员超额", "too many who work in the county inspected"),
    "unit_cap": Term("从同一单位抽调超额", "too many of one unit"),
    "county_cap": Term("从同一县抽调超额", "too many of one county"),
    "kin_pair": Term("亲属同组", "relatives in one group"),
    "previous_team": Term("原同组人员过多", "too many of one previous team"),
    "two_groups": Term("一人多岗", "sits in two places"),
    "size": Term("超出编制人数", "more people than seats"),
    "unknown": Term("查无此人或此组", "nobody and no group of the round"),
    "cost_claimed": Term("所报代价与核算不符", "the cost claimed is not the cost recomputed"),
    "bound_claimed": Term("所报下界与核算不符", "the bound claimed is not the bound recomputed"),
}

SEAT_RULES = {
    "not_authorised": Term("未获任职授权", "not authorised for this seat"),
    "below_level": Term("职级低于要求", "below the level asked for"),
    "works_there": Term("在当地任职", "works in the county inspected"),
    "from_there": Term("籍贯在当地", "comes from the county inspected"),
    "led_before": Term("曾带队巡察该单位", "led an inspection of an organization of the group"),
}

# rules of a composition, as they are broken or contradict each other
STAFFING_RULES = {
    **STAFFING,
    **SEAT_RULES,
    "one": Term("一人只能在一组", "nobody sits twice"),
    "require": Term("须有的专业人员", "specialities that must be there"),
    "prefer": Term("宜有的专业人员", "specialities that should be there"),
    "women": Term("女同志人数", "the number of women"),
    "men": Term("男同志人数", "the number of men"),
    "stability": Term("骨干留任", "somebody who held a key post"),
}

GROWTHS = {
    "training": Term("培训", "training"),
    "mentor": Term("结对传帮带", "mentor pair"),
    "recognition": Term("表扬奖励", "recognition"),
    "rotation": Term("轮岗交流", "rotation"),
}

INSPECTOR_FIELDS = {
    "id": Term("库内编号", "Pool id"),
    "name": Term("姓名", "Name"),
    "sex": Term("性别", "Sex"),
    "born": Term("出生年月", "Born"),
    "ethnicity": Term("民族", "Ethnicity"),
    "native_place": Term("籍贯（成长地）", "Native place"),
    "party": Term("政治面貌", "Political affiliation"),
    "education": Term("学历学位、院校专业", "Education"),
    "unit": Term("工作单位", "Home unit"),
    "place": Term("所在地", "Place"),
    "km": Term("距本地公里数", "Kilometres from here"),
    "post": Term("职务", "Post"),
    "rank": Term("职级", "Rank"),
    "level": Term("级别", "Level"),
    "category": Term("人员类别", "Class"),
    "specialities": Term("专业特长", "Specialities"),
    "may_lead": Term("组长库", "May lead"),
    "may_deputise": Term("副组长库", "May deputise"),
    "cleared": Term("通过涉密审查", "Cleared"),
    "key_post": Term("上轮任骨干岗位", "Held a key post last round"),
    "hard_to_spare": Term("原单位难以抽出", "Hard to spare"),
    "posts_held": Term("任职经历", "Posts held"),
    "kin": Term("亲属情况", "Relatives"),
    "grade": Term("考核等次", "Grade"),
    "appraisal": Term("鉴定", "Appraisal"),
    "recommended_by": Term("推荐单位", "Recommended by"),
    "vouched": Term("推荐意见", "What the recommending unit vouches for"),
}

# what is wrong with what is told of an inspector; {subject} is what stands there
INSPECTOR_FAULTS = {
    "missing": Term("必须填写", "has to be filled in"),
    "unknown": Term("“{subject}”不在可选范围内", "“{subject}” is none of those to choose from"),
    "no_month": Term("“{subject}”不是年月，请写成 1985-03", "“{subject}” is no month; write it as 1985-03"),
    "too_young": Term("“{subject}”出生，不满十八周岁", "born {subject} is under age"),
    "leader_without_list": Term(
        "人员类别为组长的，须列入组长库或副组长库", "somebody of the class leader may lead or deputise"
    ),
    "no_post": Term(
        "“{subject}”不是任职经历，请一行一条写成：单位|职务|2015-03|2019-06",
        "“{subject}” is no post; write one a line: unit|post|2015-03|2019-06",
    ),
    "no_relative": Term(
        "“{subject}”不是亲属情况，请一行一条写成：关系|姓名|单位|职务",
        "“{subject}” is no relative; write one a line: relation|name|unit|post",
    ),
    "no_number": Term("“{subject}”不是数字", "“{subject}” is no number"),
    "twice": Term("与第{subject}行是同一人（姓名、单位、出生年月相同）", "the same person as in row {subject}"),
    "there_already": Term(
        "库中已有此人（姓名、单位、出生年月相同），请带上库内编号",
        "stands in the pool already; give the pool id with it",
    ),
    "no_such_id": Term("库中没有此编号", "no such pool id"),
    "left": Term("此人已出库", "has left the pool"),
}

PHASES = {
    "early": Term("初期", "early"),
    "middle": Term("中期", "middle"),
    "long": Term("长期", "long"),
}

ASPECTS = {
    "arrangement": Term("安排部署", "arrangement"),
    "plan": Term("制定方案", "plan"),
    "execution": Term("整改落实", "execution"),
    "prevention": Term("源头预防", "prevention at source"),
    "reporting": Term("情况报送", "reporting"),
}

DEADLINES = {
    "rectification_plan": Term("报送整改方案", "rectification plan"),
    "democratic_life_meeting": Term("专题民主生活会", "democratic-life meeting"),
    "rectification_report": Term("整改情况报告", "rectification report"),
    "head_report": Term("主要负责人组织落实情况报告", "report of the head"),
    "concentrated_rectification_end": Term("集中整改期满", "end of concentrated rectification"),
    "evaluation": Term("整改评估", "evaluation"),
    "clue_reply": Term("线索处置反馈", "reply on clues"),
    "return_visit": Term("巡察回访", "return visit"),
    "special_check": Term("专项督查", "special check"),
    "close_out": Term("报结", "close-out"),
    "publication": Term("整改情况公开", "publication"),
}

LAMPS = {
    "green": Term("绿灯", "green"),
    "yellow": Term("黄灯", "yellow"),
    "red": Term("红灯", "red"),
    "none": Term("无", "none"),
}

LISTS = {
    "problems": Term("问题清单", "problems"),
    "tasks": Term("任务清单", "tasks"),
    "responsibilities": Term("责任清单", "responsibilities"),
    "results": Term("整改成效清单", "results"),
    "archive": Term("整改档案清单", "archive"),
}

# what the check for vagueness says of a measure; {phrase} are the measure's own words
VAGUE = {
    "measure.too_short": Term("措施过于简短，看不出做什么", "the measure is too short to tell what will be done"),
    "measure.empty_phrase": Term(
        "“{phrase}”是笼统表述，没有写明对象、数量、时间或成果",
        "“{phrase}” is a phrase: it names no object, number, day or product",
    ),
    "measure.nothing_to_see": Term(
        "没有写明可以检查的成果（如制度、台账、次数、金额）",
        "it names nothing that can be checked afterwards (a rule, a record, a number, an amount)",
    ),
    "measure.nobody": Term("没有责任人", "nobody is responsible"),
    "measure.everybody": Term("“{phrase}”不是具体责任人", "“{phrase}” is no definite person"),
    "measure.no_day": Term("没有完成时限", "there is no due day"),
    "measure.some_day": Term("“{phrase}”不是完成时限", "“{phrase}” is no due day"),
    "measure.no_result_to_see": Term("没有写明要看到的成效", "it states no result to be seen"),
    "measure.empty_result": Term(
        "成效“{phrase}”无法核对，请写明看得见的结果", "the result “{phrase}” cannot be checked; state what will be seen"
    ),
}

# deeds that are no steps of a life, or carry a name of their own
DEEDS = {
    "name_for_clues": Term("指定线索台账知悉人员", "name somebody for the clue register"),
    "end_naming": Term("终止线索台账知悉授权", "end a naming for the clue register"),
    "register_clue": Term("登记问题线索", "register a clue"),
    "amend_clue": Term("修改问题线索", "amend a clue"),
    "transfer_clue": Term("移交问题线索", "transfer a clue"),
    "receive_clue": Term("登记线索签收", "record a receipt"),
    "answer_clue": Term("登记线索反馈", "record an answer"),
    "state_clue_outcome": Term("登记线索处置结果", "state an outcome"),
    "close_clue": Term("办结问题线索", "close a clue"),
    "read_clue": Term("查阅问题线索", "read a clue"),
    "read_clue_list": Term("查阅线索台账", "read the clue register"),
    "change_own_password": Term("修改本人密码", "change one's own password"),
    "reset_password": Term("重置初始密码", "give a new first password"),
    "open_token": Term("开立程序令牌", "open a token for programs"),
    "end_token": Term("停用程序令牌", "end a token for programs"),
    "open_round": Term("设立轮次", "open a round"),
    "open_inspection": Term("建立巡察档案", "open a dossier"),
    "plan_term": Term("编制五年规划", "plan a term"),
    "plan_year": Term("编制年度计划", "plan a year"),
    "plan_round": Term("规划轮次", "plan a round"),
    "lay_out_rounds": Term("排定各轮次", "lay out the rounds"),
    "set_mandate": Term("登记应巡任务", "say what an organization means for the term"),
    "place": Term("列入轮次", "put into a round"),
    "move_placement": Term("调整轮次", "move to another round"),
    "remove_placement": Term("撤出轮次", "take out of a round"),
    "adopt_plan": Term("审议通过", "adopt the plan"),
    "register_filing": Term("登记报备", "register a filing"),
    "send_filing": Term("报送报备", "send a filing"),
    "receive_filing": Term("登记报备回执", "enter the receipt of a filing"),
    "record_responsibility": Term("登记主体责任", "record responsibility"),
    "state_responsibility_outcome": Term("登记落实情况", "state what came of it"),
    "write_method": Term("编写工作法清单", "write a method"),
    "tick_method": Term("勾选工作法步骤", "tick a step of a method"),
    "record_cost": Term("登记巡察费用", "record a cost"),
    "withdraw_cost": Term("撤销误登的费用", "withdraw a cost"),
    "record_guidance": Term("登记上级指导督导", "record what the level above told"),
    "answer_guidance": Term("答复上级", "answer the level above"),
    "accept_proposal": Term("采纳排期方案", "accept the proposal"),
    "enter_inspector": Term("人员入库", "enter an inspector"),
    "import_inspectors": Term("导入人才库", "import inspectors"),
    "correct_inspector": Term("更正人员信息", "correct what is told of an inspector"),
    "set_terms": Term("设定组建要求", "say what a round asks of its teams"),
    "keep_composition": Term("保留组建方案", "keep a proposal of teams"),
    "reseat": Term("调整组员", "change a seat"),
    "authorise_teams": Term("授权任职", "authorise the teams"),
    "announce_teams": Term("宣布巡察组", "announce the teams"),
    "pledge_secrecy": Term("作出保密承诺", "pledge secrecy"),
    "name_supervisors": Term("登记监督单位", "name supervising bodies"),
    "end_tour": Term("结束参巡", "end a tour"),
    "assess": Term("双向评估打分", "score in the two-way assessment"),
    "adopt_composition": Term("审定组建方案", "adopt the teams"),
    "declare": Term("回避申报", "declare ties before a round"),
    "challenge_inspector": Term("提出回避要求", "ask that somebody be recused"),
    "decide_challenge": Term("决定回避要求", "decide a challenge"),
    "waive_recusal": Term("批准不予回避", "waive a rule of recusal"),
    "leave_pool": Term("人员出库", "take out of the pool"),
    "record_growth": Term("登记培养情况", "record training, mentor or recognition"),
    "commit_release": Term("登记脱岗承诺", "record the home unit's commitment"),
    "state_availability": Term("登记可抽调情况", "say when somebody is not available"),
    "undo_edit": Term("撤销批量修改", "take an edit back"),
    "keep_view": Term("保存视图", "keep a view"),
    "revise_view": Term("更新视图", "revise a view"),
    "rename_view": Term("视图改名", "rename a view"),
    "share_view": Term("共享视图", "share a view"),
    "make_usual": Term("设为默认视图", "make a view usual"),
    "remove_view": Term("删除视图", "remove a view"),
    "withdraw_report": Term("撤回报结报告", "withdraw the report"),
    "withdraw_meeting": Term("撤销误登的专题民主生活会", "withdraw the democratic-life meeting"),
    "withdraw_check": Term("撤销误登的督查", "withdraw a check"),
    "withdraw_evaluation": Term("撤销误登的评估", "withdraw an evaluation"),
    "issue_opinion": Term("制发反馈意见", "issue the feedback opinion"),
    "issue_copy_notice": Term("制发抄告单", "issue the paper of a copy notice"),
    "issue_card": Term("制发整改卡", "issue a rectification card"),
    "issue_control_sheet": Term("制发督办单", "issue a control sheet"),
    "put_own_template": Term("启用自定模板", "put an own template in"),
    "end_own_template": Term("停用自定模板", "end an own template"),
    "draw_paper_number": Term("登记取号", "draw the number of a paper"),
    "found_authority": Term("设立派出党组织", "found the authority"),
    "choose_packs": Term("选定规则包", "choose rule packs"),
    "add_organization": Term("增加单位", "add an organization"),
    "correct_organization": Term("更正单位信息", "correct an organization"),
    "end_organization": Term("终止单位", "end an organization"),
    "name_successor": Term("指定承继单位", "name a successor"),
    "appoint_head": Term("登记主要负责人任职", "enter a head"),
    "end_tenure": Term("登记主要负责人离任", "end a head's time in office"),
    "open_account": Term("开立账号", "open an account"),
    "end_account": Term("停用账号", "end an account"),
    "choose_mail": Term("设置邮件提醒", "choose where to be reminded by mail"),
    "grant": Term("授予角色", "give a role"),
    "end": Term("终止角色", "end a role"),
}

# what has a day and is no deed by name; the others are called as their deeds
MOMENTS = {
    "round_begun": Term("本轮开始", "the beginning of the round"),
    "meeting_held": Term("召开专题民主生活会", "the democratic-life meeting"),
    "measure_done": Term("整改措施完成", "the measure being done"),
    "report_signed": Term("报结报告签字", "the signature of the report"),
}

LINKS = {
    "feedback": Term("反馈", "feedback"),
    "rectification": Term("整改", "rectification"),
    "check": Term("督查", "check"),
    "evaluation": Term("评估", "evaluation"),
    "rectification_again": Term("再整改", "rectification again"),
    "check_again": Term("再督查", "check again"),
    "evaluation_again": Term("再评估", "evaluation again"),
    "close_out": Term("报结", "close-out"),
}

CONCLUSIONS = {
    "done": Term("已整改到位", "done"),
    "partly": Term("部分整改", "partly done"),
    "not_done": Term("未整改", "not done"),
    "not_true": Term("与报告不符", "not as reported"),
}

CONSENTS = {
    "acceptance": Term("验收", "acceptance"),
    "approval": Term("审核", "approval"),
    "countersignature": Term("会签", "countersignature"),
}

ANSWERS = {
    "granted": Term("同意销号", "signed off"),
    "returned": Term("退回", "returned"),
    "reopened": Term("重新打开", "reopened"),
}

# what the readable page of an archive says
ARCHIVE = {
    "title": Term("巡察整改档案", "dossier of an inspection"),
    "round": Term("轮次", "round"),
    "kind": Term("方式", "kind"),
    "team": Term("巡察组", "team"),
    "supervision_office": Term("联系监督室", "linked supervision office"),
    "stage": Term("阶段", "stage"),
    "feedback_on": Term("反馈日期", "day of feedback"),
    "closed_on": Term("报结日期", "closed on"),
    "taken_over": Term("接收在办工作（此前经过未经本系统判定）", "taken over, not judged"),
    "packs": Term("适用规则包", "rules that bind it"),
    "heads": Term("主要负责人任职", "heads in office"),
    "acting": Term("主持工作", "acting"),
    "number": Term("编号", "number"),
    "finding": Term("问题", "finding"),
    "measure": Term("整改措施", "measure"),
    "owner": Term("责任人", "owner"),
    "department": Term("责任部门", "department"),
    "due_on": Term("完成时限", "due"),
    "done_on": Term("完成日期", "done on"),
    "removed_on": Term("撤销日期", "struck out on"),
    "expected_result": Term("要看到的成效", "result to be seen"),
    "progress": Term("进展", "progress"),
    "person_matter": Term("涉及具体人和事", "person matter"),
    "result": Term("整改成效", "result"),
    "recovered": Term("挽回损失（元）", "recovered (yuan)"),
    "written_off": Term("核销（元）", "written off (yuan)"),
    "rules_made": Term("建章立制（项）", "rules made"),
    "persons_dealt_with": Term("处理人数", "persons dealt with"),
    "outcome": Term("处置结果", "outcome"),
    "accountability": Term("责任追究", "accountability"),
    "signed_off_on": Term("销号日期", "signed off on"),
    "handed_over_to": Term("长期整改接收单位", "handed over to"),
    "accepted_on": Term("接收日期", "accepted on"),
    "label": Term("材料名称", "what it shows"),
    "pages": Term("页码", "pages"),
    "file": Term("文件", "file"),
    "added_on": Term("归档日期", "added on"),
    "supervision": Term("督查、评估和审批", "supervision, evaluation, consents"),
    "day": Term("日期", "day"),
    "deed": Term("事项", "deed"),
    "by": Term("办理单位", "by"),
    "account": Term("内容", "account"),
    "ledger": Term("办理留痕（账本）", "ledger"),
    "recorded_at": Term("登记时间", "recorded at"),
    "happened_on": Term("发生日期（补记的）", "day it was, where entered after the fact"),
    "late": Term("补记", "entered after the fact"),
    "late_taken_over": Term("接管补记", "taken over"),
    "role": Term("身份", "role"),
    "subject": Term("对象", "subject"),
    "reason": Term("理由", "reason"),
    "yes": Term("是", "yes"),
    "how_to_verify": Term(
        "核验办法：python3 verify.py 归档文件.zip（只需 Python，不需要本系统）",
        "verify with: python3 verify.py ARCHIVE.zip",
    ),
    "withdrawn": Term("已撤销", "withdrawn"),
}

PAPERS = {
    "feedback": Term("反馈意见", "feedback opinion"),
    "fix_at_once": Term("立行立改通知书", "order to fix at once"),
    "copy_notice": Term("抄告单", "copy notice"),
    "recommendation": Term("巡察建议书", "recommendation letter"),
    "special_report": Term("专题报告", "special report"),
    "rectification_card": Term("整改卡", "rectification card"),
    "inspection_notice": Term("巡察公告", "inspection notice"),
    "authorisation": Term("授权任职决定", "authorisation"),
    "bulletin": Term("巡察工作简报", "bulletin"),
    "report": Term("巡察报告", "inspection report"),
    "filing": Term("报备函", "filing"),
    "transfer": Term("移交函", "transfer"),
    "control_sheet": Term("督办单", "control sheet"),
}

DISCIPLINES = {
    "political": Term("政治纪律", "political discipline"),
    "organisation": Term("组织纪律", "organisational discipline"),
    "integrity": Term("廉洁纪律", "discipline of integrity"),
    "masses": Term("群众纪律", "discipline towards the masses"),
    "work": Term("工作纪律", "discipline at work"),
    "life": Term("生活纪律", "discipline of life"),
}

CLUE_STAGES = {
    "registered": Term("已登记", "registered"),
    "transferred": Term("已移交待签收", "transferred, no receipt yet"),
    "received": Term("已签收待反馈", "received, no answer yet"),
    "answered": Term("已反馈", "answered"),
    "closed": Term("已办结", "closed"),
}

CLUE_SOURCES = {
    "interview": Term("个别谈话", "interview"),
    "petition": Term("来信来访来电", "letter, visit or call"),
    "records": Term("查阅资料", "records consulted"),
    "visit": Term("下沉走访", "visit"),
    "other": Term("其他", "other"),
}

CLUE_RECEIVERS = {
    "discipline": Term("纪检监察机关", "discipline commission"),
    "organisation": Term("组织部门", "organisation department"),
    "other": Term("其他部门", "another department"),
}

HANDLINGS = {
    "talk": Term("谈话函询", "talk or letter of inquiry"),
    "verify": Term("初步核实", "preliminary verification"),
    "kept": Term("暂存待查", "kept for later"),
    "ended": Term("予以了结", "ended"),
    "filed": Term("立案审查调查", "case filed"),
}

CLUE_OUTCOMES = {
    "filed": Term("立案", "case filed"),
    "discipline": Term("党纪政务处分", "discipline"),
    "detention": Term("留置", "detention"),
    "judiciary": Term("移送司法", "handed to the judiciary"),
    "closed": Term("了结", "ended"),
}

CLUE_FIELDS = {
    "persons": Term("反映对象", "Persons"),
    "disciplines": Term("涉及纪律", "Disciplines"),
    "source": Term("线索来源", "Source"),
    "summary": Term("问题概述", "Summary"),
    "evidence": Term("谈话摘录及证明材料", "Excerpts and proof"),
    "proposal": Term("处置建议", "Proposal"),
    "registered_on": Term("登记日期", "Registered on"),
    "receiver": Term("移交去向", "Handed to"),
    "transferred_on": Term("移交日期", "Transferred on"),
    "received_on": Term("签收日期", "Received on"),
    "received_by": Term("签收人", "Received by"),
    "answered_on": Term("反馈日期", "Answered on"),
    "handling": Term("处置方式", "Handling"),
    "answer": Term("反馈内容", "Answer"),
    "code": Term("处置结果", "Outcome"),
    "count": Term("人数", "Persons concerned"),
    "on": Term("日期", "Day"),
    "remark": Term("备注", "Remark"),
    "closed_on": Term("办结日期", "Closed on"),
    "closing": Term("办结说明", "How it ended"),
}

# what is wrong with what is told of a clue; {subject} is what stands there
CLUE_FAULTS = {
    "missing": Term("必须填写", "has to be filled in"),
    "unknown": Term("“{subject}”不在可选范围内", "“{subject}” is none of those to choose from"),
    "nameless": Term(
        "“{subject}”缺姓名，请一行一人写成：姓名|单位|职务|职级|管理权限",
        "“{subject}” has no name; write one a line: name|unit|post|rank|who manages",
    ),
    "twice": Term("“{subject}”写了两次", "“{subject}” stands there twice"),
    "ahead": Term("{subject}在今天之后", "{subject} lies ahead"),
    "before": Term("不能早于{subject}", "cannot be before {subject}"),
    "too_many": Term("人数须在1至{subject}之间", "has to be from 1 to {subject}"),
    "stands": Term("该结果已登记", "stands already"),
}

FAMILIES = {
    "role": ROLES,
    "inspection_stage": INSPECTION_STAGES,
    "finding_stage": FINDING_STAGES,
    "plan_state": PLAN_STATES,
    "paper_stage": PAPER_STAGES,
    "secrecy": SECRECY,
    "inquiry": INQUIRIES,
    "step": STEPS,
    "blocker": BLOCKERS,
    "gate": GATE_NAMES,
    "subject": SUBJECTS,
    "category": CATEGORIES,
    "check_kind": CHECK_KINDS,
    "inspection_kind": INSPECTION_KINDS,
    "manner": MANNERS,
    "linkage": LINKAGES,
    "level": LEVELS,
    "coverage": COVERAGES,
    "plan_fault": PLAN_FAULTS,
    "proposal_state": PROPOSAL_STATES,
    "filing": FILINGS,
    "filing_state": FILING_STATES,
    "act": ACTS,
    "actor_kind": ACTORS,
    "cost": COSTS,
    "side": SIDES,
    "guidance": GUIDANCES,
    "impossible": IMPOSSIBLE,
    "plan_violation": PLAN_VIOLATIONS,
    "phase": PHASES,
    "aspect": ASPECTS,
    "deadline": DEADLINES,
    "lamp": LAMPS,
    "list": LISTS,
    "archive": ARCHIVE,
    "vague": VAGUE,
    "deed": DEEDS,
    "moment": MOMENTS,
    "link": LINKS,
    "conclusion": CONCLUSIONS,
    "consent": CONSENTS,
    "answer": ANSWERS,
    "sex": SEXES,
    "inspector_class": INSPECTOR_CLASSES,
    "personnel_level": PERSONNEL_LEVELS,
    "speciality": SPECIALITIES,
    "kinship": KINSHIPS,
    "growth": GROWTHS,
    "relation": RELATIONS,
    "seat": SEATS,
    "assessment": ASSESSMENTS,
    "assessed": ASPECTS_ASSESSED,
    "unavailable": UNAVAILABLE,
    "staffing_rule": STAFFING_RULES,
    "recusal": RECUSALS,
    "staffing": STAFFING,
    "seat_rule": SEAT_RULES,
    "inspector_field": INSPECTOR_FIELDS,
    "inspector_fault": INSPECTOR_FAULTS,
    "paper": PAPERS,
    "discipline": DISCIPLINES,
    "clue_stage": CLUE_STAGES,
    "clue_source": CLUE_SOURCES,
    "clue_receiver": CLUE_RECEIVERS,
    "handling": HANDLINGS,
    "clue_outcome": CLUE_OUTCOMES,
    "clue_field": CLUE_FIELDS,
    "clue_fault": CLUE_FAULTS,
}

# what the stand-alone verifier says; {names} stand for what it tells
VERIFIED = (
    Term(
        "{path}：{files} 个文件、{entries} 条记录全部核验成立；{heads}",
        "{path}: {files} files and {entries} entries hold; {heads}",
    ),
    Term(
        "{path}：{files} 个文件、{entries} 条记录全部核验成立，校验点亦在其中；{heads}",
        "{path}: {files} files and {entries} entries, the checkpoint among them hold; {heads}",
    ),
    Term(
        "{path}：{entries} 条记录全部核验成立，校验点亦在其中；{heads}",
        "{path}: {entries} entries, the checkpoint among them hold; {heads}",
    ),
    Term("{path}：{entries} 条记录全部核验成立；{heads}", "{path}: {entries} entries hold; {heads}"),
    Term("不成立：此行不是 JSON", "the line is no JSON"),
    Term("不成立：此行的字段与账本记录不符", "the line has not exactly the fields of an entry"),
    Term("不成立：此行不是本系统的写法", "the line is not written as Bihuan writes it"),
    Term("不成立：内容不是 base64", "its bytes are no base64"),
    Term("不成立：内容不是本系统的写法", "its bytes are not written as Bihuan writes them"),
    Term("不成立：此处应为第 {number} 条", "expected entry {number} here"),
    Term("不成立：与前一条不衔接", "it does not follow the entry before it"),
    Term("不成立：内容与摘要不符，已被改动", "its bytes do not give its digest"),
    Term("不成立：内容不是账本记录", "its bytes are no entry"),
    Term("不成立：标签与内容不符", "its label differs from its bytes"),
    Term("不成立：其中没有记录", "there is no entry in it"),
    Term("不成立：末行不完整，文件被截断", "the line does not end; the file was cut"),
    Term("不成立：缺少此条；{at} 的校验点记有 {number} 条", "missing; the checkpoint of {at} knows {number} entries"),
    Term("不成立：不是 {at} 的校验点所记的那一条", "not the entry that the checkpoint of {at} knows"),
    Term("不成立：缺少 {path}", "{path} is missing"),
    Term("不成立：{path} 不在文件目录中", "{path} is not in the manifest"),
    Term("不成立：{path} 已被改动", "{path} was changed"),
    Term("不成立：{table} {row} 账本中没有", "{table} {row} is not in the ledger"),
    Term("不成立：缺少 {table} {row}，账本中有", "{table} {row} is missing, the ledger has it"),
    Term("不成立：{column} 与账本推算的不符", "{column} is not what the ledger leads to"),
    Term("不成立：缺少 {table} {row} 所指的文件", "the file that {table} {row} names is missing"),
    Term("不成立：同名文件出现两次", "a name stands in it twice"),
    Term("不成立：账本末端与文件目录所记不符", "the ledger does not end where the manifest says"),
    Term("不成立：归档文件无法解开（{reason}）", "the archive cannot be unpacked ({reason})"),
    Term("没有这个文件；请指定归档文件", "there is no such file; name an archive"),
)


def term(family: str, code: str) -> Term:
    """Return what a code of a family is called."""
    found = FAMILIES[family].get(code)
    if found is None:
        raise TermMissing(family, code)
    return found


def say_vague(code: str, phrase: str) -> Term:
    """Say one weak place of a measure in both languages."""
    words = term("vague", code)
    return Term(words.zh.format(phrase=phrase), words.en.format(phrase=phrase))


def say_plan_fault(code: str, subject: str) -> Term:
    """Say one thing that a plan lacks in both languages."""
    words = term("plan_fault", code)
    return Term(words.zh.format(subject=subject), words.en.format(subject=subject))


def say_blocker(code: str, subject: str) -> Term:
    """Say one blocker in both languages; a subject that is a role is called by its name."""
    words = term("blocker", code)
    paper, arrow, receiver = subject.partition(" → ")
    name = subject_words(subject)
    if arrow and paper in FILED:
        to = subject_words(receiver)
        name = Term(f"{FILED[paper].zh}（向{to.zh}）", f"{FILED[paper].en} → {to.en}")
    return Term(words.zh.format(subject=name.zh), words.en.format(subject=name.en))


def say_team(number: str) -> Term:
    """Say which team in both languages."""
    return Term(TEAM.zh.format(number=number), TEAM.en.format(number=number))


def subject_words(subject: str) -> Term:
    return ROLES.get(subject) or SUBJECTS.get(subject) or Term(subject, subject)


def say_recusal(relation: str, evidence: str) -> Term:
    """Say in both languages why somebody is kept away from an organization."""
    words = term("recusal", relation)
    return Term(words.zh.format(subject=evidence), words.en.format(subject=evidence))


def say_inspector_fault(code: str, subject: str) -> Term:
    """Say one fault of what is told of an inspector in both languages."""
    words = term("inspector_fault", code)
    return Term(words.zh.format(subject=subject), words.en.format(subject=subject))


def say_clue_fault(code: str, subject: str) -> Term:
    """Say one fault of what is told of a clue in both languages."""
    words = term("clue_fault", code)
    return Term(words.zh.format(subject=subject), words.en.format(subject=subject))
