"""Sectors cover companies, show overlaps and holes; scores show their parts."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.clients.models import Company
from arpent.clients.testing import make_company
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.testing import NOON
from arpent.territory.actions.campaigns import delete_campaign, drop_target, read_weights, save_campaign
from arpent.territory.actions.sectors import communes_in_shape, delete_sector, pick_communes, save_sector
from arpent.territory.messages import PARTS, WHY
from arpent.territory.models import CampaignTarget, Sector
from arpent.territory.queries.sectors import find_overlaps, find_uncovered_communes, summarise_sectors
from arpent.territory.queries.targets import list_campaign_targets, rank_targets
from arpent.territory.rules.scoring import DEFAULT_WEIGHTS, Facts, TargetProfile, score_target

pytestmark = pytest.mark.postgresql

TODAY = dt.date(2026, 11, 24)


def draw(by, holder, text="69, 38", name="Rhône + Isère"):
    return save_sector(by=by, at=NOON, name=name, holder_id=holder.pk, communes=pick_communes(text))


def covered(company):
    return Company.objects.unscoped("a test looks").get(pk=company.pk).sector_of_id


def test_communes_are_picked_as_people_name_them():
    assert pick_communes("69") == pick_communes("Rhône") == pick_communes("rhone")
    assert pick_communes("69003") == ["69123"]
    assert len(pick_communes("Rhône et Isère")) == len(pick_communes("69, 38")) > 700
    assert len(pick_communes("1")) > 350
    for text, code in (("Atlantide", "unknown_departement"), ("99999", "unknown_postcode")):
        with pytest.raises(DomainError, match=code):
            pick_communes(text)


def test_a_drawn_shape_picks_communes():
    assert "69123" in communes_in_shape([(4.7, 45.6), (5.0, 45.6), (5.0, 45.9), (4.7, 45.9)])
    with pytest.raises(DomainError, match="bad_shape"):
        communes_in_shape([(4.7, 45.6)])


def test_a_sector_covers_its_companies_and_releases_them(cast):
    lyon = make_company(cast.manager, "À Lyon")
    nice = make_company(cast.manager, "À Nice", site_postcode="06000", site_city="Nice")
    sector = draw(cast.manager, cast.owner)
    assert covered(lyon) == cast.owner.pk and covered(nice) is None
    assert [c.name for c in Company.objects.visible_to(cast.owner)] == ["À Lyon"]
    save_sector(
        by=cast.manager,
        at=NOON,
        name="Isère",
        holder_id=cast.owner.pk,
        communes=pick_communes("38"),
        sector_id=sector.pk,
    )
    assert covered(lyon) is None
    delete_sector(sector_id=sector.pk, by=cast.manager, at=NOON)
    assert not Sector.objects.visible_to(cast.manager).exists()


def test_a_new_company_is_covered_immediately(cast):
    draw(cast.manager, cast.owner)
    assert covered(make_company(cast.manager)) == cast.owner.pk


def test_undoing_a_sector_uncovers_its_companies(cast):
    lyon = make_company(cast.manager)
    draw(cast.manager, cast.owner)
    operation = Operation.objects.unscoped("a test looks").get(kind="territory.sector")
    undo_operation(operation_id=operation.pk, by=cast.manager, at=NOON)
    assert covered(lyon) is None and not Sector.objects.visible_to(cast.manager).exists()


def test_overlaps_and_holes_are_shown(cast):
    draw(cast.manager, cast.owner, "69")
    draw(cast.manager, cast.mate, "69003", "Lyon")
    assert list(find_overlaps(by=cast.manager)) == ["69123"]
    assert find_uncovered_communes(by=cast.manager) == []
    assert find_overlaps(by=cast.owner) == {}
    most = pick_communes("38")[:-5]
    save_sector(by=cast.manager, at=NOON, name="Isère", holder_id=cast.mate.pk, communes=most)
    assert len(find_uncovered_communes(by=cast.manager)) == 5
    assert {s.sector.name: s.communes for s in summarise_sectors(by=cast.manager)}["Lyon"] == 1


def test_who_may_draw(cast):
    sector = draw(cast.owner, cast.owner)
    for person in (cast.mate, cast.stranger):
        with pytest.raises(NotFound):
            save_sector(by=person, at=NOON, name="X", holder_id=person.pk, communes=["69123"], sector_id=sector.pk)
    with pytest.raises(NotFound):
        draw(cast.owner, cast.stranger)
    with pytest.raises(DomainError, match="not_allowed"):
        draw(cast.assistant, cast.owner)
    with pytest.raises(DomainError, match="no_commune"):
        save_sector(by=cast.owner, at=NOON, name="X", holder_id=cast.owner.pk, communes=["00000"])


facts = st.builds(
    Facts,
    naf=st.sampled_from(["", "36.00Z", "36.01Z", "10.51A"]),
    employees=st.sampled_from([None, (0, 0), (20, 49), (10000, None)]),
    potential=st.none() | st.decimals(0, 1_000_000, places=2),
    minutes_off=st.none() | st.floats(0, 500),
    last_contact_on=st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)),
    data_quality=st.integers(0, 100),
)
weights = st.fixed_dictionaries({p: st.integers(0, 100) for p in PARTS}).filter(lambda w: any(w.values()))
profile = st.builds(
    TargetProfile,
    naf_prefixes=st.sampled_from([(), ("36",), ("36.00Z", "10")]),
    employees_from=st.sampled_from([0, 10, 500]),
    employees_to=st.sampled_from([0, 100]),
)


@given(facts, profile, weights)
def test_a_score_is_the_sum_of_its_parts_and_explains_them(f, w, weight):
    score, parts = score_target(f, w, weight, Decimal(50_000), TODAY)
    assert 0 <= score <= 100
    assert all(0 <= p.value <= 1 for p in parts)
    assert abs(score - 100 * sum(p.value * p.weight for p in parts) / sum(weight.values())) <= 0.5
    for p in parts:
        assert "%(" not in str(WHY[p.why]) % p.facts


@given(facts, weights)
def test_more_potential_never_lowers_a_score(f, weight):
    known = f.potential if f.potential is not None else Decimal(0)
    better = Facts(f.naf, f.employees, known + 1000, f.minutes_off, f.last_contact_on, f.data_quality)
    base = Facts(f.naf, f.employees, known, f.minutes_off, f.last_contact_on, f.data_quality)
    assert (
        score_target(better, TargetProfile(), weight, Decimal(50_000), TODAY)[0]
        >= score_target(base, TargetProfile(), weight, Decimal(50_000), TODAY)[0]
    )


def test_weights_that_weigh_nothing_are_refused():
    assert read_weights({"fit": 50})["fit"] == 50
    for bad in (dict.fromkeys(PARTS, 0), {"fit": 101}, {"fit": -1}):
        with pytest.raises(DomainError, match="bad_weights"):
            read_weights(bad)


def rank(cast, **values):
    base = {
        "by": cast.owner,
        "for_person": cast.owner,
        "profile": TargetProfile(("36",)),
        "weights": DEFAULT_WEIGHTS,
        "relationships": ("prospect",),
        "near": [(45.76, 4.83)],
        "today": TODAY,
    }
    return rank_targets(**{**base, **values})


def test_a_campaign_stores_its_targets_with_their_scores(cast):
    make_company(cast.owner, "Eau", relationship="prospect", naf="36.00Z", potential=5000)
    make_company(cast.owner, "Lait", relationship="prospect", naf="10.51A", potential=5000)
    make_company(cast.owner, "Client", relationship="customer", naf="36.00Z")
    targets = rank(cast)
    assert [t.candidate.name for t in targets] == ["Eau", "Lait"]
    campaign = save_campaign(by=cast.owner, at=NOON, name="Eau", weights=DEFAULT_WEIGHTS, profile={}, targets=targets)
    rows = list_campaign_targets(campaign=campaign, by=cast.owner)
    assert [r.score for r in rows] == [t.score for t in targets] and rows[0].parts[0]["part"] == "fit"
    with pytest.raises(NotFound):
        drop_target(target_id=rows[0].pk, by=cast.stranger, at=NOON)
    drop_target(target_id=rows[0].pk, by=cast.owner, at=NOON)
    assert CampaignTarget.objects.visible_to(cast.owner).count() == 1
    with pytest.raises(NotFound):
        delete_campaign(campaign_id=campaign.pk, by=cast.mate, at=NOON)
    delete_campaign(campaign_id=campaign.pk, by=cast.manager, at=NOON)


def test_closeness_decides_when_it_alone_weighs(cast):
    make_company(cast.owner, "Loin", relationship="prospect", site_postcode="38000", site_city="Grenoble")
    make_company(cast.owner, "Près", relationship="prospect")
    alone = dict.fromkeys(PARTS, 0) | {"closeness": 10}
    assert [t.candidate.name for t in rank(cast, weights=alone)] == ["Près", "Loin"]


def test_an_empty_list_is_no_campaign(cast):
    with pytest.raises(DomainError, match="no_target"):
        save_campaign(by=cast.owner, at=NOON, name="X", weights=DEFAULT_WEIGHTS, profile={}, targets=[])
    with pytest.raises(DomainError, match="campaign_name_needed"):
        save_campaign(by=cast.owner, at=NOON, name=" ", weights=DEFAULT_WEIGHTS, profile={}, targets=[])
