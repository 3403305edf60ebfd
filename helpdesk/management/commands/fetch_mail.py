from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from helpdesk.mail import mailbox


class Command(BaseCommand):
    help = "Take in what waits in the mailbox of INBOX_URL. The worker does this every minute."

    def handle(self, **options):
        if not settings.INBOX_URL:
            raise CommandError("Set INBOX_URL, such as imaps://user:password@mail.example.org/INBOX.")
        try:
            stored = mailbox.fetch()
        except (OSError, ImproperlyConfigured) as error:
            raise CommandError(f"Nothing more could be fetched: {error}") from error
        self.stdout.write(f"{stored} mails taken in.")
