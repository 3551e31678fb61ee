import django.core.validators
import arpent.kernel.ids
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='Nom')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='Révoqué le')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'verbose_name': 'Téléphone',
                'verbose_name_plural': 'Téléphones',
                'indexes': [
                    models.Index(fields=['person'], name='device_person'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SnapshotPolicy',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('prices', models.BooleanField(default=False, verbose_name='Tarifs et montants des offres')),
                ('margins', models.BooleanField(default=False, verbose_name='Marges et prix de revient')),
                ('portfolio', models.BooleanField(default=True, verbose_name='Tout le portefeuille, pas seulement la tournée')),
                ('max_companies', models.PositiveSmallIntegerField(default=2000, validators=[django.core.validators.MinValueValidator(50), django.core.validators.MaxValueValidator(2000)], verbose_name='Fiches au plus')),
                ('days_ahead', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='Jours de tournée d’avance')),
                ('expiry_days', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='Effacées après tant de jours sans réseau')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='snapshot_policy_one')],
                'verbose_name': 'Ce que les téléphones emportent',
                'verbose_name_plural': 'Ce que les téléphones emportent',
            },
        ),
        migrations.CreateModel(
            name='DeviceState',
            fields=[
                ('device', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='state', serialize=False, to='sync.device')),
                ('seen_at', models.DateTimeField(null=True)),
                ('reported_at', models.DateTimeField(null=True)),
                ('first', models.PositiveIntegerField(default=1)),
                ('highest', models.PositiveIntegerField(default=0)),
                ('announced', models.JSONField(default=dict)),
                ('pending', models.JSONField(default=list)),
                ('oldest_at', models.DateTimeField(null=True)),
                ('persisted', models.BooleanField(null=True)),
                ('app', models.CharField(blank=True, max_length=40)),
                ('skew_seconds', models.IntegerField(default=0)),
                ('session_key', models.CharField(blank=True, max_length=40)),
                ('missing', models.JSONField(default=list)),
                ('received_to', models.PositiveIntegerField(default=0)),
                ('absent', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'Annonce d’un téléphone',
                'verbose_name_plural': 'Annonces des téléphones',
            },
        ),
        migrations.CreateModel(
            name='Epoch',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('value', models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='epoch_one')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('key', models.UUIDField()),
                ('record_id', models.UUIDField()),
                ('label', models.CharField(blank=True, max_length=200)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Saisie d’un téléphone',
                'verbose_name_plural': 'Saisies des téléphones',
                'indexes': [
                    models.Index(fields=['kind', 'key'], name='submission_key'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('person', 'kind', 'key'), name='submission_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SubmissionVersion',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveIntegerField()),
                ('base_revision', models.PositiveIntegerField()),
                ('revision', models.PositiveIntegerField(default=0)),
                ('schema', models.PositiveSmallIntegerField()),
                ('captured_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('skew_seconds', models.IntegerField(default=0)),
                ('body', models.JSONField()),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('stored_as', models.CharField(blank=True, max_length=60)),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('applied', 'écrit'), ('superseded', 'plus ancien que ce qui est là'), ('conflict', 'en conflit'), ('refused', 'à corriger'), ('waiting', 'attend une autre saisie'), ('target_deleted', 'sa fiche a été enlevée'), ('resolved', 'réglé'), ('dropped', 'écarté')], default='applied', max_length=16, verbose_name='État')),
                ('refusal', models.CharField(blank=True, max_length=60)),
                ('facts', models.JSONField(default=dict)),
                ('resolved_at', models.DateTimeField(null=True, verbose_name='Réglé le')),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sync.device')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='sync.submission')),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Réglé par')),
            ],
            options={
                'ordering': ['received_at', 'id'],
                'verbose_name': 'Version d’une saisie',
                'verbose_name_plural': 'Versions de saisies des téléphones',
                'indexes': [
                    models.Index(fields=['submission'], name='version_submission'),
                    models.Index(fields=['device', 'seq'], name='version_device_seq'),
                    models.Index(fields=['state', 'received_at'], name='version_state'),
                ],
            },
        ),
    ]
