"""The forms of the desk as Django forms: one control for each kind of field, labels from the fields' titles.

What a form told goes to the desk as it was typed there: days, files, money in fen. Nothing is decided here.
"""

from __future__ import annotations

import types
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from pydantic.fields import FieldInfo

from bihuan.desk.evaluation_forms import HandInForm, SelfAssessmentForm, SettleForm
from bihuan.desk.forms import CheckForm, EvaluationForm, Fen, Upload
from bihuan.desk.offers import Offer
from bihuan.desk.performing import FormRefused
from bihuan.desk.place_forms import PartyFilingForm
from bihuan.desk.several import FilesRefused
from bihuan.desk.site_forms import PeerReviewForm
from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.domain.lifecycle.revising import SEEN_DRAFT, SEEN_REPORT, SEEN_VERSION
from bihuan.dossiers.files import FileRefused
from bihuan.web.forms import NOT_OFFERED, DayField
from bihuan.web.refusals import NONE_KEPT, in_words
from bihuan.web.words import FEN_OF_A_YUAN, labelled, word

LINE = 300  # up to here a text fits on one line
LONGEST_NAME = 200  # of a file
MOST_YUAN = 10**13
MOST_NUMBER = 10**6
CHOICE_WORDS = {
    "to": "role",
    "kind": "check_kind",
    "sort": "inquiry",
    "secrecy": "secrecy",
    "paper": "filed",
    "party": "role",
    "rating": "rating",
    "log_sort": "log_sort",
    "tick_result": "tick_result",
    "reply_sort": "fact_reply",
    "result": "fix_check",
    "follows": "fact_outcome",
    "body": "hearer",
    "looked_up": "looked_up",
    "published_to": "published_to",
    "for_body": "evaluating_body",
    "asked": "people_asked",
    "told_of": "leader_told",
    "former": "former_paper",
    "consequence": "consequence",
    "ground": "ground",
    "decision": "decision",
}  # fields whose choices are codes, and the family of their words
# nobody accepts or decides by sending what stood there
NOT_BY_DEFAULT = frozenset(
    {
        *("published_to", "reply_sort", "follows", "result", "tick_result"),
        *("decision", "ground", "consequence", "told_of", "former"),
    }
)
ROWS_OF_THEIR_OWN = {
    ("seen", CheckForm),
    ("marks", EvaluationForm),
    ("grounds", EvaluationForm),
    ("refs", EvaluationForm),
    *((name, form) for form in (HandInForm, SelfAssessmentForm) for name in ("marks", "grounds", "refs")),
    ("settled", SettleForm),
    ("reasons", SettleForm),
    ("received", PartyFilingForm),
    ("receipts", PartyFilingForm),
    ("marks", PeerReviewForm),
}
# what the page itself tells: the fingerprint, version or number of what it showed
NOT_TYPED = frozenset({"shown", "of_point", SEEN_VERSION, SEEN_REPORT, SEEN_DRAFT})
# words about the work stand in the ledger as they are, words about persons as a commitment (models: `personal`)
IN_THE_LEDGER = frozenset({"reason", "remark", "answer", "account", "seen", "opinion"})
ABOUT_PERSONS = frozenset(
    {
        *("outcome", "accountability", "owner", "addressee", "signed_by", "superior"),
        *("on_persons", "present", "led_by", "notified_to", "record"),
    }
)
PICKED = "article"  # a text with the articles of the library beneath it
Choices = list[tuple[str, str]]


class MoneyField(forms.DecimalField):
    """An amount entered in yuan, told in fen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_YUAN, decimal_places=2, **options)

    def clean(self, value: Any) -> int:
        yuan: Decimal | None = super().clean(value)
        return int(yuan * FEN_OF_A_YUAN) if yuan is not None else 0


class FileField(forms.FileField):
    """A file as the desk takes it: its name and its bytes."""

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        file = super().clean(data, initial)
        return Upload.model_construct(name=file.name, content=file.read()) if file else None


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files as the desk takes them; which of them can be kept is the desk's to say."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        told, faults = [], []
        for file in data or [None]:
            try:
                one = super().clean(file, initial)
            except forms.ValidationError as error:
                faults += [labelled(file.name, said) for said in error.messages] if file else error.messages
            else:
                told.append(Upload.model_construct(name=one.name, content=one.read()))
        if faults:
            raise forms.ValidationError(faults)
        return told


def several_words() -> str:
    """Say that several files can be chosen at once, and how much that may be."""
    most = settings.UPLOAD_LIMIT // 2**20
    return _("Several files can be chosen at once, %(most)s MB in all.") % {"most": most}


def files_control(info: FieldInfo) -> forms.Field:
    return FilesField(
        label=_(info.title or ""), max_length=LONGEST_NAME, allow_empty_file=True, help_text=several_words()
    )


def form_class_of(offer: Offer, choices: Mapping[str, Choices] | None = None) -> type[forms.Form]:
    """Return the Django form of a deed; `choices` for fields that are chosen from rows."""
    chosen = choices or {}
    several = offer.several.files if offer.several else ""
    fields = {
        name: files_control(info) if name == several else control_of(name, info, chosen.get(name))
        for name, info in offer.form.model_fields.items()
        if (name, offer.form) not in ROWS_OF_THEIR_OWN
    }
    places = {FileRefused.__name__: several} if several else {}
    return type("DeedForm", (forms.Form,), {**fields, "places": places})


def control_of(name: str, info: FieldInfo, chosen: Choices | None) -> forms.Field:
    """Return the control of one field."""
    kind, is_optional = bare(info.annotation)
    needed = info.is_required() and not is_optional
    label = _(info.title or name)
    refused = {"invalid_choice": NOT_OFFERED}  # what was sent may be a mere id
    if name in NOT_TYPED:
        return forms.CharField(label=label, required=False, max_length=longest(info), widget=forms.HiddenInput())
    if chosen is not None and get_origin(kind) is list:
        ticks = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(
            label=label, required=needed, choices=chosen, widget=ticks, error_messages=refused
        )
    if chosen is not None:
        offered = [("", _("choose")), *chosen]
        return forms.ChoiceField(label=label, required=needed, choices=offered, error_messages=refused)
    if is_fen(info):
        return MoneyField(label=_("%(what)s (yuan)") % {"what": label}, required=False)
    if get_origin(kind) is Literal:
        first = [("", _("choose"))] if name in NOT_BY_DEFAULT else []
        offered = [*first, *words_of(name, get_args(kind))]
        return forms.ChoiceField(label=label, required=needed, choices=offered, error_messages=refused)
    if kind in (int, Decimal):
        return number_control(kind, label, info, needed=needed)
    control = CONTROLS.get(kind, text_control)(label, needed, longest(info))
    if name == PICKED:
        control.widget.attrs["list"] = "articles"
    control.help_text = ledger_words(name)
    return control


def ledger_words(name: str) -> str:
    """Say what the ledger keeps of a field's words; nothing where that needs no saying."""
    if name in IN_THE_LEDGER:
        return _("Stands in the ledger for ever as it is written: name bodies and facts, not people.")
    if name in ABOUT_PERSONS:
        return _("About persons: the ledger proves these words without holding them.")
    return ""


def bare(annotation: Any) -> tuple[Any, bool]:
    """Return a type without Optional and Annotated, and whether nothing may be told."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not types.NoneType]
        return bare(kinds[0])[0], True
    return annotation, False


def is_fen(info: FieldInfo) -> bool:
    """True for an amount of money: the desk's forms type it as Fen."""
    return info.annotation is int and info.metadata == list(FEN_BOUNDS)


FEN_BOUNDS = FieldInfo.from_annotation(Fen).metadata


def longest(info: FieldInfo) -> int:
    bounds = [getattr(part, "max_length", None) for part in info.metadata]
    return next((bound for bound in bounds if bound), LINE)


def words_of(name: str, codes: tuple[Any, ...]) -> Choices:
    """Return the codes of a choice with their words; the empty code of a check is the ordinary one."""
    family = CHOICE_WORDS[name]
    return [(code, word(family, code or "ordinary")) for code in codes]


def text_control(label: str, needed: bool, most: int) -> forms.Field:
    widget = forms.TextInput() if most <= LINE else forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=needed, max_length=most, widget=widget)


def number_control(kind: type, label: str, info: FieldInfo, *, needed: bool) -> forms.Field:
    """Return the control of a number within the bounds that the desk's form sets, so that a fault names its bound."""
    least, most = bound(info, "ge"), bound(info, "le")
    if kind is Decimal:
        return forms.DecimalField(label=label, required=needed, min_value=least, max_value=most, decimal_places=2)
    least, most = 0 if least is None else least, MOST_NUMBER if most is None else most
    return forms.IntegerField(label=label, required=needed, min_value=least, max_value=most)


def bound(info: FieldInfo, name: str) -> int | None:
    return next((getattr(part, name) for part in info.metadata if hasattr(part, name)), None)


CONTROLS: Mapping[Any, Callable[[str, bool, int], forms.Field]] = {
    str: text_control,
    date: lambda label, needed, _most: DayField(label=label, required=needed),
    bool: lambda label, _needed, _most: forms.BooleanField(label=label, required=False),
    uuid.UUID: lambda label, needed, _most: forms.UUIDField(label=label, required=needed),
    Upload: lambda label, needed, _most: FileField(label=label, required=needed, max_length=LONGEST_NAME),
}


def told_by(form: forms.Form) -> dict[str, Any]:
    """Return what a valid form tells, without what was left empty; a choice that was not made is nothing told."""
    unsaid = NOT_TYPED | {name for name, one in form.fields.items() if isinstance(one, forms.ChoiceField)}
    return {
        name: value for name, value in form.cleaned_data.items() if value is not None and (value or name not in unsaid)
    }


def put_beside(form: forms.Form, refused: FormRefused | FilesRefused, offer: Offer) -> None:
    """Put the desk's faults beside their fields; what belongs to no field stands above the form."""
    if isinstance(refused, FilesRefused):
        assert offer.several is not None
        form.add_error(None, str(NONE_KEPT))
        form.add_error(offer.several.files, [in_words(one) for one in refused.refusals])
        return
    for place in refused.faults:
        name = place.partition(".")[0]
        form.add_error(name if name in form.fields else None, _("This value cannot be used; correct it."))


__all__ = ["CheckKind", "form_class_of", "put_beside", "told_by"]
