"""Addresses of the guides for the weeks on site, and of the library of regulations."""

from __future__ import annotations

from django.urls import path, register_converter

from bihuan.web.screens import field_guides, packs, regulations


class Suffix:
    """The form of a paper."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Suffix, "suffix")
TEXT = "regulations/<uuid:regulation_id>/"
GUIDE = "field-guides/<slug:sort>/<slug:name>/"
urlpatterns = [
    path("regulations/", regulations.regulations, name="regulations"),
    path("regulations/add/", regulations.regulation_add, name="regulation_add"),
    path(TEXT, regulations.regulation, name="regulation"),
    path(f"{TEXT}compare/", regulations.regulation_compare, name="regulation_compare"),
    path(f"{TEXT}comparison.<suffix:suffix>", regulations.regulation_comparison, name="regulation_comparison"),
    path(f"{TEXT}<int:number>/end/", regulations.regulation_end, name="regulation_end"),
    path(f"{TEXT}<int:number>/withdraw/", regulations.regulation_withdraw, name="regulation_withdraw"),
    path("rules/comparison.<suffix:suffix>", packs.rules_comparison, name="rules_comparison"),
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
