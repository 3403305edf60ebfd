import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('helpdesk', '0010_recorded_questions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='outgoingmail',
            name='digest',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='helpdesk.outgoingmail', verbose_name='mail it went out in'),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='is_for_digest',
            field=models.BooleanField(default=False, verbose_name='goes out together with others'),
        ),
        migrations.AlterField(
            model_name='outgoingmail',
            name='kind',
            field=models.CharField(choices=[('received', 'Question received'), ('answered', 'Answer'), ('asked_back', 'Question back to the requester'), ('links', 'Links to one’s questions'), ('assigned', 'Ticket assigned'), ('triage', 'Ticket without an expert'), ('replied', 'Requester replied'), ('merged', 'Questions joined'), ('due_soon', 'Answer due soon'), ('overdue', 'Answer overdue'), ('offered', 'Tickets of somebody away'), ('mentioned', 'Mentioned in a note'), ('followed', 'News on a followed ticket'), ('asked', 'Second opinion asked'), ('given', 'Second opinion given'), ('digest', 'News together')], max_length=12, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='MailWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('tr', 'Türkçe'), ('en', 'English')], default='tr', max_length=2, verbose_name='Language of these mails')),
                ('assigned', models.CharField(choices=[('at_once', 'At once'), ('hourly', 'Once an hour'), ('daily', 'Once a working day'), ('none', 'Not at all')], default='at_once', max_length=8, verbose_name='A ticket is given to me')),
                ('replied', models.CharField(choices=[('at_once', 'At once'), ('hourly', 'Once an hour'), ('daily', 'Once a working day'), ('none', 'Not at all')], default='at_once', max_length=8, verbose_name='The requester writes on my ticket')),
                ('mentioned', models.CharField(choices=[('at_once', 'At once'), ('hourly', 'Once an hour'), ('daily', 'Once a working day'), ('none', 'Not at all')], default='at_once', max_length=8, verbose_name='Somebody mentions me in a note')),
                ('opinion', models.CharField(choices=[('at_once', 'At once'), ('hourly', 'Once an hour'), ('daily', 'Once a working day'), ('none', 'Not at all')], default='at_once', max_length=8, verbose_name='Second opinions: asked of me, given to me')),
                ('followed', models.CharField(choices=[('at_once', 'At once'), ('hourly', 'Once an hour'), ('daily', 'Once a working day'), ('none', 'Not at all')], default='at_once', max_length=8, verbose_name='Something is written on a ticket I follow, or a note on mine')),
                ('due_soon', models.CharField(choices=[('at_once', 'At once'), ('hourly', 'Once an hour'), ('daily', 'Once a working day'), ('none', 'Not at all')], default='at_once', max_length=8, verbose_name='An answer of mine is due soon')),
                ('unassigned', models.CharField(choices=[('at_once', 'At once'), ('hourly', 'Once an hour'), ('daily', 'Once a working day'), ('none', 'Not at all')], default='at_once', max_length=8, verbose_name='A question in my topics has no expert')),
                ('calendar', models.ForeignKey(blank=True, help_text='The daily mail comes when this calendar opens.', null=True, on_delete=django.db.models.deletion.SET_NULL, to='helpdesk.businesscalendar', verbose_name='Working hours')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_wish', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wish for mail',
                'verbose_name_plural': 'wishes for mail',
            },
        ),
    ]
