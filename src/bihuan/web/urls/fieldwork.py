"""Addresses of the weeks on site."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import deeds, site, working_papers

DOSSIER = "dossiers/<uuid:inspection_id>/"
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
    path("asked-of-us/", site.asked_of_us, name="asked_of_us"),
    path(f"{DOSSIER}asked-of-the-unit/", site.unit_talk, name="unit_talk"),
    path(f"{DOSSIER}asked-of-the-unit/do/<slug:deed>/", deeds.site_do, name="site_do"),
    path(f"{DOSSIER}asked-of-the-unit/facts/<int:number>/file/", site.fact_file, name="fact_file"),
    path(f"{DOSSIER}asked-of-the-unit/fixes/<int:number>/file/", site.fix_file, name="fix_file"),
    path(f"{DOSSIER}stay/", site.stay, name="stay"),
    path(f"{DOSSIER}to-feedback/", site.to_feedback, name="to_feedback"),
]
