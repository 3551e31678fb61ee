import arpent.kernel.ids
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('deals', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Solution',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='Nom de la solution')),
                ('choices', models.JSONField(default=dict, verbose_name='Choix')),
                ('needs', models.JSONField(default=list, verbose_name='Besoins')),
                ('quantity', models.PositiveIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='Quantité')),
                ('state', models.CharField(choices=[('candidate', 'à étudier'), ('selected', 'retenue'), ('refused', 'écartée')], default='candidate', max_length=9, verbose_name='État')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='Raison')),
                ('created_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True, verbose_name='Jugée le')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='deals.deal')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.family')),
                ('need', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='deals.needsheet')),
                ('price_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.pricelist', verbose_name='Tarif')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'verbose_name': 'Solution',
                'verbose_name_plural': 'Solutions',
                'indexes': [
                    models.Index(fields=['deal'], name='solution_deal'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SolutionExtra',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('quantity', models.PositiveIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='Quantité pour un ensemble')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.product')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extras', to='solutions.solution')),
            ],
            options={
                'ordering': ['id'],
                'verbose_name': 'Produit ajouté à une solution',
                'verbose_name_plural': 'Produits ajoutés aux solutions',
                'constraints': [
                    models.UniqueConstraint(fields=('solution', 'product'), name='solution_extra_once'),
                ],
            },
        ),
    ]
