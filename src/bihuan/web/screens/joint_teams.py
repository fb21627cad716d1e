"""Joint teams: formed for the checks of a plan, and changed afterwards with a reason."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from bihuan.supervision.joint_changes import change_joint_team
from bihuan.supervision.joint_teams import form_joint_team, members_of
from bihuan.supervision.models import JointTeam, PlannedCheck
from bihuan.web.forms import posted
from bihuan.web.forms.joint_teams import JointTeamChangeForm, JointTeamForm
from bihuan.web.pages.supervision import lines_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.supervision import do


def joint_team_form(request: SignedRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Form a joint team and give it checks."""
    at = request.actor.authority_id
    rows = PlannedCheck.objects.filter(authority_id=at, plan_id=plan_id, dropped_on=None, team=None)
    lines = lines_of(request.actor, list(rows.select_related("plan", "dossier").order_by("on", "number")))
    waiting = [one.row for one in lines if one.state in ("planned", "overdue")]
    count = JointTeam.objects.filter(authority_id=at, plan_id=plan_id).count() + 1
    start = {"name": _("Joint team %(number)s") % {"number": count}}
    form = JointTeamForm(posted(request), actor=request.actor, planned=waiting, initial=start)
    title, done = _("Form a joint team"), _("The team is formed; its checks stand on the to-do of its people.")
    note = _(
        "Somebody of each side; nobody checks a unit he is of, works with or answered for. Whoever is in the team with "
        "his account reads what its open checks look at and records them, whatever his role; accounts of units, of "
        "administrators and without a role are not offered."
    )
    return do(
        request,
        plan_id,
        form,
        form_joint_team,
        lambda: {"plan_id": plan_id, **form.told()},
        title=title,
        done=done,
        note=note,
        template="web/joint_team.html",
    )


def joint_team_change(request: SignedRequest, team_id: uuid.UUID) -> HttpResponse:
    """Replace, add or take out people of a joint team."""
    actor = request.actor
    team = get_object_or_404(JointTeam, authority_id=actor.authority_id, pk=team_id, plan__called_off_on=None)
    form = JointTeamChangeForm(posted(request), actor=actor, members=members_of(team))
    note = _(
        "The lines show who sits in the team now. Write over a line to replace somebody, empty name and account to "
        "take him out, fill a free one to add somebody; at least one stays. Everybody is judged anew for the checks "
        "still to be made. Whoever is taken out loses the seat today; what he recorded stays in his name."
    )
    return do(
        request,
        team.plan_id,
        form,
        change_joint_team,
        lambda: {"team_id": team_id, **form.told()},
        title=_("Change the people of %(team)s") % {"team": team.name},
        done=_("The team is changed; its checks stand on the to-do of its people."),
        note=note,
        template="web/joint_team.html",
    )
