"""The planner as a process: a term on stdin, on stdout a line for each plan that is better, the last one the result."""

from __future__ import annotations

import json
import sys

from bihuan.domain.term_bounds import impossible
from bihuan.planning.solver.formats import impossible_told, instance_from, plan_told
from bihuan.planning.solver.planner import ratios_of, solve


def main() -> int:
    """Plan; 1 where the term cannot be planned, with the reasons on one line."""
    instance = instance_from(json.load(sys.stdin))
    reasons = impossible(instance)
    if reasons:
        print(json.dumps({"impossible": impossible_told(reasons)}), flush=True)
        return 1
    for progress in solve(instance):
        plan = plan_told(instance, progress.plan, ratios_of(instance, progress.plan))
        print(json.dumps({"done": progress.done, "of": progress.of, "plan": plan}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
