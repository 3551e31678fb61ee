import arpent.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agenda', '0001_initial'),
        ('clients', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportForm',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='Nom')),
                ('purpose', models.CharField(choices=[('visit', 'compte rendu de visite'), ('survey', 'enquête')], default='visit', max_length=6, verbose_name='Sert à')),
                ('checklist', models.TextField(blank=True, max_length=4000, verbose_name='À avoir sous la main, une chose par ligne')),
                ('active', models.BooleanField(default=True, verbose_name='En usage')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
                'verbose_name': 'Modèle de compte rendu',
                'verbose_name_plural': 'Modèles de comptes rendus',
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('aim', 'but de la visite, et s’il est atteint'), ('met', 'personnes rencontrées'), ('said', 'ce qui s’est dit'), ('need', 'besoin'), ('competitor', 'concurrence observée'), ('left', 'échantillon ou stock laissé'), ('photos', 'photos'), ('sketch', 'croquis'), ('sound', 'note sonore'), ('next_step', 'prochaine action, datée'), ('satisfaction', 'satisfaction, de 1 à 5'), ('text', 'question : texte'), ('choice', 'question : un choix'), ('several', 'question : plusieurs choix'), ('number', 'question : nombre'), ('date', 'question : date'), ('yes_no', 'question : oui ou non')], default='text', max_length=12, verbose_name='Type')),
                ('title', models.CharField(blank=True, help_text='Vide : le nom de la section.', max_length=120, verbose_name='Question ou titre')),
                ('choices', models.JSONField(default=list, verbose_name='Choix')),
                ('required', models.BooleanField(default=False, help_text='Le téléphone la signale, il n’empêche jamais de finir.', verbose_name='Attendue')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='Rang')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='visits.reportform')),
            ],
            options={
                'ordering': ['position', 'id'],
                'verbose_name': 'Section',
                'verbose_name_plural': 'Sections',
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField(verbose_name='Début')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='Fin')),
                ('aim', models.CharField(blank=True, max_length=300, verbose_name='But')),
                ('aim_reached', models.CharField(blank=True, choices=[('yes', 'atteint'), ('partly', 'en partie'), ('no', 'non atteint')], max_length=6, verbose_name='But atteint ?')),
                ('met', models.JSONField(default=list, verbose_name='Personnes rencontrées')),
                ('said', models.TextField(blank=True, max_length=8000, verbose_name='Ce qui s’est dit')),
                ('need', models.TextField(blank=True, max_length=4000, verbose_name='Besoin')),
                ('competitor', models.TextField(blank=True, max_length=4000, verbose_name='Concurrent')),
                ('next_step', models.CharField(blank=True, max_length=200, verbose_name='Prochaine action')),
                ('next_step_on', models.DateField(null=True, verbose_name='Date de la prochaine action')),
                ('satisfaction', models.PositiveSmallIntegerField(null=True, verbose_name='Satisfaction')),
                ('answers', models.JSONField(default=dict, verbose_name='Réponses')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('appointment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='agenda.appointment')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.company')),
                ('form', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.reportform')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Qui')),
            ],
            options={
                'verbose_name': 'Compte rendu',
                'verbose_name_plural': 'Comptes rendus de visite',
                'indexes': [
                    models.Index(fields=['company', '-started_at'], name='visit_company'),
                    models.Index(fields=['person', '-started_at'], name='visit_person'),
                ],
            },
        ),
        migrations.CreateModel(
            name='LeftItem',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('sample', 'échantillon laissé'), ('stock', 'stock laissé'), ('taken_back', 'repris')], default='sample', max_length=10, verbose_name='Type')),
                ('label', models.CharField(max_length=200, verbose_name='Quoi')),
                ('quantity', models.PositiveIntegerField(default=1, verbose_name='Quantité')),
                ('on', models.DateField(verbose_name='Le')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='left_items', to='visits.visit')),
            ],
            options={
                'ordering': ['position', 'id'],
                'verbose_name': 'Laissé ou repris',
                'verbose_name_plural': 'Échantillons laissés',
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('photo', 'photo'), ('sketch', 'croquis'), ('sound', 'note sonore'), ('card', 'carte de visite')], default='photo', max_length=6, verbose_name='Type')),
                ('media_type', models.CharField(max_length=40)),
                ('sha256', models.CharField(max_length=64)),
                ('stored_as', models.CharField(blank=True, max_length=60)),
                ('size', models.PositiveIntegerField()),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='Légende')),
                ('taken_at', models.DateTimeField(verbose_name='Pris le')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.company')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='visits.visit')),
            ],
            options={
                'ordering': ['taken_at', 'id'],
                'verbose_name': 'Fichier de visite',
                'verbose_name_plural': 'Photos, croquis et sons',
                'indexes': [
                    models.Index(fields=['visit'], name='attachment_visit'),
                    models.Index(fields=['company'], name='attachment_company'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SurveyReply',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('answered_at', models.DateTimeField(verbose_name='Répondu le')),
                ('answers', models.JSONField(default=dict, verbose_name='Réponses')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.company')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.reportform')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['company', '-answered_at'], name='survey_company'), models.Index(fields=['form'], name='survey_form')],
                'verbose_name': 'Réponse à une enquête',
                'verbose_name_plural': 'Réponses aux enquêtes',
            },
        ),
    ]
