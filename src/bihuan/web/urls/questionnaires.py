"""Addresses of questionnaires."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import questionnaires as screens

RUN = "questionnaires/<uuid:run_id>/"

urlpatterns = [
    path("dossiers/<uuid:inspection_id>/questionnaires/", screens.questionnaires, name="questionnaires"),
    path("dossiers/<uuid:inspection_id>/questionnaires/open/", screens.questionnaire_open, name="questionnaire_open"),
    path(RUN, screens.questionnaire, name="questionnaire"),
    path(f"{RUN}slips.pdf", screens.questionnaire_slips, name="questionnaire_slips"),
    path(f"{RUN}out.zip", screens.questionnaire_door, name="questionnaire_door"),
    path(f"{RUN}in/", screens.questionnaire_carry_in, name="questionnaire_carry_in"),
    path(f"{RUN}count/", screens.questionnaire_count, name="questionnaire_count"),
    path(f"{RUN}call-off/", screens.questionnaire_call_off, name="questionnaire_call_off"),
]
