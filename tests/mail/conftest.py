"""Real servers on loopback: Dovecot, which mail comes in by, and a mailbox at the other end that ours goes out to."""

import email
import email.policy
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import unquote

import pytest
from aiosmtpd.controller import Controller

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_location = maildir:{folder}/mail
first_valid_uid = 0
first_valid_gid = 0
namespace inbox {{
  inbox = yes
  prefix = {prefix}
  separator = .
}}
passdb {{
  driver = static
  args = password=gizli/"sifre
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
"""
PASSWORD = "gizli%2F%22sifre"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Dovecot:
    """An IMAP server on loopback with one mailbox, its own configuration and certificate."""

    def __init__(self, folder: Path, prefix: str):
        self.folder, self.plain, self.tls = folder, free_port(), free_port()
        me = pwd.getpwuid(os.getuid())
        as_whom = pwd.getpwnam("dovecot") if os.getuid() == 0 else me
        words = {"folder": folder, "plain": self.plain, "tls": self.tls, "uid": as_whom.pw_uid, "gid": as_whom.pw_gid}
        words |= {"user": as_whom.pw_name, "group": grp_name(as_whom.pw_gid), "prefix": prefix}
        (folder / "dovecot.conf").write_text(CONFIGURATION.format(**words))
        # Dovecot refuses to touch mail as root.
        (folder / "mail").mkdir()
        os.chown(folder / "mail", as_whom.pw_uid, as_whom.pw_gid)
        os.chown(folder, as_whom.pw_uid, as_whom.pw_gid)
        subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        keys = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-days", "2", "-newkey", "rsa:2048"]
        command = ["openssl", "req", "-x509", "-nodes", *keys, *subject]
        subprocess.run(command, check=True, capture_output=True)
        command = ["dovecot", "-F", "-c", folder / "dovecot.conf"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self._wait()

    def _wait(self) -> None:
        for _attempt in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.tls), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None, self.process.stderr.read()
                time.sleep(0.1)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.process.stderr.close()

    def url(self, scheme: str = "imaps") -> str:
        port = self.tls if scheme == "imaps" else self.plain
        return f"{scheme}://merkez:{PASSWORD}@localhost:{port}/INBOX"

    def box(self) -> imaplib.IMAP4:
        box = imaplib.IMAP4("127.0.0.1", self.plain, timeout=10)
        box.login("merkez", unquote(PASSWORD))
        return box

    def bring(self, *mails: bytes) -> None:
        with self.box() as box:
            for mail in mails:
                box.append("INBOX", "", None, mail)

    def count(self, folder: str) -> int:
        with self.box() as box:
            return int(box.select(folder)[1][0])


def grp_name(number: int) -> str:
    return grp.getgrgid(number).gr_name


@pytest.fixture(params=["", "INBOX."], ids=["folders beside the inbox", "folders below the inbox"])
def dovecot(request, tmp_path, settings, monkeypatch):
    # Shorter than pytest's own folder: the names of sockets have a limit.
    folder = Path("/tmp") / f"dovecot-{os.getpid()}-{free_port()}"
    folder.mkdir(mode=0o755)
    server = Dovecot(folder, request.param)
    server.processed = f"{request.param}Processed"
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "cert.pem"))
    settings.INBOX_URL = server.url()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


class Sink:
    """What a requester's mail server keeps for them."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope.rcpt_tos[0], mail))
        return "250 OK"


@pytest.fixture
def smtp(settings):
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield sink
    controller.stop()
