from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from helpdesk import first_steps
from knowledge import search, seed


class Command(BaseCommand):
    help = (
        "Prepare the site: database, groups, calendar, FAQ and search index. May be run at any time; repeats nothing."
    )

    def handle(self, **options):
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        first_steps.prepare()
        try:
            loaded = first_steps.load_seed(settings.FAQ_SEED)
        except seed.SeedError as error:
            raise CommandError(str(error)) from error
        if loaded is not None:
            self.stdout.write(str(loaded))
        while search.apply_outbox():
            pass
        if settings.DEBUG:
            self._show(first_steps.create_demonstration_accounts())

    def _show(self, accounts):
        if accounts:
            self.stdout.write("\nDemonstration accounts (shown once; change a password with manage.py changepassword):")
        for username, password in accounts:
            self.stdout.write(f"  {username:<15} {password}")
