"""What tianjin-2018 asks for, in the demo: the office chooses it between the rounds; two units live with it."""

from __future__ import annotations

from bihuan.dossiers.models import Inspection
from bihuan.organizations.own_packs import choose_packs, release_pack
from bihuan.rectification.periodic import fingerprint_of, standing_periodic
from bihuan.simulate import papers
from bihuan.simulate.dossier import Dossier
from bihuan.simulate.founding import County
from bihuan.simulate.setting import HEAD, LEADER, LIAISON, OFFICE, RESIDENT, days
from bihuan.simulate.vocabulary import places, words

CHOSEN_BEFORE = 100  # days before the end: after the feedback of the first round, before that of the second
FILED, CALLED, FIRST_REPORT, WRITTEN_BEFORE, SPOKEN, TOLD = 18, 20, 50, 3, 80, 82  # days after the feedback
EVERY_MONTHS, TIMES = 1, 3
VISITS = "qingshi-visits-2026"  # the pack that asks for return visits
FULL = 1  # the team whose unit does everything; the others are behind


def choose_more(county: County) -> None:
    """Let the office choose one pack more; it binds the dossiers whose feedback is still to come."""
    county.clock.at(county.today - days(CHOSEN_BEFORE))
    own = places()["later_packs"]
    county.keep(release_pack, text=own["own"], reason=own["released"])
    county.keep(release_pack, text=own["visits"], reason=own["released"])
    chosen = [*places()["authority"]["packs"], *own["packs"], VISITS]
    county.keep(choose_packs, packs=chosen, reason=places()["later_packs"]["reason"])


def enter(dossier: Dossier, *, is_whole: bool) -> None:
    """Enter filings, periodic reports and, for one unit, the three parties."""
    said, start = words()["places"], dossier.feedback_on
    receivers: dict[str, str] = said["received"]
    first = list(receivers)[:2]
    received = receivers if is_whole else {party: receivers[party] for party in first}
    told = {"paper": "plan", "on": start + days(FILED), "received": received}
    dossier.then(start + days(FILED), LIAISON, "file_with_parties", **told)
    called = {"first_on": start + days(FIRST_REPORT), "every_months": EVERY_MONTHS, "times": TIMES}
    dossier.then(start + days(CALLED), OFFICE, "call_periodic_reports", **called)
    dossier.agenda.on(start + days(FIRST_REPORT - WRITTEN_BEFORE), lambda: report(dossier))
    if is_whole:
        dossier.agenda.on(start + days(SPOKEN), lambda: report(dossier))
        speak(dossier)
    else:
        absent = {"party": "competent_department", "reason": said["no_department"]}
        dossier.then(start + days(CALLED), OFFICE, "state_party_absent", **absent)


def report(dossier: Dossier) -> None:
    """Write the next periodic report that is due, and sign it."""
    inspection = Inspection.objects.get(authority_id=dossier.cast.authority_id, pk=dossier.inspection_id)
    due = next(row.due_on for row in standing_periodic(inspection) if row.written_on is None)
    dossier.do(LIAISON, "write_periodic_report", due_on=due, text=words()["places"]["report"])
    shown = fingerprint_of(standing_periodic(inspection))
    dossier.do(HEAD, "sign_periodic_report", due_on=due, shown=shown)


def speak(dossier: Dossier) -> None:
    """Let team and resident office evaluate, the office enter the department's paper, and tell the unit."""
    said, day = words()["places"], dossier.feedback_on + days(SPOKEN)
    for who in (LEADER, RESIDENT):
        dossier.then(day, who, "evaluate_as_party", on=day, **said["opinions"][who])
    paper = papers.upload(f"{said['paper']}.pdf", papers.pdf(said["paper"]))
    given = {"party": "competent_department", "on": day, "paper": paper, **said["opinions"]["competent_department"]}
    dossier.then(day, OFFICE, "enter_party_evaluation", **given)
    told = {"on": day + days(TOLD - SPOKEN), "superior": said["superior"]}
    dossier.then(day + days(TOLD - SPOKEN), OFFICE, "feed_back_three_party", **told)
