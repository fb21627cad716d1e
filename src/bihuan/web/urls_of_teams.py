"""Addresses of the pool and of teams."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import pool, pool_sheets

INSPECTOR = "pool/<uuid:inspector_id>/"

urlpatterns = [
    path("pool/", pool.pool, name="pool"),
    path("pool/add/", pool.inspector_add, name="inspector_add"),
    path("pool/import/", pool_sheets.pool_import, name="pool_import"),
    path("pool/import/marked/", pool_sheets.pool_marked, name="pool_marked"),
    path("pool/pool.xlsx", pool_sheets.pool_workbook, name="pool_workbook"),
    path("pool/blank.xlsx", pool_sheets.pool_template, name="pool_template"),
    path(INSPECTOR, pool.inspector, name="inspector"),
    path(f"{INSPECTOR}correct/", pool.inspector_correct, name="inspector_correct"),
    path(f"{INSPECTOR}leave/", pool.inspector_leave, name="inspector_leave"),
    path(f"{INSPECTOR}growth/", pool.growth_add, name="growth_add"),
    path(f"{INSPECTOR}release/", pool.release_add, name="release_add"),
    path(f"{INSPECTOR}availability/", pool.availability_set, name="availability_set"),
]
