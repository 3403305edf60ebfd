from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0014_drafts_can_be_scheduled'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='translated_from',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='translated from revision'),
        ),
    ]
