"""Addresses of what leads across dossiers: search, palette, reminders, and what happened."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import course, own_tokens, reminders, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("palette/", search.palette, name="palette"),
    path("recent/", course.recent, name="recent"),
    path("me/", reminders.me, name="me"),
    path("me/tokens/", own_tokens.own_tokens, name="own_tokens"),
    path("me/tokens/<uuid:token_id>/end/", own_tokens.own_token_end, name="own_token_end"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/put-aside/", reminders.reminder_put_aside, name="reminder_put_aside"),
    path("dossiers/<uuid:inspection_id>/course/", course.dossier_course, name="dossier_course"),
    path("findings/<uuid:finding_id>/course/", course.finding_course, name="finding_course"),
]
