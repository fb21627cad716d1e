"""Reading a case file, and refusing what cannot be: each refusal names file, place, fault and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from bihuan.cli.case import CaseForm, ExceptionForm, HeadForm, tenures
from bihuan.cli.main import UnusableInput
from bihuan.domain.lifecycle import facts as f
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.roles import Role

LONGEST_SHOWN = 80  # signs of a value in an error


class ValueUnreadable(ValueError):
    """What YAML's reader makes nothing of, with its line; the reader itself names none."""

    def __init__(self, line: int, error: Exception) -> None:
        self.line = line
        super().__init__(f"line {line}: {error}")


class Constructor(SafeConstructor):
    """Leaves a day that no calendar has as it is written, so that the form names its place."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueUnreadable:
            raise
        except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError) as error:
            raise ValueUnreadable(node.start_mark.line + 1, error) from error

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return node.value


Constructor.add_constructor("tag:yaml.org,2002:timestamp", Constructor.construct_yaml_timestamp)


def loader() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = Constructor
    return yaml


def read_case(path: Path) -> CaseForm:
    """Read and check a case file; raise UnusableInput with file, place, problem and remedy."""
    try:
        document = loader().load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnusableInput(f"{path}: cannot be read ({error.strerror}); name an existing file") from error
    except UnicodeDecodeError as error:
        raise UnusableInput(f"{path}: byte {error.start}: not UTF-8; save the file as UTF-8") from error
    except YAMLError as error:
        raise UnusableInput(f"{path}: not valid YAML: {error}; mend the line named") from error
    except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError) as error:  # a value, by YAML's reader
        raise UnusableInput(f"{path}: a value in it cannot be read ({error}); mend or quote it") from error
    except RecursionError as error:
        raise UnusableInput(f"{path}: it is nested too deep; write the case as the help shows") from error
    return check_case(document, path.name)


def check_case(document: object, name: str) -> CaseForm:
    """Check a case that was read already; `name` stands in the error."""
    if not isinstance(document, dict):
        raise UnusableInput(f"{name}: the file is not a mapping; begin with packs, step, by, on, inspection")
    try:
        case = CaseForm.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise UnusableInput(f"{name}: {place}: unknown key; remove it or correct its name") from error
        raise UnusableInput(
            f"{name}: {place}: {first['msg']} (found {shown(first.get('input'))}); correct it"
        ) from error
    refuse_impossible(case, name)
    return case


def shown(value: object) -> str:
    """Return a value as an error shows it: short, and a list or mapping by its kind, however deep it is."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping"
    told = value.isoformat() if isinstance(value, date) else repr(value)
    return told if len(told) <= LONGEST_SHOWN else f"{told[:LONGEST_SHOWN]}…"


def refuse_impossible(case: CaseForm, name: str) -> None:
    """Refuse what cannot be: a fact from the future, two heads on one day, an exception that is none."""
    for place, day in dated_facts(case.inspection, "inspection"):
        if day > case.on:
            raise UnusableInput(f"{name}: {place}: {day} is after the day asked about ({case.on}); correct one of them")
    refuse_impossible_heads(case.inspection.heads, name)
    numbers = [finding.number for finding in case.inspection.findings]
    for number in numbers:
        if numbers.count(number) > 1:
            raise UnusableInput(f"{name}: inspection.findings: number {number} stands twice; number them apart")
    for ordinal, waiver in enumerate(case.inspection.exceptions):
        refuse_no_exception(waiver, f"{name}: inspection.exceptions.{ordinal}")


def refuse_impossible_heads(heads: list[HeadForm], name: str) -> None:
    for place, head in enumerate(heads):
        if head.to is not None and head.to < head.from_:
            raise UnusableInput(f"{name}: inspection.heads.{place}: ends ({head.to}) before it begins; correct it")
    try:
        f.refuse_two_heads(tenures(heads))
    except f.TwoHeads as error:
        raise UnusableInput(f"{name}: inspection.heads: {error}") from error


def refuse_no_exception(waiver: ExceptionForm, where: str) -> None:
    if waiver.code not in GATES:
        raise UnusableInput(f"{where}.code: {waiver.code!r} is no code of a gate; correct it")
    if not (waiver.reason or "").strip():
        raise UnusableInput(f"{where}: an exception needs a reason; state it")
    if waiver.by is not Role.LEADING_GROUP:
        raise UnusableInput(f"{where}: only the leading_group grants an exception; correct by")


def dated_facts(form: BaseModel, place: str) -> Iterable[tuple[str, date]]:
    """Yield every day in the facts with its place, but for due days, which may lie ahead."""
    for key in type(form).model_fields:
        value = getattr(form, key)
        here = f"{place}.{key.rstrip('_')}"
        if key == "due":
            continue
        if isinstance(value, date):
            yield here, value
        elif isinstance(value, BaseModel):
            yield from dated_facts(value, here)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from dated_facts(item, f"{here}.{number}")
