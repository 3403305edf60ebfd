import re

from django.db import migrations

SAME = str.maketrans("çğıöşüâîûİI", "cgiosuaiuii")


def find_messages_too(apps, schema_editor):
    TicketWord = apps.get_model("helpdesk", "TicketWord")
    messages = apps.get_model("helpdesk", "Message").objects.exclude(kind="event").order_by("pk")
    for message in messages.only("ticket", "body").iterator(500):
        text = message.body.translate(SAME).lower().translate(SAME)
        words = dict.fromkeys(word[:5] for word in re.findall(r"\w+", text))
        TicketWord.objects.bulk_create(
            (TicketWord(ticket_id=message.ticket_id, word=word) for word in words), ignore_conflicts=True
        )


class Migration(migrations.Migration):

    dependencies = [
        ('helpdesk', '0019_indexes_the_queue_is_read_by'),
    ]

    operations = [
        migrations.RunPython(find_messages_too, migrations.RunPython.noop),
    ]
