import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0022_answers_that_changed")]

    operations = [
        migrations.AlterField(
            model_name="outgoingmail",
            name="ticket",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: it is about tasks on the backlog.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mails",
                to="helpdesk.ticket",
                verbose_name="ticket",
            ),
        ),
    ]
