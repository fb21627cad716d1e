"""Advice on a working paper before it is signed: another paper of the same matter, a person's name in its words."""

from __future__ import annotations

from functools import cache

from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.domain.likeness import Alike, alike
from bihuan.domain.naming import NameWords, names_in
from bihuan.fieldwork.models import WorkingPaper
from bihuan.intake.lexicon import load, word, words

LISTS = ("surnames", "behind", "before", "no_names")


@cache
def name_words() -> NameWords:
    """Return the lexicon's surnames and the words that stand beside names."""
    return NameWords(**{name: words("persons", name) for name in LISTS}, given=word("persons", "given"))


def names_on(paper: WorkingPaper) -> tuple[str, ...]:
    """Return what looks like a person's name in a paper; nobody is looked up anywhere."""
    told = (paper.title, paper.phenomenon, paper.nature, paper.responsibility)
    return names_in("\n".join(told), name_words())


def twins_of(paper: WorkingPaper) -> tuple[Alike, ...]:
    """Return the other papers of the dossier that nearly say the same, or bear its title; a withdrawn one is none."""
    rows = WorkingPaper.objects.filter(authority_id=paper.authority_id, inspection_id=paper.inspection_id)
    others = list(rows.exclude(pk=paper.pk).exclude(stage=PaperStage.WITHDRAWN).order_by("number"))
    least = float(load("taxonomy")["alike"])
    near = alike(matter_of(paper), [(one.number, matter_of(one)) for one in others], least)
    known = {one.number for one in near}
    titled = (one.number for one in others if one.title.strip() == paper.title.strip() and one.number not in known)
    return (*near, *(Alike(number, least) for number in titled))


def matter_of(paper: WorkingPaper) -> str:
    return f"{paper.title}\n{paper.phenomenon}"
