"""Addresses of dossiers, findings and the deeds on them."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import bulk, deeds, dossier, dossiers, files, findings, overview, panel, views

urlpatterns = [
    path("todo/", overview.todo, name="todo"),
    path("cockpit/", overview.cockpit, name="cockpit"),
    path("rounds/", dossiers.rounds, name="rounds"),
    path("rounds/open/", dossiers.round_open, name="round_open"),
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("dossiers/open/", dossiers.dossier_open, name="dossier_open"),
    path("dossiers/<uuid:inspection_id>/", dossier.dossier, name="dossier"),
    path("dossiers/<uuid:inspection_id>/do/<slug:deed>/", deeds.dossier_do, name="dossier_do"),
    path("dossiers/<uuid:inspection_id>/evaluation/", panel.panel, name="panel"),
    path("dossiers/<uuid:inspection_id>/people/grant/", dossier.dossier_grant, name="dossier_grant"),
    path("dossiers/<uuid:inspection_id>/people/<uuid:assignment_id>/end/", dossier.dossier_end, name="dossier_end"),
    path("dossiers/<uuid:inspection_id>/taken-over-paper/", files.taken_over_paper, name="taken_over_paper"),
    path("dossiers/<uuid:inspection_id>/meeting/minutes/", files.meeting_minutes, name="meeting_minutes"),
    path("dossiers/<uuid:inspection_id>/reports/<uuid:report_id>/file/", files.report_file, name="report_file"),
    path(
        "dossiers/<uuid:inspection_id>/reports/<uuid:report_id>/signature/",
        files.report_signature,
        name="report_signature",
    ),
    path(
        "dossiers/<uuid:inspection_id>/records/<slug:sort>/<uuid:row_id>/",
        files.record_file,
        name="record_file",
    ),
    path("evaluations/", panel.evaluations, name="evaluations"),
    path("consequences/", panel.consequences, name="consequences"),
    path("findings/", findings.findings, name="findings"),
    path("findings/bulk/", bulk.findings_bulk, name="findings_bulk"),
    path("findings/bulk/undo/", bulk.bulk_undo, name="bulk_undo"),
    path("findings/views/", views.views, name="views"),
    path("findings/views/keep/", views.view_keep, name="view_keep"),
    path("findings/views/<uuid:view_id>/rename/", views.view_rename, name="view_rename"),
    path("findings/views/<uuid:view_id>/share/", views.view_share, name="view_share"),
    path("findings/views/<uuid:view_id>/usual/", views.view_usual, name="view_usual"),
    path("findings/views/<uuid:view_id>/remove/", views.view_remove, name="view_remove"),
    path("findings/<uuid:finding_id>/", findings.finding, name="finding"),
    path("findings/<uuid:finding_id>/source/", files.finding_source, name="finding_source"),
    path("findings/<uuid:finding_id>/do/<slug:deed>/", deeds.finding_do, name="finding_do"),
    path("measures/<uuid:measure_id>/do/<slug:deed>/", deeds.measure_do, name="measure_do"),
    path("evidence/<uuid:evidence_id>/file/", files.evidence_file, name="evidence_file"),
    path("evidence/<uuid:evidence_id>/do/<slug:deed>/", deeds.evidence_do, name="evidence_do"),
    path("checks/<uuid:check_id>/do/<slug:deed>/", deeds.check_do, name="check_do"),
    path("evaluations/<uuid:evaluation_id>/do/<slug:deed>/", deeds.evaluation_do, name="evaluation_do"),
    path("consents/<uuid:consent_id>/do/<slug:deed>/", deeds.consent_do, name="consent_do"),
    path("exemptions/<uuid:exemption_id>/do/<slug:deed>/", deeds.exemption_do, name="exemption_do"),
]
