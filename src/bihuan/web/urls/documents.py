"""Addresses of documents on their way in, and of lists on their way out and back."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import importing, lists, looks, own_templates, papers, rows, sheets

DRAFT = "dossiers/<uuid:inspection_id>/drafts/<uuid:draft_id>/"
LIST = "dossiers/<uuid:inspection_id>/lists/<slug:name>/"

urlpatterns = [
    path(
        "dossiers/<uuid:inspection_id>/papers/<uuid:paper_id>/void/", papers.issued_paper_void, name="issued_paper_void"
    ),
    path("dossiers/<uuid:inspection_id>/papers/<uuid:paper_id>/<slug:sort>/", papers.issued_paper, name="issued_paper"),
    path("dossiers/<uuid:inspection_id>/notices/<uuid:notice_id>/answer/", papers.notice_file, name="notice_file"),
    path("papers/templates/", own_templates.own_templates, name="own_templates"),
    path("papers/templates/put/", own_templates.own_template_put, name="own_template_put"),
    path("papers/templates/<uuid:template_id>/end/", own_templates.own_template_end, name="own_template_end"),
    path("papers/templates/<uuid:template_id>/file/", own_templates.own_template_file, name="own_template_file"),
    path("papers/numbers/", papers.paper_numbers, name="paper_numbers"),
    path("papers/numbers/draw/", papers.paper_number_draw, name="paper_number_draw"),
    path("papers/numbers/<uuid:number_id>/void/", papers.paper_number_void, name="paper_number_void"),
    path("keys/", looks.key_list, name="key_list"),
    *(
        path(f"{sheet}{address}", view, name=name)
        for sheet in ("sheets/<slug:name>/", "sheets/<slug:name>/<uuid:of>/")
        for address, view, name in (
            ("", sheets.sheet_workbook, "sheet_workbook"),
            ("return/", sheets.sheet_return, "sheet_return"),
            ("return/marked/", sheets.sheet_marked, "sheet_marked"),
            ("return/confirm/", sheets.sheet_confirm, "sheet_confirm"),
        )
    ),
    path("import/template.xlsx", importing.import_template, name="import_template"),
    path("dossiers/<uuid:inspection_id>/import/", importing.import_findings, name="import_findings"),
    path("dossiers/<uuid:inspection_id>/take-over/", importing.take_over, name="take_over"),
    path(DRAFT, importing.draft, name="draft"),
    path(f"{DRAFT}rows/<slug:row>/", importing.draft_row, name="draft_row"),
    path(f"{DRAFT}read/", importing.draft_read, name="draft_read"),
    path(f"{DRAFT}marked/", importing.draft_marked, name="draft_marked"),
    path(f"{DRAFT}confirm/", importing.draft_confirm, name="draft_confirm"),
    path(LIST, lists.five_list, name="list"),
    path(f"{LIST}rows/<uuid:row_id>/", rows.list_row, name="list_row"),
    path(f"{LIST}workbook/", lists.list_workbook, name="list_workbook"),
    path(f"{LIST}return/", lists.list_return, name="list_return"),
    path(f"{LIST}return/marked/", lists.list_marked, name="list_marked"),
    path(f"{LIST}return/confirm/", lists.list_confirm, name="list_confirm"),
]
