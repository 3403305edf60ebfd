import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0008_one_backlog"),
    ]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="review_every",
            field=models.PositiveSmallIntegerField(
                default=12,
                help_text="How long after an answer was compared with its sources it is to be compared again.",
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="review every so many months",
            ),
        ),
    ]
