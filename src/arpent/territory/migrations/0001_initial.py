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
            name='TargetingCampaign',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='Nom')),
                ('weights', models.JSONField(default=dict)),
                ('filter', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'verbose_name': 'Campagne',
                'verbose_name_plural': 'Campagnes de prospection',
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='Nom du secteur')),
                ('color', models.CharField(default='#206bc4', max_length=7, verbose_name='Couleur')),
                ('granted', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Commercial')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'verbose_name': 'Secteur',
                'verbose_name_plural': 'Secteurs',
            },
        ),
        migrations.CreateModel(
            name='CampaignTarget',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('score', models.PositiveSmallIntegerField(verbose_name='Note')),
                ('parts', models.JSONField(default=list)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='territory.targetingcampaign')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.company')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'company'), name='target_once_a_campaign')],
                'ordering': ['-score', 'id'],
                'verbose_name': 'Cible',
                'verbose_name_plural': 'Cibles',
            },
        ),
        migrations.CreateModel(
            name='SectorCommune',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('commune_code', models.CharField(max_length=5, verbose_name='Code commune (INSEE)')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='communes', to='territory.sector')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sector', 'commune_code'), name='commune_once_a_sector')],
                'indexes': [models.Index(fields=['commune_code'], name='sector_commune_code')],
                'verbose_name': 'Commune d’un secteur',
                'verbose_name_plural': 'Communes des secteurs',
            },
        ),
    ]
