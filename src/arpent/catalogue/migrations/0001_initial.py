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
                ('title', models.CharField(max_length=160)),
                ('kind', models.CharField(choices=[('technical', 'fiche technique'), ('manual', 'notice'), ('commercial', 'documentation commerciale'), ('certificate', 'certificat'), ('terms', 'conditions de vente'), ('photo', 'photographie')], default='technical', max_length=11)),
            ],
            options={
                'ordering': ['title', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PriceList',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('rate', models.DecimalField(decimal_places=6, default=1, max_digits=12)),
                ('segment', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'ordering': ['segment', 'name'],
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
                ('language', models.CharField(choices=[('fr', 'français'), ('en', 'anglais'), ('de', 'allemand'), ('es', 'espagnol'), ('it', 'italien'), ('nl', 'néerlandais'), ('pt', 'portugais')], default='fr', max_length=2)),
                ('number', models.PositiveIntegerField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=400)),
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
            },
        ),
        migrations.CreateModel(
            name='Family',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('description', models.TextField(blank=True)),
                ('assembly_days', models.PositiveSmallIntegerField(default=0)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='catalogue.family')),
            ],
            options={
                'ordering': ['name', 'id'],
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
                ('name', models.CharField(max_length=120)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('formula', models.CharField(blank=True, max_length=400)),
                ('scope', models.JSONField(default=list)),
                ('rows', models.JSONField(default=list)),
                ('forbids', models.BooleanField(default=False)),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='catalogue.family')),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Characteristic',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('number', 'nombre'), ('choice', 'choix dans une liste'), ('yes_no', 'oui ou non')], default='number', max_length=6)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('values', models.JSONField(default=list)),
                ('formula', models.CharField(blank=True, max_length=400)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='characteristics', to='catalogue.family')),
            ],
            options={
                'ordering': ['position', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='GuideQuestion',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('number', 'nombre'), ('choice', 'choix dans une liste'), ('yes_no', 'oui ou non'), ('text', 'texte')], default='text', max_length=6)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('values', models.JSONField(default=list)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('motive', models.CharField(blank=True, choices=[('security', 'sécurité'), ('pride', 'orgueil'), ('novelty', 'nouveauté'), ('comfort', 'confort'), ('money', 'argent'), ('sympathy', 'sympathie')], max_length=8)),
                ('follow_up', models.CharField(blank=True, max_length=200)),
                ('code', models.CharField(blank=True, max_length=90)),
                ('comparison', models.CharField(choices=[('>=', 'au moins'), ('<=', 'au plus'), ('=', 'égal à')], default='=', max_length=2)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='catalogue.family')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Improvement',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('page', models.PositiveIntegerField(default=0)),
                ('x', models.FloatField(null=True)),
                ('y', models.FloatField(null=True)),
                ('text', models.TextField()),
                ('state', models.CharField(choices=[('proposed', 'proposée'), ('accepted', 'acceptée pour la prochaine version'), ('declined', 'refusée'), ('included', 'dans la version suivante')], default='proposed', max_length=8)),
                ('reason', models.TextField(blank=True)),
                ('proposed_at', models.DateTimeField()),
                ('included_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.documentversion')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='improvements', to='catalogue.documentversion')),
            ],
            options={
                'ordering': ['page', 'proposed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ImprovementComment',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('improvement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='catalogue.improvement')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PricePeriod',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('price_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='catalogue.pricelist')),
            ],
            options={
                'ordering': ['starts_on'],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('product', 'produit'), ('option', 'option'), ('accessory', 'accessoire'), ('spare', 'pièce détachée')], default='product', max_length=9)),
                ('description', models.TextField(blank=True)),
                ('sale_unit', models.CharField(blank=True, max_length=20)),
                ('purchase_cost', models.DecimalField(decimal_places=4, max_digits=12, null=True)),
                ('delivery_days', models.PositiveSmallIntegerField(null=True)),
                ('stock', models.IntegerField(null=True)),
                ('stock_on', models.DateField(null=True)),
                ('values', models.JSONField(default=dict)),
                ('active', models.BooleanField(default=True)),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalogue.family')),
            ],
            options={
                'ordering': ['reference'],
            },
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_quantity', models.PositiveIntegerField(default=1)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=12)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='catalogue.priceperiod')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='catalogue.product')),
            ],
            options={
                'ordering': ['from_quantity'],
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
                ('quantity', models.PositiveSmallIntegerField(default=1)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='linked_from', to='catalogue.product')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='catalogue.product')),
            ],
        ),
        migrations.CreateModel(
            name='Component',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('quantity', models.PositiveSmallIntegerField(default=1)),
                ('optional', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='components', to='catalogue.family')),
                ('parts_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.family')),
            ],
            options={
                'ordering': ['position', 'name', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.UniqueConstraint(fields=('document', 'language', 'number'), name='document_version_once'),
        ),
        migrations.AddConstraint(
            model_name='family',
            constraint=models.UniqueConstraint(fields=('name',), name='family_name_once'),
        ),
        migrations.AddConstraint(
            model_name='compatibilityrule',
            constraint=models.UniqueConstraint(fields=('family', 'name'), name='rule_name_once'),
        ),
        migrations.AddConstraint(
            model_name='characteristic',
            constraint=models.UniqueConstraint(fields=('family', 'code'), name='characteristic_code_once'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(fields=['family', 'active', 'reference'], name='product_family'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.UniqueConstraint(fields=('period', 'product', 'from_quantity'), name='price_once'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='price_amount'),
        ),
        migrations.AddConstraint(
            model_name='productlink',
            constraint=models.UniqueConstraint(fields=('product', 'other'), name='product_link_once'),
        ),
        migrations.AddConstraint(
            model_name='component',
            constraint=models.UniqueConstraint(fields=('family', 'code'), name='component_code_once'),
        ),
        migrations.AddConstraint(
            model_name='component',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='component_quantity'),
        ),
        migrations.RunPython(create_folded_indexes, drop_folded_indexes),
    ]
