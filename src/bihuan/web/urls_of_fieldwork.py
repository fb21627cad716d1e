"""Addresses of the weeks on site."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import deeds, working_papers

PAPER = "working-papers/<uuid:paper_id>/"

urlpatterns = [
    path("dossiers/<uuid:inspection_id>/working-papers/", working_papers.working_papers, name="working_papers"),
    path(PAPER, working_papers.working_paper, name="working_paper"),
    path(f"{PAPER}do/<slug:deed>/", deeds.paper_do, name="paper_do"),
    path(
        "working-papers/evidence/<uuid:evidence_id>/file/",
        working_papers.paper_evidence_file,
        name="paper_evidence_file",
    ),
]
