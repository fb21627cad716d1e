"""Papers for the level above, and its guidance, on the office's to-do: what is owed, and what awaits its answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from bihuan.domain.deadlines import lamp, thresholds
from bihuan.domain.filings import Owed
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import Rulebook
from bihuan.planning.facts import planning_rules
from bihuan.planning.filing import due_of, owed_to
from bihuan.planning.records import Filing, Guidance
from bihuan.web.lamps import Shown, days_words
from bihuan.web.remembered import remembered
from bihuan.web.todo.desk import IN_SIGHT, Desk, Task
from bihuan.web.words import word

OFFICE = frozenset({Role.OFFICE})


def address_of(one: Owed) -> str:
    """Return where an owed paper is registered, its fields filled."""
    event = one.event
    title = f"{event.name} {word('filing', event.kind)}"
    told = {"kind": event.kind, "about": event.about, "title": title, "event_on": event.on.isoformat()}
    return f"{reverse('filing_add')}?{urlencode(told)}"


def shown(due: date | None, today: date, rules: Rulebook) -> Shown | None:
    return Shown(lamp(due, today, thresholds(rules)), days_words(due, today)) if due else None


def tongue(_: Actor) -> str | None:
    """Return the language in which the lines are worded."""
    return get_language()


def filings(desk: Desk) -> Iterator[Task]:
    """Papers that are owed to the level above, registered or not."""
    yield from (task for _id, task in filings_of(desk.actor)) if desk.holds(OFFICE) else ()


@remembered(tongue)
def filings_of(actor: Actor) -> tuple[tuple[UUID, Task], ...]:
    """Return these papers, each with an id: the row's, or one made of the event where nothing is registered yet."""
    at, today = actor.authority_id, actor.today
    near = [one for one in owed_to(at, today) if one.due_on - today <= IN_SIGHT]
    unsent = list(Filing.objects.filter(authority_id=at, sent_on=None, withdrawn_on=None).order_by("event_on", "id"))
    if not near and not unsent:
        return ()
    rules, tasks = planning_rules(at, today), []
    for one in near:
        words = f"{one.event.name} {word('filing', one.event.kind)}"
        task = Task(words, "", address_of(one), one.due_on, shown(one.due_on, today, rules))
        tasks.append((uuid5(at, f"{one.event.kind} {one.event.about}"), task))
    for row in unsent:
        due = due_of(row, rules)
        task = Task(row.title, row.to, reverse("filing_send", args=[row.id]), due, shown(due, today, rules))
        tasks.append((row.id, task))
    return tuple(tasks)


def guidance(desk: Desk) -> Iterator[Task]:
    """What the level above wants answered."""
    yield from (task for _id, task in guidance_of(desk.actor)) if desk.holds(OFFICE) else ()


@remembered(tongue)
def guidance_of(actor: Actor) -> tuple[tuple[UUID, Task], ...]:
    at, today = actor.authority_id, actor.today
    rows = Guidance.objects.filter(authority_id=at, answered_on=None, answer_by__isnull=False)
    unanswered = list(rows.order_by("answer_by", "id"))
    if not unanswered:
        return ()
    rules, tasks = planning_rules(at, today), []
    for row in unanswered:
        words = f"{word('guidance', row.kind)}: {row.matter}"
        lit = shown(row.answer_by, today, rules)
        task = Task(words, row.from_body, reverse("guidance_answer", args=[row.id]), row.answer_by, lit)
        tasks.append((row.id, task))
    return tuple(tasks)
