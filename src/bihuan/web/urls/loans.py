"""Addresses of dossiers on a laptop."""

from __future__ import annotations

from django.urls import path

from bihuan.web.screens import loans

LOAN = "laptops/<uuid:loan_id>/"

urlpatterns = [
    path("laptops/", loans.loans, name="loans"),
    path("laptops/lend/", loans.loan_lend, name="loan_lend"),
    path("laptops/pack/", loans.stay_pack, name="stay_pack"),
    path(f"{LOAN}package/", loans.loan_parcel, name="loan_parcel"),
    path(f"{LOAN}home/", loans.loan_home, name="loan_home"),
    path(f"{LOAN}lost/", loans.loan_lost, name="loan_lost"),
]
