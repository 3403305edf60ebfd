from django.conf import settings
from django.db import migrations, models


def write_down(apps, schema_editor):
    draft = apps.get_model("knowledge", "Draft")
    writers = draft.writers.through
    pairs = set(draft.objects.values_list("pk", "author"))
    # Who published a draft changed its state, not its words.
    pairs |= set(draft.objects.exclude(changed_by=None).exclude(state="published").values_list("pk", "changed_by"))
    writers.objects.bulk_create(writers(draft_id=pk, user_id=user) for pk, user in sorted(pairs))


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("knowledge", "0005_experts_publish_experience"),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='writers',
            field=models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
