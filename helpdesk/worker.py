"""Background work: drain the search and mail outboxes, run what is due. One process, any number of restarts."""

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import Error, close_old_connections

from knowledge import booklets, calls, most_asked, open_data, search
from knowledge import workflow as knowledge_workflow

from . import keeping, overview, recurring, reminders, retention, workflow
from .mail import confirming, digests, mailbox, outbox

HEARTBEAT = "worker-heartbeat"
PAUSE = 1.0

ROUNDS: list[tuple[Callable[[], int], float]] = [
    (knowledge_workflow.publish_due, 15),
    (search.apply_outbox, 0),
    (workflow.send_held, 0),
    (digests.gather, 60),
    (outbox.deliver, 0),
    (mailbox.fetch, 60),
    (confirming.ask_senders, 30),
    (open_data.make, 2),
    (search.reconcile, 600),
    (workflow.recall_answers, 60),
    (workflow.warn_of_due, 300),
    (workflow.begin_absences, 600),
    (workflow.send_numbers, 600),
    (workflow.close_answered, 3600),
    (keeping.remember, 3600),
    (overview.remember, 600),
    (calls.remember, 600),
    (knowledge_workflow.gather, 3600),
    (recurring.propose_what_is_asked, 3600),
    (knowledge_workflow.pass_on_from_leavers, 600),
    (knowledge_workflow.ask_for_reviews, 3600),
    (knowledge_workflow.lapse_overdue, 3600),
    (reminders.remind_of_tasks, 600),
    (most_asked.remember, 3600),
    (workflow.draw_sample, 3600),
    (retention.purge, 86_400),
]

logger = logging.getLogger(__name__)


def run_once() -> int:
    """Do everything there is to do now. Returns how many things were done."""
    return sum(_guarded(work) for work, _seconds in ROUNDS)


class BookletMaker:
    """PDFs are made by another process, one at a time: it takes minutes and memory that the worker does without."""

    process: subprocess.Popen | None = None

    def begin(self) -> int:
        is_at_work = self.process is not None and self.process.poll() is None
        if booklets.is_possible() and not is_at_work and booklets.are_missing():
            command = ["nice", sys.executable, "manage.py", "make_booklets"]
            self.process = subprocess.Popen(command, cwd=settings.ROOT, stdout=subprocess.DEVNULL)
        return 0

    def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


def run_for_ever() -> None:
    """Work until told to stop by SIGTERM or SIGINT; what is under way is finished first."""
    stop, maker = threading.Event(), BookletMaker()
    rounds = [*ROUNDS, (maker.begin, 300)]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_received: stop.set())
    due = dict.fromkeys((work for work, _seconds in rounds), 0.0)
    while not stop.is_set():
        for work, seconds in rounds:
            if time.monotonic() >= due[work]:
                _guarded(work)
                due[work] = time.monotonic() + seconds
        _guarded(_beat)
        close_old_connections()
        stop.wait(PAUSE)
    maker.end()


def _beat() -> int:
    cache.set(HEARTBEAT, True, 60)
    return 0


def _guarded(work: Callable[[], int]) -> int:
    # One part that fails shall not keep the others from their work; it is tried again in the next round.
    try:
        return work()
    except (Error, OSError):
        logger.exception("%s failed and will be tried again", work.__qualname__)
        return 0
