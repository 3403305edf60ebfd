import django.db.models.deletion
from django.db import migrations, models


def keep_the_latest(apps, schema_editor):
    checks = apps.get_model("knowledge", "StandardCheck").objects.order_by("draft", "-at", "-pk")
    seen = set()
    for check in checks:
        if check.draft_id in seen:
            check.delete()
        seen.add(check.draft_id)


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0020_nobody_asked_whether_a_search_helped")]

    operations = [
        migrations.RunPython(keep_the_latest, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="standardcheck",
            name="draft",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="knowledge.draft",
                verbose_name="draft",
            ),
        ),
    ]
