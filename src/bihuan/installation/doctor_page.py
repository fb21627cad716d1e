"""The health of the server as the system administrator sees it: every check with its remedy, and no data of anybody."""

from __future__ import annotations

import platform
from dataclasses import replace

import django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bihuan import VERSION
from bihuan.installation.soundness import Found, State, worst
from bihuan.installation.spoken import in_chinese
from bihuan.installation.start_up import before_the_house, look_at_each_day, with_the_house
from bihuan.web.words import CHECKS, is_chinese


def said(found: Found) -> Found:
    """Return what was found in the language of the page."""
    if not is_chinese():
        return found
    return replace(found, told=in_chinese(found.told), remedy=in_chinese(found.remedy))


def doctor(request: HttpRequest) -> HttpResponse:
    """Show what `dev doctor` looks at before anything of the data."""
    found = before_the_house()
    if worst(found) is not State.FAIL:
        found += [*with_the_house(), look_at_each_day()]
    versions = {"Bihuan": VERSION, "Python": platform.python_version(), "Django": django.get_version()}
    named = [(str(CHECKS.get(one.name, one.name)), said(one)) for one in found]
    context = {"found": named, "worst": worst(found).value, "versions": versions}
    return render(request, "web/doctor.html", context)
