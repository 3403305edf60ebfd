from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0020_words_of_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="confirmed_address",
            field=models.EmailField(
                blank=True,
                help_text="Where somebody answered from a mail of ours.",
                max_length=254,
                verbose_name="confirmed address",
            ),
        ),
    ]
