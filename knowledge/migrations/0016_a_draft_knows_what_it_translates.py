from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0015_what_is_not_personal_is_remembered'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='translated_from',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='translated from revision'),
        ),
    ]
