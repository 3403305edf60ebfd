from django.core.management.base import BaseCommand

from helpdesk import maintenance


class Command(BaseCommand):
    help = "Close the site for maintenance, or open it again."

    def add_arguments(self, parser):
        parser.add_argument("state", choices=["on", "off"])

    def handle(self, *, state, **options):
        if state == "on":
            maintenance.begin()
            self.stdout.write("Every page now says that we are at work on the site; health checks are answered.")
        else:
            maintenance.end()
            self.stdout.write("The site is open.")
