"""`staff …`: the teams of a round, composed, judged and explained."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bihuan.cli.main import UnusableInput
from bihuan.cli.staff_words import explained, wish_said
from bihuan.domain.office_day import office_day
from bihuan.installation.spoken import say

if TYPE_CHECKING:
    from bihuan.teams.reading import RoundFile
    from bihuan.teams.solutions import Solution
    from bihuan.teams.solving import Manner

HELP = "Compose the teams of a round, the best there are, and judge teams whoever made them."
EXAMPLE = """python3 dev staff solve round.json -o teams.json
python3 dev staff solve round.json --wishes wishes.json
python3 dev staff check round.json teams.json --json
python3 dev staff explain round.json --group g1 --json
python3 dev staff rows round.json"""


def configure(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    solve = parts.add_parser("solve", help="find the best teams and prove it")
    solve.add_argument("instance", type=Path, help="a round: counties, organizations, groups, inspectors, rules")
    solve.add_argument("-o", dest="output", type=Path, help="the solution's file; without it stdout")
    solve.add_argument("--seconds", type=float, help="stop after so long with the best found so far")
    solve.add_argument("--json", action="store_true", help="the solution on stdout, beside its file")
    solve.add_argument("--bands", action="store_true", help="priorities as bands instead of one weighted cost")
    solve.add_argument("--seed", nargs="?", const="", help="let a published seed (the round's, or this) decide equals")
    solve.add_argument(
        "--wishes",
        type=Path,
        help='keep to these: {"drop": ["i1"], "pin": [["i2", "g1", "leader"], ["i4", "g1"]], "forbid": [["i3", "g1"]]}',
    )
    check = parts.add_parser("check", help="recompute cost, every rule and the bound of a solution")
    check.add_argument("instance", type=Path)
    check.add_argument("solution", type=Path, help="by the solver or by hand; only groups are needed")
    check.add_argument("--json", action="store_true", help="one JSON document on stdout")
    explain = parts.add_parser("explain", help="tell whom each rule excludes, and what makes a round impossible")
    explain.add_argument("instance", type=Path)
    explain.add_argument("--group", help="of this group only; the conflict is always that of the whole round")
    explain.add_argument("--json", action="store_true", help="one JSON document on stdout")
    rows = parts.add_parser("rows", help="list the rows that the duals of a certificate name")
    rows.add_argument("instance", type=Path)
    rows.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(arguments: argparse.Namespace) -> int:
    from bihuan.teams.reading import RoundUnusable

    try:
        return {"solve": solve, "check": check, "explain": explain, "rows": rows}[arguments.part](arguments)
    except RoundUnusable as refusal:
        raise UnusableInput(str(refusal)) from refusal


def given_round(path: Path) -> RoundFile:
    """Return the round of a file under the weights in force today."""
    from bihuan.rules.staffing import weights_on
    from bihuan.teams.reading import read_round

    return read_round(path, weights_on(office_day(datetime.now(UTC))))


def solve(arguments: argparse.Namespace) -> int:
    """Solve, and write the solution whole or not at all; what was found stands though time ended or the solver died."""
    from bihuan.cli.output import put, refuse_unwritable
    from bihuan.teams.apart import SolverEnded, solve_apart
    from bihuan.teams.solutions import as_text
    from bihuan.teams.wishes import WishesImpossible, WishUnlawful

    if arguments.seconds is not None and not arguments.seconds > 0:
        raise UnusableInput(f"--seconds {arguments.seconds:g}: no time to solve in; give a number above 0")
    if arguments.bands and arguments.seed is not None:
        raise UnusableInput("--bands, --seed: a seed decides between equal costs, bands have several; take one of them")
    if arguments.output is not None:
        refuse_unwritable(arguments.output)
    given = given_round(arguments.instance)
    ended: SolverEnded | None = None
    ended_by = signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, it keeps the best so far
    try:
        solution = solve_apart(given, manner=manner_in(arguments, given), seconds=arguments.seconds, progress=tell)
    except SolverEnded as error:
        ended, solution = error, error.best
    except (WishUnlawful, WishesImpossible) as refused:
        raise UnusableInput(f"{arguments.wishes.name}: {wish_said(refused)}") from refused
    finally:
        signal.signal(signal.SIGTERM, ended_by)
    text = as_text(solution.to_json())
    if arguments.output is not None:
        put(arguments.output, [text.encode("utf-8")])
    if arguments.output is None or arguments.json:
        sys.stdout.write(text)
    above = "no bound yet" if solution.gap is None else f"at most {100 * solution.gap:.2f} % above the best"
    proof = "proven best" if solution.proven else f"not proven; {above}"
    print(say(f"cost {solution.cost}, bound {solution.lower_bound}: {proof}"), file=sys.stderr)
    for line in (*more_told(solution), *lacking(solution, arguments.instance)):
        print(say(line), file=sys.stderr)
    if ended is not None:
        print(say(str(ended)), file=sys.stderr)
    return 0 if ended is None else 1


def manner_in(arguments: argparse.Namespace, given: RoundFile) -> Manner:
    """Return how it shall be solved; a seed that is not named is the round's own."""
    from bihuan.teams.solutions import read_wishes
    from bihuan.teams.solving import Manner

    manner = Manner(arguments.bands, (arguments.seed or given.round.seed) if arguments.seed is not None else None)
    return replace(manner, wishes=read_wishes(arguments.wishes)) if arguments.wishes is not None else manner


def more_told(solution: Solution) -> Iterator[str]:
    """Yield what wishes, bands and a seed came to."""
    if solution.under is not None:
        proof = "proven best" if solution.under.proven else "not proven best"
        yield f"  keeps to the wishes: {proof} of all that do, bound {solution.under.lower_bound}"
    for band in solution.bands:
        proof = "proven" if band.proven else f"not proven, bound {band.lower_bound}"
        yield f"  {band.level} {band.value} ({proof}), then at most {band.most}"
    if solution.draw is not None:
        proof = "proven the least" if solution.draw.proven else "not proven the least"
        yield f"  decided by seed {solution.draw.seed!r}: sum {solution.draw.sum}, {proof}"


def lacking(solution: Solution, instance: Path) -> Iterator[str]:
    """Yield where to learn why something that must be there is lacking."""
    if solution.levels.missing:
        points = solution.levels.missing
        yield f"  what must be there is lacking ({points} points): python3 dev staff explain {instance} tells why"


def tell(told: Solution) -> None:
    print(f"{told.seconds:7.1f} s  best {told.cost}  bound {told.lower_bound}", file=sys.stderr, flush=True)


def check(arguments: argparse.Namespace) -> int:
    """Judge a solution from the round's own data; 1 where anything does not hold."""
    from dataclasses import asdict

    from bihuan.domain import staffing
    from bihuan.teams.solutions import read_solution

    given, solution = given_round(arguments.instance), read_solution(arguments.solution)
    judgement = staffing.check(given.round, solution.teams, solution.claim, given.fingerprint)
    document = {
        "valid": judgement.valid,
        "cost": judgement.cost,
        "lower_bound": judgement.lower_bound,
        "violations": [asdict(violation) for violation in judgement.violations],
    }
    if arguments.json:
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print(f"{'valid' if judgement.valid else 'not valid'}: cost {judgement.cost}, bound {judgement.lower_bound}")
        for violation in judgement.violations:
            people = ", ".join(violation.inspectors) or "-"
            print(f"  {explained(violation.code)}  {violation.group or '-'}  {people}")
    return 0 if judgement.valid else 1


def explain(arguments: argparse.Namespace) -> int:
    """Tell whom each rule excludes; where the round is impossible, why, and the cheapest lawful way out."""
    given = given_round(arguments.instance).round
    chosen = [group for group in given.groups if arguments.group in (None, group.id)]
    if not chosen:
        raise UnusableInput(
            f"--group {arguments.group}: none of the round's groups; name one of {given.groups[0].id}, …"
        )
    from bihuan.teams.conflict import conflict_of
    from bihuan.teams.waiving import cheapest_way_out
    from bihuan.teams.words import explained, in_words

    conflict = conflict_of(given)
    way_out = cheapest_way_out(given) if conflict else None
    document = explained(given, chosen, conflict, way_out)
    print(json.dumps(document, ensure_ascii=False, indent=1) if arguments.json else in_words(document))
    return 0


def rows(arguments: argparse.Namespace) -> int:
    """List the rows, each with how it is bounded."""
    from bihuan.domain.staffing_rows import rows as rows_of

    given = given_round(arguments.instance).round
    if arguments.json:
        listed = [{"name": row.name, "sense": row.sense.value, "side": row.side} for row in rows_of(given)]
        print(json.dumps(listed, ensure_ascii=False))
    else:
        for row in rows_of(given):
            print(f"{row.name}\t{row.sense.value} {row.side}")
    return 0
