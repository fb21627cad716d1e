"""Words of rectification, supervision, evaluation, close-out and papers."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

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
    "field_guide": Term("操作指引", "guide for the weeks on site"),
    "comparison": Term("新旧对照表", "comparison of two versions"),
}
