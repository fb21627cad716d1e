"""`plan solve|check|explain`: a whole term, by the planner's own formats."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

HELP = "Plan a whole term: which organization in which round; check a plan; tell why there is none."
EXAMPLE = """python3 dev plan solve term.json -o plan.json
python3 dev plan check term.json plan.json --json
python3 dev plan explain term.json"""


def configure(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    solve = parts.add_parser("solve", help="plan a term")
    solve.add_argument("instance", type=Path, help="the term as JSON (docs/term-plan.md)")
    solve.add_argument("-o", "--output", type=Path, required=True, help="where the plan goes")
    solve.add_argument("--beginnings", type=int, default=3, choices=range(1, 21), metavar="1-20")
    check = parts.add_parser("check", help="judge a plan, whoever made it")
    check.add_argument("instance", type=Path)
    check.add_argument("plan", type=Path)
    check.add_argument("--json", action="store_true")
    explain = parts.add_parser("explain", help="tell why a term cannot be planned")
    explain.add_argument("instance", type=Path)
    explain.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    return {"solve": solved, "check": checked, "explain": explained}[arguments.part](arguments)


def content_of(path: Path) -> Any:
    from bihuan.cli.main import UnusableInput

    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise UnusableInput(f"{path}: cannot be read ({error.strerror}); name another file") from error
    except (ValueError, RecursionError) as error:
        raise UnusableInput(f"{path}: is no JSON ({error}); correct it") from error


def instance_of(path: Path) -> Any:
    from bihuan.cli.main import UnusableInput
    from bihuan.planning.solver.formats import FormatWrong, instance_from

    try:
        return instance_from(content_of(path))
    except FormatWrong as error:
        raise UnusableInput(f"{path}: {error}") from error


def solved(arguments: argparse.Namespace) -> int:
    from bihuan.cli.output import put
    from bihuan.domain.term_bounds import impossible
    from bihuan.domain.term_plan import check
    from bihuan.planning.solver.formats import plan_told
    from bihuan.planning.solver.planner import ratios_of, solve

    instance, begun = instance_of(arguments.instance), time.perf_counter()
    if impossible(instance):
        return explained(argparse.Namespace(instance=arguments.instance, json=True))
    plan = None
    for progress in solve(instance, beginnings=arguments.beginnings):
        plan = progress.plan
        ratios = ratios_of(instance, plan)
        told = f"{progress.done}/{progress.of}: peak +{ratios.peak_gap:.2f} %, fragments +{ratios.fragment_gap:.1f} %"
        print(told, file=sys.stderr, flush=True)
    assert plan is not None
    violations = [vars(one) for one in check(instance, plan)]
    document = plan_told(instance, plan, ratios_of(instance, plan)) | {
        "instance": hashlib.sha256(arguments.instance.read_bytes()).hexdigest(),
        "violations": violations,
        "seconds": round(time.perf_counter() - begun, 1),
    }
    put(arguments.output, [json.dumps(document, ensure_ascii=False, indent=1).encode()])
    return 1 if violations else 0


def checked(arguments: argparse.Namespace) -> int:
    from bihuan.cli.main import UnusableInput
    from bihuan.domain.term_plan import Violation, check
    from bihuan.planning.solver.formats import FormatWrong, plan_from
    from bihuan.planning.solver.planner import ratios_of

    instance = instance_of(arguments.instance)
    try:
        plan, claims = plan_from(content_of(arguments.plan))
    except FormatWrong as error:
        raise UnusableInput(f"{arguments.plan}: {error}") from error
    ratios = ratios_of(instance, plan)
    violations = list(check(instance, plan))
    violations += [
        Violation(f"{name}_claimed", str(claim))
        for name, claim in claims.items()
        if claim is not None and claim != getattr(ratios, name)
    ]
    answer = {"valid": not violations, **vars(ratios), "violations": [vars(one) for one in violations]}
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        print(f"{'valid' if not violations else 'not valid'}: peak {ratios.peak} (bound {ratios.peak_bound}), ", end="")
        print(f"fragments {ratios.fragments} (bound {ratios.fragment_bound})")
        for one in violations:
            print(f"  - {one.code} {one.subject} {one.round}".rstrip())
    return 1 if violations else 0


def explained(arguments: argparse.Namespace) -> int:
    from bihuan.domain.term_bounds import impossible
    from bihuan.planning.solver.formats import impossible_told

    found = impossible_told(impossible(instance_of(arguments.instance)))
    if arguments.json:
        print(json.dumps({"possible": not found, "impossible": found}, ensure_ascii=False, indent=1))
    elif not found:
        print("counting proves nothing against it")
    for one in found if not arguments.json else ():
        first, last = one["rounds"]
        print(
            f"{one['code']}: pool {one['pool']!r}, {first} to {last}: needs {one['needs']}, has {one['has']} ", end=""
        )
        print(f"person-days; {', '.join(one['organizations'][:20])}")
    return 1 if found else 0
