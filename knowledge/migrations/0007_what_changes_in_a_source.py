import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0006_a_draft_has_writers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                ("applies_from", models.DateField(verbose_name="applies from")),
                ("what_tr", models.TextField(max_length=600, verbose_name="what changes, in Turkish")),
                ("what_en", models.TextField(max_length=600, verbose_name="what changes, in English")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="knowledge.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a source",
                "verbose_name_plural": "changes of sources",
                "ordering": ["-applies_from", "-pk"],
            },
        ),
    ]
