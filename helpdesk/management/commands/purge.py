from django.core.management.base import BaseCommand

from helpdesk import retention


class Command(BaseCommand):
    help = "Remove questions that have been kept long enough. The worker does this every day."

    def handle(self, **options):
        self.stdout.write(f"{retention.purge()} tickets removed.")
