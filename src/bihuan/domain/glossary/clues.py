"""Words of the clue register."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

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
    "unsplit": Term(
        "“{subject}”分不清各项，请用竖线隔开，至多五项：姓名|单位|职务|职级|管理权限",
        "“{subject}” cannot be divided; put bars between at most five parts: name|unit|post|rank|who manages",
    ),
    "twice": Term("“{subject}”写了两次", "“{subject}” stands there twice"),
    "ahead": Term("{subject}在今天之后", "{subject} lies ahead"),
    "before": Term("不能早于{subject}", "cannot be before {subject}"),
    "too_many": Term("人数须在1至{subject}之间", "has to be from 1 to {subject}"),
    "stands": Term("该结果已登记", "stands already"),
}
