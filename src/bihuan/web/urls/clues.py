"""Addresses of the clue register and of who is named for it."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import clue_people, clues

CLUE = "clues/<uuid:clue_id>/"

urlpatterns = [
    path("clues/", clues.clues, name="clues"),
    path("clues/register/", clues.clue_register, name="clue_register"),
    path(CLUE, clues.clue, name="clue"),
    path(f"{CLUE}amend/", clues.clue_amend, name="clue_amend"),
    path(f"{CLUE}transfer/", clues.clue_transfer, name="clue_transfer"),
    path(f"{CLUE}receive/", clues.clue_receive, name="clue_receive"),
    path(f"{CLUE}answer/", clues.clue_answer, name="clue_answer"),
    path(f"{CLUE}outcome/", clues.clue_outcome, name="clue_outcome"),
    path(f"{CLUE}close/", clues.clue_close, name="clue_close"),
    path("clue-people/", clue_people.clue_people, name="clue_people"),
    path("clue-people/name/", clue_people.clue_person_name, name="clue_person_name"),
    path("clue-people/<uuid:grant_id>/end/", clue_people.clue_person_end, name="clue_person_end"),
]
