import arpent.kernel.ids
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from arpent.database.folding import drop_index_statement, index_statement

FOLDED = [("offers_offer", "title")]


def create_folded_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in FOLDED:
            schema_editor.execute(index_statement(table, column))


def drop_folded_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in FOLDED:
            schema_editor.execute(drop_index_statement(table, column))


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('database', '0001_initial'),
        ('catalogue', '0001_initial'),
        ('clients', '0001_initial'),
        ('deals', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OfferPolicy',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(unique=True)),
                ('offer_free', models.DecimalField(decimal_places=2, max_digits=5)),
                ('offer_manager', models.DecimalField(decimal_places=2, max_digits=5)),
                ('line_free', models.DecimalField(decimal_places=2, max_digits=5)),
                ('line_manager', models.DecimalField(decimal_places=2, max_digits=5)),
                ('financing_rate_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('warranty_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('commission_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('validity_days', models.PositiveSmallIntegerField(default=30)),
                ('payment_days', models.PositiveSmallIntegerField(default=30)),
                ('deposit_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
            ],
            options={
                'ordering': ['starts_on'],
            },
        ),
        migrations.CreateModel(
            name='NumberSequence',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('percent', models.DecimalField(decimal_places=2, max_digits=5)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('family', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.family')),
            ],
            options={
                'ordering': ['-starts_on', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('last_version', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'brouillon'), ('pending_approval', 'accord demandé'), ('approved', 'accord donné'), ('declined', 'accord refusé'), ('sent', 'envoyée'), ('signed', 'signée'), ('refused', 'refusée'), ('replaced', 'remplacée')], default='draft', max_length=16)),
                ('net', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('pocket', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('cost', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('valid_until', models.DateField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('last_external_activity_at', models.DateTimeField(null=True)),
                ('remind_on', models.DateField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='deals.deal')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='OfferVersion',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'brouillon'), ('pending_approval', 'accord demandé'), ('approved', 'accord donné'), ('declined', 'accord refusé'), ('sent', 'envoyée'), ('signed', 'signée'), ('refused', 'refusée'), ('replaced', 'remplacée')], default='draft', max_length=16)),
                ('edition', models.PositiveIntegerField(default=0)),
                ('language', models.CharField(choices=[('fr', 'français'), ('en', 'anglais')], default='fr', max_length=2)),
                ('priced_on', models.DateField()),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('rate', models.DecimalField(decimal_places=6, default=Decimal('1'), max_digits=12)),
                ('regime', models.CharField(choices=[('france', 'France métropolitaine'), ('dom', 'vers l’outre-mer, comme une exportation'), ('overseas', 'sur place en Guadeloupe, Martinique, Réunion'), ('untaxed', 'sur place en Guyane, à Mayotte (sans TVA)'), ('intra_eu', 'Union européenne, livraison de biens'), ('reverse', 'Union européenne, services (autoliquidation)'), ('export', 'hors de l’Union européenne')], default='france', max_length=8)),
                ('valid_until', models.DateField(null=True)),
                ('global_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('global_amount', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('deposit_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('payment_days', models.PositiveSmallIntegerField(default=30)),
                ('end_of_month', models.BooleanField(default=False)),
                ('incoterm', models.CharField(blank=True, choices=[('EXW', 'EXW'), ('FCA', 'FCA'), ('CPT', 'CPT'), ('CIP', 'CIP'), ('DAP', 'DAP'), ('DPU', 'DPU'), ('DDP', 'DDP'), ('FAS', 'FAS'), ('FOB', 'FOB'), ('CFR', 'CFR'), ('CIF', 'CIF')], default='DAP', max_length=3)),
                ('incoterm_place', models.CharField(blank=True, max_length=80)),
                ('incoterm_cost', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12)),
                ('carriage_cost', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12)),
                ('financing_rate_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('warranty_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('warranty_months', models.PositiveSmallIntegerField(default=12)),
                ('commission_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('delivery', models.CharField(blank=True, max_length=200)),
                ('letter', models.TextField(blank=True)),
                ('conditions', models.TextField(blank=True)),
                ('with_sheets', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('agreed_level', models.CharField(blank=True, max_length=9)),
                ('loss_case', models.CharField(blank=True, max_length=10)),
                ('loss_reason', models.TextField(blank=True)),
                ('loss_lines', models.JSONField(default=list)),
                ('loss_at', models.DateTimeField(null=True)),
                ('snapshot', models.TextField(blank=True)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('document_data', models.JSONField(null=True)),
                ('parties', models.JSONField(null=True)),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='clients.contact')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('loss_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='offers.offer')),
                ('price_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.pricelist')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('terms', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.documentversion')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='OfferLink',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('created_at', models.DateTimeField()),
                ('expires_on', models.DateField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='offers.offerversion')),
            ],
            options={
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OfferLine',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=32)),
                ('position', models.FloatField()),
                ('kind', models.CharField(choices=[('section', 'titre'), ('product', 'produit'), ('free', 'ligne libre'), ('carriage', 'port')], default='free', max_length=8)),
                ('role', models.CharField(choices=[('included', 'compris'), ('option', 'option'), ('alternative', 'variante')], default='included', max_length=11)),
                ('alternative_to', models.CharField(blank=True, max_length=32)),
                ('is_selected', models.BooleanField(default=True)),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('label', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True)),
                ('quantity', models.DecimalField(decimal_places=3, default=Decimal('1'), max_digits=12)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('list_price', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=14)),
                ('tier_price', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ('manual_price', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ('promotion_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('discount_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('cost', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ('catalogue_cost', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ('vat', models.CharField(choices=[('normal', 'normal'), ('intermediate', 'intermédiaire'), ('reduced', 'réduit'), ('super_reduced', 'particulier')], default='normal', max_length=13)),
                ('delivery_days', models.PositiveSmallIntegerField(null=True)),
                ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.product')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='offers.offerversion')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OfferFile',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('offer', 'offre envoyée'), ('signed', 'offre signée'), ('order', 'commande Order-X')], max_length=6)),
                ('name', models.CharField(max_length=120)),
                ('stored_as', models.CharField(max_length=60)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='offers.offerversion')),
            ],
            options={
                'ordering': ['made_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OfferEvent',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('sent', 'envoyée'), ('mailed', 'envoyée par e-mail'), ('opened', 'ouverte'), ('question', 'question'), ('answer', 'réponse'), ('reminded', 'relance'), ('revoked', 'lien retiré'), ('signed', 'signée'), ('refused', 'refusée')], max_length=8)),
                ('at', models.DateTimeField()),
                ('name', models.CharField(blank=True, max_length=120)),
                ('text', models.TextField(blank=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='offers.offerlink')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='offers.offerversion')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(choices=[('manager', 'responsable'), ('direction', 'direction')], max_length=9)),
                ('state', models.CharField(choices=[('waiting', 'attend'), ('given', 'donné'), ('declined', 'refusé'), ('voided', 'annulé par une modification')], default='waiting', max_length=8)),
                ('pocket_percent', models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ('figures', models.JSONField(default=dict)),
                ('fingerprint', models.CharField(max_length=64)),
                ('requested_at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='offers.offerversion')),
            ],
            options={
                'ordering': ['-requested_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('segment', models.CharField(blank=True, max_length=40)),
                ('competitor', models.BooleanField(null=True)),
                ('pressure', models.PositiveSmallIntegerField(null=True)),
                ('price_index', models.DecimalField(decimal_places=4, max_digits=6, null=True)),
                ('pocket_percent', models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ('net', models.DecimalField(decimal_places=2, max_digits=14)),
                ('sent_on', models.DateField()),
                ('result', models.CharField(choices=[('open', 'en cours'), ('won', 'gagnée'), ('lost', 'perdue'), ('none', 'pas de décision')], default='open', max_length=4)),
                ('reason', models.CharField(blank=True, choices=[('price', 'prix'), ('competitor', 'concurrent préféré'), ('technical', 'solution technique'), ('delay', 'délai'), ('no_budget', 'pas de budget'), ('other', 'autre')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('winner_price', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('closed_on', models.DateField(null=True)),
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='offers.offer')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('function', models.CharField(max_length=120)),
                ('method', models.CharField(choices=[('typed', 'nom écrit'), ('drawn', 'signature dessinée')], max_length=5)),
                ('drawing', models.JSONField(default=list)),
                ('selected_options', models.JSONField(default=list)),
                ('order_number', models.CharField(blank=True, max_length=60)),
                ('signed_at', models.DateTimeField()),
                ('ip', models.GenericIPAddressField(null=True)),
                ('user_agent', models.CharField(blank=True, max_length=200)),
                ('fingerprint', models.CharField(max_length=64)),
                ('file_sha256', models.CharField(max_length=64)),
                ('net', models.DecimalField(decimal_places=2, max_digits=14)),
                ('gross', models.DecimalField(decimal_places=2, max_digits=14)),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='offers.offerlink')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='signature', to='offers.offerversion')),
            ],
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['deal'], name='offer_deal'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['-created_at', '-id'], name='offer_created'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['owner', '-created_at', '-id'], name='offer_owner_created'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['state', 'owner', 'net', 'pocket', 'cost'], name='offer_sums'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['state', '-created_at', '-id'], name='offer_state'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['-net', '-id'], name='offer_net'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['owner', '-net', '-id'], name='offer_owner_net'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['owner', 'valid_until', 'id'], name='offer_owner_valid'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['valid_until', 'id'], name='offer_valid_all'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['owner', 'last_external_activity_at'], name='offer_owner_heard'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['owner', 'state', 'remind_on'], name='offer_owner_remind'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['state', 'valid_until', 'id'], name='offer_valid'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['state', 'remind_on'], name='offer_remind'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(fields=('year', 'sequence'), name='offer_number'),
        ),
        migrations.AddConstraint(
            model_name='offerversion',
            constraint=models.UniqueConstraint(fields=('offer', 'number'), name='offer_version_once'),
        ),
        migrations.AddConstraint(
            model_name='offerversion',
            constraint=models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='offer_version_rate'),
        ),
        migrations.AddIndex(
            model_name='offerline',
            index=models.Index(fields=['version', 'position'], name='offer_line_order'),
        ),
        migrations.AddConstraint(
            model_name='offerline',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='offer_line_once'),
        ),
        migrations.AddConstraint(
            model_name='offerline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='offer_line_quantity'),
        ),
        migrations.AddConstraint(
            model_name='offerfile',
            constraint=models.UniqueConstraint(fields=('version', 'kind'), name='offer_file_once'),
        ),
        migrations.AddIndex(
            model_name='offerevent',
            index=models.Index(fields=['version', 'at'], name='offer_event_at'),
        ),
        migrations.AddIndex(
            model_name='approval',
            index=models.Index(fields=['state', 'level', 'requested_at'], name='approval_state'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['result', 'closed_on'], name='outcome_result'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['-closed_on', '-id'], name='outcome_closed'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['owner', '-closed_on', '-id'], name='outcome_owner_closed'),
        ),
        migrations.RunPython(create_folded_indexes, drop_folded_indexes),
    ]
