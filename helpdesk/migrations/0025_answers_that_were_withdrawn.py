from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0024_mails_without_a_ticket_go_first")]

    operations = [
        migrations.RemoveConstraint(model_name="recall", name="a_revision_is_told_of_once"),
        migrations.AddField(
            model_name="recall",
            name="is_withdrawal",
            field=models.BooleanField(default=False, verbose_name="the answer is no longer given"),
        ),
        migrations.AddConstraint(
            model_name="recall",
            constraint=models.UniqueConstraint(
                fields=("text", "revision", "is_withdrawal"), name="a_revision_is_told_of_once"
            ),
        ),
    ]
