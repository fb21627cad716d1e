"""Addresses of supervision plans, planned checks, return visits."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import bills, extracts, joint_teams, planned_checks, reorganising, supervision

PLAN, PLANNED = "supervision/<uuid:plan_id>/", "supervision/planned/<uuid:planned_id>/"

ONE = "reorganisations/<uuid:reorganisation_id>/"

EXTRACT = "extracts/<uuid:extract_id>/"

DOSSIER = "dossiers/<uuid:inspection_id>/bill/"

urlpatterns = [
    path(DOSSIER, bills.dossier_bill, name="dossier_bill"),
    path(f"{DOSSIER}show/", bills.bill_render, name="bill_render"),
    path(f"{DOSSIER}hand-over/", bills.bill_hand_over, name="bill_hand_over"),
    path(f"{DOSSIER}look/", bills.bill_look, name="bill_look"),
    path("bills/<uuid:bill_id>/accept/", bills.bill_accept, name="bill_accept"),
    path("extracts/", extracts.extracts, name="extracts"),
    path("extracts/ask/", extracts.extract_ask, name="extract_ask"),
    path(EXTRACT, extracts.extract, name="extract"),
    path(f"{EXTRACT}give/", extracts.extract_give, name="extract_give"),
    path(f"{EXTRACT}refuse/", extracts.extract_refuse, name="extract_refuse"),
    path(f"{EXTRACT}receive/", extracts.extract_receive, name="extract_receive"),
    path(f"{EXTRACT}extract.<str:suffix>", extracts.extract_file, name="extract_file"),
    path("reorganisations/", reorganising.reorganisations, name="reorganisations"),
    path("reorganisations/new/", reorganising.reorganise_units, name="reorganise"),
    path(ONE, reorganising.reorganisation, name="reorganisation"),
    path(f"{ONE}steps/<slug:step>/", reorganising.reorganisation_step, name="reorganisation_step"),
    path(f"{ONE}call-off/", reorganising.reorganisation_call_off, name="reorganisation_call_off"),
    path(f"{ONE}effect/", reorganising.reorganisation_effect, name="reorganisation_effect"),
    path(f"{ONE}review/", reorganising.reorganisation_review, name="reorganisation_review"),
    path(f"{ONE}told/<uuid:dossier_id>/", reorganising.reorganisation_told, name="reorganisation_told"),
    path("supervision/", supervision.supervision_plans, name="supervision_plans"),
    path("supervision/propose/", supervision.supervision_propose, name="supervision_propose"),
    path("supervision/visits/", planned_checks.return_visits, name="return_visits"),
    path(PLAN, supervision.supervision_plan, name="supervision_plan"),
    path(f"{PLAN}team/", joint_teams.joint_team_form, name="joint_team_form"),
    path("supervision/teams/<uuid:team_id>/", joint_teams.joint_team_change, name="joint_team_change"),
    path(f"{PLAN}add/", supervision.planned_add, name="planned_add"),
    path(f"{PLAN}plan.<str:suffix>", planned_checks.supervision_paper, name="supervision_paper"),
    path(f"{PLAN}call-off/", supervision.supervision_call_off, name="supervision_call_off"),
    path(f"{PLANNED}move/", supervision.planned_move, name="planned_move"),
    path(f"{PLANNED}drop/", supervision.planned_drop, name="planned_drop"),
    path(f"{PLANNED}record/", planned_checks.planned_record, name="planned_record"),
]
