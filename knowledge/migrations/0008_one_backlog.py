import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0007_what_changes_in_a_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("law", "The source changed"),
                            ("review", "Review is due"),
                            ("flag", "Flagged by readers"),
                            ("translation", "Translation to be checked"),
                            ("consent", "Consent taken back"),
                            ("draft", "Draft left behind"),
                            ("searched", "Searched for in vain"),
                            ("asked", "Asked again and again"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, choices=[("tr", "Türkçe"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="as people put it")),
                ("weight", models.PositiveIntegerField(default=0, verbose_name="times read or asked")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened at")),
                ("owner_told_at", models.DateTimeField(blank=True, null=True, verbose_name="owner told at")),
                ("editors_told_at", models.DateTimeField(blank=True, null=True, verbose_name="editors told at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("still_right", "Compared: still right"),
                            ("revised", "Entry revised"),
                            ("new_entry", "New entry"),
                            ("merged", "Merged into another entry"),
                            ("not_needed", "Not needed"),
                        ],
                        max_length=12,
                        verbose_name="what it became",
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="because")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="knowledge.article",
                        verbose_name="FAQ entry",
                    ),
                ),
                (
                    "became",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="knowledge.article",
                        verbose_name="became",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="knowledge.sourcechange",
                        verbose_name="change of a source",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tasks",
                        to="knowledge.draft",
                        verbose_name="draft",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
                "indexes": [
                    models.Index(condition=models.Q(("closed_at", None)), fields=["-weight"], name="task_open")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "change"), name="one_task_per_article_and_change"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("kind__in", ["review", "flag", "translation", "consent"])
                        ),
                        fields=("kind", "article", "language"),
                        name="one_open_task_per_kind_and_article",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None), ("kind", "draft")),
                        fields=("draft",),
                        name="one_open_task_per_draft_left",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None), ("kind__in", ["searched", "asked"])),
                        fields=("kind", "language", "words"),
                        name="one_open_task_per_gap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "")),
                            models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_closed_task_says_what_it_became",
                    ),
                ],
            },
        ),
    ]
