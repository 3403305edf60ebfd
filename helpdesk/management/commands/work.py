from django.core.management.base import BaseCommand

from helpdesk import worker


class Command(BaseCommand):
    help = (
        "Do the background work: indexing, mail, what is due. Runs until stopped; --once does what there is and ends."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true")

    def handle(self, *, once, **options):
        if once:
            self.stdout.write(f"{worker.run_once()} things done.")
        else:
            worker.run_for_ever()
