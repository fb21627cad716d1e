"""Run on its own: lay a small county into the installation of BIHUAN_HOME; print what a client of its API needs.

python -m tests.faults.county_at_home FINDINGS [accepted]
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.county import County


def main(findings: int, *, accepted: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from bihuan.access.actors import actor_of
    from bihuan.access.tokens import new_token, open_token, token_digest
    from bihuan.domain.roles import Role
    from bihuan.dossiers.actions import NewFinding
    from bihuan.dossiers.models import Finding
    from bihuan.ledger.models import new_id
    from tests.county import County, new_key
    from tests.people import login_name_of, open_account, where

    more = [NewFinding(str(n), f"问题{n}") for n in range(1, findings + 1)]
    county = County().found()
    county = accepted_one(county) if accepted else county.fed_back(*more)
    told: dict[str, object] = {"inspection": str(county.inspection_id)}
    now = timezone.now()
    began = timezone.localdate() - timedelta(days=settings.TOKEN_DAYS // 2)  # they hold if the clock goes wrong, too
    for role in (Role.UNIT_LIAISON, Role.OFFICE, Role.SUPERVISION_OFFICE, Role.TEAM_LEADER):
        account = open_account(county, role, login_name_of(role), *where(county, role))
        token = new_token()
        open_token(
            actor=actor_of(account, began),
            token_id=new_id(),
            name="faults",
            digest=token_digest(token),
            until_on=began + timedelta(days=settings.TOKEN_DAYS),
            now=now,
            key=new_key(),
        )
        told[role.value] = token
    told["findings"] = [str(f.id) for f in Finding.objects.order_by("place")]
    json.dump(told, sys.stdout)


def accepted_one(county: County) -> County:
    """Bring the dossier to where it lacks the approval, the countersignatures and the close."""
    county.examined()
    county.today = date(2018, 11, 20)
    county.do(county.unit_liaison, "write_report", title="报结报告", text="各项问题均已整改")
    county.sign()
    county.do(county.unit_head, "submit_for_review")
    county.do(county.supervision_office, "accept")
    return county


if __name__ == "__main__":
    main(int(sys.argv[1]), accepted="accepted" in sys.argv)
