from django.db import migrations


def drop_mails_without_a_ticket(apps, schema_editor):
    apps.get_model("helpdesk", "OutgoingMail").objects.filter(ticket=None).delete()


class Migration(migrations.Migration):
    """On the way back only, and in a transaction before the column that cannot hold them."""

    dependencies = [("helpdesk", "0023_mail_about_tasks_has_no_ticket")]

    operations = [migrations.RunPython(migrations.RunPython.noop, drop_mails_without_a_ticket)]
