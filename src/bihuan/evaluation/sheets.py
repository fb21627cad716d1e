"""The open sheet of two scorers and its form: what it was opened on it is scored, compared and settled on.

Other packs, or another category of the unit, change the form of a dossier; a sheet that is open keeps its own.
"""

from __future__ import annotations

from datetime import date

from bihuan.domain.score_forms import from_kept
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.forms import Governed, form_of
from bihuan.evaluation.models import Scoring


def open_scoring(inspection: Inspection) -> Scoring | None:
    """Return the sheet that is being scored, None where none is."""
    rows = Scoring.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return rows.filter(settled_on=None, cancelled_on=None).first()


def form_of_sheet(scoring: Scoring, inspection: Inspection, today: date) -> Governed:
    """Return the form of a sheet; one that was opened before sheets kept theirs has that of the dossier."""
    if not scoring.form:
        return form_of(inspection, today)
    return Governed(from_kept(scoring.form), scoring.basis)


def form_of_panel(inspection: Inspection, today: date) -> Governed:
    """Return the form on which panel and unit score now: that of the open sheet, else the dossier's."""
    scoring = open_scoring(inspection)
    return form_of(inspection, today) if scoring is None else form_of_sheet(scoring, inspection, today)
