"""Words of gates and of what is missing."""

from __future__ import annotations

from bihuan.domain.glossary.fieldwork import STAY_BLOCKERS, STAY_GATES
from bihuan.domain.glossary.terms import Term

# what a blocker says; {subject} is what it is about, {least} the number a pack asks for
BLOCKERS = {
    "finding.not_signed_off": Term(
        "问题 {subject} 未销号，也未移交长期整改并被接收",
        "finding {subject} is neither signed off nor handed over and accepted",
    ),
    "finding.seen_otherwise": Term(
        "问题 {subject} 销号后，督查看到尚未整改到位或与报告不符：须重新打开整改，或由之后的督查确认已整改到位",
        "finding {subject} is signed off, but a check since then saw it otherwise: open it again, "
        "or let a later check find it put right",
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
        "督查、评估次序不对：每次督查后须先评估，再进行下一次督查，下一次须在评估之后的另一天",
        "a check is not followed by its evaluation before the next check, which is held on a later day",
    ),
    "second_check.not_by_linked_supervision_office": Term(
        "最后一次督查（回访不计）不是由联系该单位的执纪监督室进行",
        "the last check (return visits do not count) is not by the supervision office linked with the unit",
    ),
    "second_evaluation.not_by_linked_supervision_office": Term(
        "最后一次评估不是由联系该单位的执纪监督室进行",
        "the last evaluation is not by the supervision office linked with the unit",
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
    **STAY_BLOCKERS,
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
    "team.authorised": Term(
        "{subject}已获授权进驻该单位；确系误列的，先在本轮授权页结束该组人员的任期",
        "{subject} is authorised to inspect the unit; where that is wrong, too, end its members’ tours first",
    ),
    "paper.out": Term(
        "已制发《{subject}》；须先将其作废，并告知收文单位",
        "“{subject}” went out; make it void first, and tell whoever received it",
    ),
    "tip_door.open": Term(
        "群众反映渠道（码上巡）正在开放，须先由巡察组关闭",
        "the public is asked for tips; let the team close the door first",
    ),
    "tips.came": Term(
        "已收到群众反映，须随本档案保存办理；本档案不能撤销，请按程序进驻",
        "tips of the public came in and stay with the dossier; it is not withdrawn, let the team go in",
    ),
    "cost.recorded": Term(
        "已登记巡察经费；误登的先在经费台账撤销，确已发生的，改记到其他档案",
        "costs are entered; withdraw them in the register of costs first, and enter real ones with another dossier",
    ),
}

# what a gate asks, said as the condition that is met
GATE_NAMES = {
    "finding.not_signed_off": Term("问题全部销号或移交接收", "every finding signed off, or handed over and accepted"),
    "finding.seen_otherwise": Term("督查未推翻任何销号", "no sign-off contradicted by a check since"),
    "person_matter.no_outcome": Term("具体人和事均有处置结果", "every matter about persons or things has its outcome"),
    "person_matter.no_accountability": Term(
        "具体人和事均说明责任追究", "every matter about persons or things states accountability"
    ),
    "checks.too_few": Term("督查次数达到要求", "as many checks as asked"),
    "evaluations.too_few": Term("评估次数达到要求", "as many evaluations as asked"),
    "cycle.out_of_order": Term("督查、评估依次进行", "each check followed by its evaluation"),
    "second_check.not_by_linked_supervision_office": Term(
        "最后一次督查由联系的执纪监督室进行", "the last check by the linked supervision office"
    ),
    "second_evaluation.not_by_linked_supervision_office": Term(
        "最后一次评估由联系的执纪监督室进行", "the last evaluation by the linked supervision office"
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
    **STAY_GATES,
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
    "team.authorised": Term("没有获授权进驻的巡察组", "no team authorised to go in"),
    "paper.out": Term("没有已制发且有效的公文", "no paper out that holds"),
    "tip_door.open": Term("没有正在开放的群众反映渠道", "no door open to the public"),
    "tips.came": Term("没有收到群众反映", "no tips of the public came in"),
    "cost.recorded": Term("没有登记巡察经费", "no costs entered"),
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

# what a party holds of a rectification
RATINGS = {
    "good": Term("好", "good"),
    "fairly_good": Term("较好", "fairly good"),
    "fair": Term("一般", "fair"),
    "poor": Term("差", "poor"),
}
