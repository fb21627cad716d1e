"""Deeds of supervision that no single dossier's list has, with their addresses: done by machine as by their pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bihuan.desk import reorganising_forms as of_units
from bihuan.desk import supervision_forms as f
from bihuan.desk.forms import Form
from bihuan.ledger.door import Receipt
from bihuan.supervision import billing, extracting, taking_effect
from bihuan.supervision import reorganisation_steps as steps
from bihuan.supervision.recording import record_planned_check
from bihuan.supervision.reorganising import reorganise


@dataclass(frozen=True)
class Deed:
    """One deed: where it is done, by which form, and what of the address names its thing."""

    address: str
    name: str
    form: type[Form]
    act: Callable[..., Receipt]
    argument: str = ""


DEEDS = (
    Deed("/inspections/{uuid:target_id}/bill/show", "render_bill", f.WordsForm, billing.render_bill, "inspection_id"),
    Deed(
        "/inspections/{uuid:target_id}/bill/hand-over",
        "hand_bill_over",
        f.BillHandOverForm,
        billing.hand_bill_over,
        "inspection_id",
    ),
    Deed(
        "/inspections/{uuid:target_id}/bill/look", "look_bill_up", f.BillLookForm, billing.look_bill_up, "inspection_id"
    ),
    Deed("/bills/{uuid:target_id}/accept", "accept_bill", f.NothingForm, billing.accept_bill, "bill_id"),
    Deed("/extracts", "ask_for_extract", f.ExtractForm, extracting.ask_for_extract),
    Deed("/extracts/{uuid:target_id}/give", "give_extract", f.NothingForm, extracting.give_extract, "extract_id"),
    Deed(
        "/extracts/{uuid:target_id}/refuse",
        "refuse_extract",
        f.ExtractRefusalForm,
        extracting.refuse_extract,
        "extract_id",
    ),
    Deed(
        "/extracts/{uuid:target_id}/receive",
        "receive_extract",
        f.ExtractReceiptForm,
        extracting.receive_extract,
        "extract_id",
    ),
    Deed(
        "/planned-checks/{uuid:target_id}/record",
        "record_planned_check",
        f.PlannedCheckForm,
        record_planned_check,
        "planned_id",
    ),
    Deed("/reorganisations", "reorganise", of_units.ReorganisationForm, reorganise),
    *(
        Deed(f"/reorganisations/{{uuid:target_id}}/{address}", name, form, act, "reorganisation_id")
        for address, name, form, act in (
            ("call-off", "call_off_reorganisation", of_units.CallOffForm, taking_effect.call_off_reorganisation),
            ("effect", "bring_into_effect", f.NothingForm, taking_effect.bring_into_effect),
            ("steps", "register_reorganisation_step", of_units.StepForm, steps.register_reorganisation_step),
            ("told", "feed_back_to_heir", of_units.ToldForm, steps.feed_back_to_heir),
            ("review", "review_reorganisation", of_units.ReviewForm, steps.review_reorganisation),
        )
    ),
)
