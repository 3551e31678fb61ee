import arpent.kernel.ids
import arpent.people.rules.roles
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Acting',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('person_id', models.CharField(max_length=36, null=True)),
                ('operation_id', models.CharField(max_length=36, null=True)),
                ('at', models.CharField(max_length=32, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('legal_form', models.CharField(blank=True, max_length=80)),
                ('capital', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('siren', models.CharField(blank=True, max_length=9)),
                ('registry', models.CharField(blank=True, max_length=80)),
                ('vat_number', models.CharField(blank=True, max_length=16)),
                ('address', models.CharField(blank=True, max_length=250)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('city', models.CharField(blank=True, max_length=100)),
                ('country', models.CharField(default='FR', max_length=2)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('website', models.CharField(blank=True, max_length=200)),
                ('insurance', models.CharField(blank=True, max_length=300)),
                ('bank', models.CharField(blank=True, max_length=120)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('second_factor_roles', models.JSONField(default=list)),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Redacting',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('redaction_id', models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('operation_id', models.CharField(max_length=32, null=True)),
                ('reason', models.CharField(max_length=60)),
                ('entries', models.PositiveIntegerField()),
                ('columns', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='SealingState',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('settled_id', models.BigIntegerField(default=0)),
                ('pending_id', models.BigIntegerField(default=0)),
                ('pending_xid', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, unique=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('first_name', models.CharField(blank=True, max_length=80)),
                ('last_name', models.CharField(blank=True, max_length=80)),
                ('role', models.CharField(choices=[('negotiator', 'negotiator'), ('manager', 'manager'), ('direction', 'direction'), ('assistant', 'assistant'), ('administrator', 'administrator')], default=arpent.people.rules.roles.Role['NEGOTIATOR'], max_length=20)),
                ('status', models.CharField(default='employee', max_length=20)),
                ('language', models.CharField(default='fr', max_length=5)),
                ('theme', models.CharField(default='auto', max_length=5)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('date_joined', models.DateTimeField()),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='members', to='people.team')),
            ],
            options={
                'ordering': ['last_name', 'first_name'],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('table', models.CharField(max_length=60)),
                ('record_id', models.CharField(max_length=40)),
                ('action', models.CharField(max_length=1)),
                ('before', models.TextField(null=True)),
                ('after', models.TextField(null=True)),
                ('person_id', models.CharField(max_length=36, null=True)),
                ('operation_id', models.CharField(max_length=36, null=True)),
                ('redaction_id', models.CharField(max_length=32, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['record_id', 'id'], name='audit_record'), models.Index(fields=['operation_id', 'table'], name='audit_operation')],
            },
        ),
        migrations.CreateModel(
            name='Operation',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('kept', models.JSONField(default=list)),
                ('running', models.BooleanField(default=False)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='undoes', to='people.operation')),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('stopped', 'Stopped'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('stop_asked', models.BooleanField(default=False)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('touched_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('cursor', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('problem', models.CharField(blank=True, max_length=60)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('strikes', models.PositiveSmallIntegerField(default=0)),
                ('runner', models.CharField(blank=True, max_length=200)),
                ('lease_until', models.DateTimeField(null=True)),
                ('task_id', models.CharField(blank=True, max_length=64)),
                ('enqueued_at', models.DateTimeField(null=True)),
                ('run_after', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('operation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.operation')),
            ],
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('entry_id', models.BigIntegerField()),
                ('redaction_id', models.CharField(max_length=32, null=True)),
                ('salt', models.BinaryField(null=True)),
                ('digest', models.BinaryField()),
                ('chain', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(fields=['entry_id'], name='seal_entry')],
            },
        ),
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
                'ordering': ['created_at', 'id'],
                'indexes': [models.Index(fields=['subject_id', 'created_at'], name='people_mail_subject')],
            },
        ),
        migrations.AddIndex(
            model_name='operation',
            index=models.Index(fields=['person', '-at'], name='people_oper_person__7482ca_idx'),
        ),
        migrations.AddIndex(
            model_name='operation',
            index=models.Index(fields=['-at'], name='people_oper_at_bec0af_idx'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(fields=['person', '-created_at'], name='people_job_person__a22fe1_idx'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('state__in', ('waiting', 'running'))), fields=['created_at'], name='people_job_unfinished'),
        ),
    ]
