"""What the public sent on a to-do: tips that wait for the team, packages that nobody has carried in for days."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.domain.tips import TIP_READERS, TipState
from bihuan.mailroom.models import Tip, TipDoor
from bihuan.rules.public import carry_in_days
from bihuan.web.todo.desk import Desk, Task


def tips(desk: Desk) -> Iterator[Task]:
    """Tips that wait, by dossier; and open doors through which nothing was carried in for days."""
    if not desk.holds(TIP_READERS):
        return
    waiting = desk.all_in_reach(Tip.objects.filter(state=TipState.NEW).order_by(), TIP_READERS)
    counts = dict(waiting.values_list("inspection_id").annotate(count=Count("id")))
    doors = desk.all_in_reach(TipDoor.objects.select_related("inspection"), TIP_READERS).order_by("-number", "id")
    seen, patience = set(), carry_in_days(desk.actor.today)
    for door in doors:
        if door.inspection_id in seen:
            continue
        seen.add(door.inspection_id)
        url, count = reverse("tips", args=[door.inspection_id]), counts.get(door.inspection_id, 0)
        if count:
            said = ngettext("%(count)s tip of the public waits", "%(count)s tips of the public wait", count)
            yield desk.task(said % {"count": count}, door.inspection, url)
        last = door.carried_on or door.opened_on
        if door.closed_on is None and (desk.actor.today - last).days >= patience:
            yield desk.task(_("Carry in what the public sent"), door.inspection, url)
