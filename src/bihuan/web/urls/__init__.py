"""Addresses of the pages, room by room. A new one needs its row in permissions."""

from __future__ import annotations

from bihuan.web.urls import (
    clues,
    documents,
    dossiers,
    draws,
    fieldwork,
    guides,
    house,
    letters,
    loans,
    overview,
    planning,
    questionnaires,
    supervision,
    teams,
    tips,
)

ROOMS = (
    dossiers,
    fieldwork,
    guides,
    loans,
    documents,
    letters,
    overview,
    planning,
    teams,
    clues,
    tips,
    questionnaires,
    draws,
    supervision,
    house,
)
urlpatterns = [address for room in ROOMS for address in room.urlpatterns]
