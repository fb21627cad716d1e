"""Addresses of the pool and of teams."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import (
    assessing,
    authorising,
    composer,
    conflicts,
    declaring,
    own_tours,
    pool,
    pool_sheets,
    preparing,
    recusal,
)

INSPECTOR = "pool/<uuid:inspector_id>/"
ROUND, TOUR = "teams/<uuid:round_id>/", "teams/tours/<uuid:tour_id>/"

urlpatterns = [
    path("pool/", pool.pool, name="pool"),
    path("pool/add/", pool.inspector_add, name="inspector_add"),
    path("pool/import/", pool_sheets.pool_import, name="pool_import"),
    path("pool/import/marked/", pool_sheets.pool_marked, name="pool_marked"),
    path("pool/pool.xlsx", pool_sheets.pool_workbook, name="pool_workbook"),
    path("pool/blank.xlsx", pool_sheets.pool_template, name="pool_template"),
    path("my-rounds/", own_tours.own_rounds, name="own_rounds"),
    path("my-rounds/team/<uuid:tour_id>/", own_tours.own_team, name="own_team"),
    path("my-rounds/<uuid:round_id>/declare/", declaring.declaration_own, name="declaration_own"),
    path("teams/announced/", authorising.announced, name="announced"),
    path("teams/appraisal/", assessing.appraisal, name="appraisal"),
    path("teams/appraisal/appraisal.xlsx", assessing.appraisal_workbook, name="appraisal_workbook"),
    path(f"{ROUND}authorisation/", authorising.authorisation, name="authorisation"),
    path(f"{ROUND}releases/", preparing.releases_add, name="releases_add"),
    path(f"{ROUND}preparation/", preparing.preparation, name="preparation"),
    path(f"{ROUND}preparation/<slug:kind>/", preparing.preparation_add, name="preparation_add"),
    path("teams/preparations/<uuid:preparation_id>/answer/", preparing.preparation_answer, name="preparation_answer"),
    path(f"{ROUND}authorise/", authorising.authorise, name="authorise"),
    path(f"{ROUND}announce/", authorising.announce, name="announce"),
    path(
        "teams/letters/<uuid:authorisation_id>.<slug:suffix>",
        authorising.authorisation_letter,
        name="authorisation_letter",
    ),
    path(f"{TOUR}pledge/", authorising.pledge_attest, name="pledge_attest"),
    path(f"{TOUR}pledge/own/", authorising.pledge_own, name="pledge_own"),
    path(f"{TOUR}supervisors/", authorising.supervisors_name, name="supervisors_name"),
    path(f"{TOUR}end/", authorising.tour_end, name="tour_end"),
    path(f"{TOUR}assess/", assessing.assess_member, name="assess_member"),
    path(f"{ROUND}assessments/", assessing.assessments, name="assessments"),
    path(f"{ROUND}assess-team/", assessing.assess_team, name="assess_team"),
    path(f"{ROUND}assess-host/", assessing.assess_host, name="assess_host"),
    path(ROUND, composer.composer, name="composer"),
    path(f"{ROUND}terms/", composer.terms_set, name="terms_set"),
    path(f"{ROUND}compose/", composer.compose, name="compose"),
    path(f"{ROUND}compose/stop/", composer.compose_stop, name="compose_stop"),
    path(f"{ROUND}compose/keep/", composer.composition_keep, name="composition_keep"),
    path(f"{ROUND}conflict/", conflicts.conflict, name="conflict"),
    path("teams/compositions/<uuid:composition_id>/seat/", composer.seat_change, name="seat_change"),
    path("teams/compositions/<uuid:composition_id>/adopt/", composer.composition_adopt, name="composition_adopt"),
    path(f"{ROUND}call/", declaring.round_call, name="round_call"),
    path(f"{ROUND}recusal/", recusal.recusal, name="recusal"),
    path(f"{ROUND}recusal/<uuid:inspector_id>/", recusal.recusal_of, name="recusal_of"),
    path(f"{ROUND}recusal/<uuid:inspector_id>/declare/", declaring.declaration_attest, name="declaration_attest"),
    path(f"{ROUND}recusal/<uuid:inspector_id>/waive/", recusal.recusal_waive, name="recusal_waive"),
    path(f"{ROUND}challenge/", recusal.challenge_add, name="challenge_add"),
    path("teams/challenges/<uuid:challenge_id>/", recusal.challenge_decide, name="challenge_decide"),
    path(INSPECTOR, pool.inspector, name="inspector"),
    path(f"{INSPECTOR}correct/", pool.inspector_correct, name="inspector_correct"),
    path(f"{INSPECTOR}leave/", pool.inspector_leave, name="inspector_leave"),
    path(f"{INSPECTOR}growth/", pool.growth_add, name="growth_add"),
    path(f"{INSPECTOR}vouch/", pool.inspector_vouch, name="inspector_vouch"),
    path(f"{INSPECTOR}release/", pool.release_add, name="release_add"),
    path(f"{INSPECTOR}availability/", pool.availability_set, name="availability_set"),
]
