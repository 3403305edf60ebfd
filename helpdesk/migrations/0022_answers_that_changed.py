import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0021_addresses_are_confirmed"),
        ("knowledge", "0014_drafts_can_be_scheduled"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outgoingmail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("received", "Question received"),
                    ("answered", "Answer"),
                    ("asked_back", "Question back to the requester"),
                    ("links", "Links to one’s questions"),
                    ("assigned", "Ticket assigned"),
                    ("triage", "Ticket without an expert"),
                    ("replied", "Requester replied"),
                    ("not_sent", "Reply not sent"),
                    ("merged", "Questions joined"),
                    ("due_soon", "Answer due soon"),
                    ("overdue", "Answer overdue"),
                    ("offered", "Tickets of somebody away"),
                    ("mentioned", "Mentioned in a note"),
                    ("followed", "News on a followed ticket"),
                    ("asked", "Second opinion asked"),
                    ("given", "Second opinion given"),
                    ("digest", "News together"),
                    ("updated", "The answer changed"),
                    ("tasks", "Tasks on the backlog"),
                    ("weekly", "Numbers of the week"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="Recall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                ("told", models.PositiveIntegerField(default=0, verbose_name="people told")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="looked at")),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="knowledge.articletext",
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "recalled answer",
                "verbose_name_plural": "recalled answers",
            },
        ),
        migrations.AddField(
            model_name="outgoingmail",
            name="recall",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mails",
                to="helpdesk.recall",
                verbose_name="recalled answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="recall",
            constraint=models.UniqueConstraint(fields=("text", "revision"), name="a_revision_is_told_of_once"),
        ),
    ]
