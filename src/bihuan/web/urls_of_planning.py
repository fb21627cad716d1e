"""Addresses of plans, rounds as they are planned, and coverage."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import coverage, placing, planning, proposals

TERM, ROUND, PLACEMENT = "plans/<uuid:term_id>/", "plans/rounds/<uuid:round_id>/", "plans/placed/<uuid:placement_id>/"
PROPOSAL = "plans/proposals/<uuid:proposal_id>/"

urlpatterns = [
    path("plans/", planning.planning, name="planning"),
    path("plans/add/", planning.term_plan, name="term_plan"),
    path(TERM, planning.plan, name="plan"),
    path(f"{TERM}year/", planning.year_plan, name="year_plan"),
    path(f"{TERM}lay-out/", planning.rounds_lay_out, name="rounds_lay_out"),
    path(f"{TERM}rounds/add/", planning.round_plan_add, name="round_plan_add"),
    path(f"{TERM}adopt/", planning.plan_adopt, name="plan_adopt"),
    path(f"{TERM}organizations/<uuid:organization_id>/", planning.mandate_set, name="mandate_set"),
    path(ROUND, placing.round_plan, name="round_plan"),
    path(f"{ROUND}edit/", planning.round_plan_edit, name="round_plan_edit"),
    path(f"{ROUND}place/", placing.placement_add, name="placement_add"),
    path(f"{PLACEMENT}move/", placing.placement_move, name="placement_move"),
    path(f"{PLACEMENT}remove/", placing.placement_remove, name="placement_remove"),
    path(f"{TERM}propose/", proposals.proposal_ask, name="proposal_ask"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}stop/", proposals.proposal_stop, name="proposal_stop"),
    path(f"{PROPOSAL}accept/", proposals.proposal_accept, name="proposal_accept"),
    path("coverage/", coverage.coverage, name="coverage"),
]
