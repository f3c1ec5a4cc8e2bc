"""Times `kg --help` against `python -c pass` in one run: medians over several rounds, taken in turn."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15


def seconds(command: list[str]) -> float:
    """Wall time of one run of a command."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    kg = str(Path(sys.executable).with_name("kg"))
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "kg --help": [kg, "--help"],
        "import kg": [sys.executable, "-c", "import kg"],
    }
    times = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(seconds(command))
    base = statistics.median(times["python -c pass"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(
            f"{name:16} median {median:.3f} s  min {min(taken):.3f}  max {max(taken):.3f}  {median / base:.1f} times python -c pass"
        )


if __name__ == "__main__":
    main()
