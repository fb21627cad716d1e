"""The tasks of one kind as rows of HTML, put together once and kept with them: a busy to-do has a thousand."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

from bihuan.domain.deadlines import Lamp
from bihuan.web.lamps import lamp_mark
from bihuan.web.todo.desk import Task
from bihuan.web.words import day_words

WORDS, NOTE = 80, 120  # characters shown of each


def lines_of(tasks: Iterable[Task]) -> SafeString:
    """Return the rows of tasks; every text of a person is escaped where it is put in."""
    return SafeString("".join(map(line_of, tasks)))


def line_of(task: Task) -> str:
    late = ' class="late"' if task.lamp is not None and task.lamp.colour is Lamp.RED else ""
    note = f'<br><span class="quiet">{escape(cut(task.note, NOTE))}</span>' if task.note else ""
    link = f'<a href="{escape(task.url)}">{escape(cut(task.words, WORDS))}</a>'
    unit = f'<td class="task-unit">{escape(task.unit)}</td>'
    return f'<tr{late}><th scope="row">{link}{note}</th>{unit}<td class="task-due">{due_of(task)}</td></tr>'


def due_of(task: Task) -> str:
    day = "" if task.due_on is None else day_words(task.due_on)
    return f"{day} {lamp_mark(task.lamp.colour.value, task.lamp.words)}" if task.lamp is not None else day


def cut(text: str, most: int) -> str:
    """Cut a text to so many characters, the last of them the sign that something was left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
