"""One's own personal tokens: list, open (shown once), end. Only from the session of the pages, never by a token."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Header, Router
from pydantic import BaseModel, ConfigDict, StringConstraints

from bihuan.access.models import AccessToken
from bihuan.access.tokens import end_token, new_token, open_token, token_digest
from bihuan.api import clock
from bihuan.api.deeds import WAY, done
from bihuan.api.doors import SessionDoor, actor_from
from bihuan.api.problems import READING_REFUSALS, WRITING_REFUSALS
from bihuan.api.shapes import DoneShape, TokenLine, TokenOpened
from bihuan.ledger.door import by_way_of
from bihuan.ledger.models import new_id

router = Router(auth=SessionDoor())


class TokenForm(BaseModel):
    """A token is for something and ends."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    until_on: date


@router.get("/tokens", response={200: list[TokenLine], **READING_REFUSALS}, url_name="tokens", tags=["tokens"])
def tokens(request: HttpRequest) -> Any:
    """List one's own tokens, ended ones too."""
    actor = actor_from(request)
    rows = AccessToken.objects.filter(authority_id=actor.authority_id, account_id=actor.account_id or uuid.UUID(int=0))
    return list(rows.order_by("id").values("id", "name", "from_on", "until_on", "ended_on"))


@router.post("/tokens", response={200: TokenOpened, **WRITING_REFUSALS}, url_name="token_open", tags=["tokens"])
def token_open(request: HttpRequest, form: TokenForm, key: Annotated[str, Header(alias="Idempotency-Key")]) -> Any:
    """Open a token and show it this once; a repeated key is refused, because it cannot be shown again."""
    token, token_id = new_token(), new_id()
    with by_way_of(WAY):
        receipt = open_token(
            actor=actor_from(request),
            token_id=token_id,
            name=form.name,
            digest=token_digest(token),
            until_on=form.until_on,
            now=clock.now(),
            key=key,
        )
    return {"id": token_id, "token": token, "entry": done(receipt)["entry"]}


@router.post(
    "/tokens/{uuid:token_id}/end", response={200: DoneShape, **WRITING_REFUSALS}, url_name="token_end", tags=["tokens"]
)
def token_end(request: HttpRequest, token_id: uuid.UUID, key: Annotated[str, Header(alias="Idempotency-Key")]) -> Any:
    """End a token at once."""
    with by_way_of(WAY):
        receipt = end_token(actor=actor_from(request), token_id=token_id, now=clock.now(), key=key)
    return done(receipt)
