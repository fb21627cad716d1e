"""Every text column is looked at once: about a person, about the work in somebody's own words, or a code or title.

What is about a person stands in the ledger as a commitment only (design: personal data enters as a commitment). Words
about the work stand there as they are, because an archive could not be verified otherwise; their forms say so.
A new text column has to be put into one of the three.
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from bihuan.desk.offers import OFFERS
from bihuan.ledger.models import Kept
from bihuan.web.forms.deed import ABOUT_PERSONS, IN_THE_LEDGER, form_class_of
from bihuan.web.offered import ELSEWHERE

PERSONS = {
    "access.Account": {"login_name", "name"},
    "clues.ClueRecord": {"record"},
    "dossiers.Finding": {"accountability", "outcome"},
    "feedback.CopyNotice": {"addressee", "answer"},
    "feedback.Errand": {"answer", "demand", "outcome", "received_by", "words"},
    "feedback.FeedbackLook": {"by_name", "remark"},
    "feedback.Hearing": {"follow_up", "on_matters", "on_persons"},
    "feedback.Instruction": {"leader", "words"},
    "feedback.Letter": {"advice", "causes", "symptoms"},
    "feedback.NoticeReceiver": {"instead"},
    "feedback.Publication": {"why_withheld"},
    "feedback.PutFact": {"reasons", "reply", "title", "words"},
    "feedback.SpecialReport": {"advice", "causes", "situation", "summary"},
    "feedback.TeamReport": {"advice", "overall"},
    "fieldwork.FixOrder": {"answer", "basis", "demand", "found", "matter", "remark"},
    "fieldwork.Guidance": {"diagnosis", "follow_up", "led_by", "prescription"},
    "fieldwork.LogEntry": {"by_name", "present", "text"},
    "fieldwork.PeerReview": {"by_name", "comment"},
    "fieldwork.PublicConcern": {"matter", "solution"},
    "fieldwork.Inquiry": {"first_asker", "heard", "met_with", "place", "second_asker"},
    "fieldwork.GuideTick": {"by_name", "remark"},
    "fieldwork.PaperEvidence": {"label"},
    "fieldwork.PaperHand": {"by_name"},
    "fieldwork.WorkingPaper": {"basis", "found_how", "nature", "phenomenon", "responsibility", "title"},
    "mailroom.Tip": {"record"},
    "mailroom.TipAnswer": {"box"},
    "mailroom.TipBox": {"content"},
    "organizations.HeadTenure": {"name"},
    "teams.Challenge": {"reason", "decision"},
    "teams.Declaration": {"matters"},
    "teams.Assessment": {"remark", "scores"},
    "teams.Composition": {"changed_reason", "instance"},
    "teams.Draw": {"appointed", "seed"},
    "teams.Tour": {"ended_reason"},
    "teams.Waiver": {"reason"},
    "teams.Inspector": {
        *("name", "sex", "born", "ethnicity", "native_place", "party", "education", "post", "rank", "posts_held"),
        *("kin", "appraisal", "grade", "vouched", "away_reason", "left_reason"),
    },
    "rectification.Measure": {"owner"},
    "rectification.Report": {"signed_by"},
    "supervision.Draw": {"population"},
    "supervision.JointMember": {"name"},
    "rectification.PartyFiling": {"received_by"},
    "rectification.PeriodicReport": {"signed_by"},
    "evaluation.PartyFeedback": {"addressee"},
    "evaluation.Scoring": {"first_name", "second_name"},
    "evaluation.Consequence": {"notified_to", "record"},
    "evaluation.LeaderTold": {"addressee"},
}
WORK = {  # in somebody's own words; whoever writes them is told that they stand in the ledger
    "closeout.Consent": {"remark", "withdrawn_reason"},
    "closeout.Exemption": {"reason", "withdrawn_reason"},
    "closeout.Return": {"reason"},
    "dossiers.Evidence": {"label", "pages", "removed_reason"},
    "feedback.Hearing": {"withdrawn_reason"},
    "rules.Regulation": {"issuer", "title"},
    "rules.RegulationVersion": {"document_number", "sha256", "text", "withdrawn_reason"},
    "dossiers.Finding": {"basis", "category", "hand_over_stages", "result", "text", "title"},
    "dossiers.Inspection": {"taken_over_reason", "withdrawn_reason"},
    "dossiers.StoredFile": {"name"},
    "evaluation.Evaluation": {"remark", "withdrawn_reason"},
    "evaluation.PartyEvaluation": {"opinion", "withdrawn_reason"},
    "evaluation.Scoring": {"cancelled_reason"},
    "evaluation.SelfAssessment": {"remark", "returned_reason"},
    "evaluation.PeopleResult": {"withdrawn_reason"},
    "evaluation.Consequence": {"decided_reason", "proposed_reason", "withheld", "withheld_why"},
    "evaluation.GraveMark": {"reason", "withdrawn_reason"},
    "evaluation.LeaderTold": {"receipt"},
    "evaluation.Recurrence": {"remark", "withdrawn_reason"},
    "rectification.PartyFiling": {"receipt", "withdrawn_reason"},
    "rectification.AbsentParty": {"reason", "withdrawn_reason"},
    "rectification.PeriodicReport": {"text", "withdrawn_reason"},
    "feedback.CopyNotice": {"advice"},
    "feedback.Letter": {"withdrawn_reason"},
    "planning.Cost": {"remark", "withdrawn_reason"},
    "planning.Filing": {"comments", "title", "withdrawn_reason"},
    "planning.Guidance": {"answer", "matter"},
    "fieldwork.PaperEvidence": {"pages", "removed_reason"},
    "fieldwork.PaperHand": {"reason"},
    "fieldwork.GuideInUse": {"ended_reason"},
    "fieldwork.GuideTick": {"withdrawn_reason"},
    "fieldwork.GuideVersion": {"title"},
    "planning.Mandate": {"reason"},
    "planning.Placement": {"reason", "removed_reason"},
    "planning.RoundPlan": {"subject", "order_paper"},
    "planning.Responsibility": {"asked", "matter", "outcome"},
    "planning.Term": {"adopted_reason", "goals"},
    "planning.YearPlan": {"adopted_reason", "tasks"},
    "papers.IssuedPaper": {"title", "voided_reason"},
    "papers.PaperNumber": {"title", "voided_reason"},
    "rectification.Extension": {"answer", "reason"},
    "rectification.Look": {"seen"},
    "rectification.Measure": {"department", "expected_result", "progress", "text"},
    "rectification.MeasureChange": {"noted_remark", "reason"},
    "rectification.Meeting": {"withdrawn_reason"},
    "rectification.Plan": {"returned_reason"},
    "rectification.Report": {"text", "title", "withdrawn_reason"},
    "rectification.SignOffAnswer": {"reason"},
    "teams.Composition": {"rechecked"},
    "teams.Preparation": {"answer", "matter", "withdrawn_reason"},
    "supervision.Check": {"account", "methods", "withdrawn_reason"},
    "supervision.CheckedFinding": {"remark"},
    "supervision.CheckedFix": {"remark"},
    "supervision.Extract": {"refused_reason", "words"},
    "supervision.Bill": {"words"},
    "supervision.BillLook": {"found"},
    "supervision.PlannedCheck": {"dropped_reason"},
    "supervision.Reorganisation": {"called_off_reason"},
    "supervision.ReorganisationStep": {"account"},
    "supervision.ReorganisedDossier": {"told_words"},
    "supervision.SupervisionPlan": {"called_off_reason", "name"},
    "supervision.Draw": {"called_off_reason"},
    "exchange.Loan": {"laptop", "lost_reason"},
}
ROOMS_OF_A_DOSSIER = {
    "closeout",
    "clues",
    "dossiers",
    "evaluation",
    "exchange",
    "feedback",
    "fieldwork",
    "papers",
    "planning",
    "rectification",
    "supervision",
    "teams",
}
CODES = {  # codes, titles of bodies and rounds, paths, fingerprints
    "closeout.Consent": {"by_name", "by_role", "kind"},
    "closeout.Exemption": {"code"},
    "dossiers.Finding": {"number", "organization_path", "stage", "supervision_path"},
    "dossiers.Inspection": {
        "kind",
        "organization_name",
        "organization_path",
        "stage",
        "supervision_path",
        "team_name",
    },
    "dossiers.Round": {"name", "term"},
    "dossiers.StoredFile": {"media_type", "sha256"},
    "evaluation.Evaluation": {"basis", "by_name", "by_role"},
    "exchange.Loan": {"brought", "parcel", "team_name"},
    "feedback.CopyNotice": {"answered_by_role", "to"},
    "feedback.Errand": {"answered_by_role", "kind", "matter"},
    "planning.Cost": {"kind", "paid_by"},
    "planning.Filing": {"about", "in_name_of", "kind", "number", "receipt", "to"},
    "planning.Guidance": {"from_body", "kind"},
    "feedback.FeedbackLook": {"by_role", "looked_up", "shown", "sort"},
    "feedback.Hearing": {"body"},
    "feedback.Letter": {"matter", "why"},
    "feedback.NoticeReceiver": {"to"},
    "feedback.PutFact": {"outcome", "replied_by_role", "settled_by_role", "stage"},
    "feedback.Publication": {"audience", "headline"},
    "feedback.RuleMade": {"title"},
    "feedback.SpecialReport": {"by_role", "matter"},
    "feedback.TeamReport": {"by_role"},
    "fieldwork.FixOrder": {"stage"},
    "fieldwork.GuideTick": {"by_role", "guide", "point", "result"},
    "fieldwork.GuideVersion": {"name", "sha256", "sort"},
    "fieldwork.LogEntry": {"sort"},
    "fieldwork.PeerReview": {"by_role"},
    "fieldwork.Inquiry": {"sort"},
    "fieldwork.PaperHand": {"by_role", "deed"},
    "fieldwork.WorkingPaper": {"area", "number", "secrecy", "stage", "team_name"},
    "planning.Mandate": {"pool", "sector"},
    "planning.Method": {"name"},
    "planning.Placement": {"form", "team"},
    "planning.RoundPlan": {
        *("audit_body", "form", "lead_team", "linkage", "ordered_by", "ordered_by_level", "partner", "sector"),
    },
    "planning.Responsibility": {"act", "by"},
    "planning.Term": {"name"},
    "papers.IssuedPaper": {"checkpoint", "issuer", "kind", "missing"},
    "papers.OwnTemplate": {"kind"},
    "papers.PaperNumber": {"kind", "series"},
    "rectification.Look": {"by_role"},
    "teams.Composition": {"fingerprint", "state"},
    "teams.Draw": {"commitment", "fingerprint"},
    "teams.Assessment": {"kind", "team"},
    "teams.Authorisation": {"decided_by", "number"},
    "teams.Declaration": {"paper"},
    "teams.Tour": {"pledge_paper", "seat", "team"},
    "teams.Growth": {"kind", "title"},
    "teams.Waiver": {"rule"},
    "teams.Inspector": {
        *("category", "place", "recommended_by", "release_paper", "released_by", "unit", "vouch_paper"),
    },
    "teams.Call": {"paper"},
    "teams.Preparation": {"body", "kind", "paper"},
    "rectification.PartyFiling": {"paper", "to"},
    "rectification.AbsentParty": {"party"},
    "evaluation.PartyEvaluation": {"by_role", "party", "rating"},
    "evaluation.PartyFeedback": {"to"},
    "evaluation.Scoring": {"basis", "by_name", "by_role"},
    "evaluation.SelfAssessment": {"basis", "by_role"},
    "evaluation.PeopleResult": {"asked"},
    "evaluation.Consequence": {"basis", "decision", "kind"},
    "evaluation.GraveMark": {"by_role"},
    "evaluation.LeaderTold": {"told_of"},
    "evaluation.Recurrence": {"by_role"},
    "rectification.Measure": {"number"},
    "rectification.Meeting": {"by_role"},
    "rectification.Report": {"by_role", "signed_fingerprint"},
    "rectification.SignOffAnswer": {"by_role", "kind"},
    "supervision.Check": {"by_name", "by_role", "kind"},
    "supervision.CheckedFinding": {"answer", "conclusion"},
    "supervision.CheckedFix": {"conclusion"},
    "supervision.JointMember": {"side"},
    "supervision.JointTeam": {"name"},
    "supervision.Extract": {"asked_by", "basis", "digest", "purpose", "receipt"},
    "supervision.Bill": {"accepted_by", "by_name", "by_role", "digest", "to_role"},
    "supervision.BillLook": {"by_name", "by_role"},
    "supervision.PlannedMatter": {"why"},
    "supervision.Reorganisation": {"paper", "sort"},
    "supervision.ReorganisationStep": {"step"},
    "supervision.ReorganisedDossier": {"told_class"},
    "supervision.SupervisionPlan": {"kind"},
    "supervision.Draw": {"commitment"},
    "supervision.DrawShare": {"commitment", "party", "share"},
}


def kept() -> list[type[Kept]]:
    return [model for model in apps.get_models() if issubclass(model, Kept)]


@pytest.mark.parametrize("model", kept(), ids=lambda model: model._meta.label)
def test_what_is_about_a_person_is_a_commitment_in_the_ledger(model: type[Kept]) -> None:
    assert PERSONS.get(model._meta.label, set()) <= model.personal
    assert not model.personal & model.searched, "nobody is found by his name"


@pytest.mark.parametrize("model", kept(), ids=lambda model: model._meta.label)
def test_every_text_column_of_a_dossier_is_looked_at(model: type[Kept]) -> None:
    if model._meta.app_label not in ROOMS_OF_A_DOSSIER:
        return
    texts = {f.attname for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)}
    known = set().union(*(table.get(model._meta.label, set()) for table in (PERSONS, WORK, CODES)))
    assert texts == known, "is the column about a person (personal), about the work, or a code?"


def test_whoever_writes_words_is_told_what_the_ledger_keeps_of_them() -> None:
    told = set()
    for offer in OFFERS.values():
        if offer.name in ELSEWHERE:
            continue
        for name, field in form_class_of(offer)().fields.items():
            if name in IN_THE_LEDGER | ABOUT_PERSONS:
                assert field.help_text, f"{offer.name}.{name}"
                told.add(name)
    assert {"reason", "remark", "outcome", "accountability", "owner", "account", "seen"} <= told
