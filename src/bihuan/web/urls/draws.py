"""Addresses of surprise draws, and of what everybody may read of them."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import draws

DRAW = "draws/<uuid:draw_id>/"

urlpatterns = [
    path("draws/", draws.draws, name="draws"),
    path("draws/arrange/", draws.draw_arrange, name="draw_arrange"),
    path("draws/draw_verifier.py", draws.draw_verifier, name="draw_verifier"),
    path(DRAW, draws.draw, name="draw"),
    path(f"{DRAW}share/", draws.share_commit, name="share_commit"),
    path(f"{DRAW}open/", draws.share_open, name="share_open"),
    path(f"{DRAW}call-off/", draws.draw_call_off, name="draw_call_off"),
    path(f"{DRAW}reader/", draws.draw_reader, name="draw_reader"),
    path(f"{DRAW}draw.json", draws.draw_json, name="draw_file"),
    path("draw-notices/", draws.draw_notices, name="draw_notices"),
    path("draw-notices/<int:number>/", draws.draw_notice, name="draw_notice"),
]
