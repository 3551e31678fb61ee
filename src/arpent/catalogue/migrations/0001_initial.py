import django.core.validators
import arpent.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from arpent.database.folding import drop_index_statement, index_statement

FOLDED = [("catalogue_product", "reference"), ("catalogue_product", "name"), ("catalogue_document", "title")]


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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=160, verbose_name='Titre')),
                ('kind', models.CharField(choices=[('technical', 'fiche technique'), ('manual', 'notice'), ('commercial', 'documentation commerciale'), ('certificate', 'certificat'), ('terms', 'conditions de vente'), ('photo', 'photographie')], default='technical', max_length=11, verbose_name='Type')),
            ],
            options={
                'ordering': ['title', 'id'],
                'verbose_name': 'Document',
                'verbose_name_plural': 'Documents du catalogue',
            },
        ),
        migrations.CreateModel(
            name='PriceList',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='Nom')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='Devise')),
                ('rate', models.DecimalField(decimal_places=6, default=1, max_digits=12, verbose_name='Euros pour une unité')),
                ('segment', models.CharField(blank=True, max_length=40, verbose_name='Pour le segment')),
            ],
            options={
                'ordering': ['segment', 'name'],
                'verbose_name': 'Tarif',
                'verbose_name_plural': 'Tarifs',
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('token', models.CharField(max_length=36)),
            ],
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(choices=[('fr', 'français'), ('en', 'anglais'), ('de', 'allemand'), ('es', 'espagnol'), ('it', 'italien'), ('nl', 'néerlandais'), ('pt', 'portugais')], default='fr', max_length=2, verbose_name='Langue')),
                ('number', models.PositiveIntegerField(verbose_name='Version')),
                ('valid_from', models.DateField(verbose_name='Valable du')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Valable jusqu’au')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='Ce qui change')),
                ('name', models.CharField(max_length=200)),
                ('stored_as', models.CharField(max_length=60)),
                ('size', models.PositiveBigIntegerField()),
                ('pages', models.PositiveIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='catalogue.document')),
            ],
            options={
                'ordering': ['language', '-number'],
                'verbose_name': 'Version',
                'verbose_name_plural': 'Versions de documents',
                'constraints': [
                    models.UniqueConstraint(fields=('document', 'language', 'number'), name='document_version_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Family',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='Nom')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='Description')),
                ('assembly_days', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(30000)], verbose_name='Jours de montage')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='catalogue.family')),
            ],
            options={
                'ordering': ['name', 'id'],
                'verbose_name': 'Famille',
                'verbose_name_plural': 'Familles',
                'constraints': [
                    models.UniqueConstraint(fields=('name',), name='family_name_once'),
                ],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='family',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.family'),
        ),
        migrations.CreateModel(
            name='CompatibilityRule',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='Nom')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='Pourquoi')),
                ('formula', models.CharField(blank=True, max_length=400, verbose_name='Formule')),
                ('scope', models.JSONField(default=list, verbose_name='Colonnes')),
                ('rows', models.JSONField(default=list, verbose_name='Lignes')),
                ('forbids', models.BooleanField(default=False, verbose_name='Interdit')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='catalogue.family')),
            ],
            options={
                'ordering': ['name', 'id'],
                'verbose_name': 'Règle',
                'verbose_name_plural': 'Règles',
                'constraints': [
                    models.UniqueConstraint(fields=('family', 'name'), name='rule_name_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Characteristic',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120, verbose_name='Nom')),
                ('kind', models.CharField(choices=[('number', 'nombre'), ('choice', 'choix dans une liste'), ('yes_no', 'oui ou non')], default='number', max_length=6, verbose_name='Type')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='Unité')),
                ('values', models.JSONField(default=list, verbose_name='Valeurs')),
                ('formula', models.CharField(blank=True, max_length=400, verbose_name='Formule')),
                ('position', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(30000)], verbose_name='Rang')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='characteristics', to='catalogue.family')),
            ],
            options={
                'ordering': ['position', 'name', 'id'],
                'verbose_name': 'Caractéristique',
                'verbose_name_plural': 'Caractéristiques',
                'constraints': [
                    models.UniqueConstraint(fields=('family', 'code'), name='characteristic_code_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='GuideQuestion',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=200, verbose_name='Question')),
                ('kind', models.CharField(choices=[('number', 'nombre'), ('choice', 'choix dans une liste'), ('yes_no', 'oui ou non'), ('text', 'texte')], default='text', max_length=6, verbose_name='Réponse')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='Unité')),
                ('values', models.JSONField(default=list)),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='Pourquoi on la pose')),
                ('motive', models.CharField(blank=True, choices=[('security', 'sécurité'), ('pride', 'orgueil'), ('novelty', 'nouveauté'), ('comfort', 'confort'), ('money', 'argent'), ('sympathy', 'sympathie')], max_length=8, verbose_name='Motif d’achat (SONCAS)')),
                ('follow_up', models.CharField(blank=True, max_length=200, verbose_name='Question de relance')),
                ('code', models.CharField(blank=True, max_length=90)),
                ('comparison', models.CharField(choices=[('>=', 'au moins'), ('<=', 'au plus'), ('=', 'égal à')], default='=', max_length=2, verbose_name='Il faut')),
                ('position', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(30000)], verbose_name='Rang')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='catalogue.family')),
            ],
            options={
                'ordering': ['position', 'id'],
                'verbose_name': 'Question de découverte',
                'verbose_name_plural': 'Questions de découverte',
            },
        ),
        migrations.CreateModel(
            name='Improvement',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('page', models.PositiveIntegerField(default=0, verbose_name='Page')),
                ('x', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('y', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('text', models.TextField(max_length=4000, verbose_name='Proposition')),
                ('state', models.CharField(choices=[('proposed', 'proposée'), ('accepted', 'acceptée pour la prochaine version'), ('declined', 'refusée'), ('included', 'dans la version suivante')], default='proposed', max_length=8, verbose_name='État')),
                ('reason', models.TextField(blank=True, max_length=4000, verbose_name='Raison')),
                ('proposed_at', models.DateTimeField()),
                ('included_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.documentversion')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='improvements', to='catalogue.documentversion')),
            ],
            options={
                'ordering': ['page', 'proposed_at', 'id'],
                'verbose_name': 'Amélioration',
                'verbose_name_plural': 'Améliorations de documents',
            },
        ),
        migrations.CreateModel(
            name='ImprovementComment',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=4000, verbose_name='Réponse')),
                ('at', models.DateTimeField()),
                ('improvement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='catalogue.improvement')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
                'verbose_name': 'Réponse',
                'verbose_name_plural': 'Commentaires de documents',
            },
        ),
        migrations.CreateModel(
            name='PricePeriod',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(verbose_name='Du')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Au')),
                ('price_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='catalogue.pricelist')),
            ],
            options={
                'ordering': ['starts_on'],
                'verbose_name': 'Période',
                'verbose_name_plural': 'Périodes',
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=60, unique=True, verbose_name='Référence')),
                ('name', models.CharField(max_length=200, verbose_name='Désignation')),
                ('kind', models.CharField(choices=[('product', 'produit'), ('option', 'option'), ('accessory', 'accessoire'), ('spare', 'pièce détachée')], default='product', max_length=9, verbose_name='Type')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='Description')),
                ('sale_unit', models.CharField(blank=True, max_length=20, verbose_name='Vendu par')),
                ('purchase_cost', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Coût d’achat (€ HT)')),
                ('delivery_days', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(30000)], verbose_name='Délai (jours)')),
                ('stock', models.IntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(30000)], verbose_name='Stock, à titre indicatif')),
                ('stock_on', models.DateField(null=True)),
                ('values', models.JSONField(default=dict, verbose_name='Fiche')),
                ('active', models.BooleanField(default=True, verbose_name='En vente')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalogue.family')),
            ],
            options={
                'ordering': ['reference'],
                'verbose_name': 'Produit',
                'verbose_name_plural': 'Produits',
                'indexes': [
                    models.Index(fields=['family', 'active', 'reference'], name='product_family'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_quantity', models.PositiveIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(30000)], verbose_name='À partir de')),
                ('amount', models.DecimalField(decimal_places=4, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Prix (HT)')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='catalogue.priceperiod')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='catalogue.product')),
            ],
            options={
                'ordering': ['from_quantity'],
                'verbose_name': 'Prix',
                'verbose_name_plural': 'Prix',
                'constraints': [
                    models.UniqueConstraint(fields=('period', 'product', 'from_quantity'), name='price_once'),
                    models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='price_amount'),
                ],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='product',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.product'),
        ),
        migrations.CreateModel(
            name='ProductLink',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='Quantité')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='linked_from', to='catalogue.product')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='catalogue.product')),
            ],
            options={
                'verbose_name': 'Accessoire ou pièce',
                'verbose_name_plural': 'Accessoires et pièces',
                'constraints': [
                    models.UniqueConstraint(fields=('product', 'other'), name='product_link_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Component',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120, verbose_name='Nom')),
                ('quantity', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(30000)], verbose_name='Quantité')),
                ('optional', models.BooleanField(default=False, verbose_name='Peut rester vide')),
                ('position', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(30000)], verbose_name='Rang')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='components', to='catalogue.family')),
                ('parts_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.family')),
            ],
            options={
                'ordering': ['position', 'name', 'id'],
                'verbose_name': 'Composant',
                'verbose_name_plural': 'Composants',
                'constraints': [
                    models.UniqueConstraint(fields=('family', 'code'), name='component_code_once'),
                    models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='component_quantity'),
                ],
            },
        ),
        migrations.RunPython(create_folded_indexes, drop_folded_indexes),
    ]
