import django.core.validators
import arpent.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The index of trigrams behind the search box: FTS5 on SQLite, pg_trgm on PostgreSQL.
SQLITE = [
    "CREATE VIRTUAL TABLE clients_search_fts USING fts5("
    "text, content='clients_searchentry', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER clients_search_i AFTER INSERT ON clients_searchentry BEGIN "
    "INSERT INTO clients_search_fts(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER clients_search_d AFTER DELETE ON clients_searchentry BEGIN "
    "INSERT INTO clients_search_fts(clients_search_fts, rowid, text) VALUES ('delete', old.id, old.text); END",
]
POSTGRESQL = ["CREATE INDEX clients_search_trgm ON clients_searchentry USING gin (text gin_trgm_ops)"]


def create_search_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_search_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("i", "d"):
            schema_editor.execute(f"DROP TRIGGER clients_search_{name}")
        schema_editor.execute("DROP TABLE clients_search_fts")
    else:
        schema_editor.execute("DROP INDEX clients_search_trgm")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('database', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='Nom')),
                ('name_key', models.CharField(max_length=200)),
                ('siren', models.CharField(blank=True, max_length=9, verbose_name='SIREN')),
                ('vat_number', models.CharField(blank=True, max_length=16, verbose_name='N° de TVA')),
                ('legal_form', models.CharField(blank=True, max_length=80, verbose_name='Forme juridique')),
                ('naf', models.CharField(blank=True, max_length=6, verbose_name='Activité (NAF)')),
                ('naf_2025', models.CharField(blank=True, max_length=6, verbose_name='Activité (NAF 2025)')),
                ('headcount', models.CharField(blank=True, max_length=2, verbose_name='Effectif')),
                ('relationship', models.CharField(choices=[('suspect', 'Suspect'), ('prospect', 'Prospect'), ('customer', 'Client'), ('former', 'Ancien client')], default='suspect', max_length=10, verbose_name='Relation')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='Téléphone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-mail')),
                ('website', models.CharField(blank=True, max_length=200, verbose_name='Site internet')),
                ('potential', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Potentiel annuel (€)')),
                ('call_interval', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(730)], verbose_name='Intervalle de visite (jours)')),
                ('last_visit_on', models.DateField(null=True, verbose_name='Dernière visite')),
                ('next_due_on', models.DateField(null=True, verbose_name='Prochaine visite')),
                ('next_step', models.CharField(blank=True, max_length=200, verbose_name='Prochaine action')),
                ('next_step_on', models.DateField(blank=True, null=True, verbose_name='Date de la prochaine action')),
                ('data_quality_score', models.PositiveSmallIntegerField(default=0, verbose_name='Fiabilité')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='Source')),
                ('source_on', models.DateField(null=True, verbose_name='Date de la source')),
                ('created_at', models.DateTimeField()),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Commercial')),
                ('sector_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Entreprise',
                'verbose_name_plural': 'Entreprises',
                'indexes': [
                    models.Index(fields=['name_key', 'id'], name='company_name'),
                    models.Index(fields=['owner', 'name_key', 'id'], name='company_owner_name'),
                    models.Index(fields=['sector_of', 'name_key', 'id'], name='company_sector_name'),
                    models.Index(fields=['siren'], name='company_siren'),
                    models.Index(fields=['relationship', 'name_key', 'id', 'owner', 'sector_of'], name='company_relation'),
                    models.Index(fields=['next_due_on', 'id'], name='company_due_id'),
                    models.Index(fields=['-potential', '-id'], name='company_potential'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CompanyTag',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40, verbose_name='Étiquette')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='clients.company')),
            ],
            options={
                'verbose_name': 'Étiquette',
                'verbose_name_plural': 'Étiquettes',
                'indexes': [
                    models.Index(fields=['name', 'company'], name='tag_name'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('company', 'name'), name='company_tag_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('first_name', models.CharField(blank=True, max_length=80, verbose_name='Prénom')),
                ('last_name', models.CharField(max_length=80, verbose_name='Nom')),
                ('function', models.CharField(blank=True, max_length=120, verbose_name='Fonction')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='Téléphone')),
                ('mobile', models.CharField(blank=True, max_length=20, verbose_name='Mobile')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-mail')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='D’où vient cette donnée')),
                ('source_on', models.DateField(null=True, verbose_name='Date de la source')),
                ('objected_on', models.DateField(null=True, verbose_name='Ne pas contacter depuis')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='clients.company')),
            ],
            options={
                'ordering': ['last_name', 'first_name'],
                'verbose_name': 'Contact',
                'verbose_name_plural': 'Contacts',
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='Nom de la vue')),
                ('query', models.JSONField(default=dict)),
                ('shared', models.BooleanField(default=False, verbose_name='Partagée')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'verbose_name': 'Vue',
                'verbose_name_plural': 'Vues enregistrées',
                'constraints': [
                    models.UniqueConstraint(fields=('owner', 'name'), name='saved_view_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('record_id', models.UUIDField()),
                ('label', models.CharField(max_length=250)),
                ('detail', models.CharField(blank=True, max_length=250)),
                ('text', models.CharField(max_length=600)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.company')),
            ],
            options={
                'verbose_name': 'Recherche',
                'verbose_name_plural': 'Recherche',
                'indexes': [
                    models.Index(fields=['record_id'], name='search_record'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='Nom du site')),
                ('siret', models.CharField(blank=True, max_length=14, verbose_name='SIRET')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='Adresse')),
                ('address2', models.CharField(blank=True, max_length=250, verbose_name='Complément d’adresse')),
                ('postcode', models.CharField(blank=True, max_length=10, verbose_name='Code postal')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='Ville')),
                ('commune_code', models.CharField(blank=True, max_length=5, verbose_name='Code commune (INSEE)')),
                ('country', models.CharField(default='FR', max_length=2, verbose_name='Pays')),
                ('lat', models.FloatField(null=True, verbose_name='Latitude')),
                ('lon', models.FloatField(null=True, verbose_name='Longitude')),
                ('precision', models.CharField(choices=[('point', 'point donné'), ('address', 'à l’adresse'), ('street', 'à la rue'), ('commune', 'à la commune'), ('none', 'non situé')], default='none', max_length=8, verbose_name='Précision')),
                ('geocode_score', models.FloatField(null=True)),
                ('is_main', models.BooleanField(default=False, verbose_name='Site principal')),
                ('visit_minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(480)], verbose_name='Durée d’une visite (min)')),
                ('preferred', models.CharField(blank=True, choices=[('', 'indifférent'), ('morning', 'matin'), ('afternoon', 'après-midi')], max_length=10, verbose_name='Moment préféré')),
                ('hours_known', models.BooleanField(default=False, verbose_name='Horaires connus')),
                ('hours_confirmed_on', models.DateField(null=True, verbose_name='Horaires confirmés le')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='clients.company')),
            ],
            options={
                'verbose_name': 'Site',
                'verbose_name_plural': 'Sites',
                'indexes': [
                    models.Index(fields=['siret'], name='site_siret'),
                    models.Index(fields=['commune_code', 'company'], name='site_commune_company'),
                    models.Index(fields=['postcode'], name='site_postcode'),
                    models.Index(condition=models.Q(('is_main', True), ('lat__isnull', True)), fields=['company'], name='site_unplaced'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OpeningWindow',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('days', models.PositiveSmallIntegerField(verbose_name='Jours')),
                ('start', models.PositiveSmallIntegerField(verbose_name='De')),
                ('end', models.PositiveSmallIntegerField(verbose_name='À')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='windows', to='clients.site')),
            ],
            options={
                'ordering': ['start', 'days'],
                'verbose_name': 'Horaire',
                'verbose_name_plural': 'Horaires',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('end__lte', 1440), ('start__lt', models.F('end'))), name='window_runs_on'),
                    models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 127)), name='window_has_days'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField(verbose_name='Fermé du')),
                ('to_on', models.DateField(verbose_name='Au')),
                ('yearly', models.BooleanField(default=False, verbose_name='Chaque année')),
                ('label', models.CharField(blank=True, max_length=80, verbose_name='Motif')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closings', to='clients.site')),
            ],
            options={
                'ordering': ['from_on'],
                'verbose_name': 'Fermeture',
                'verbose_name_plural': 'Fermetures',
            },
        ),
        migrations.CreateModel(
            name='TimelineEntry',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='Date')),
                ('kind', models.CharField(choices=[('note', 'Note'), ('call', 'Appel'), ('visit', 'Visite'), ('mail', 'E-mail'), ('offer', 'Offre'), ('deal', 'Affaire'), ('order', 'Commande'), ('import', 'Import')], default='note', max_length=10, verbose_name='Type')),
                ('title', models.CharField(max_length=200, verbose_name='Titre')),
                ('body', models.TextField(blank=True, verbose_name='Détail')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='Montant')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timeline', to='clients.company')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Qui')),
            ],
            options={
                'verbose_name': 'Activité',
                'verbose_name_plural': 'Activité des entreprises',
                'indexes': [
                    models.Index(fields=['company', '-at'], name='timeline_company'),
                ],
            },
        ),
        migrations.RunPython(create_search_index, drop_search_index),
    ]
