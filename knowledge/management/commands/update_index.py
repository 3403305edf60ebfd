from django.core.management.base import BaseCommand

from knowledge import search


class Command(BaseCommand):
    help = "Brings the search index up to date: what is waiting, then whatever differs from the database."

    def handle(self, **options):
        waiting, different = search.apply_outbox(), search.reconcile()
        self.stdout.write(f"{waiting + different} FAQ entries brought up to date in the search index")
