import re

from django.db import migrations, models

SAME = str.maketrans("çğıöşüâîûİI", "cgiosuaiuii")


def name_old_organisations(apps, schema_editor):
    Ticket = apps.get_model("helpdesk", "Ticket")
    for ticket in Ticket.objects.exclude(organisation="").iterator(1_000):
        text = ticket.organisation.translate(SAME).lower().translate(SAME)
        Ticket.objects.filter(pk=ticket.pk).update(organisation_key=" ".join(re.findall(r"[^\W_]+", text))[:200])


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0008_mail_with_ones_links")]

    operations = [
        migrations.AddField(
            model_name='historicalticket',
            name='activity',
            field=models.CharField(blank=True, choices=[('rights', 'Human rights and democracy'), ('women', 'Women and gender equality'), ('children', 'Children and youth'), ('disability', 'Disability'), ('migration', 'Refugees and migration'), ('poverty', 'Poverty and social services'), ('disasters', 'Disasters and humanitarian aid'), ('education', 'Education and research'), ('health', 'Health'), ('environment', 'Environment and climate'), ('animals', 'Animals'), ('culture', 'Culture and arts'), ('sport', 'Sport and leisure'), ('development', 'Local and rural development'), ('economy', 'Work, trade and solidarity economy'), ('capacity', 'Support for civil society'), ('other', 'Other')], max_length=20, verbose_name='field of activity'),
        ),
        migrations.AddField(
            model_name='historicalticket',
            name='country',
            field=models.CharField(blank=True, max_length=2, verbose_name='country'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='activity',
            field=models.CharField(blank=True, choices=[('rights', 'Human rights and democracy'), ('women', 'Women and gender equality'), ('children', 'Children and youth'), ('disability', 'Disability'), ('migration', 'Refugees and migration'), ('poverty', 'Poverty and social services'), ('disasters', 'Disasters and humanitarian aid'), ('education', 'Education and research'), ('health', 'Health'), ('environment', 'Environment and climate'), ('animals', 'Animals'), ('culture', 'Culture and arts'), ('sport', 'Sport and leisure'), ('development', 'Local and rural development'), ('economy', 'Work, trade and solidarity economy'), ('capacity', 'Support for civil society'), ('other', 'Other')], max_length=20, verbose_name='field of activity'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='country',
            field=models.CharField(blank=True, max_length=2, verbose_name='country'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='organisation_key',
            field=models.CharField(blank=True, editable=False, help_text="The organisation's name, folded: found however written.", max_length=200),
        ),
        migrations.AlterField(
            model_name='historicalticket',
            name='legal_form',
            field=models.CharField(blank=True, choices=[('association', 'Association'), ('foundation', 'Foundation'), ('federation', 'Federation or confederation'), ('cooperative', 'Cooperative'), ('initiative', 'Initiative or platform without legal personality'), ('other', 'Other')], max_length=60, verbose_name='legal form'),
        ),
        migrations.AlterField(
            model_name='ticket',
            name='legal_form',
            field=models.CharField(blank=True, choices=[('association', 'Association'), ('foundation', 'Foundation'), ('federation', 'Federation or confederation'), ('cooperative', 'Cooperative'), ('initiative', 'Initiative or platform without legal personality'), ('other', 'Other')], max_length=60, verbose_name='legal form'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('organisation_key', ''), _negated=True), fields=['organisation_key'], name='ticket_of_organisation'),
        ),
        migrations.RunPython(name_old_organisations, migrations.RunPython.noop),
    ]
