import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0009_organisation_of_the_requester"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='ticket',
            options={'permissions': [('answer_ticket', 'Can see and answer tickets'), ('record_ticket', 'Can record questions asked by phone or at a meeting'), ('assign_ticket', 'Can assign tickets to others'), ('view_report', 'Can see the reports')], 'verbose_name': 'ticket', 'verbose_name_plural': 'tickets'},
        ),
        migrations.AddField(
            model_name='consent',
            name='obtained',
            field=models.CharField(choices=[('form', 'ticked by the requester'), ('spoken', 'said to us'), ('signed', 'signed on paper')], default='form', max_length=10, verbose_name='how it was given'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='recorded_by',
            field=models.ForeignKey(blank=True, help_text='Empty: the requester wrote it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='requester_phone',
            field=models.CharField(blank=True, max_length=40, verbose_name='phone'),
        ),
        migrations.AlterField(
            model_name='ticket',
            name='requester_email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='email'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['phone', 'meeting']), models.Q(('requester_email', ''), _negated=True), _connector='OR'), name='who_writes_has_an_address'),
        ),
    ]
