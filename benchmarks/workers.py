"""What it takes to start a worker of `kg serve`, and what a long query at low priority leaves to a quick one.

    python benchmarks/workers.py STORE [--runs 9] [--seconds 3]

The first part starts workers by fork (Linux) and as a new Python each: seconds until it waits for jobs. The second sets two busy
processes on one core and prints what share of it the one at low priority gets, in the session of the other and in its own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from kg.web.processes import Forks, Spawns, Starter

BUSY = "import os\nos.sched_setaffinity(0, {0})\nwhile True: pass"


async def starts(starter: Starter, runs: int) -> float:
    """The median time to start a worker, once the first has been started."""
    times = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        worker = await starter.start()
        times.append(time.perf_counter() - began)
        worker.kill()
        await worker.wait()
    await starter.close()
    return statistics.median(times[1:])


def share(lower: Callable[[int], None], seconds: float, *, session: bool) -> float:
    """The part of a core that a busy process gets beside another, when it has been lowered."""
    quick = subprocess.Popen([sys.executable, "-c", BUSY])
    slow = subprocess.Popen([sys.executable, "-c", BUSY], start_new_session=session, process_group=None if session else 0)
    try:
        while min(computed(quick.pid), computed(slow.pid)) < 0.2:  # until both have begun
            time.sleep(0.05)
        lower(slow.pid)
        before = computed(quick.pid), computed(slow.pid)
        time.sleep(seconds)
        one, other = computed(quick.pid) - before[0], computed(slow.pid) - before[1]
        return other / (one + other)
    finally:
        for process in (quick, slow):
            process.kill()
            process.wait()


def computed(process: int) -> float:
    """Seconds that a process has computed: the clock that clock_getcpuclockid(3) would name."""
    return time.clock_gettime((~process << 3) | 2)


def nice(value: int) -> Callable[[int], None]:
    return lambda process: os.setpriority(os.PRIO_PROCESS, process, value)


def idle(process: int) -> None:
    os.sched_setscheduler(process, os.SCHED_IDLE, os.sched_param(0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=3)
    given = parser.parse_args()
    for name, starter in (("by fork", Forks(given.store)), ("as a new Python", Spawns(given.store, "read"))):
        print(f"a worker {name}: {asyncio.run(starts(starter, given.runs)) * 1e3:.0f} ms")
    for name, lower in (("nice 10", nice(10)), ("nice 19", nice(19)), ("SCHED_IDLE", idle)):
        same, own = (share(lower, given.seconds, session=session) for session in (False, True))
        print(f"at {name}: {same:.1%} of a core in the same session, {own:.1%} in its own")


if __name__ == "__main__":
    main()
