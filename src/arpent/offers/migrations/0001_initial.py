import django.core.validators
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
                ('starts_on', models.DateField(unique=True, verbose_name='À partir du')),
                ('offer_free', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Offre : libre à partir de (%)')),
                ('offer_manager', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Offre : responsable à partir de (%)')),
                ('line_free', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Ligne : libre à partir de (%)')),
                ('line_manager', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Ligne : responsable à partir de (%)')),
                ('financing_rate_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Coût financier (% par an)')),
                ('warranty_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Coût de la garantie (% du net)')),
                ('commission_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Commission (% sur marge)')),
                ('validity_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='Validité par défaut (jours)')),
                ('payment_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='Paiement usuel (jours)')),
                ('deposit_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Acompte usuel (%)')),
            ],
            options={
                'ordering': ['starts_on'],
                'verbose_name': 'Règles des offres',
                'verbose_name_plural': 'Règles des offres',
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
                ('name', models.CharField(max_length=120, verbose_name='Nom de la campagne')),
                ('percent', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Remise (%)')),
                ('starts_on', models.DateField(verbose_name='Du')),
                ('ends_on', models.DateField(verbose_name='Au, compris')),
                ('family', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.family', verbose_name='Famille')),
            ],
            options={
                'ordering': ['-starts_on', 'name'],
                'verbose_name': 'Campagne',
                'verbose_name_plural': 'Campagnes',
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=160, verbose_name='Titre de l’offre')),
                ('last_version', models.PositiveSmallIntegerField(default=1, verbose_name='Dernière version')),
                ('state', models.CharField(choices=[('draft', 'brouillon'), ('pending_approval', 'accord demandé'), ('approved', 'accord donné'), ('declined', 'accord refusé'), ('sent', 'envoyée'), ('signed', 'signée'), ('refused', 'refusée'), ('replaced', 'remplacée')], default='draft', max_length=16, verbose_name='État')),
                ('net', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='Montant HT')),
                ('pocket', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='Prix net-net')),
                ('cost', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='Coût')),
                ('valid_until', models.DateField(null=True, verbose_name='Valable jusqu’au')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='Envoyée le')),
                ('opened_at', models.DateTimeField(null=True, verbose_name='Ouverte le')),
                ('last_external_activity_at', models.DateTimeField(null=True)),
                ('remind_on', models.DateField(null=True, verbose_name='À relancer le')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='Close le')),
                ('created_at', models.DateTimeField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='deals.deal')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Offre',
                'verbose_name_plural': 'Offres',
                'indexes': [
                    models.Index(fields=['deal'], name='offer_deal'),
                    models.Index(fields=['-created_at', '-id'], name='offer_created'),
                    models.Index(fields=['owner', '-created_at', '-id'], name='offer_owner_created'),
                    models.Index(fields=['state', 'owner', 'net', 'pocket', 'cost'], name='offer_sums'),
                    models.Index(fields=['state', '-created_at', '-id'], name='offer_state'),
                    models.Index(fields=['-net', '-id'], name='offer_net'),
                    models.Index(fields=['owner', '-net', '-id'], name='offer_owner_net'),
                    models.Index(fields=['owner', 'valid_until', 'id'], name='offer_owner_valid'),
                    models.Index(fields=['valid_until', 'id'], name='offer_valid_all'),
                    models.Index(fields=['owner', 'last_external_activity_at'], name='offer_owner_heard'),
                    models.Index(fields=['owner', 'state', 'remind_on'], name='offer_owner_remind'),
                    models.Index(fields=['state', 'valid_until', 'id'], name='offer_valid'),
                    models.Index(fields=['state', 'remind_on'], name='offer_remind'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('year', 'sequence'), name='offer_number'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OfferVersion',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'brouillon'), ('pending_approval', 'accord demandé'), ('approved', 'accord donné'), ('declined', 'accord refusé'), ('sent', 'envoyée'), ('signed', 'signée'), ('refused', 'refusée'), ('replaced', 'remplacée')], default='draft', max_length=16, verbose_name='État')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('language', models.CharField(choices=[('fr', 'français'), ('en', 'anglais')], default='fr', max_length=2, verbose_name='Langue de l’offre')),
                ('priced_on', models.DateField(verbose_name='Prix du')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='Monnaie')),
                ('rate', models.DecimalField(decimal_places=6, default=Decimal('1'), max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal('0.000001'))], verbose_name='Cours')),
                ('regime', models.CharField(choices=[('france', 'France métropolitaine'), ('dom', 'vers l’outre-mer, comme une exportation'), ('overseas', 'sur place en Guadeloupe, Martinique, Réunion'), ('untaxed', 'sur place en Guyane, à Mayotte (sans TVA)'), ('intra_eu', 'Union européenne, livraison de biens'), ('reverse', 'Union européenne, services (autoliquidation)'), ('export', 'hors de l’Union européenne')], default='france', max_length=8, verbose_name='Régime de TVA')),
                ('valid_until', models.DateField(null=True, verbose_name='Valable jusqu’au')),
                ('global_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Remise sur le total (%)')),
                ('global_amount', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Remise sur le total (montant)')),
                ('deposit_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Acompte à la commande (%)')),
                ('payment_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MaxValueValidator(365)], verbose_name='Délai de paiement (jours)')),
                ('end_of_month', models.BooleanField(default=False, verbose_name='Fin de mois')),
                ('incoterm', models.CharField(blank=True, choices=[('EXW', 'EXW'), ('FCA', 'FCA'), ('CPT', 'CPT'), ('CIP', 'CIP'), ('DAP', 'DAP'), ('DPU', 'DPU'), ('DDP', 'DDP'), ('FAS', 'FAS'), ('FOB', 'FOB'), ('CFR', 'CFR'), ('CIF', 'CIF')], default='DAP', max_length=3, verbose_name='Incoterm 2020')),
                ('incoterm_place', models.CharField(blank=True, max_length=80, verbose_name='Lieu')),
                ('incoterm_cost', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Coût de l’Incoterm (€)')),
                ('carriage_cost', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Coût du port (€)')),
                ('financing_rate_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Coût financier (% par an)')),
                ('warranty_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Coût de la garantie (% du net)')),
                ('warranty_months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MaxValueValidator(240)], verbose_name='Garantie (mois)')),
                ('commission_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Commission (% sur marge)')),
                ('delivery', models.CharField(blank=True, max_length=200, verbose_name='Livraison')),
                ('letter', models.TextField(blank=True, max_length=6000, verbose_name='Lettre d’accompagnement')),
                ('conditions', models.TextField(blank=True, max_length=6000, verbose_name='Conditions particulières et dérogations')),
                ('with_sheets', models.BooleanField(default=True, verbose_name='Joindre les fiches des produits')),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('approval_level', models.CharField(blank=True, max_length=9)),
                ('loss_case', models.CharField(blank=True, max_length=10, verbose_name='Cas de vente sous le prix d’achat')),
                ('loss_reason', models.TextField(blank=True, max_length=2000, verbose_name='Pourquoi ce cas s’applique')),
                ('loss_lines', models.JSONField(default=list)),
                ('loss_at', models.DateTimeField(null=True)),
                ('snapshot', models.TextField(blank=True)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('document_data', models.JSONField(null=True)),
                ('parties', models.JSONField(null=True)),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='clients.contact', verbose_name='Destinataire')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('loss_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Dit par')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='offers.offer')),
                ('price_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.pricelist', verbose_name='Tarif')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('terms', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.documentversion', verbose_name='Conditions générales')),
            ],
            options={
                'ordering': ['number'],
                'verbose_name': 'Version d’une offre',
                'verbose_name_plural': 'Versions d’offres',
                'constraints': [
                    models.UniqueConstraint(fields=('offer', 'number'), name='offer_version_once'),
                    models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='offer_version_rate'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OfferLink',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='Destinataire')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-mail')),
                ('created_at', models.DateTimeField()),
                ('expires_on', models.DateField(verbose_name='Jusqu’au')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='Retiré le')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='offers.offerversion')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'verbose_name': 'Lien vers une offre',
                'verbose_name_plural': 'Liens privés des offres',
            },
        ),
        migrations.CreateModel(
            name='OfferLine',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=32)),
                ('position', models.FloatField(verbose_name='Rang')),
                ('kind', models.CharField(choices=[('section', 'titre'), ('product', 'produit'), ('free', 'ligne libre'), ('carriage', 'port')], default='free', max_length=8, verbose_name='Type')),
                ('role', models.CharField(choices=[('included', 'compris'), ('option', 'option'), ('alternative', 'variante')], default='included', max_length=11, verbose_name='Compris, option, variante')),
                ('alternative_to', models.CharField(blank=True, max_length=32)),
                ('is_selected', models.BooleanField(default=True, verbose_name='Compté')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='Référence')),
                ('label', models.CharField(max_length=200, verbose_name='Désignation')),
                ('description', models.TextField(blank=True, verbose_name='Description')),
                ('quantity', models.DecimalField(decimal_places=3, default=Decimal('1'), max_digits=12, verbose_name='Quantité')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='Unité')),
                ('list_price', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=14, verbose_name='Prix tarif')),
                ('tier_price', models.DecimalField(decimal_places=4, max_digits=14, null=True, verbose_name='Prix par quantité')),
                ('manual_price', models.DecimalField(decimal_places=4, max_digits=14, null=True, verbose_name='Prix saisi')),
                ('promotion_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, verbose_name='Campagne (%)')),
                ('discount_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, verbose_name='Remise (%)')),
                ('cost', models.DecimalField(decimal_places=4, max_digits=14, null=True, verbose_name='Coût')),
                ('catalogue_cost', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ('vat', models.CharField(choices=[('normal', 'normal'), ('intermediate', 'intermédiaire'), ('reduced', 'réduit'), ('super_reduced', 'particulier')], default='normal', max_length=13, verbose_name='TVA')),
                ('delivery_days', models.PositiveSmallIntegerField(null=True, verbose_name='Délai (jours)')),
                ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.product')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='offers.offerversion')),
            ],
            options={
                'ordering': ['position', 'id'],
                'verbose_name': 'Ligne d’une offre',
                'verbose_name_plural': 'Lignes d’offres',
                'indexes': [
                    models.Index(fields=['version', 'position'], name='offer_line_order'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'key'), name='offer_line_once'),
                    models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='offer_line_quantity'),
                ],
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
                'verbose_name': 'Fichier d’une offre',
                'verbose_name_plural': 'PDF des offres',
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'kind'), name='offer_file_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OfferEvent',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('sent', 'envoyée'), ('mailed', 'envoyée par e-mail'), ('opened', 'ouverte'), ('question', 'question'), ('answer', 'réponse'), ('reminded', 'relance'), ('revoked', 'lien retiré'), ('signed', 'signée'), ('refused', 'refusée')], max_length=8)),
                ('at', models.DateTimeField()),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='Nom')),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='Message')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='offers.offerlink')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='offers.offerversion')),
            ],
            options={
                'ordering': ['at', 'id'],
                'verbose_name': 'Suite d’une offre',
                'verbose_name_plural': 'Suivi des offres',
                'indexes': [
                    models.Index(fields=['version', 'at'], name='offer_event_at'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(choices=[('manager', 'responsable'), ('direction', 'direction')], max_length=9, verbose_name='De qui')),
                ('state', models.CharField(choices=[('waiting', 'en attente'), ('given', 'donné'), ('declined', 'refusé'), ('voided', 'annulé par une modification')], default='waiting', max_length=8, verbose_name='État')),
                ('pocket_percent', models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ('figures', models.JSONField(default=dict)),
                ('fingerprint', models.CharField(max_length=64)),
                ('requested_at', models.DateTimeField()),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='Mot')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='Le')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='Raison')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Qui')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='offers.offerversion')),
            ],
            options={
                'ordering': ['-requested_at', '-id'],
                'verbose_name': 'Accord',
                'verbose_name_plural': 'Accords demandés',
                'indexes': [
                    models.Index(fields=['state', 'level', 'requested_at'], name='approval_state'),
                ],
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
                ('result', models.CharField(choices=[('open', 'en cours'), ('won', 'gagnée'), ('lost', 'perdue'), ('none', 'pas de décision')], default='open', max_length=4, verbose_name='Résultat')),
                ('reason', models.CharField(blank=True, choices=[('price', 'prix'), ('competitor', 'concurrent préféré'), ('technical', 'solution technique'), ('delay', 'délai'), ('no_budget', 'pas de budget'), ('other', 'autre')], max_length=10, verbose_name='Raison')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='Précision')),
                ('winner_price', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Prix du gagnant (€ HT)')),
                ('closed_on', models.DateField(null=True, verbose_name='Le')),
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='offers.offer')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Fin d’une offre',
                'verbose_name_plural': 'Résultats des offres',
                'indexes': [
                    models.Index(fields=['result', 'closed_on'], name='outcome_result'),
                    models.Index(fields=['-closed_on', '-id'], name='outcome_closed'),
                    models.Index(fields=['owner', '-closed_on', '-id'], name='outcome_owner_closed'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='Nom')),
                ('function', models.CharField(max_length=120, verbose_name='Fonction')),
                ('method', models.CharField(choices=[('typed', 'nom écrit'), ('drawn', 'signature dessinée')], max_length=5)),
                ('drawing', models.JSONField(default=list)),
                ('selected_options', models.JSONField(default=list)),
                ('order_number', models.CharField(blank=True, max_length=60, verbose_name='Votre numéro de commande')),
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
            options={
                'verbose_name': 'Signature',
                'verbose_name_plural': 'Signatures',
            },
        ),
        migrations.RunPython(create_folded_indexes, drop_folded_indexes),
    ]
