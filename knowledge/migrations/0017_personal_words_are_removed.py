import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0016_a_draft_knows_what_it_translates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revisions', models.JSONField(verbose_name='revisions')),
                ('replacement', models.CharField(max_length=100, verbose_name='what stands there now')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('removed_at', models.DateTimeField(auto_now_add=True, verbose_name='removed at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='removed by')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removals', to='knowledge.articletext', verbose_name='text')),
            ],
            options={
                'ordering': ['-removed_at', '-pk'],
            },
        ),
    ]
