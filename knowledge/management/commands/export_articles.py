from pathlib import Path

from django.core.management.base import BaseCommand

from knowledge import seed


class Command(BaseCommand):
    help = "Write the FAQ as files, in the form load_articles reads."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        self.stdout.write(f"{seed.export(folder)} articles written to {folder}.")
