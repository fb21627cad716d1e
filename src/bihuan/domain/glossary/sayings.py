"""Sentences made of terms: blockers, faults, exclusions, teams."""

from __future__ import annotations

from bihuan.domain.glossary.families import FAMILIES
from bihuan.domain.glossary.gates import FILED, SUBJECTS
from bihuan.domain.glossary.lives import ROLES
from bihuan.domain.glossary.people import TEAM
from bihuan.domain.glossary.terms import Term, TermMissing

FIGURES, TEN = "零一二三四五六七八九", "十"


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
    words, name = term("blocker", code), say_subject(subject)
    return Term(words.zh.format(subject=name.zh), words.en.format(subject=name.en))


def say_subject(subject: str) -> Term:
    """Say whom or what a blocker is about: a role, a paper and to whom it goes; numbers stay as they are."""
    paper, arrow, receiver = subject.partition(" → ")
    if not arrow or paper not in FILED:
        return subject_words(subject)
    to = subject_words(receiver)
    return Term(f"{FILED[paper].zh}（向{to.zh}）", f"{FILED[paper].en} → {to.en}")


def say_team(name: str) -> Term:
    """Say which team in both languages: by its number, or by the name that the office gave it."""
    if not name.isdecimal():
        return Term(name, name)
    return Term(TEAM.zh.format(number=say_number(int(name)).zh), TEAM.en.format(number=name))


def say_number(number: int) -> Term:
    """Say a number below a hundred as Chinese counts rounds and teams; others stay figures."""
    if not 0 < number < len(FIGURES) ** 2:
        return Term(str(number), str(number))
    tens, ones = divmod(number, len(FIGURES))
    words = (FIGURES[tens] if tens > 1 else "") + (TEN if tens else "") + (FIGURES[ones] if ones else "")
    return Term(words, str(number))


def subject_words(subject: str) -> Term:
    return ROLES.get(subject) or SUBJECTS.get(subject) or Term(subject, subject)


def say_recusal(relation: str, evidence: str) -> Term:
    """Say in both languages why somebody is kept away from an organization."""
    words = term("recusal", relation)
    return Term(words.zh.format(subject=evidence), words.en.format(subject=evidence))


def say_readiness(code: str, subject: str) -> Term:
    """Say in both languages what is lacking before somebody is authorised or announced."""
    words = term("readiness", code)
    return Term(words.zh.format(subject=subject), words.en.format(subject=subject))


def say_inspector_fault(code: str, subject: str) -> Term:
    """Say one fault of what is told of an inspector in both languages."""
    words = term("inspector_fault", code)
    return Term(words.zh.format(subject=subject), words.en.format(subject=subject))


def say_of_a_cell(field: Term, fault: Term, offered: Term | None = None) -> Term:
    """Say in both languages what is wrong with a cell of a workbook, and what it may hold."""
    zh, en = f"（{offered.zh}）" if offered else "", f" ({offered.en})" if offered else ""
    return Term(f"{field.zh}：{fault.zh}{zh}", f"{field.en}: {fault.en}{en}")


def say_clue_fault(code: str, subject: str) -> Term:
    """Say one fault of what is told of a clue in both languages."""
    words = term("clue_fault", code)
    return Term(words.zh.format(subject=subject), words.en.format(subject=subject))
