"""Words of the regulation library: how articles are written and cited, and what can be odd about a text."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

FIGURES = "[0-9〇零一二三四五六七八九十百千]+"
ARTICLE_HEADS = {
    "article": rf"(?P<label>第(?P<number>{FIGURES})条(?:之(?P<inserted>{FIGURES}))?)(?P<apart>[\s　：:、.]+|$)?",
    "heading": rf"第{FIGURES}[编章节](?:[\s　]|$|\S)",
    "cited": "《{title}》{number}{label}：{text}",
    "referred": "《{title}》{number}{label}",
    "named": "《{title}》{label}",
    "number": "（{number}）",
}

TEXT_FAULTS = {
    "no_article": Term("没有找到“第×条”开头的条文", "no line begins with the number of an article"),
    "empty": Term("{subject}没有内容", "{subject} has no words"),
    "twice": Term("{subject}出现两次", "{subject} stands twice"),
    "goes_back": Term("{subject}的条号比前面的小", "{subject} comes after a later number"),
    "gap": Term("{subject}之前缺条，请核对是否漏页", "before {subject} a number is left out; is a page missing?"),
}

ARTICLE_CHANGES = {
    "same": Term("未变", "unchanged"),
    "changed": Term("修改", "changed"),
    "added": Term("新增", "added"),
    "gone": Term("删除", "deleted"),
    "numbered": Term("仅条号变化", "renumbered only"),
}
REGULATION_DEEDS = {
    "enter_regulation": Term("录入法规文本", "enter a regulation"),
    "end_regulation": Term("登记法规失效", "enter that a regulation ends"),
    "withdraw_regulation": Term("撤销误录的法规文本", "withdraw a version of a regulation"),
}
