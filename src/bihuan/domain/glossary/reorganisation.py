"""Words of reorganisations: what happens to units, the four steps, what the review lacks."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

REORGANISATIONS = {
    "merge": Term("合并", "merged"),
    "split": Term("分设", "split"),
    "abolish": Term("撤销", "abolished"),
    "rename": Term("更名", "renamed"),
}

REORGANISATION_STEPS = {
    "survey": Term("排查梳理", "survey"),
    "feedback": Term("分类反馈", "feedback by class"),
    "supervision": Term("全程督查", "supervision throughout"),
    "review": Term("办结审核", "close-out review"),
}

HAND_OVER_CLASSES = {
    "whole": Term("整体移交", "handed over whole"),
    "split": Term("分解移交", "handed over in part"),
    "joined": Term("与承继单位问题合并整改", "solved together with the successor's own"),
    "settled": Term("已办结，只作备查", "settled, for reference only"),
}

REORGANISATION_LACKS = {
    "effect": Term("尚未生效", "not in effect yet"),
    "survey": Term("尚未登记排查梳理", "the survey is not registered"),
    "supervision": Term("尚未登记全程督查", "no supervision is registered"),
    "feedback": Term("尚未向承继单位分类反馈", "not yet fed back to the successor"),
    "head": Term("承继单位尚无党组织主要负责人", "the successor has no head"),
}
