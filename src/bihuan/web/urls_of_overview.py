"""Addresses of what leads across dossiers: search and palette."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("palette/", search.palette, name="palette"),
]
