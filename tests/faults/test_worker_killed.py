"""A worker killed in the middle of a job: the next takes it up; a job that kills every worker is shown as failed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.faults.installation import CHECKOUT, PATIENCE, Installation

pytestmark = pytest.mark.one_store

DOCUMENT = CHECKOUT / "tests/documents/01-feedback-education.docx"
SCRIPT = [sys.executable, "-m", "tests.faults.jobs_at_home"]


def told(house: Installation, *arguments: str) -> Any:
    done = subprocess.run(
        [*SCRIPT, *arguments], env=house.environment, capture_output=True, text=True, cwd=CHECKOUT, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def kill_a_worker_at_work(house: Installation) -> None:
    worker = subprocess.Popen(
        [*SCRIPT, "slow-worker"],
        env=house.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=CHECKOUT,
        start_new_session=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"reading\n"
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


@pytest.mark.long
def test_the_next_worker_takes_a_lost_job_up(house: Installation) -> None:
    assert told(house, "put", str(DOCUMENT))["jobs"] == ["READY"]
    kill_a_worker_at_work(house)
    assert told(house, "state") == {"drafts": ["reading"], "jobs": ["RUNNING"], "findings": [0]}
    told_by_doctor = json.loads(house.run("doctor", "--json").stdout)
    assert told_by_doctor["figures"]["jobs"] == {"waiting": 0, "failed": 0, "lost": 1}
    worked = house.run("worker", "--once")
    assert worked.returncode == 0, worked.stderr
    (taken_up,) = [line for line in worked.stderr.splitlines() if "jobs.taken_up_again" in line]
    assert json.loads(taken_up)["count"] == 1
    state = told(house, "state")
    assert (state["drafts"], state["jobs"]) == (["ready"], ["SUCCESSFUL"])
    assert state["findings"][0] > 0


@pytest.mark.long
def test_the_server_works_off_jobs_by_itself_unless_it_is_told_not_to(house: Installation) -> None:
    told(house, "put", str(DOCUMENT))
    house.serve("--no-worker")
    time.sleep(2.5)
    assert told(house, "state")["jobs"] == ["READY"]
    house.kill()
    house.serve("--threads", "2")
    until = time.monotonic() + PATIENCE
    while (state := told(house, "state"))["jobs"] != ["SUCCESSFUL"]:
        assert time.monotonic() < until, house.log()
    assert state["drafts"] == ["ready"]
    assert house.server is not None
    house.server.terminate()
    assert house.server.wait(20) == 0


@pytest.mark.slow
def test_a_job_that_kills_every_worker_is_shown_as_failed_and_can_be_repeated(house: Installation) -> None:
    told(house, "put", str(DOCUMENT))
    for _ in range(3):
        kill_a_worker_at_work(house)
    house.run("worker", "--once")
    state = told(house, "state")
    assert (state["drafts"], state["jobs"]) == (["failed"], ["FAILED"])
    told(house, "put", str(DOCUMENT))
    house.run("worker", "--once")
    state = told(house, "state")
    assert state["drafts"] == ["ready"]
    assert sorted(state["jobs"]) == ["FAILED", "SUCCESSFUL"]
