import django.core.validators
import arpent.kernel.ids
import arpent.people.rules.roles
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='Nom de l’entreprise')),
                ('legal_form', models.CharField(blank=True, max_length=80, verbose_name='Forme juridique')),
                ('capital', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Capital (€)')),
                ('siren', models.CharField(blank=True, max_length=9, verbose_name='SIREN')),
                ('registry', models.CharField(blank=True, max_length=80, verbose_name='Ville du RCS')),
                ('vat_number', models.CharField(blank=True, max_length=16, verbose_name='Numéro de TVA')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='Adresse du siège')),
                ('postcode', models.CharField(blank=True, max_length=10, verbose_name='Code postal')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='Ville')),
                ('country', models.CharField(default='FR', max_length=2, verbose_name='Pays (deux lettres)')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='Téléphone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-mail')),
                ('website', models.CharField(blank=True, max_length=200, verbose_name='Site')),
                ('insurance', models.CharField(blank=True, max_length=300, verbose_name='Assurance professionnelle')),
                ('bank', models.CharField(blank=True, max_length=120, verbose_name='Coordonnées bancaires')),
                ('is_demonstration', models.BooleanField(default=False, verbose_name='Entreprise de démonstration')),
                ('second_factor_roles', models.JSONField(default=list, verbose_name='Double authentification exigée')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'Entreprise',
                'verbose_name_plural': 'Entreprises',
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='Nom de l’équipe')),
            ],
            options={
                'ordering': ['name'],
                'verbose_name': 'Équipe',
                'verbose_name_plural': 'Équipes',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='Mot de passe')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='E-mail')),
                ('first_name', models.CharField(blank=True, max_length=80, verbose_name='Prénom')),
                ('last_name', models.CharField(blank=True, max_length=80, verbose_name='Nom')),
                ('role', models.CharField(choices=[('negotiator', 'Négociateur'), ('manager', 'Responsable d’équipe'), ('direction', 'Direction'), ('assistant', 'Assistant'), ('administrator', 'Administrateur')], default=arpent.people.rules.roles.Role['NEGOTIATOR'], max_length=20, verbose_name='Rôle')),
                ('status', models.CharField(choices=[('employee', 'Salarié'), ('vrp', 'VRP'), ('agent', 'Agent commercial')], default='employee', max_length=20, verbose_name='Statut')),
                ('language', models.CharField(choices=[('fr', 'Français'), ('en', 'English')], default='fr', max_length=5, verbose_name='Langue')),
                ('theme', models.CharField(choices=[('auto', 'comme le système'), ('light', 'claire'), ('dark', 'sombre')], default='auto', max_length=5, verbose_name='Apparence')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='Téléphone')),
                ('is_active', models.BooleanField(default=True, verbose_name='Peut se connecter')),
                ('is_staff', models.BooleanField(default=False)),
                ('date_joined', models.DateTimeField()),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='members', to='people.team', verbose_name='Équipe')),
            ],
            options={
                'ordering': ['last_name', 'first_name'],
                'verbose_name': 'Personne',
                'verbose_name_plural': 'Personnes de l’entreprise',
            },
        ),
    ]
