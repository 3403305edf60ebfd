from django.db import migrations
from django.db.models.functions import Coalesce


def move(apps, schema_editor):
    draft, comment = apps.get_model("knowledge", "Draft"), apps.get_model("knowledge", "DraftComment")
    rows = draft.objects.exclude(comment="").annotate(who=Coalesce("changed_by", "author"))
    comment.objects.bulk_create(comment(draft_id=row.pk, author_id=row.who, body=row.comment) for row in rows)


def move_back(apps, schema_editor):
    for row in apps.get_model("knowledge", "DraftComment").objects.filter(passage="").order_by("pk"):
        row.draft.comment = row.body
        row.draft.save()


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0011_comments_on_passages")]

    operations = [migrations.RunPython(move, move_back)]
