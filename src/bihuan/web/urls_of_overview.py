"""Addresses of what leads across dossiers: search."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import search

urlpatterns = [
    path("search/", search.search, name="search"),
]
