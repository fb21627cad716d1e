"""What the files of a composition look like: a strict schema, unknown keys refused, nothing guessed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

MOST = 1_000_000  # no count, day or distance of a round comes near; keeps whole numbers within 64 bits
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Count = Annotated[int, Field(ge=0, le=MOST)]
Positive = Annotated[int, Field(ge=1, le=MOST)]
Pair = Annotated[list[Text], Field(min_length=2, max_length=2)]


def as_pin(told: list[str]) -> list[str]:
    """Take inspector and group, and leader, deputy, member or nothing; raise ValueError for anything else."""
    seats = ("", "leader", "deputy", "member")
    if len(told) == len(("inspector", "group")):
        return [*told, ""]
    if len(told) != len(("inspector", "group", "seat")) or told[2] not in seats:
        raise ValueError("a pin names inspector, group and, if wanted, leader, deputy or member")
    return told


PinOf = Annotated[list[str], AfterValidator(as_pin)]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class OrganizationForm(Form):
    id: Text
    county: Text
    sector: Text
    level: Positive
    days: Count


class NeedForm(Form):
    any: Annotated[list[Text], Field(min_length=1)]
    least: Count


class GroupForm(Form):
    id: Text
    county: Text
    organizations: Annotated[list[Text], Field(min_length=1)]
    level: Positive
    days: Count
    size: Annotated[int, Field(ge=2, le=MOST)]
    require: list[NeedForm] = []
    prefer: list[NeedForm] = []


class InspectorForm(Form):
    id: Text
    county: Text
    unit: Text
    sector: Text
    level: Positive
    sex: Literal["f", "m"]
    specialities: list[Text]
    may_lead: bool
    may_deputise: bool
    hometown: Text | None
    former: list[Pair]
    kin: list[Pair]
    declared: list[Text]
    inspected: list[Text]
    led: list[Text]
    cleared: bool
    available: bool
    days_away: Count
    previous_team: Text | None
    key_post: bool
    hard_to_spare: bool


class CapsForm(Form):
    unit: dict[Text, Count] = {}
    county: dict[Text, Count] = {}


class TermsForm(Form):
    reach_km: Count
    days_away_cap: Count
    locals_most: Count
    women_least: Count
    men_least: Count
    same_previous_team_most: Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,5})/[1-9][0-9]{0,5}$")]


class RoundForm(Form):
    round: Text
    seed: str = ""
    counties: Annotated[list[Text], Field(min_length=1)]
    distance_km: list[list[Count]]
    organizations: Annotated[list[OrganizationForm], Field(min_length=1)]
    groups: Annotated[list[GroupForm], Field(min_length=1)]
    inspectors: Annotated[list[InspectorForm], Field(min_length=1)]
    kin_pairs: list[Pair] = []
    caps: CapsForm = CapsForm()
    rules: TermsForm


class LevelsForm(Form):
    missing: Count
    unmet: Count
    travel: Annotated[int, Field(ge=0)]
    fairness: Annotated[int, Field(ge=0)]
    repeats: Count


class CertificateForm(Form):
    instance: Text
    scale: Positive
    duals: dict[str, int]


class TeamForm(Form):
    id: Text
    leader: Text | None = None
    deputy: Text | None = None
    members: list[Text] = []


class BandForm(Form):
    level: Text
    value: int
    lower_bound: int
    proven: bool
    most: int


class DrawForm(Form):
    seed: str
    sum: int
    proven: bool


class WishesForm(Form):
    drop: list[Text] = []
    pin: list[PinOf] = []
    forbid: list[Pair] = []


class UnderForm(Form):
    wishes: WishesForm
    lower_bound: int
    proven: bool
    certificate: CertificateForm


class SolutionForm(Form):
    cost: int | None = None
    lower_bound: int | None = None
    proven: bool = False
    levels: LevelsForm | None = None
    certificate: CertificateForm | None = None
    groups: list[TeamForm]
    seconds: float | int | None = None
    bands: list[BandForm] | None = None
    draw: DrawForm | None = None
    under: UnderForm | None = None
