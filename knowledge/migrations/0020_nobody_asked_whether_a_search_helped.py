from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0019_what_met_the_content_standard"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="searchevent",
            name="has_helped",
        ),
    ]
