"""What a request costs its server: CPU of gunicorn's worker, beside that of a bare Django project served the same way.

Both run as `manage.py serve` runs the site, with one worker, and are asked over HTTP on loopback with a connection kept
alive. CPU is user and system time of the server's processes as Linux counts it, over many requests; pages and yardstick
take turns, so that what else the machine does falls on both.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, RemoteDisconnected
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
GUNICORN = [sys.executable, "-m", "gunicorn", "--workers", "1", "--worker-class", "gthread", "--threads", "4"]
TICKS = os.sysconf("SC_CLK_TCK")
ROUNDS = 3
ENOUGH = 0.4  # seconds of CPU in each round; the clock has steps of a hundredth

Request = Callable[[], HTTPResponse]


class Server:
    """A site behind gunicorn on a free port of its own, for as long as the `with` lasts."""

    def __init__(self, application: str, folder: Path, **environment: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._command = [*GUNICORN, application, "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning"]
        self._place = {"cwd": folder, "env": os.environ | environment}
        self._connections: dict[str, HTTPConnection] = {}

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, start_new_session=True, **self._place)
        for _attempt in range(300):
            try:
                self.get("/healthz")
            except (OSError, HTTPException):
                self._connections.clear()
                time.sleep(0.1)
            else:
                return self
        raise TimeoutError("the server did not start")

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(timeout=30)

    def get(self, address: str, **headers: str) -> HTTPResponse:
        return self.ask("GET", address, headers=headers)

    def ask(self, method: str, address: str, *, client: str = "127.0.0.1", **more: object) -> HTTPResponse:
        """One request from that address of this machine; the body has been read and stands in `content`."""
        if client not in self._connections:
            self._connections[client] = HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(client, 0))
        connection = self._connections[client]
        try:
            connection.request(method, address, **more)
            response = connection.getresponse()
        except (RemoteDisconnected, BrokenPipeError):
            # Kept alive for two seconds, which are over.
            connection.close()
            connection.request(method, address, **more)
            response = connection.getresponse()
        response.content = response.read()
        return response

    def cpu(self) -> float:
        """Seconds of CPU the server has taken so far."""
        master = self._process.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return sum(_cpu_of(number) for number in (master, *children))


def _cpu_of(process: int | str) -> float:
    # The name before these figures may hold spaces; it ends with the last bracket.
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@dataclass(frozen=True)
class Cost:
    """Of one request: milliseconds of CPU, milliseconds until the answer was there, and CPU over the yardstick's."""

    cpu: float
    wall: float
    ratio: float
    bare: float


def measure(server: Server, request: Request, bare: Server) -> Cost:
    """What `request`, a call that asks `server` once, costs beside the yardstick."""
    yardstick = lambda: bare.get("/")  # noqa: E731
    for _warm in range(5):
        answer = request()
        assert answer.status < 400, (answer.status, answer.content[:500])
        yardstick()
    ours, theirs = [0, 0.0, 0.0], [0, 0.0, 0.0]
    for _round in range(ROUNDS):
        _ask_for_a_while(bare, yardstick, theirs)
        _ask_for_a_while(server, request, ours)
    cpu, wall = (spent / ours[0] * 1_000 for spent in ours[1:])
    bare_cpu = theirs[1] / theirs[0] * 1_000
    return Cost(cpu, wall, cpu / bare_cpu, bare_cpu)


def _ask_for_a_while(server: Server, request: Request, total: list) -> None:
    cpu, clock, times = server.cpu(), time.perf_counter(), 0
    while (spent := server.cpu() - cpu) < ENOUGH:
        for _time in range(5):
            request()
        times += 5
    for place, more in enumerate((times, spent, time.perf_counter() - clock)):
        total[place] += more


def bare_server() -> Server:
    return Server("bare", Path(__file__).parent)
