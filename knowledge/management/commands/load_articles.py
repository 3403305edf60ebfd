from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from knowledge import seed


class Command(BaseCommand):
    help = "Load a folder of FAQ files. Everything is checked first; a bad file changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            self.stdout.write(str(seed.load(folder)))
        except seed.SeedError as error:
            raise CommandError(f"{error}\n{len(error.problems)} problems; nothing was changed.") from error
