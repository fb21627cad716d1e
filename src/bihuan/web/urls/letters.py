"""Addresses of what goes out and is to be answered."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import errands, letters, site

LETTER, ERRAND = "letters/<uuid:letter_id>/", "answers/<uuid:errand_id>/"

urlpatterns = [
    path("letters/", letters.letters, name="letters"),
    path("letters/write/", letters.letter_add, name="letter_add"),
    path(LETTER, letters.letter, name="letter"),
    path(f"{LETTER}send/", letters.letter_send, name="letter_send"),
    path(f"{LETTER}withdraw/", letters.letter_withdraw, name="letter_withdraw"),
    path(f"{LETTER}<slug:sort>/", letters.letter_file, name="letter_file"),
    path("answers/", errands.errands, name="errands"),
    path(ERRAND, errands.errand, name="errand"),
    path(f"{ERRAND}receive/", errands.errand_receive, name="errand_receive"),
    path(f"{ERRAND}answer/", errands.errand_answer, name="errand_answer"),
    path(f"{ERRAND}rule/", errands.errand_rule, name="errand_rule"),
    path(f"{ERRAND}settle/", errands.errand_settle, name="errand_settle"),
    path(f"{ERRAND}answer-file/", errands.errand_file, name="errand_file"),
    path(f"{ERRAND}rule/<int:number>/file/", errands.errand_rule_file, name="errand_rule_file"),
    path(f"{ERRAND}paper/<slug:sort>/", errands.errand_paper, name="errand_paper"),
    path("dossiers/<uuid:inspection_id>/sent/", site.sent_papers, name="sent_papers"),
    path(
        "dossiers/<uuid:inspection_id>/instructions/<int:number>/file/",
        site.instruction_file,
        name="instruction_file",
    ),
]
