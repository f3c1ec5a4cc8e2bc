"""A process that has read all modules a worker needs, and forks a worker whenever the server asks for one (Linux)."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import traceback

from kg.web import explorer, worker  # noqa: F401 (pages are what takes longest to import)


def main(store: str) -> None:
    """Fork a worker for each line that comes in on standard input, until the server goes.

    The store is opened by the child: RocksDB runs threads, and a process with threads must not fork.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the children
    requests = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    gc.freeze()  # what is shared stays shared
    while line := _next(requests):
        try:
            child = os.fork()
        except OSError as error:  # the server sees the line close
            print(f"cannot start a worker: {error.strerror}", file=sys.stderr)
            child = -1
        if not child:
            requests.close()
            _be_worker(store, line)
        os.close(line)


def _next(requests: socket.socket) -> int:
    """The next line to a server, as a file descriptor; 0 where the server has gone."""
    _, lines, _, _ = socket.recv_fds(requests, 1, 1)
    return lines[0] if lines else 0


def _be_worker(store: str, line: int) -> None:
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with os.fdopen(line, "rb") as jobs, os.fdopen(os.dup(line), "wb", buffering=worker.BUFFER) as out:
            worker.work(store, "read", jobs, out)
        status = 0
    except ConnectionError:
        pass  # the server has gone
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)  # past what the parent would do at its end


if __name__ == "__main__":
    main(sys.argv[1])
