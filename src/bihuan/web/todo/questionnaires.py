"""Questionnaires on the office's to-do: slips to print, ballots to carry in and count once the last day is over."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.roles import Role
from bihuan.questionnaires.models import Questionnaire
from bihuan.web.todo.desk import Desk, Task

OFFICE = frozenset({Role.OFFICE})


def questionnaires(desk: Desk) -> Iterator[Task]:
    """Questionnaires that wait for the office."""
    if not desk.holds(OFFICE):
        return
    rows = Questionnaire.objects.select_related("inspection").filter(counted_on=None, called_off_on=None)
    rows = rows.filter(inspection__stage__in=RUNNING).defer("boxes", "private", "slips")
    for run in desk.reach(rows.order_by("until_on", "id"), OFFICE):
        url = reverse("questionnaire", args=[run.id])
        if not run.printed:
            yield desk.task(_("Print the slips of a questionnaire"), run.inspection, url, note=run.title)
        elif desk.actor.today > run.until_on:
            yield desk.task(_("Carry the ballots in and count them"), run.inspection, url, note=run.title)
