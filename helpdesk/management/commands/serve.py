import errno
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Run the web server and the background worker together until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *, host, **options):
        self._check_port(host)
        address = f"{host}:{settings.PORT}"
        web = [sys.executable, "-m", "gunicorn", "helpdesk.config.wsgi", "--bind", address]
        web += ["--worker-class", "gthread", "--threads", "4", "--workers", "2", "--log-level", "warning"]
        work = [sys.executable, "manage.py", "work"]
        processes = [subprocess.Popen(command, cwd=settings.ROOT, start_new_session=True) for command in (web, work)]
        self.stdout.write(f"\nThe site is at {settings.BASE_URL}/   (Ctrl-C stops it)")
        if settings.DEBUG:
            self.stdout.write(f"Sign in at {settings.BASE_URL}/desk/   Mails are at {settings.BASE_URL}/desk/mail/")
        self.stdout.flush()
        self._wait(processes)

    def _check_port(self, host):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, settings.PORT))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise CommandError(f"Cannot listen on {host}:{settings.PORT}: {error.strerror}") from error
                advice = "Stop what runs there or choose another: PORT=8001 make run"
                raise CommandError(f"Port {settings.PORT} is taken. {advice}") from error

    def _wait(self, processes):
        stopping = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_received: stopping.append(True))
        while not stopping and all(process.poll() is None for process in processes):
            time.sleep(0.2)
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
        if not stopping:
            raise CommandError("One of the two processes ended by itself; both were stopped.")
        self.stdout.write("Stopped.")
