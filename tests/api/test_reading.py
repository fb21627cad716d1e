"""Lists are cut to the reader in the database, page by page, and filtered."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.domain.roles import Role
from tests.api.callers import Caller, body
from tests.county import County

pytestmark = pytest.mark.django_db
Callers = dict[Role, Caller]


def test_a_list_goes_on_where_the_part_before_ended(county: County, callers: Callers) -> None:
    numbers, after = [], None
    for _ in range(3):
        part = body(callers[Role.OFFICE].get("/api/findings", limit=1, **({"after": after} if after else {})))
        numbers += [row["number"] for row in part["items"]]
        after = part["next"]
    assert (numbers, after) == (["1", "2", "3"], None)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, ["1", "2", "3"]),
        ({"person_matter": "true"}, ["2"]),
        ({"stage": "sign_off_requested"}, ["1"]),
        ({"words": "津贴"}, ["2"]),
        ({"overdue": "true"}, ["1", "2", "3"]),
        ({"due_before": "2018-05-31"}, []),
        ({"category": "none of these"}, []),
    ],
)
def test_findings_are_filtered(county: County, callers: Callers, asked: dict[str, str], numbers: list[str]) -> None:
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.today = date(2018, 7, 1)
    if "overdue" in asked:
        numbers = ["2", "3"]  # a finding whose measures are all done owes no more
    assert [row["number"] for row in body(callers[Role.OFFICE].get("/api/findings", **asked))["items"]] == numbers


@pytest.mark.parametrize(
    "asked", [{"stage": "closed"}, {"limit": 0}, {"limit": 1000}, {"after": "x"}, {"colour": "red"}]
)
def test_a_question_that_cannot_be_asked_is_refused(county: County, callers: Callers, asked: dict[str, Any]) -> None:
    refused = callers[Role.OFFICE].get("/api/findings", **asked)
    assert refused.status_code == 422
    assert list(body(refused)["faults"]) == list(body(refused)["zh"]["faults"]) == list(asked)


def test_a_question_is_told_in_both_languages_what_is_wrong_with_it(county: County, callers: Callers) -> None:
    refused = body(callers[Role.OFFICE].get("/api/findings", colour="red", limit=5))
    assert (refused["faults"], refused["zh"]["faults"]) == (
        {"colour": "there is no such condition"},
        {"colour": "没有这个查询条件"},
    )
    refused = body(callers[Role.OFFICE].get("/api/findings", limit=1000))
    assert (refused["faults"], refused["zh"]["faults"]) == (
        {"limit": "has to be 200 or less"},
        {"limit": "不能大于 200"},
    )


def test_the_number_of_queries_does_not_grow_with_the_list(county: County, callers: Callers) -> None:
    counts = []
    for limit in (1, 3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            callers[Role.OFFICE].get("/api/findings", limit=limit)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_finding_tells_its_text_its_answers_and_its_measures(county: County, callers: Callers) -> None:
    county.sign_off("2")
    finding = body(callers[Role.UNIT_LIAISON].get(f"/api/findings/{county.finding('2').id}"))
    assert (finding["stage"], finding["result"]) == ("signed_off", "制度已印发并执行")
    assert [(answer["number"], answer["kind"]) for answer in finding["answers"]] == [(1, "granted")]
    measures = body(callers[Role.UNIT_LIAISON].get(f"/api/findings/{county.finding('2').id}/measures"))
    assert [(m["number"], m["done_on"]) for m in measures] == [("2-1", county.today.isoformat())]


def test_the_api_describes_itself_with_every_deed_and_its_form(county: County, callers: Callers) -> None:
    from bihuan.desk.offers import OFFERS

    described = callers[Role.OFFICE].get("/api/openapi.json")
    document = body(described)
    assert document["openapi"].startswith("3.1")
    operations = {op["operationId"]: op for ops in document["paths"].values() for op in ops.values()}
    for name, offer in OFFERS.items():
        schema = operations[name]["requestBody"]["content"]["application/json"]["schema"]
        named = schema.get("$ref") or schema["allOf"][0]["$ref"]
        properties = document["components"]["schemas"][named.rsplit("/", 1)[1]].get("properties", {})
        assert set(properties) == set(offer.form.model_fields), name
        assert "409" in operations[name]["responses"]
        assert list(operations[name]["responses"]["409"]["content"]) == ["application/problem+json"]
    assert "http://" not in described.content.decode().replace("http://127.0.0.1", "")


# what a field's name leaves unsaid: the unit, of what something is an id or a fingerprint, under which codes it is told
UNSAID = re.compile(
    r"_fen$|_hundredths$|^version$|^seen_|^shown$|fingerprint$|^sha256$|^digest$|.+_ids?$|^packs$|^limit$"
    r"|^after$|^next$|^percent$|^size$|^content$|^(marks|weights|settled|grounds|refs)$|^by_role$|^point$|^guide$"
)


def test_every_field_says_what_its_name_does_not(callers: Callers) -> None:
    schemas = body(callers[Role.OFFICE].get("/api/openapi.json"))["components"]["schemas"]
    silent = {
        f"{shape}.{name}"
        for shape, told in schemas.items()
        for name, field in told.get("properties", {}).items()
        if UNSAID.search(name) and "description" not in field
    }
    assert silent == set()


def test_no_two_operations_are_described_by_the_same_words(callers: Callers) -> None:
    document = body(callers[Role.OFFICE].get("/api/openapi.json"))
    named = Counter(one["summary"] for of in document["paths"].values() for one in of.values())
    assert [name for name, times in named.items() if times > 1] == []
