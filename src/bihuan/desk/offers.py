"""Every deed on a dossier with its form: the one list from which page, API, bulk and command line are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bihuan.closeout import actions as closeout
from bihuan.closeout import archive, control_sheets, letters_out, papers, publishing, rounds
from bihuan.closeout import withdrawing as taking_back
from bihuan.desk import evaluation_forms as e
from bihuan.desk import fieldwork_forms as w
from bihuan.desk import forms as f
from bihuan.desk import guide_forms as g
from bihuan.desk import place_forms as p
from bihuan.desk import sending_forms as t
from bihuan.desk import site_forms as s
from bihuan.domain.glossary import Term, TermMissing, term
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.inspection import STEPS as INSPECTION_STEPS
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.lifecycle.working_paper import STEPS as PAPER_STEPS
from bihuan.dossiers import findings, rebinding, relinking
from bihuan.evaluation import actions as evaluation
from bihuan.evaluation import (
    consequences,
    grave,
    leaders,
    people_counts,
    recurrence,
    scoring,
    self_assessment,
    three_in_one,
    three_party,
)
from bihuan.feedback import actions as feedback
from bihuan.feedback import answering, hearings, looking, replying, special
from bihuan.fieldwork import drafting, fixing, guiding, keeping, signing, site
from bihuan.ledger.door import Receipt
from bihuan.rectification import filed, imports, long_term, measures, meetings, periodic, reports, sign_off
from bihuan.supervision import actions as supervision


class Target(StrEnum):
    """What a deed is done to."""

    INSPECTION = "inspection"
    FINDING = "finding"
    MEASURE = "measure"
    EVIDENCE = "evidence"
    CHECK = "check"
    EVALUATION = "evaluation"
    CONSENT = "consent"
    EXEMPTION = "exemption"
    WORKING_PAPER = "working_paper"
    SITE = "site"  # a dossier as the inspected unit meets it before its feedback


@dataclass(frozen=True)
class Several:
    """Which field of a form takes several files in one press, each a deed of its own, and which field labels them."""

    files: str
    label: str


@dataclass(frozen=True)
class Offer:
    """A deed by name: its step, what it is done to, its form, its verb; what may be told several times at once."""

    name: str
    step: Step
    target: Target
    form: type[f.Form]
    act: Callable[..., Receipt]
    several: Several | None = None

    @property
    def argument(self) -> str:
        """Return the name under which the verb takes its target."""
        return "inspection_id" if self.target is Target.SITE else f"{self.target}_id"

    @property
    def words(self) -> Term:
        """Return what the deed is called: one that takes another's step has a name of its own."""
        try:
            return term("step", self.name)
        except TermMissing:
            return term("deed", self.name)


def on_inspection(name: str, form: type[f.Form], act: Callable[..., Receipt], *, step: str = "") -> Offer:
    return Offer(name, INSPECTION_STEPS[step or name], Target.INSPECTION, form, act)


def by_the_unit(name: str, form: type[f.Form], act: Callable[..., Receipt]) -> Offer:
    """A deed of the inspected unit before its feedback, when it reads nothing of its dossier."""
    return Offer(name, INSPECTION_STEPS[name], Target.SITE, form, act)


def on_finding(name: str, form: type[f.Form], act: Callable[..., Receipt], *, several: Several | None = None) -> Offer:
    return Offer(name, FINDING_STEPS[name], Target.FINDING, form, act, several)


def on_measure(name: str, form: type[f.Form], act: Callable[..., Receipt]) -> Offer:
    return Offer(name, FINDING_STEPS[name], Target.MEASURE, form, act)


def on_paper(name: str, form: type[f.Form], act: Callable[..., Receipt]) -> Offer:
    return Offer(name, PAPER_STEPS[name], Target.WORKING_PAPER, form, act)


def withdrawing(target: Target, act: Callable[..., Receipt], *, step: str = "withdraw") -> Offer:
    return Offer(f"withdraw_{target}", INSPECTION_STEPS[step], target, f.WithReason, act)


_ALL = (
    # the dossier
    on_inspection("enter_site", w.SiteForm, site.enter_site),
    on_inspection("leave_site", w.SiteForm, site.leave_site),
    on_inspection("write_working_paper", w.WrittenPaperForm, drafting.write_working_paper),
    on_inspection("choose_guide", g.GuideForm, guiding.choose_guide),
    on_inspection("put_guide_aside", g.GuideAsideForm, guiding.put_guide_aside),
    on_inspection("tick_guide", g.TickForm, guiding.tick_guide),
    on_inspection("withdraw_tick", g.TickWithdrawalForm, guiding.withdraw_tick),
    on_inspection("import_findings", f.ImportForm, imports.import_findings),
    on_inspection("send_copy_notice", f.CopyNoticeForm, feedback.send_copy_notice),
    on_inspection("redirect_copy_notice", f.NoticeReceiverForm, answering.redirect_copy_notice),
    on_inspection("give_feedback", f.FeedbackForm, feedback.give_feedback),
    on_inspection("take_over", f.TakeOverForm, imports.take_over),
    on_inspection("answer_copy_notice", s.NoticeAnswerForm, answering.answer_copy_notice),
    on_inspection("submit_plan", f.NothingToTell, reports.submit_plan),
    on_inspection("accept_plan", f.AcceptPlan, reports.accept_plan),
    on_inspection("return_plan", f.WithReason, reports.return_plan),
    on_inspection("record_meeting", f.MeetingForm, meetings.record_meeting),
    on_inspection("withdraw_meeting", f.WithReason, meetings.withdraw_meeting, step="record_meeting"),
    on_inspection("write_report", f.ReportForm, reports.write_report),
    on_inspection("withdraw_report", f.ReportWithdrawalForm, reports.withdraw_report, step="write_report"),
    on_inspection("sign_report", f.SignForm, reports.sign_report),
    on_inspection("attest_signature", f.SignatureForm, reports.attest_signature),
    on_inspection("record_check", f.CheckForm, supervision.record_check),
    on_inspection("record_evaluation", f.EvaluationForm, evaluation.record_evaluation),
    on_inspection("submit_for_review", f.NothingToTell, closeout.submit_for_review),
    on_inspection("accept", f.WithRemark, closeout.accept),
    on_inspection("approve", f.WithRemark, closeout.approve),
    on_inspection("countersign", f.WithRemark, closeout.countersign),
    on_inspection("waive", f.WaiverForm, closeout.waive),
    on_inspection("close", f.NothingToTell, closeout.close),
    on_inspection("return_dossier", f.WithReason, closeout.return_dossier),
    on_inspection("withdraw_dossier", f.WithReason, taking_back.withdraw),
    on_inspection("change_supervision_office", f.OtherOffice, relinking.change_supervision_office),
    on_inspection("change_packs", f.WithReason, rebinding.change_packs),
    on_inspection("end_round", f.WithRemark, rounds.end_round),
    on_inspection("write_archive", f.NothingToTell, archive.write_archive),
    # what packs of single places ask for
    on_inspection("file_with_parties", p.PartyFilingForm, filed.file_with_parties),
    on_inspection(
        "withdraw_party_filing", p.PartyFilingWithdrawalForm, filed.withdraw_party_filing, step="file_with_parties"
    ),
    on_inspection("state_party_absent", p.AbsentPartyForm, filed.state_party_absent),
    on_inspection("withdraw_absence", p.AbsenceWithdrawalForm, filed.withdraw_absence, step="state_party_absent"),
    on_inspection("call_periodic_reports", p.CallReportsForm, periodic.call_periodic_reports),
    on_inspection(
        "cancel_periodic_report", p.CancelReportForm, periodic.cancel_periodic_report, step="call_periodic_reports"
    ),
    on_inspection("write_periodic_report", p.PeriodicReportForm, periodic.write_periodic_report),
    on_inspection("sign_periodic_report", p.SignPeriodicForm, periodic.sign_periodic_report),
    on_inspection("attest_periodic_report", p.AttestPeriodicForm, periodic.attest_periodic_report),
    on_inspection("evaluate_as_party", p.PartyOpinionForm, three_party.evaluate_as_party),
    on_inspection("enter_party_evaluation", p.EnteredOpinionForm, three_party.enter_party_evaluation),
    on_inspection("withdraw_party_evaluation", p.OpinionWithdrawalForm, three_party.withdraw_party_evaluation),
    on_inspection("feed_back_three_party", p.PartiesToldForm, three_party.feed_back_three_party),
    # two scorers, three in one, and what follows
    on_inspection("begin_scoring", e.BeginScoringForm, scoring.begin_scoring),
    on_inspection("hand_in_scores", e.HandInForm, scoring.hand_in_scores),
    on_inspection("settle_scores", e.SettleForm, scoring.settle_scores),
    on_inspection("cancel_scoring", f.WithReason, scoring.cancel_scoring),
    on_inspection("assess_self", e.SelfAssessmentForm, self_assessment.assess_self),
    on_inspection("return_self_assessment", f.WithReason, self_assessment.return_self_assessment),
    on_inspection("enter_people_result", e.PeopleResultForm, people_counts.enter_people_result),
    on_inspection("withdraw_people_result", e.PeopleWithdrawalForm, people_counts.withdraw_people_result),
    on_inspection("combine_scores", f.NothingToTell, three_in_one.combine_scores),
    on_inspection("tell_leader", e.LeaderToldForm, leaders.tell_leader),
    on_inspection("propose_consequence", e.ProposalForm, consequences.propose_consequence),
    on_inspection("mark_grave", f.WithReason, grave.mark_grave),
    on_inspection("withdraw_grave", f.WithReason, grave.withdraw_grave),
    on_inspection("decide_consequence", e.DecisionForm, consequences.decide_consequence),
    on_inspection("notify_consequence", e.NoticeForm, consequences.notify_consequence),
    on_inspection("record_consequence", e.RecordForm, consequences.record_consequence),
    # working papers
    on_paper("revise_working_paper", w.RevisedWorkingPaperForm, drafting.revise_working_paper),
    on_paper("attach_paper_evidence", w.PaperEvidenceForm, drafting.attach_paper_evidence),
    on_paper("remove_paper_evidence", w.PaperEvidenceRemovalForm, drafting.remove_paper_evidence),
    on_paper("add_inquiry", w.InquiryForm, drafting.add_inquiry),
    on_paper("submit_working_paper", f.NothingToTell, signing.submit_working_paper),
    on_paper("review_working_paper", f.WithRemark, signing.review_working_paper),
    on_paper("sign_working_paper", f.WithRemark, signing.sign_working_paper),
    on_paper("return_working_paper", f.WithReason, signing.return_working_paper),
    on_paper("withdraw_working_paper", f.WithReason, signing.withdraw_working_paper),
    on_paper("confirm_finding", f.NothingToTell, signing.confirm_finding),
    on_paper("review_as_peer", s.PeerReviewForm, keeping.review_as_peer),
    # the weeks on site beside them
    on_inspection("order_fix", s.FixOrderForm, fixing.order_fix),
    by_the_unit("answer_fix", s.FixAnswerForm, fixing.answer_fix),
    by_the_unit("tell_own_fix", s.OwnFixForm, fixing.tell_own_fix),
    on_inspection("check_fix", s.FixCheckForm, fixing.check_fix),
    on_inspection("note_concern", s.ConcernForm, fixing.note_concern),
    on_inspection("solve_concern", s.ConcernSolvedForm, fixing.solve_concern),
    on_inspection("write_log", s.LogForm, keeping.write_log),
    on_inspection("give_guidance", s.GuidanceForm, keeping.give_guidance),
    on_inspection("follow_guidance", s.GuidanceFollowedForm, keeping.follow_guidance),
    # before the feedback
    on_inspection("put_facts", s.PutFactsForm, replying.put_facts),
    by_the_unit("reply_to_fact", s.ReplyForm, replying.reply_to_fact),
    on_inspection("answer_objection", s.ObjectionAnswerForm, replying.answer_objection),
    on_inspection("write_team_report", s.TeamReportForm, hearings.write_team_report),
    on_inspection("record_hearing", s.HearingForm, hearings.record_hearing),
    on_inspection("follow_hearing", s.HearingFollowedForm, hearings.follow_hearing),
    on_inspection("withdraw_hearing", s.HearingWithdrawalForm, hearings.withdraw_hearing),
    on_inspection("compare_feedback", s.LookingForm, looking.compare_feedback),
    on_inspection("review_feedback", s.LookingForm, looking.review_feedback),
    on_inspection("look_up_for_feedback", s.LookUpForm, looking.look_up_for_feedback),
    on_inspection("write_special_report", t.SpecialReportForm, special.write_special_report),
    on_inspection("record_instruction", t.InstructionForm, special.record_instruction),
    on_inspection("route_instruction", t.RouteForm, special.route_instruction),
    on_inspection("transfer_matter", t.TransferForm, special.transfer_matter),
    # papers of what stands
    on_inspection("issue_inspection_notice", t.NoticeOfInspectionForm, publishing.issue_inspection_notice),
    on_inspection("issue_report", t.ReportPaperForm, publishing.issue_report),
    on_inspection("issue_bulletin", t.BulletinForm, publishing.issue_bulletin),
    on_inspection("issue_special_report", t.SpecialPaperForm, letters_out.issue_special_report),
    on_inspection("issue_transfer", t.TransferPaperForm, letters_out.issue_transfer),
    on_inspection("issue_fix_order", s.FixPaperForm, papers.issue_fix_order),
    on_inspection("issue_opinion", f.OpinionForm, papers.issue_opinion),
    on_inspection("issue_copy_notice", f.CopyPaperForm, papers.issue_copy_notice, step=papers.STEP),
    on_inspection("issue_card", f.CardForm, papers.issue_card, step=papers.STEP),
    on_inspection("issue_control_sheet", t.ControlSheetForm, control_sheets.issue_control_sheet, step=papers.STEP),
    # what was entered wrongly
    withdrawing(Target.CHECK, supervision.withdraw_check),
    withdrawing(Target.EVALUATION, evaluation.withdraw_evaluation),
    withdrawing(Target.CONSENT, closeout.withdraw_consent, step="withdraw_consent"),
    withdrawing(Target.EXEMPTION, closeout.withdraw_exemption, step="withdraw_exemption"),
    Offer(
        "tell_evaluation",
        INSPECTION_STEPS["tell_evaluation"],
        Target.EVALUATION,
        f.NothingToTell,
        evaluation.tell_evaluation,
    ),
    # a finding
    on_finding("add_measure", f.MeasureForm, measures.add_measure),
    on_measure("revise_measure", f.RevisedMeasureForm, measures.revise_measure),
    on_measure("report_progress", f.ProgressForm, measures.report_progress),
    on_measure("request_extension", f.ExtensionForm, measures.request_extension),
    on_measure("note_change", f.WithRemark, measures.note_change),
    on_measure("approve_extension", f.WithAnswer, measures.approve_extension),
    on_measure("refuse_extension", f.WithReason, measures.refuse_extension),
    on_finding("attach_evidence", f.EvidenceForm, findings.attach_evidence, several=Several("file", "label")),
    Offer(
        "remove_evidence",
        FINDING_STEPS["remove_evidence"],
        Target.EVIDENCE,
        f.WithReason,
        findings.remove_evidence,
    ),
    on_finding("state_result", f.ResultForm, sign_off.state_result),
    on_finding("state_outcome", f.OutcomeForm, sign_off.state_outcome),
    on_finding("request_sign_off", f.NothingToTell, sign_off.request_sign_off),
    on_finding("grant_sign_off", f.WithRemark, sign_off.grant_sign_off),
    on_finding("return_sign_off", f.WithReason, sign_off.return_sign_off),
    on_finding("reopen", f.WithReason, sign_off.reopen),
    on_finding("hand_over", f.HandOverForm, long_term.hand_over),
    on_finding("accept_hand_over", f.NothingToTell, long_term.accept_hand_over),
    on_finding("follow_long_term", f.LookForm, long_term.follow_long_term),
    on_finding("take_back", f.WithReason, long_term.take_back),
    on_finding("mark_person_matter", f.RevisedPersonMatterForm, findings.mark_person_matter),
    on_finding("mark_recurrence", e.RecurrenceForm, recurrence.mark_recurrence),
    on_finding("withdraw_recurrence", e.RecurrenceWithdrawalForm, recurrence.withdraw_recurrence),
    on_finding("correct_finding", s.CorrectionForm, findings.correct_finding),
)
OFFERS: Mapping[str, Offer] = {offer.name: offer for offer in _ALL}
