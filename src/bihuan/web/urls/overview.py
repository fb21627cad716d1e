"""Addresses of what leads across dossiers: search, palette, reminders, and what happened."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import course, reminders, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("palette/", search.palette, name="palette"),
    path("recent/", course.recent, name="recent"),
    path("me/", reminders.me, name="me"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/put-aside/", reminders.reminder_put_aside, name="reminder_put_aside"),
    path("dossiers/<uuid:inspection_id>/course/", course.dossier_course, name="dossier_course"),
    path("findings/<uuid:finding_id>/course/", course.finding_course, name="finding_course"),
]
