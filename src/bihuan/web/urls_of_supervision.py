"""Addresses of supervision plans, planned checks, return visits."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import planned_checks, supervision

PLAN, PLANNED = "supervision/<uuid:plan_id>/", "supervision/planned/<uuid:planned_id>/"

urlpatterns = [
    path("supervision/", supervision.supervision_plans, name="supervision_plans"),
    path("supervision/propose/", supervision.supervision_propose, name="supervision_propose"),
    path("supervision/visits/", planned_checks.return_visits, name="return_visits"),
    path(PLAN, supervision.supervision_plan, name="supervision_plan"),
    path(f"{PLAN}team/", supervision.joint_team_form, name="joint_team_form"),
    path(f"{PLAN}add/", supervision.planned_add, name="planned_add"),
    path(f"{PLAN}plan.xlsx", planned_checks.supervision_workbook, name="supervision_workbook"),
    path(f"{PLAN}plan.<str:suffix>", planned_checks.supervision_paper, name="supervision_paper"),
    path(f"{PLAN}call-off/", supervision.supervision_call_off, name="supervision_call_off"),
    path(f"{PLANNED}move/", supervision.planned_move, name="planned_move"),
    path(f"{PLANNED}drop/", supervision.planned_drop, name="planned_drop"),
    path(f"{PLANNED}record/", planned_checks.planned_record, name="planned_record"),
]
