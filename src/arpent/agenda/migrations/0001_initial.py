import arpent.agenda.models.pattern
import arpent.kernel.ids
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
                ('week', models.CharField(max_length=8)),
                ('state', models.CharField(choices=[('running', 'Running'), ('draft', 'Draft'), ('accepted', 'Accepted'), ('dropped', 'Dropped'), ('failed', 'Failed')], default='running', max_length=10)),
                ('created_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('inputs', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('problem', models.CharField(blank=True, max_length=60)),
                ('problem_facts', models.JSONField(default=dict)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('visit', 'Visite'), ('office', 'Bureau, sans déplacement'), ('away', 'Absence')], default='visit', max_length=8)),
                ('state', models.CharField(choices=[('planned', 'Prévu'), ('done', 'Fait'), ('cancelled', 'Annulé')], default='planned', max_length=10)),
                ('fixed', models.BooleanField(default=True)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('company', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.company')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='clients.site')),
                ('plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appointments', to='agenda.plan')),
            ],
        ),
        migrations.CreateModel(
            name='WorkPattern',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('days', models.JSONField(default=arpent.agenda.models.pattern.usual_days)),
                ('lunch_from', models.PositiveSmallIntegerField(default=720)),
                ('lunch_to', models.PositiveSmallIntegerField(default=840)),
                ('lunch_minutes', models.PositiveSmallIntegerField(default=45)),
                ('start_label', models.CharField(blank=True, max_length=120)),
                ('start_lat', models.FloatField(null=True)),
                ('start_lon', models.FloatField(null=True)),
                ('end_label', models.CharField(blank=True, max_length=120)),
                ('end_lat', models.FloatField(null=True)),
                ('end_lon', models.FloatField(null=True)),
                ('max_driving_minutes', models.PositiveSmallIntegerField(default=300)),
                ('visit_minutes', models.PositiveSmallIntegerField(default=45)),
                ('vehicle', models.CharField(default='car_diesel', max_length=30)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='plan',
            index=models.Index(fields=['person', 'week', '-created_at'], name='plan_person_week'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['person', 'starts_at'], name='appointment_person'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='appointment_runs_on'),
        ),
    ]
