from django.core.management.base import BaseCommand, CommandError

from knowledge import pdf


class Command(BaseCommand):
    help = "Make the PDFs of answers, topics and the whole FAQ that are missing."

    def handle(self, **options):
        try:
            self.stdout.write(f"{pdf.make_missing()} PDFs made.")
        except pdf.CannotMakePdf as error:
            raise CommandError(str(error)) from error
