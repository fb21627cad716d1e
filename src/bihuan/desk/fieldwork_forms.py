"""The forms of working papers: what has to be told of a matter, of what shows it, and of who was asked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from bihuan.desk.forms import Fen, Form, Line, NeededLine, NeededText, Revising, Storable, Text, Upload
from bihuan.fieldwork.drafting import PaperWords

Area = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10), Storable]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), Storable]
NeededName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), Storable]
Place = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Storable]
Label = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Storable]
Pages = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), Storable]


class SiteForm(Form):
    on: date | None = Field(default=None, title="Day")


class WorkingPaperForm(Form):
    title: NeededLine = Field(title="The problem in one line")
    area: Area = Field(default="", title="Area", description="code of an area, as working papers are told under")
    phenomenon: Text = Field(default="", title="How it shows")
    nature: Text = Field(default="", title="What it is")
    responsibility: Text = Field(default="", title="Who answers for it")
    article: Line = Field(default="", title="Article of the library (its words are put into the basis)")
    basis: Text = Field(default="", title="Rule it offends against")
    amount_fen: Fen = Field(default=0, title="Money concerned")
    found_on: date | None = Field(default=None, title="Found on")
    found_how: Line = Field(default="", title="How it was found")
    person_matter: bool = Field(default=False, title="Concerns definite persons or things")
    secrecy: Literal["internal", "restricted"] = Field(default="internal", title="Confidentiality")

    def words(self) -> PaperWords:
        return PaperWords(**{name: getattr(self, name) for name in PaperWords.__dataclass_fields__})

    def arguments(self) -> dict[str, Any]:
        return {"words": self.words()}


class WrittenPaperForm(WorkingPaperForm):
    """The same begun, from a point of the guide or without."""

    of_point: Label = Field(
        default="",
        title="Point of the guide",
        description="number of the guide in use / code of the point; empty for none",
    )

    def arguments(self) -> dict[str, Any]:
        return {"words": self.words(), "of_point": self.of_point}


class RevisedWorkingPaperForm(WorkingPaperForm, Revising):
    """The same, written over what stands."""

    def arguments(self) -> dict[str, Any]:
        return {"words": self.words(), "seen_version": self.seen_version}


class PaperEvidenceForm(Form):
    file: Upload = Field(title="File")
    label: Label = Field(default="", title="What it shows")
    pages: Pages = Field(default="", title="Pages")

    def arguments(self) -> dict[str, Any]:
        told = {"file_name": self.file.name, "content": self.file.content}
        return told | {"label": self.label, "pages": self.pages}


class PaperEvidenceRemovalForm(Form):
    number: Annotated[int, Field(ge=1, le=10**6)] = Field(title="Number of the evidence")
    reason: NeededText = Field(title="Reason")


class InquiryForm(Form):
    sort: Literal["interview", "visit", "records", "questionnaire"] = Field(title="Sort of inquiry")
    on: date = Field(title="Day")
    place: Place = Field(default="", title="Place")
    met_with: Place = Field(default="", title="With whom, or which records")
    first_asker: NeededName = Field(title="First interviewer")
    second_asker: Name = Field(default="", title="Second interviewer (needed for an interview)")
    heard: NeededText = Field(title="What was heard or seen")
    checked_by_partner: bool = Field(default=False, title="Read and signed by whoever was heard")
