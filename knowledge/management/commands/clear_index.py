from django.core.management.base import BaseCommand

from knowledge import search


class Command(BaseCommand):
    help = "Makes the search index anew: one without its FAQ entries would be of use to nobody."

    def add_arguments(self, parser):
        parser.add_argument("--noinput", action="store_true", help="Accepted for Haystack's sake; nothing is asked.")

    def handle(self, **options):
        self.stdout.write(f"{search.rebuild()} FAQ entries in the search index")
