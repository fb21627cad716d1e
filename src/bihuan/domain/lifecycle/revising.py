"""Deeds that write over words which stand: each is told what its author saw, so that nobody's words go unread."""

from __future__ import annotations

from collections.abc import Collection, Mapping

# the deed, and the columns of its row that it writes over; a change of another column in between is no hindrance
REVISED: Mapping[str, Collection[str]] = {
    "revise_measure": frozenset({"text", "owner", "department", "due_on", "expected_result", "removed_on"}),
    "report_progress": frozenset({"progress", "done_on"}),
    "state_result": frozenset({"result", "recovered_fen", "written_off_fen", "rules_made", "persons_dealt_with"}),
    "state_outcome": frozenset({"outcome", "accountability"}),
    "follow_long_term": frozenset({"next_look_on"}),
    "mark_person_matter": frozenset({"person_matter"}),
    "correct_finding": frozenset({"title", "text", "basis", "category"}),
    "revise_working_paper": frozenset(
        {
            *("title", "area", "secrecy", "phenomenon", "nature", "responsibility", "basis", "cites"),
            *("found_on", "found_how", "amount_fen", "person_matter"),
        }
    ),
}
# deeds that put the report that stands out of force, whoever wrote it: they are told its number
REPLACING = frozenset({"write_report", "withdraw_report"})

# deeds whose words take the place of an earlier draft, which stays: they are told its number
DRAFTING = frozenset({"write_team_report"})

SEEN_VERSION, SEEN_REPORT, SEEN_DRAFT = "seen_version", "seen_report", "seen_draft"
# what a form is told of what its author saw, by the deed
SEEN: Mapping[str, str] = (
    dict.fromkeys(REVISED, SEEN_VERSION) | dict.fromkeys(REPLACING, SEEN_REPORT) | dict.fromkeys(DRAFTING, SEEN_DRAFT)
)
