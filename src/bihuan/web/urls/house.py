"""Addresses of the house: first page, signing in, help, rules, ledger, accounts, organizations."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from bihuan.web.screens import (
    accounts,
    guides,
    health,
    home,
    ledger,
    looks,
    organizations,
    packs,
    roles,
    rules,
    signing,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.health, name="health"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("alive/", signing.alive, name="alive"),
    path("language/", set_language, name="language"),
    path("look/", looks.look, name="look"),
    path("password/", signing.change_password, name="change_password"),
    path("help/", guides.help_contents, name="help_contents"),
    path("help/pictures/<slug:language>/<slug:name>.png", guides.help_picture, name="help_picture"),
    path("help/<slug:name>/", guides.help_page, name="help"),
    path("rules/", rules.rules, name="rules"),
    path("rules/choose/", packs.packs_choose, name="packs_choose"),
    path("rules/write/", packs.pack_write, name="pack_write"),
    path("rules/compare/", packs.rules_compare, name="rules_compare"),
    path("rules/<slug:pack_id>/", rules.rule_pack, name="rule_pack"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.ledger_verify, name="ledger_verify"),
    path("ledger/export.jsonl", ledger.ledger_export, name="ledger_export"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/open/", accounts.account_open, name="account_open"),
    path("accounts/<uuid:account_id>/", accounts.account, name="account"),
    path("accounts/<uuid:account_id>/reset/", accounts.account_reset, name="account_reset"),
    path("accounts/<uuid:account_id>/end/", accounts.account_end, name="account_end"),
    path("accounts/<uuid:account_id>/grant/", roles.role_grant, name="role_grant"),
    path("accounts/<uuid:account_id>/roles/<uuid:assignment_id>/end/", roles.role_end, name="role_end"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/add/", organizations.organization_add, name="organization_add"),
    path("organizations/<uuid:organization_id>/", organizations.organization, name="organization"),
    path(
        "organizations/<uuid:organization_id>/correct/",
        organizations.organization_correct,
        name="organization_correct",
    ),
    path("organizations/<uuid:organization_id>/end/", organizations.organization_end, name="organization_end"),
    path("organizations/<uuid:organization_id>/successor/", organizations.successor_name, name="successor_name"),
    path("organizations/<uuid:organization_id>/head/", organizations.head_appoint, name="head_appoint"),
    path("organizations/<uuid:organization_id>/head/<uuid:tenure_id>/end/", organizations.head_end, name="head_end"),
]
