"""Addresses of the guides for the weeks on site."""

from __future__ import annotations

from django.urls import path, register_converter

from bihuan.web.screens import field_guides


class Suffix:
    """The form of a paper."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Suffix, "suffix")
GUIDE = "field-guides/<slug:sort>/<slug:name>/"
urlpatterns = [
    path("field-guides/", field_guides.field_guides, name="field_guides"),
    path("field-guides/write/<slug:category>/", field_guides.field_guide_write, name="field_guide_write"),
    path(GUIDE, field_guides.field_guide, name="field_guide"),
    path(f"{GUIDE}workbook.xlsx", field_guides.field_guide_workbook, name="field_guide_workbook"),
    path(f"{GUIDE}paper.<suffix:suffix>", field_guides.field_guide_paper, name="field_guide_paper"),
    path(f"{GUIDE}figures/", field_guides.field_guide_figures, name="field_guide_figures"),
    path("dossiers/<uuid:inspection_id>/guide/", field_guides.guide_on_site, name="guide_on_site"),
    path(
        "dossiers/<uuid:inspection_id>/guide/<int:number>/paper.<suffix:suffix>",
        field_guides.guide_on_site_paper,
        name="guide_on_site_paper",
    ),
]
