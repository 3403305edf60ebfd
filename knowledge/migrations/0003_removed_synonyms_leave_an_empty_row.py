from django.db import migrations, models

NAME = "a_group_of_synonyms_is_written_once"


def remove_empty_rows(apps, schema_editor):
    apps.get_model("knowledge", "Synonym").objects.filter(terms="").delete()


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_an_editor_decides_on_phrases")]

    operations = [
        migrations.RemoveConstraint(model_name="synonym", name=NAME),
        migrations.AddConstraint(
            model_name="synonym",
            constraint=models.UniqueConstraint(
                condition=models.Q(("terms", ""), _negated=True), fields=("language", "terms"), name=NAME
            ),
        ),
        # On the way back empty rows would break the old rule.
        migrations.RunPython(migrations.RunPython.noop, remove_empty_rows),
    ]
