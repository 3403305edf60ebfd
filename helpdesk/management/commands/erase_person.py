from django.core.management.base import BaseCommand

from helpdesk import retention


class Command(BaseCommand):
    help = (
        "Remove everything asked from one email address. Confirm first that the person asked for it. Cannot be undone."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        self.stdout.write(f"{retention.erase_person(email)} tickets removed.")
