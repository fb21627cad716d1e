"""Addresses of what the public sends: the door of a dossier, its tips."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import tip_leads, tips

TIPS = "dossiers/<uuid:inspection_id>/tips/"
TIP = f"{TIPS}<uuid:tip_id>/"

urlpatterns = [
    path(TIPS, tips.tips, name="tips"),
    path(f"{TIPS}open/", tips.tip_door_open, name="tip_door_open"),
    path(f"{TIPS}close/", tips.tip_door_close, name="tip_door_close"),
    path(f"{TIPS}poster.pdf", tips.tip_poster, name="tip_poster"),
    path(f"{TIPS}out.zip", tips.tip_carry_out, name="tip_carry_out"),
    path(f"{TIPS}unlock/", tips.tip_unlock, name="tip_unlock"),
    path(f"{TIPS}lock/", tips.tip_lock, name="tip_lock"),
    path(f"{TIPS}in/", tips.tip_carry_in, name="tip_carry_in"),
    path(TIP, tips.tip, name="tip"),
    path(f"{TIP}photos/<int:box>/<int:place>/", tips.tip_photo, name="tip_photo"),
    path(f"{TIP}answer/", tips.tip_answer, name="tip_answer"),
    path(f"{TIP}settle/", tips.tip_settle, name="tip_settle"),
    path(f"{TIP}paper/", tip_leads.tip_paper, name="tip_paper"),
    path(f"{TIP}clue/", tip_leads.tip_clue, name="tip_clue"),
]
