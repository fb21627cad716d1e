"""What all pages share: language, menu, refusals."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation
from tests.web.conftest import SignedIn

from bihuan.access.actions import LoginNameTaken, NotYours
from bihuan.domain.jurisdiction import Actor, Duty
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import Blocker, MayNot, NoSuchStep, StepRefused, Verdict
from bihuan.domain.roles import Role
from bihuan.dossiers.files import FileRefused
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.intake.refusals import Encrypted
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.web.serving.middleware import RefusalMiddleware
from bihuan.web.templatetags.bihuan_dossiers import money_rounded
from bihuan.web.words import money_words

VERDICT = Verdict(
    "close",
    (
        Blocker("finding.not_signed_off", "F-02", Role.UNIT_HEAD, "closing-loop-2018 · 第十条"),
        Blocker("approval.office_missing", "inspection", Role.OFFICE, "method · approve"),
    ),
)
REFUSALS: list[tuple[Exception, int, str]] = [
    (MayNot(STEPS["close"], Role.MEMBER), 403, "巡察办"),
    (NotYours("grant", {Role.OFFICE}), 403, "巡察办"),
    (NoSuchStep("close", "planned"), 404, "待进驻"),
    (NoSuchThing("finding", 1), 404, "不在您的权限范围内"),
    (Http404(), 404, "不在您的权限范围内"),
    (StepRefused(VERDICT), 409, "问题 F-02 未销号"),
    (ChangedMeanwhile("dossiers_finding", uuid.uuid4()), 409, "您本人在其他页面所作）。您本次的内容未写入"),
    (ReasonMissing("reopen"), 422, "重新打开"),
    (LoginNameTaken("li.mou"), 422, "li.mou"),
    (FileRefused("a.docm", "it carries macros", "save it without macros and upload again"), 422, "文件含有宏"),
    (Encrypted("反馈.docx"), 422, "请去掉密码后重新保存"),
]


def somebody(role: Role) -> Actor:
    """Return an actor with one role over the whole authority."""
    return Actor(uuid.uuid4(), "某人", uuid.uuid4(), (Duty(role, "", None, date(2026, 1, 1), None),), date(2026, 3, 1))


def refused(error: Exception, role: Role = Role.OFFICE, **headers: str) -> Any:
    """Return what RefusalMiddleware answers to somebody with a role."""
    request: Any = RequestFactory().get("/", headers=headers)
    request.actor, request.account, request.session = somebody(role), None, {}
    never: Callable[[HttpRequest], Any] = pytest.fail
    return RefusalMiddleware(never).process_exception(request, error)


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "status", "said"), REFUSALS, ids=[type(row[0]).__name__ for row in REFUSALS])
def test_every_anticipated_no_has_its_status_and_its_words(error: Exception, status: int, said: str) -> None:
    answer = refused(error)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "怎么办" in answer.content.decode()


@pytest.mark.django_db
def test_a_refused_step_shows_all_that_is_missing_and_whose_move_it_is() -> None:
    page = refused(StepRefused(VERDICT)).content.decode()
    for said in ("问题 F-02 未销号", "被巡察党组织主要负责人", "第十条", "巡察办尚未审核同意"):
        assert said in page


@pytest.mark.django_db
def test_the_unit_is_shown_its_own_moves_and_only_that_others_have_theirs() -> None:
    page = refused(StepRefused(VERDICT), Role.UNIT_HEAD).content.decode()
    assert "问题 F-02 未销号" in page
    assert "巡察办尚未审核同意" not in page
    assert "其中 1 项由其他方办理" in page


def test_a_script_gets_a_fragment_for_the_place_of_refusals() -> None:
    answer = refused(ReasonMissing("reopen"), **{"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#refusal"
    assert b"<html" not in answer.content


@pytest.mark.parametrize("error", [ValueError("a library's"), KeyError("a slip"), RuntimeError("a fault")])
def test_what_nobody_anticipated_stays_an_error(error: Exception) -> None:
    assert refused(error) is None


def test_the_language_is_chinese_until_english_is_chosen(signed_in: SignedIn) -> None:
    client = signed_in(Role.OFFICE)
    assert "添加单位" in client.get("/organizations/", headers={"Accept-Language": "en"}).content.decode()
    answer = client.post("/language/", {"language": "en", "next": "/organizations/"})
    assert answer["Location"] == "/organizations/"
    page = client.get("/organizations/").content.decode()
    assert "Add an organization" in page
    assert '<html lang="en">' in page
    assert "inspection office" in page


@pytest.mark.parametrize(
    ("role", "inside", "outside"),
    [
        (Role.OFFICE, "/organizations/", "/accounts/open/"),
        (Role.SECURITY_ADMINISTRATOR, "/accounts/", "/organizations/"),
        (Role.AUDIT_ADMINISTRATOR, "/ledger/", "/accounts/"),
    ],
)
def test_the_menu_holds_what_may_be_opened(signed_in: SignedIn, role: Role, inside: str, outside: str) -> None:
    page = signed_in(role).get("/password/").content.decode()
    assert f'href="{inside}"' in page
    assert f'href="{outside}"' not in page


def test_a_page_that_is_not_there_says_so(signed_in: SignedIn) -> None:
    answer = signed_in(Role.OFFICE).get("/nowhere/")
    assert answer.status_code == 404
    assert "未找到" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_with_a_remedy() -> None:
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_what_is_far_too_large_is_refused_before_it_is_read(signed_in: SignedIn, settings: Any) -> None:
    settings.UPLOAD_LIMIT = -(2 * 1024 * 1024) + 10
    answer = signed_in(Role.OFFICE).post("/organizations/add/", {"name": "x" * 100})
    assert answer.status_code == 413


def test_a_fragment_asked_for_without_signing_in_sends_the_whole_page_to_sign_in(db: None) -> None:
    answer = Client().get("/organizations/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in/")


@pytest.mark.parametrize(
    ("fen", "said"),
    [(None, "–"), (0, "0 元"), (12345, "123.45 元"), (9_657_000_000, "9,657 万元"), (1_000_050, "1.00005 万元")],
)
def test_money_is_said_in_yuan_and_from_ten_thousand_on_in_wan(fen: int | None, said: str) -> None:
    assert money_words(fen) == said


def test_a_large_sum_has_few_digits_in_both_languages() -> None:
    assert money_rounded(623_989_750) == "624<small>万元</small>"
    with translation.override("en"):
        assert money_rounded(623_989_750) == "6.24<small>m yuan</small>"
        assert money_rounded(12_345) == "123.45<small>yuan</small>"
