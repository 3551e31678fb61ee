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
                ('name', models.CharField(max_length=200)),
                ('name_key', models.CharField(max_length=200)),
                ('siren', models.CharField(blank=True, max_length=9)),
                ('vat_number', models.CharField(blank=True, max_length=16)),
                ('legal_form', models.CharField(blank=True, max_length=80)),
                ('naf', models.CharField(blank=True, max_length=6)),
                ('naf_2025', models.CharField(blank=True, max_length=6)),
                ('headcount', models.CharField(blank=True, max_length=2)),
                ('relationship', models.CharField(choices=[('suspect', 'Suspect'), ('prospect', 'Prospect'), ('customer', 'Client'), ('former', 'Ancien client')], default='suspect', max_length=10)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('website', models.CharField(blank=True, max_length=200)),
                ('potential', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('call_interval', models.PositiveSmallIntegerField(null=True)),
                ('last_visit_on', models.DateField(null=True)),
                ('next_due_on', models.DateField(null=True)),
                ('next_step', models.CharField(blank=True, max_length=200)),
                ('next_step_on', models.DateField(null=True)),
                ('data_quality_score', models.PositiveSmallIntegerField(default=0)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('source_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField()),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sector_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CompanyTag',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='clients.company')),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('first_name', models.CharField(blank=True, max_length=80)),
                ('last_name', models.CharField(max_length=80)),
                ('function', models.CharField(blank=True, max_length=120)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('mobile', models.CharField(blank=True, max_length=20)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('source_on', models.DateField(null=True)),
                ('objected_on', models.DateField(null=True)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='clients.company')),
            ],
            options={
                'ordering': ['last_name', 'first_name'],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('query', models.JSONField(default=dict)),
                ('shared', models.BooleanField(default=False)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
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
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('siret', models.CharField(blank=True, max_length=14)),
                ('address', models.CharField(blank=True, max_length=250)),
                ('address2', models.CharField(blank=True, max_length=250)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('city', models.CharField(blank=True, max_length=100)),
                ('commune_code', models.CharField(blank=True, max_length=5)),
                ('country', models.CharField(default='FR', max_length=2)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('precision', models.CharField(choices=[('point', 'point donné'), ('address', 'à l’adresse'), ('street', 'à la rue'), ('commune', 'à la commune'), ('none', 'non situé')], default='none', max_length=8)),
                ('geocode_score', models.FloatField(null=True)),
                ('is_main', models.BooleanField(default=False)),
                ('visit_minutes', models.PositiveSmallIntegerField(null=True)),
                ('preferred', models.CharField(blank=True, max_length=10)),
                ('hours_known', models.BooleanField(default=False)),
                ('hours_confirmed_on', models.DateField(null=True)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='clients.company')),
            ],
        ),
        migrations.CreateModel(
            name='OpeningWindow',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('days', models.PositiveSmallIntegerField()),
                ('start', models.PositiveSmallIntegerField()),
                ('end', models.PositiveSmallIntegerField()),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='windows', to='clients.site')),
            ],
            options={
                'ordering': ['start', 'days'],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('yearly', models.BooleanField(default=False)),
                ('label', models.CharField(blank=True, max_length=80)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closings', to='clients.site')),
            ],
            options={
                'ordering': ['from_on'],
            },
        ),
        migrations.CreateModel(
            name='TimelineEntry',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('note', 'Note'), ('call', 'Appel'), ('visit', 'Visite'), ('mail', 'Courriel'), ('offer', 'Offre'), ('deal', 'Affaire'), ('order', 'Commande'), ('import', 'Import')], default='note', max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timeline', to='clients.company')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='company',
            index=models.Index(fields=['name_key', 'id'], name='company_name'),
        ),
        migrations.AddIndex(
            model_name='company',
            index=models.Index(fields=['owner', 'name_key', 'id'], name='company_owner_name'),
        ),
        migrations.AddIndex(
            model_name='company',
            index=models.Index(fields=['sector_of', 'name_key', 'id'], name='company_sector_name'),
        ),
        migrations.AddIndex(
            model_name='company',
            index=models.Index(fields=['siren'], name='company_siren'),
        ),
        migrations.AddIndex(
            model_name='company',
            index=models.Index(fields=['relationship', 'name_key', 'id', 'owner', 'sector_of'], name='company_relation'),
        ),
        migrations.AddIndex(
            model_name='company',
            index=models.Index(fields=['next_due_on', 'id'], name='company_due_id'),
        ),
        migrations.AddIndex(
            model_name='company',
            index=models.Index(fields=['-potential', '-id'], name='company_potential'),
        ),
        migrations.AddIndex(
            model_name='companytag',
            index=models.Index(fields=['name', 'company'], name='tag_name'),
        ),
        migrations.AddConstraint(
            model_name='companytag',
            constraint=models.UniqueConstraint(fields=('company', 'name'), name='company_tag_once'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('owner', 'name'), name='saved_view_once'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['record_id'], name='search_record'),
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(fields=['siret'], name='site_siret'),
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(fields=['commune_code', 'company'], name='site_commune_company'),
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(fields=['postcode'], name='site_postcode'),
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(condition=models.Q(('is_main', True), ('lat__isnull', True)), fields=['company'], name='site_unplaced'),
        ),
        migrations.AddConstraint(
            model_name='openingwindow',
            constraint=models.CheckConstraint(condition=models.Q(('end__lte', 1440), ('start__lt', models.F('end'))), name='window_runs_on'),
        ),
        migrations.AddConstraint(
            model_name='openingwindow',
            constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 127)), name='window_has_days'),
        ),
        migrations.AddIndex(
            model_name='timelineentry',
            index=models.Index(fields=['company', '-at'], name='timeline_company'),
        ),
        migrations.RunPython(create_search_index, drop_search_index),
    ]
