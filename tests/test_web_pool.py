"""Quick queries never wait for long ones; workers give way, are ended, and are started in whatever way the system allows."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from standins import OneReader, make_article

from kg import foundation
from kg.rdf import reading_triples
from kg.stores.oxigraph import OxigraphStore
from kg.web.pool import Pool
from kg.web.processes import Answer, Forks, Lost, Spawns, starter

RUNAWAY = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
JOB = {"do": "query", "base": "http://localhost/sparql", "accept": "text/csv", "default": None, "named": None, "limit": 100}
FORKS = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("pool") / "store"
    with OxigraphStore(path, writable=True) as store:
        foundation.refresh(store)
        reading = OneReader().read(make_article())
        store.replace(store.names.reading("a1", "rules"), reading_triples(reading, store.names))
    return str(path)


class StandIn:
    """A worker whose jobs end when they are told to; what becomes of it is written down."""

    pid = 0
    lowered, names = False, None

    def __init__(self, log):
        self.log, self.end = log, asyncio.Event()

    async def ask(self, job, body):
        self.log.append(f"begin {body.decode()}")
        if body != b"quick":
            await self.end.wait()
        return Answer.of(200, body.decode())

    def give_way(self):
        self.log.append("give way")
        self.lowered = True

    def stand_back(self):
        self.log.append("stand back")

    def kill(self):
        self.log.append("kill")

    async def wait(self):
        pass


class StandIns:
    """Starts stand-ins and remembers them."""

    def __init__(self):
        self.log, self.started = [], []

    async def start(self):
        self.started.append(StandIn(self.log))
        return self.started[-1]

    async def close(self):
        pass


def run(work):
    """What a coroutine gives within a minute, so that a failure is no hang; on a thread of its own, for the browser's driver may
    hold a loop on this one."""

    async def bounded():
        async with asyncio.timeout(60):
            return await work

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, bounded()).result()


async def opened(store, **options):
    pool = Pool(store, **options)
    await pool.start()
    return pool


async def until(claim):
    while not claim():
        await asyncio.sleep(0.02)


# -- who waits for whom --------------------------------------------------------------------------------


def test_quick_queries_are_answered_while_more_runaways_run_than_there_are_places(filled):
    async def work():
        pool = await opened(filled, size=1, timeout=600)
        runaways = [asyncio.create_task(pool.run(JOB, RUNAWAY)) for _ in range(7)]
        await until(pool._long.locked)
        answers = [await pool.run(JOB, b"ASK {}") for _ in range(5)]
        assert [a.status for a in answers] == [200] * 5
        assert not any(r.done() for r in runaways)
        for each in runaways:
            each.cancel()
        await asyncio.wait(runaways)
        assert not pool._busy
        await pool.close()

    run(work())


def test_jobs_give_way_and_those_that_are_too_many_stand_back():
    """A single long query once had to run where nothing else did: on a busy machine it never came to its end."""

    async def work():
        workers = StandIns()
        pool = await opened("", size=1, workers=workers)
        jobs = [asyncio.create_task(pool.run(JOB, b"long")) for _ in range(2)]
        await until(lambda: "stand back" in workers.log)
        for each in workers.started:
            each.end.set()
        assert [(await job).status for job in jobs] == [200, 200]
        assert workers.log.count("give way") == 2
        assert workers.log.count("stand back") == 1

    run(work())


def test_where_all_long_places_are_taken_one_begins_again_when_one_is_free():
    async def work():
        workers = StandIns()
        pool = await opened("", size=1, workers=workers)
        jobs = [asyncio.create_task(pool.run(JOB, f"job {n}".encode())) for n in range(6)]
        await until(lambda: "kill" in workers.log)
        assert pool._long.locked()
        assert (await pool.run(JOB, b"quick")).status == 200
        begun = [f"begin job {n}" for n in range(6)]
        assert [workers.log.count(b) for b in begun] == [1] * 6
        jobs[0].cancel()
        await until(lambda: 2 in [workers.log.count(b) for b in begun])
        for each in workers.started:
            each.end.set()
        assert [(await job).status for job in jobs[1:]] == [200] * 5

    run(work())


def test_a_job_whose_time_is_over_is_refused_and_its_worker_ended():
    async def work():
        workers = StandIns()
        pool = await opened("", size=1, timeout=0.2, workers=workers)
        answer = await pool.run(JOB, b"long")
        assert answer.status == 500
        assert b"longer than 0.2 s" in answer.body.read()
        assert workers.log[-1] == "kill"

    run(work())


def test_a_caller_who_leaves_takes_his_job_along():
    async def work():
        workers = StandIns()
        pool = await opened("", size=1, workers=workers)
        job = asyncio.create_task(pool.run(JOB, b"long"))
        await until(lambda: workers.log == ["begin long"])
        job.cancel()
        await asyncio.wait({job})
        assert workers.log == ["begin long", "kill"]
        assert (await pool.run(JOB, b"quick")).status == 200

    run(work())


def test_pages_go_to_workers_that_know_all_names():
    async def work():
        pool = await opened("", size=1, workers=StandIns())
        fresh = pool._idle[0]
        pool._idle.append(learned := StandIn([]))
        learned.names = 0
        assert await pool._take(page=True) is learned
        pool._idle.append(learned)
        assert await pool._take(page=False) is fresh

    run(work())


def test_a_worker_reads_all_names_before_its_first_page_and_after_a_change():
    async def work():
        workers = StandIns()
        pool = await opened("", size=1, workers=workers)
        asked = []
        workers.started[0].ask = lambda job, body: asked.append(job["do"]) or asyncio.sleep(0, Answer.of(200, ""))
        await pool.run({**JOB, "do": "page"})
        await pool.run({**JOB, "do": "page"})
        pool.generation += 1
        await pool.run({**JOB, "do": "page"})
        assert asked == ["names", "page", "page", "names", "page"]

    run(work())


# -- how workers begin and end -------------------------------------------------------------------------


@pytest.mark.parametrize("start", [pytest.param(Forks, marks=FORKS), lambda store: Spawns(store, "read")])
def test_a_worker_answers_and_can_be_ended_however_it_began(filled, start):
    async def work():
        workers = start(filled)
        worker = await workers.start()
        answer = await worker.ask({**JOB, "timeout": 60}, b"SELECT (1 AS ?n) {}")
        assert answer.body.read().split() == [b"n", b"1"]
        running = asyncio.ensure_future(worker.ask({**JOB, "timeout": 60}, RUNAWAY))
        await asyncio.sleep(0.1)
        worker.kill()
        with pytest.raises(Lost):
            await running
        await worker.wait()
        await workers.close()

    run(work())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
def test_workers_have_a_group_of_their_own_in_the_servers_session(filled):
    """In a session of its own a worker's low priority counted for nothing: runaways took half of the processors."""

    async def work():
        workers = starter(filled, "read")
        worker = await workers.start()
        assert os.getpgid(worker.pid) != os.getpgid(0)
        assert os.getsid(worker.pid) == os.getsid(0)
        worker.kill()
        await worker.wait()
        await workers.close()

    run(work())


@FORKS
def test_what_forks_has_one_thread(filled):
    async def work():
        workers = Forks(filled)
        worker = await workers.start()
        parent = Path(f"/proc/{worker.pid}/stat").read_text().rsplit(")", 1)[1].split()[1]
        assert len(list(Path(f"/proc/{parent}/task").iterdir())) == 1
        worker.kill()
        await workers.close()

    run(work())


@FORKS
def test_forked_workers_draw_different_chances(filled):
    async def work():
        workers = Forks(filled)
        started = [await workers.start() for _ in range(3)]
        answers = [await worker.ask({**JOB, "timeout": 60}, b"SELECT (UUID() AS ?n) {}") for worker in started]
        assert len({answer.body.read() for answer in answers}) == 3
        for worker in started:
            worker.kill()
        await workers.close()

    run(work())


@FORKS
def test_a_parent_that_was_ended_is_replaced(filled):
    async def work():
        workers = Forks(filled)
        first = await workers.start()
        os.kill(os.getpgid(first.pid), signal.SIGKILL)
        second = await workers.start()
        assert os.getpgid(first.pid) != os.getpgid(second.pid)
        for worker in (first, second):
            assert (await worker.ask({**JOB, "timeout": 60}, b"ASK {}")).status == 200
            worker.kill()
        await workers.close()

    run(work())


@FORKS
def test_a_store_that_cannot_be_opened_loses_the_worker(tmp_path):
    async def work():
        workers = Forks(str(tmp_path / "nothing"))
        with pytest.raises(Lost):
            await workers.start()
        await workers.close()

    run(work())
