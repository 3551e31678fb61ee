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
                ('title', models.CharField(max_length=160)),
                ('stage_since', models.DateTimeField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('offer_amount', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('typed_amount', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('probability', models.PositiveSmallIntegerField()),
                ('expected_on', models.DateField(null=True)),
                ('need', models.TextField(blank=True)),
                ('competitor', models.CharField(blank=True, max_length=120)),
                ('competitive_pressure', models.PositiveSmallIntegerField(choices=[(0, '0 : aucune'), (1, '1 : faible'), (2, '2 : sensible'), (3, '3 : forte'), (4, '4 : extrême')], null=True)),
                ('step_kind', models.CharField(choices=[('to_do', 'à faire le'), ('waiting', 'en attente jusqu’au')], default='to_do', max_length=8)),
                ('next_step', models.CharField(blank=True, max_length=200)),
                ('next_step_on', models.DateField(null=True)),
                ('lost_reason', models.CharField(blank=True, choices=[('price', 'prix'), ('competitor', 'concurrent préféré'), ('technical', 'solution technique'), ('delay', 'délai'), ('no_decision', 'pas de décision'), ('no_budget', 'pas de budget'), ('other', 'autre')], max_length=12)),
                ('lost_note', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.company')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DealDocument',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('stored_as', models.CharField(max_length=60)),
                ('size', models.PositiveBigIntegerField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='deals.deal')),
            ],
            options={
                'ordering': ['-added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='NeedSheet',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('quantity', models.PositiveIntegerField(default=1)),
                ('budget', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('deadline_on', models.DateField(null=True)),
                ('constraints', models.TextField(blank=True)),
                ('criteria', models.TextField(blank=True)),
                ('supplier', models.CharField(blank=True, max_length=120)),
                ('supplier_weakness', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('confirmed_on', models.DateField(null=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=120)),
                ('edition', models.PositiveIntegerField(default=0)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='deals.deal')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.family')),
            ],
            options={
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='NeedAnswer',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=400)),
                ('must', models.BooleanField(default=True)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.guidequestion')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='deals.needsheet')),
            ],
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(blank=True, max_length=20)),
                ('name', models.CharField(blank=True, max_length=60)),
                ('kind', models.CharField(choices=[('open', 'ouverte'), ('won', 'gagnée'), ('lost', 'perdue')], default='open', max_length=6)),
                ('position', models.PositiveSmallIntegerField()),
                ('probability', models.PositiveSmallIntegerField(default=0)),
                ('stale_days', models.PositiveSmallIntegerField(null=True)),
                ('requires', models.JSONField(default=list)),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('probability__lte', 100)), name='stage_percent')],
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
                ('at', models.DateTimeField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='deals.deal')),
                ('former', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deals.stage')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deals.stage')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='InformationRequest',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('whom', models.CharField(choices=[('technical', 'bureau technique'), ('logistics', 'logistique'), ('accounting', 'comptabilité'), ('supplier', 'fournisseur'), ('subcontract', 'sous-traitant'), ('other', 'autre')], max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('question', models.TextField()),
                ('due_on', models.DateField()),
                ('requested_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.CharField(blank=True, max_length=120)),
                ('answered_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='information_requests', to='deals.deal')),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(fields=['deal', 'due_on'], name='information_request_deal')],
            },
        ),
        migrations.CreateModel(
            name='DealContact',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('buying_role', models.CharField(choices=[('decides', 'décide'), ('pays', 'tient le budget'), ('uses', 'utilisera'), ('advises', 'prescrit'), ('buys', 'achète'), ('opposes', 's’oppose')], max_length=8)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.contact')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='deals.deal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('deal', 'contact'), name='deal_contact_once')],
            },
        ),
        migrations.AddIndex(
            model_name='needsheet',
            index=models.Index(fields=['deal'], name='need_deal'),
        ),
        migrations.AddConstraint(
            model_name='needanswer',
            constraint=models.UniqueConstraint(fields=('sheet', 'question'), name='need_answer_once'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['stage', 'next_step_on', 'id'], name='deal_stage_step'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['owner', 'stage', 'next_step_on', 'id'], name='deal_owner_stage'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['company'], name='deal_company'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['closed_at'], name='deal_closed'),
        ),
        migrations.AddConstraint(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(('probability__lte', 100)), name='deal_percent'),
        ),
        migrations.AddConstraint(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(('competitive_pressure__isnull', True), ('competitive_pressure__lte', 4), _connector='OR'), name="deal_competitive_pressure"),
        ),
        migrations.AddConstraint(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='deal_amount'),
        ),
        migrations.AddIndex(
            model_name='stagemove',
            index=models.Index(fields=['deal', 'at'], name='stage_move_deal'),
        ),
        migrations.RunPython(create_folded_indexes, drop_folded_indexes),
        migrations.RunPython(create_usual_stages, migrations.RunPython.noop),
    ]
