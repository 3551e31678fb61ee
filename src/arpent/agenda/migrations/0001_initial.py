import arpent.agenda.models.pattern
import arpent.kernel.ids
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('clients', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('week', models.CharField(max_length=8, verbose_name='Semaine')),
                ('state', models.CharField(choices=[('running', 'Running'), ('draft', 'Draft'), ('accepted', 'Accepted'), ('dropped', 'Dropped'), ('failed', 'Failed')], default='running', max_length=10, verbose_name='État')),
                ('created_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('inputs', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('problem', models.CharField(blank=True, max_length=60)),
                ('problem_facts', models.JSONField(default=dict)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Plan',
                'verbose_name_plural': 'Semaines planifiées',
                'indexes': [
                    models.Index(fields=['person', 'week', '-created_at'], name='plan_person_week'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200, verbose_name='Titre')),
                ('kind', models.CharField(choices=[('visit', 'Visite'), ('office', 'Bureau, sans déplacement'), ('away', 'Absence')], default='visit', max_length=8, verbose_name='Type')),
                ('state', models.CharField(choices=[('planned', 'Prévu'), ('done', 'Fait'), ('cancelled', 'Annulé')], default='planned', max_length=10, verbose_name='État')),
                ('fixed', models.BooleanField(default=True, verbose_name='Fixé avec le client : jamais déplacé par un plan')),
                ('starts_at', models.DateTimeField(verbose_name='Début')),
                ('ends_at', models.DateTimeField(verbose_name='Fin')),
                ('note', models.TextField(blank=True, verbose_name='Note')),
                ('company', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.company')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Pour')),
                ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='clients.site')),
                ('plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appointments', to='agenda.plan')),
            ],
            options={
                'verbose_name': 'Rendez-vous',
                'verbose_name_plural': 'Rendez-vous',
                'indexes': [
                    models.Index(fields=['person', 'starts_at'], name='appointment_person'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='appointment_runs_on'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WorkPattern',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('days', models.JSONField(default=arpent.agenda.models.pattern.usual_days)),
                ('lunch_from', models.PositiveSmallIntegerField(default=720, verbose_name='Repas à partir de')),
                ('lunch_to', models.PositiveSmallIntegerField(default=840, verbose_name='Repas avant')),
                ('lunch_minutes', models.PositiveSmallIntegerField(default=45, validators=[django.core.validators.MaxValueValidator(180)], verbose_name='Durée du repas (min)')),
                ('start_label', models.CharField(blank=True, max_length=120, verbose_name='Départ du matin (code postal et ville)')),
                ('start_lat', models.FloatField(null=True)),
                ('start_lon', models.FloatField(null=True)),
                ('end_label', models.CharField(blank=True, max_length=120, verbose_name='Arrivée du soir (vide : le même lieu)')),
                ('end_lat', models.FloatField(null=True)),
                ('end_lon', models.FloatField(null=True)),
                ('max_driving_minutes', models.PositiveSmallIntegerField(default=300, validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(720)], verbose_name='Conduite au plus par jour (min)')),
                ('visit_minutes', models.PositiveSmallIntegerField(default=45, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(480)], verbose_name='Durée d’une visite (min)')),
                ('vehicle', models.CharField(choices=[('car_diesel', 'voiture diesel'), ('car_petrol', 'voiture essence'), ('car_hybrid', 'voiture hybride'), ('car_electric', 'voiture électrique')], default='car_diesel', max_length=30, verbose_name='Véhicule')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Journées',
                'verbose_name_plural': 'Journées de travail',
            },
        ),
    ]
