import json

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from helpdesk import retention


class Command(BaseCommand):
    help = "Print what is kept under one email address as JSON, for the person to have."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        copy = retention.copy_for_person(email)
        self.stdout.write(json.dumps(copy, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
