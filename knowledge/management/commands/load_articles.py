from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from knowledge import seed


class Command(BaseCommand):
    help = "Load FAQ files. Everything is checked first; a bad file changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="a folder, a zip, or the https address of a zip")
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--as-drafts", action="store_true", help="propose the texts for review, publish nothing")
        ways.add_argument(
            "--archive-missing", action="store_true", help="also archive what earlier files brought and these lack"
        )
        parser.add_argument("--by", metavar="USERNAME", help="whose drafts they become")

    def handle(self, *, folder, as_drafts, archive_missing, by, **options):
        author = User.objects.filter(username=by, is_active=True).first() if by else None
        if as_drafts and not (author and author.has_perm("knowledge.write_draft")):
            raise CommandError("--as-drafts needs --by with the user name of somebody who may write drafts.")
        try:
            with seed.opened(folder) as root:
                if as_drafts:
                    done = seed.propose(root, by=author)
                else:
                    done = seed.mirror(root) if archive_missing else seed.load(root)
        except seed.SeedError as error:
            raise CommandError(f"{error}\n{len(error.problems)} problems; nothing was changed.") from error
        self.stdout.write(str(done))
