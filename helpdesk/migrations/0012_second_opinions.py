import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('helpdesk', '0011_mail_as_one_wishes'),
        ('knowledge', '0004_a_flag_may_quote_a_passage'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SecondOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.TextField(blank=True, verbose_name='question to the colleague')),
                ('answer', models.TextField(verbose_name='answer as it stood')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked at')),
                ('verdict', models.CharField(blank=True, choices=[('fine', 'Fine as it stands'), ('change', 'Change it first'), ('not_mine', 'Not for me to judge')], max_length=10, verbose_name='verdict')),
                ('view', models.TextField(blank=True, verbose_name='view')),
                ('given_at', models.DateTimeField(blank=True, null=True, verbose_name='given at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions_asked', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='helpdesk.ticket', verbose_name='ticket')),
            ],
            options={
                'verbose_name': 'second opinion',
                'verbose_name_plural': 'second opinions',
            },
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='opinion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='helpdesk.secondopinion', verbose_name='second opinion'),
        ),
        migrations.CreateModel(
            name='SecondOpinionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'topic with a second opinion',
                'verbose_name_plural': 'topics with a second opinion',
            },
        ),
        migrations.AddIndex(
            model_name='secondopinion',
            index=models.Index(condition=models.Q(('given_at', None), ('withdrawn_at', None)), fields=['colleague'], name='opinion_waiting_for'),
        ),
        migrations.AddConstraint(
            model_name='secondopinion',
            constraint=models.UniqueConstraint(condition=models.Q(('given_at', None), ('withdrawn_at', None)), fields=('ticket', 'colleague'), name='a_colleague_is_asked_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='secondopinion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('given_at', None), ('verdict', '')), models.Q(models.Q(('verdict', ''), _negated=True), ('given_at__isnull', False)), _connector='OR'), name='a_verdict_has_a_moment'),
        ),
    ]
