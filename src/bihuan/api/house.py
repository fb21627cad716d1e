"""The API put together: its doors, its routes, its one way of refusing, its description."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.schema import NinjaGenerateJsonSchema

from bihuan.api import beside, deeds, evaluating, field_guides, reading, reorganising, sent, tokens
from bihuan.api.doors import DOORS
from bihuan.api.problems import MEDIA_TYPE, Problem, install, no_such_thing, not_that_way

NAMESPACE = "api"
OK = 200


class House(NinjaAPI):
    """Ninja's API whose description says that refusals are problem+json."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(*args, **kwargs)
        told = REF_TEMPLATE.format(model=Problem.__name__)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) != OK:
                        response["content"] = {MEDIA_TYPE: {"schema": {"$ref": told}}}
        schema["components"]["schemas"][Problem.__name__] = Problem.model_json_schema(
            ref_template=REF_TEMPLATE, schema_generator=NinjaGenerateJsonSchema, mode="serialization"
        )
        return schema


api = House(
    title="Bihuan",
    version="1",
    description="Dossiers, findings, verdicts and deeds. A deed needs the header Idempotency-Key; "
    "one that writes over words needs the version that was seen (428 without it, 409 where somebody wrote meanwhile); "
    "refusals are application/problem+json.",
    auth=DOORS,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace=NAMESPACE,
)
install(api)
api.add_router("", reading.router)
api.add_router("", beside.router)
api.add_router("", evaluating.router)
api.add_router("", sent.router)
api.add_router("", field_guides.router)
api.add_router("", deeds.router)
api.add_router("", reorganising.router)  # that of supervision, with its reading of reorganisations
api.add_router("", tokens.router)


@csrf_exempt
def nowhere(request: HttpRequest, **_: Any) -> HttpResponse:
    """Answer for an address that leads nowhere as for a thing that is not there."""
    return no_such_thing()


def telling(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wrap a route so that a method it does not know is refused like everything else."""

    @wraps(view)
    def told(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        return not_that_way(response["Allow"]) if isinstance(response, HttpResponseNotAllowed) else response

    return told


def urls() -> tuple[list[URLResolver | URLPattern], str, str]:
    """Return the addresses below /api/."""
    patterns, application, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):  # the root is there for its address only
            pattern.callback = nowhere if pattern.name == "api-root" else telling(pattern.callback)
    return [*patterns, re_path(r"^[\s\S]*\Z", nowhere, name="nowhere")], application, namespace
