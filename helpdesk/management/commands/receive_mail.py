import logging
import sys

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from helpdesk.mail.incoming import ingest
from helpdesk.mail.reading import MOST_BYTES

# EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and tries again.
TRY_AGAIN = 75

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Take in one mail from standard input. Ends with 0 once it is stored, with 75 if it shall be brought again."

    def handle(self, **options):
        try:
            mail = ingest(sys.stdin.buffer.read(MOST_BYTES + 1))
        except (DatabaseError, OSError):
            logger.exception("A mail could not be stored now")
            sys.exit(TRY_AGAIN)
        self.stdout.write(f"{mail.state}: {mail.reason}")
