import arpent.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MailMessage',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('recipient', models.EmailField(max_length=254)),
                ('subject_id', models.UUIDField()),
                ('parts', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('waiting', 'en attente d’envoi'), ('sent', 'envoyé'), ('failed', 'non envoyé')], default='waiting', max_length=7)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('problem', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField()),
                ('next_try_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_id', 'created_at'], name='people_mail_subject')],
                'ordering': ['created_at', 'id'],
                'verbose_name': 'E-mail',
                'verbose_name_plural': 'E-mails à envoyer ou envoyés',
            },
        ),
    ]
