"""What was done upon a dossier before anybody went in: it keeps one that was opened by mistake from being withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from bihuan.domain.glossary import say_team
from bihuan.domain.lifecycle.facts import HangingFacts
from bihuan.domain.numerals import natural
from bihuan.dossiers.models import Inspection
from bihuan.ledger.prepared import read_rows
from bihuan.mailroom.models import Tip, TipDoor
from bihuan.papers.models import IssuedPaper, PaperNumber
from bihuan.planning.records import Cost
from bihuan.teams.models import Tour


def hanging_on(inspection: Inspection) -> HangingFacts:
    """Return what stands upon a dossier that nobody has entered for yet."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return HangingFacts(
        teams=tuple(teams_authorised_for(inspection)),
        papers=tuple(titles_out(inspection)),
        open_door=bool(read_rows(TipDoor, own, empty=("closed_on",), most=1)),
        tips_came=bool(read_rows(Tip, own, most=1)),
        costs=len(read_rows(Cost, own, empty=("withdrawn_on",))),
    )


def teams_authorised_for(inspection: Inspection) -> list[str]:
    """Return the teams that are authorised to visit a dossier's unit in its round."""
    of_round = {"authority_id": inspection.authority_id, "round_id": inspection.round_id}
    tours = read_rows(Tour, of_round, empty=("ended_on",))
    unit = str(inspection.organization_id)
    teams = {one.team for one in tours if one.authorisation_id is not None and unit in one.organizations}
    return [say_team(one).zh for one in sorted(teams, key=natural)]


def titles_out(inspection: Inspection) -> Iterable[str]:
    """Return the titles of the papers of a dossier that hold, and of the numbers that were drawn for others."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    papers = read_rows(IssuedPaper, own, "id", related=("number",))
    numbers = read_rows(PaperNumber, own, "id", empty=("voided_on",))
    issued = {one.number_id for one in papers}
    titles = [one.title for one in papers if one.void_since is None]
    return dict.fromkeys([*titles, *(one.title for one in numbers if one.id not in issued)])
