import django.db.models.deletion
import helpdesk.models.message
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('helpdesk', '0015_numbers_of_the_week'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='outgoingmail',
            name='kind',
            field=models.CharField(choices=[('received', 'Question received'), ('answered', 'Answer'), ('asked_back', 'Question back to the requester'), ('links', 'Links to one’s questions'), ('assigned', 'Ticket assigned'), ('triage', 'Ticket without an expert'), ('replied', 'Requester replied'), ('not_sent', 'Reply not sent'), ('merged', 'Questions joined'), ('due_soon', 'Answer due soon'), ('overdue', 'Answer overdue'), ('offered', 'Tickets of somebody away'), ('mentioned', 'Mentioned in a note'), ('followed', 'News on a followed ticket'), ('asked', 'Second opinion asked'), ('given', 'Second opinion given'), ('digest', 'News together'), ('weekly', 'Numbers of the week')], max_length=12, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='ReplyDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('templates', models.JSONField(blank=True, default=list, verbose_name='keys of the reply templates in it')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='version')),
                ('saved_at', models.DateTimeField(verbose_name='saved at')),
                ('step', models.CharField(blank=True, choices=[('resolve', 'Send and resolve'), ('ask_back', 'Send and wait')], max_length=10, verbose_name='sent as')),
                ('leaves_at', models.DateTimeField(blank=True, null=True, verbose_name='leaves at')),
                ('trouble', models.CharField(blank=True, max_length=300, verbose_name='why it was not sent')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reply_drafts', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reply_drafts', to='helpdesk.ticket', verbose_name='ticket')),
            ],
            options={
                'verbose_name': 'draft of a reply',
                'verbose_name_plural': 'drafts of replies',
            },
        ),
        migrations.CreateModel(
            name='DraftFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to=helpdesk.models.message.stored_name)),
                ('name', models.CharField(max_length=150, verbose_name='file name')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='helpdesk.replydraft')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='replydraft',
            index=models.Index(condition=models.Q(('leaves_at__isnull', False)), fields=['leaves_at'], name='reply_about_to_leave'),
        ),
        migrations.AddConstraint(
            model_name='replydraft',
            constraint=models.UniqueConstraint(fields=('ticket', 'author'), name='one_reply_draft_of_each_author'),
        ),
        migrations.AddConstraint(
            model_name='replydraft',
            constraint=models.CheckConstraint(condition=models.Q(('leaves_at', None), models.Q(('step', ''), _negated=True), _connector='OR'), name='what_leaves_says_how'),
        ),
    ]
