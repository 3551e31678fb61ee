import arpent.kernel.ids
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
                ('name', models.CharField(max_length=120)),
                ('choices', models.JSONField(default=dict)),
                ('needs', models.JSONField(default=list)),
                ('quantity', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('candidate', 'à étudier'), ('selected', 'retenue'), ('refused', 'écartée')], default='candidate', max_length=9)),
                ('reason', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='deals.deal')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.family')),
                ('need', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='deals.needsheet')),
                ('price_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.pricelist')),
            ],
            options={
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SolutionExtra',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('quantity', models.PositiveIntegerField(default=1)),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.product')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extras', to='solutions.solution')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='solution',
            index=models.Index(fields=['deal'], name='solution_deal'),
        ),
        migrations.AddConstraint(
            model_name='solutionextra',
            constraint=models.UniqueConstraint(fields=('solution', 'product'), name='solution_extra_once'),
        ),
    ]
