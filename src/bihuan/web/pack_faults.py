"""What is wrong with a pack that somebody writes, in the reader's words: the line, the rule, the fault, the remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.rules.documents import PackUnreadable
from bihuan.rules.faults import Fault, Shape, Wanted
from bihuan.web.words import deed_words, in_brackets, labelled, rule_words, word

# what of a value does not add up, as the domain says it → the same for the reader; what is in brackets is told as it is
CONTRADICTIONS: Sequence[tuple[re.Pattern[str], Promise]] = (
    (
        re.compile(r"the (?:shares|aspects) make (\d+), the total is (\d+)"),
        gettext_lazy("the parts make %s together and the total is %s; correct one of them"),
    ),
    (
        re.compile(r"the indicators of (\S+) make (\d+), its full mark is (\d+)"),
        gettext_lazy("the indicators of “%s” make %s together and its full mark is %s; correct one of them"),
    ),
    (
        re.compile(r"an indicator of (\S+) takes off more than its full mark, (\d+)"),
        gettext_lazy("an indicator of “%s” takes off more than its full mark of %s; lower it"),
    ),
    (re.compile(r"an indicator of (\S+) stands twice"), gettext_lazy("an indicator of “%s” stands twice; keep one")),
    (re.compile(r"an aspect stands twice"), gettext_lazy("an aspect stands twice; keep one of the two")),
    (re.compile(r"a role stands twice"), gettext_lazy("a role stands twice; name each once")),
    (re.compile(r"it counts from itself"), gettext_lazy("it counts from itself; name the event from which it counts")),
    (re.compile(r"it proposes nothing: "), gettext_lazy("it proposes nothing; give below_percent or grounds")),
)


# kind of a fault → what is wrong and what to write instead
FAULTS: Mapping[str, Promise] = {
    "not_utf8": gettext_lazy("this is not UTF-8; save the text as UTF-8"),
    "no_text": gettext_lazy("signs stand here that are no text; remove them"),
    "too_deep": gettext_lazy("brackets stand within brackets without end; write it with fewer"),
    "no_mapping": gettext_lazy("no pack begins here; begin with the lines “id: ” and “title: ”"),
    "full_width": gettext_lazy(
        "“%(found)s” has colons, commas or brackets in full width; write them in half width, with a space after the "
        "colon"
    ),
    "tab": gettext_lazy("“%(found)s” is indented by a tab; indent it by spaces"),
    "syntax": gettext_lazy(
        "“%(found)s” cannot be read; look for a bracket or quotation mark that is not closed, a colon without a space "
        "after it, or an indentation unlike that of its neighbours"
    ),
    "anchor": gettext_lazy("“%(found)s” at %(word)s refers to another place; write the value out where it belongs"),
    "twice": gettext_lazy("“%(word)s” stands here twice; keep one of the two"),
    "odd_key": gettext_lazy("“%(word)s” cannot stand before a colon; write a plain word"),
    "odd_value": gettext_lazy(
        "%(word)s: “%(found)s” cannot be read as a value; write a word, a number or a day such as 2024-02-08"
    ),
    "no_such_day": gettext_lazy("%(word)s: there is no day %(found)s; correct the date"),
    "unreal_day": gettext_lazy("%(word)s: %(found)s is no real day; write the day from which the ruling holds"),
    "not_after": gettext_lazy(
        "%(word)s: %(found)s is not after %(beside)s, the day of the ruling before; put the rulings in the order of "
        "their days"
    ),
    "missing_word": gettext_lazy("%(word)s is missing; add the line, and write: %(wanted)s"),
    "unknown_word": gettext_lazy("“%(word)s” is not known here; remove it, or write %(wanted)s"),
    "wrong_form": gettext_lazy("%(word)s: “%(found)s” cannot stand here; write %(wanted)s"),
    "left_empty": gettext_lazy("%(word)s: nothing stands here; write it out, or remove the line"),
    "empty": gettext_lazy("%(word)s: nothing stands here; write %(wanted)s"),
    "unknown_rule": gettext_lazy(
        "no rule is called “%(word)s”; write its name as another pack does, such as %(beside)s"
    ),
    "unknown_category": gettext_lazy("there is no category “%(word)s” of organizations; write %(wanted)s"),
    "value_or_repealed": gettext_lazy("a ruling has either %(word)s or “repealed: true”; remove one of the two"),
    "no_value": gettext_lazy("%(word)s is missing; add what the ruling rules, or “repealed: true”"),
    "id_form": gettext_lazy(
        "%(word)s: “%(found)s” cannot name a pack; write 3 to 40 small letters, digits and hyphens, such as "
        "qingshi-2026"
    ),
    "id_taken": gettext_lazy(
        "%(word)s: “%(found)s” is the name of a pack that comes with Bihuan; write a name of your own, such as "
        "qingshi-2026"
    ),
    "unknown_step": gettext_lazy("there is no step “%(word)s”; write the name of a step, such as %(beside)s"),
    "unknown_gate": gettext_lazy("there is no gate “%(word)s”; write the name of a gate, such as %(beside)s"),
    "unasked_there": gettext_lazy(
        "at the step “%(found)s” it is not known whether “%(word)s” is met; set it at %(wanted)s"
    ),
    "asked_already": gettext_lazy("“%(word)s” is asked by Bihuan itself where it belongs; remove it from the pack"),
    "number_missing": gettext_lazy("%(word)s is missing; add it with its number, for without it the gate asks nothing"),
    "number_unasked": gettext_lazy("this gate does not ask for %(word)s; remove it"),
}
# what can stand at a place
SHAPES: Mapping[Shape, Promise] = {
    Shape.TEXT: gettext_lazy("words, not left empty"),
    Shape.DAY: gettext_lazy("a day without quotation marks, such as 2024-02-08"),
    Shape.TRUTH: gettext_lazy("true or false"),
    Shape.NUMBER: gettext_lazy("a number above 0"),
    Shape.LIST: gettext_lazy("a list with at least one entry"),
    Shape.MAPPING: gettext_lazy("lines of a name, a colon and a value"),
    Shape.SHA256: gettext_lazy("the 64 digits of a SHA-256, or leave it out"),
    Shape.CODE: gettext_lazy("small letters and underscores"),
}
# the words of the format → what they mean
WORDS: Mapping[str, Promise] = {
    "id": gettext_lazy("name of the pack for programs"),
    "title": gettext_lazy("title"),
    "zh": gettext_lazy("in Chinese"),
    "en": gettext_lazy("in English"),
    "note": gettext_lazy("note"),
    "rules": gettext_lazy("the rules"),
    "rulings": gettext_lazy("the rulings of a rule, by day"),
    "since": gettext_lazy("the day from which it holds"),
    "value": gettext_lazy("what it rules"),
    "repealed": gettext_lazy("no longer holds"),
    "verified": gettext_lazy("compared with the paper or not"),
    "citation": gettext_lazy("the source"),
    "document": gettext_lazy("the paper"),
    "clause": gettext_lazy("the clause"),
    "sha256": gettext_lazy("checksum of the paper"),
    "count": gettext_lazy("how many"),
    "unit": gettext_lazy("months, working days or days"),
    "after": gettext_lazy("the event it counts from"),
    "least": gettext_lazy("at least how many"),
    "pass_mark": gettext_lazy("the pass mark"),
    "waivable_by": gettext_lazy("who may waive it"),
    "after_months": gettext_lazy("how many months after the feedback"),
    "total": gettext_lazy("the full mark"),
    "shares": gettext_lazy("the parts"),
    "lead": gettext_lazy("who leads"),
    "assist": gettext_lazy("who assists"),
    "way": gettext_lazy("how it is scored"),
    "aspects": gettext_lazy("the aspects"),
    "full": gettext_lazy("the full mark of an aspect"),
    "indicators": gettext_lazy("the indicators"),
    "code": gettext_lazy("the short name"),
    "points": gettext_lazy("the points"),
    "below_percent": gettext_lazy("below which percentage of the full mark"),
    "grounds": gettext_lazy("on which grounds"),
    "only_grave": gettext_lazy("in grave cases only"),
    "months": gettext_lazy("months"),
    "working_days": gettext_lazy("working days"),
    "days": gettext_lazy("days"),
    "feedback": gettext_lazy("the feedback"),
    "transfer": gettext_lazy("the transfer"),
}
# whose codes are chosen from lists, in the order in which they are looked up
FAMILIES = ("role", "category", "deadline", "ground", "score_way", "drawn_chain")


def explained(name: str) -> str:
    """Return a word of the format with what it means; an aspect or a code of a list by its name."""
    if name in WORDS:
        return in_brackets(name, str(WORDS[name]))
    said = next((found for family in FAMILIES if (found := word(family, name)) != name), word("aspect", name))
    return name if said == name else in_brackets(name, said)


def wanted_words(wanted: Wanted, nearest: str = "") -> str:
    """Say what can stand at a place; first what the word is most like."""
    names = [nearest, *(one for one in wanted.names if one != nearest)] if nearest else wanted.names
    told = _(", ").join(explained(one) for one in names)
    match wanted.shape:
        case Shape.ONE_OF | Shape.MAPPING if told:
            return _("one of these: %(names)s") % {"names": told} if len(wanted.names) > 1 else told
        case Shape.WHOLE if wanted.most is not None:
            return _("a whole number from %(least)s to %(most)s") % {"least": wanted.least, "most": wanted.most}
        case Shape.WHOLE:
            return _("a whole number from %(least)s up") % {"least": wanted.least or 0}
        case shape:
            return str(SHAPES.get(shape, SHAPES[Shape.TEXT]))


def told_as(sent: str) -> str:
    """Return a word of a contradiction for the reader: an aspect by its name."""
    return word("aspect", sent)


def contradiction_words(problem: str) -> str:
    """Say what of a value does not add up."""
    for pattern, words in CONTRADICTIONS:
        match = pattern.match(problem)
        if match:
            told = tuple(map(told_as, match.groups()))
            return str(words) % told if told else str(words)
    return problem


def what_is_wrong(error: PackUnreadable) -> str:
    """Say what is wrong and what to write instead."""
    fault = error.fault
    if fault is None or fault.code == "contradiction":
        return contradiction_words(error.problem)
    if fault.code == "unasked_there":
        return unasked_words(fault)
    is_empty = fault.code == "wrong_form" and not fault.found
    told = {
        "word": explained(fault.word),
        "found": fault.found,
        "beside": beside_words(fault),
        "wanted": wanted_words(fault.wanted, fault.beside) if fault.wanted else "",
    }
    return str(FAULTS["empty" if is_empty else fault.code]) % told


def unasked_words(fault: Fault) -> str:
    """Say at which steps a gate can be asked instead."""
    gate = word("gate", fault.word)
    steps = fault.wanted.names if fault.wanted else ()
    if not steps:
        return str(FAULTS["asked_already"]) % {"word": gate}
    told = _(", ").join(in_brackets(one, deed_words(one)) for one in steps)
    return str(FAULTS["unasked_there"]) % {"word": gate, "found": deed_words(fault.found), "wanted": told}


def beside_words(fault: Fault) -> str:
    """Return what stands beside a fault: the most alike name of a step, gate or rule, with what it is called."""
    match fault.code:
        case "unknown_step":
            return in_brackets(one := fault.beside or "close", deed_words(one))
        case "unknown_gate":
            return in_brackets(one := fault.beside or "checks.too_few", word("gate", one))
        case "unknown_rule":
            return in_brackets(one := fault.beside or "gate/close/checks.too_few", rule_words(one))
        case _:
            return fault.beside


def named_rule(rule_id: str) -> str:
    """Return what the rule at fault is called; a gate by its step, whatever other packs call it."""
    family, _slash, rest = rule_id.partition("/")
    step, _slash, code = rest.partition("/")
    named = labelled(deed_words(step), word("gate", code))
    return named if family == "gate" and code and named != f"{step}: {code}" else rule_words(rule_id)


def fault_words(error: PackUnreadable) -> str:
    """Say what is wrong with a pack, where, and what to do."""
    told = {"line": error.line, "what": what_is_wrong(error), "rule": named_rule(error.rule) if error.rule else ""}
    if error.rule:
        return _("Line %(line)s (%(rule)s): %(what)s.") % told
    return _("Line %(line)s: %(what)s.") % told
