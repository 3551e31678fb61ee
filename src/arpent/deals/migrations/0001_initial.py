import django.core.validators
import arpent.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from arpent.database.folding import drop_index_statement, index_statement

FOLDED = [("deals_deal", "title")]


def create_folded_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in FOLDED:
            schema_editor.execute(index_statement(table, column))


def drop_folded_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in FOLDED:
            schema_editor.execute(drop_index_statement(table, column))

# code, kind, probability in percent, days until it stagnates, requirements to enter it
USUAL_STAGES = (
    ("discovery", "open", 10, 30, []),
    ("need", "open", 25, 30, ["need"]),
    ("solution", "open", 40, 21, ["need", "contact"]),
    ("offer", "open", 60, 21, ["need", "amount", "expected_on"]),
    ("negotiation", "open", 75, 14, ["amount", "expected_on", "contact", "competitive_pressure"]),
    ("won", "won", 100, None, ["amount"]),
    ("lost", "lost", 0, None, []),
)


def create_usual_stages(apps, schema_editor):
    Stage = apps.get_model("deals", "Stage")
    for position, (code, kind, probability, stale, requires) in enumerate(USUAL_STAGES, 1):
        Stage.objects.create(
            code=code, kind=kind, position=position, probability=probability, stale_days=stale, requires=requires
        )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('database', '0001_initial'),
        ('catalogue', '0001_initial'),
        ('clients', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Deal',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=160, verbose_name='Titre')),
                ('stage_since', models.DateTimeField()),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Montant (€ HT)')),
                ('offer_amount', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='Montant de l’offre')),
                ('typed_amount', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='Montant saisi à la main')),
                ('probability', models.PositiveSmallIntegerField(blank=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Probabilité (%)')),
                ('expected_on', models.DateField(blank=True, null=True, verbose_name='Décision attendue le')),
                ('need', models.TextField(blank=True, max_length=4000, verbose_name='Besoin, en quelques phrases')),
                ('competitor', models.CharField(blank=True, max_length=120, verbose_name='Concurrent en place')),
                ('competitive_pressure', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 : aucune'), (1, '1 : faible'), (2, '2 : sensible'), (3, '3 : forte'), (4, '4 : extrême')], null=True, verbose_name='Pression de la concurrence')),
                ('step_kind', models.CharField(choices=[('to_do', 'à faire le'), ('waiting', 'en attente jusqu’au')], default='to_do', max_length=8, verbose_name='À faire ou en attente')),
                ('next_step', models.CharField(blank=True, max_length=200, verbose_name='Prochaine action')),
                ('next_step_on', models.DateField(blank=True, null=True, verbose_name='Date de la prochaine action')),
                ('lost_reason', models.CharField(blank=True, choices=[('price', 'prix'), ('competitor', 'concurrent préféré'), ('technical', 'solution technique'), ('delay', 'délai'), ('no_decision', 'pas de décision'), ('no_budget', 'pas de budget'), ('other', 'autre')], max_length=12, verbose_name='Raison de la perte')),
                ('lost_note', models.CharField(blank=True, max_length=200, verbose_name='Précision')),
                ('created_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True, verbose_name='Close le')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.company')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Commercial')),
            ],
            options={
                'verbose_name': 'Affaire',
                'verbose_name_plural': 'Affaires',
                'indexes': [
                    models.Index(fields=['company'], name='deal_company'),
                    models.Index(fields=['closed_at'], name='deal_closed'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('probability__lte', 100)), name='deal_percent'),
                    models.CheckConstraint(condition=models.Q(('competitive_pressure__isnull', True), ('competitive_pressure__lte', 4), _connector='OR'), name="deal_competitive_pressure"),
                    models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='deal_amount'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DealDocument',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='Nom')),
                ('stored_as', models.CharField(max_length=60)),
                ('size', models.PositiveBigIntegerField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Qui')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='deals.deal')),
            ],
            options={
                'ordering': ['-added_at', 'id'],
                'verbose_name': 'Document',
                'verbose_name_plural': 'Documents d’affaires',
            },
        ),
        migrations.CreateModel(
            name='NeedSheet',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('quantity', models.PositiveIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='Quantité')),
                ('budget', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Budget (€ HT)')),
                ('deadline_on', models.DateField(blank=True, null=True, verbose_name='Échéance')),
                ('constraints', models.TextField(blank=True, max_length=4000, verbose_name='Contraintes')),
                ('criteria', models.TextField(blank=True, max_length=2000, verbose_name='Critères de décision, du plus au moins important')),
                ('supplier', models.CharField(blank=True, max_length=120, verbose_name='Fournisseur d’aujourd’hui')),
                ('supplier_weakness', models.TextField(blank=True, max_length=2000, verbose_name='Ce qui ne va pas avec lui')),
                ('created_at', models.DateTimeField()),
                ('confirmed_on', models.DateField(null=True, verbose_name='Confirmé le')),
                ('confirmed_by', models.CharField(blank=True, max_length=120, verbose_name='Confirmé par')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='deals.deal')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.family')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'verbose_name': 'Besoin',
                'verbose_name_plural': 'Fiches besoin',
                'indexes': [
                    models.Index(fields=['deal'], name='need_deal'),
                ],
            },
        ),
        migrations.CreateModel(
            name='NeedAnswer',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=400, verbose_name='Réponse')),
                ('must', models.BooleanField(default=True, verbose_name='Exigé')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.guidequestion')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='deals.needsheet')),
            ],
            options={
                'verbose_name': 'Réponse au guide',
                'verbose_name_plural': 'Réponses aux fiches besoin',
                'constraints': [
                    models.UniqueConstraint(fields=('sheet', 'question'), name='need_answer_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(blank=True, max_length=20)),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='Nom de l’étape')),
                ('kind', models.CharField(choices=[('open', 'ouverte'), ('won', 'gagnée'), ('lost', 'perdue')], default='open', max_length=6)),
                ('position', models.PositiveSmallIntegerField(verbose_name='Rang')),
                ('probability', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Probabilité (%)')),
                ('stale_days', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(730)], verbose_name='Stagne après (jours)')),
                ('requires', models.JSONField(default=list)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('probability__lte', 100)), name='stage_percent')],
                'ordering': ['position', 'id'],
                'verbose_name': 'Étape',
                'verbose_name_plural': 'Étapes',
            },
        ),
        migrations.AddField(
            model_name='deal',
            name='stage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='deals.stage'),
        ),
        migrations.CreateModel(
            name='StageMove',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='Date')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='deals.deal')),
                ('former', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deals.stage')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Qui')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deals.stage')),
            ],
            options={
                'ordering': ['at', 'id'],
                'verbose_name': 'Passage d’étape',
                'verbose_name_plural': 'Passages d’étape',
                'indexes': [
                    models.Index(fields=['deal', 'at'], name='stage_move_deal'),
                ],
            },
        ),
        migrations.CreateModel(
            name='InformationRequest',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('whom', models.CharField(choices=[('technical', 'bureau technique'), ('logistics', 'logistique'), ('accounting', 'comptabilité'), ('supplier', 'fournisseur'), ('subcontract', 'sous-traitant'), ('other', 'autre')], max_length=12, verbose_name='Service ou partenaire')),
                ('name', models.CharField(max_length=120, verbose_name='Qui répondra')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='Son e-mail')),
                ('question', models.TextField(max_length=4000, verbose_name='Que demandez-vous ?')),
                ('due_on', models.DateField(verbose_name='Réponse pour le')),
                ('requested_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, max_length=8000, verbose_name='Réponse')),
                ('answered_by', models.CharField(blank=True, max_length=120, verbose_name='Répondu par')),
                ('answered_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='Retirée le')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='information_requests', to='deals.deal')),
            ],
            options={
                'indexes': [models.Index(fields=['deal', 'due_on'], name='information_request_deal')],
                'ordering': ['due_on', 'id'],
                'verbose_name': 'Demande',
                'verbose_name_plural': 'Demandes et réponses',
            },
        ),
        migrations.CreateModel(
            name='DealContact',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('buying_role', models.CharField(choices=[('decides', 'décide'), ('pays', 'tient le budget'), ('uses', 'utilisera'), ('advises', 'prescrit'), ('buys', 'achète'), ('opposes', 's’oppose')], max_length=8, verbose_name='Part dans la décision')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.contact')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='deals.deal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('deal', 'contact'), name='deal_contact_once')],
                'verbose_name': 'Part d’un contact',
                'verbose_name_plural': 'Parts des contacts',
            },
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['stage', 'next_step_on', 'id'], name='deal_stage_step'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['owner', 'stage', 'next_step_on', 'id'], name='deal_owner_stage'),
        ),
        migrations.RunPython(create_folded_indexes, drop_folded_indexes),
        migrations.RunPython(create_usual_stages, migrations.RunPython.noop),
    ]
