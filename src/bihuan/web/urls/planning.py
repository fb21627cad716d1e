"""Addresses of plans, rounds as they are planned, and coverage."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import coverage, mandate_sheets, placing, planning, proposals, records, sharing

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
    path(f"{TERM}tasks.xlsx", mandate_sheets.mandates_workbook, name="mandates_workbook"),
    path(f"{TERM}tasks/import/", mandate_sheets.mandates_import, name="mandates_import"),
    path(f"{TERM}tasks/confirm/", mandate_sheets.mandates_confirm, name="mandates_confirm"),
    path(f"{TERM}tasks/marked/", mandate_sheets.mandates_marked, name="mandates_marked"),
    path(f"{TERM}organizations/<uuid:organization_id>/", planning.mandate_set, name="mandate_set"),
    path(ROUND, placing.round_plan, name="round_plan"),
    path(f"{ROUND}withdraw/", placing.round_withdraw, name="round_withdraw"),
    path(f"{ROUND}edit/", planning.round_plan_edit, name="round_plan_edit"),
    path(f"{ROUND}place/", placing.placement_add, name="placement_add"),
    path(f"{ROUND}place-several/", placing.placements_add, name="placements_add"),
    path(f"{ROUND}teams/", sharing.round_teams, name="round_teams"),
    path(f"{PLACEMENT}move/", placing.placement_move, name="placement_move"),
    path(f"{PLACEMENT}remove/", placing.placement_remove, name="placement_remove"),
    path(f"{TERM}propose/", proposals.proposal_ask, name="proposal_ask"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}stop/", proposals.proposal_stop, name="proposal_stop"),
    path(f"{PROPOSAL}accept/", proposals.proposal_accept, name="proposal_accept"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("filings/", records.filings, name="filings"),
    path("filings/add/", records.filing_add, name="filing_add"),
    path("filings/<uuid:filing_id>/send/", records.filing_send, name="filing_send"),
    path("filings/<uuid:filing_id>/correct/", records.filing_correct, name="filing_correct"),
    path("filings/<uuid:filing_id>/withdraw/", records.filing_withdraw, name="filing_withdraw"),
    path("filings/<uuid:filing_id>/file/", records.filing_file, name="filing_file"),
    path("filings/<uuid:filing_id>/receive/", records.filing_receive, name="filing_receive"),
    path("responsibility/", records.responsibility, name="responsibility"),
    path("responsibility/add/", records.responsibility_add, name="responsibility_add"),
    path(
        "responsibility/<uuid:responsibility_id>/outcome/",
        records.responsibility_outcome,
        name="responsibility_outcome",
    ),
    path("methods/add/", records.method_add, name="method_add"),
    path("methods/<uuid:method_id>/", records.method_edit, name="method_edit"),
    path("methods/<uuid:method_id>/tick/<int:place>/", records.method_tick, name="method_tick"),
    path("costs/", records.costs, name="costs"),
    path("costs/add/", records.cost_add, name="cost_add"),
    path("costs/<uuid:cost_id>/withdraw/", records.cost_withdraw, name="cost_withdraw"),
    path("guidance/", records.guidance, name="guidance"),
    path("guidance/add/", records.guidance_add, name="guidance_add"),
    path("guidance/<uuid:guidance_id>/answer/", records.guidance_answer, name="guidance_answer"),
]
