"""Win probability: shown as a range, and only once the model is proven on offers it was not fitted to."""

from django.urls import reverse

from arpent.reports.queries.win_rate import WinRateReport
from arpent.reports.rules.win_probability import MIN_OFFERS, Quote, base_rate, fit, margin_curve, reliability


def quotes(count):
    """Return closed quotes, of which those at a low price were won."""
    return [
        Quote("pro", 0.7 if i % 2 else 1.0, competitor=i % 3 == 0, pressure=2, won=bool(i % 2)) for i in range(count)
    ]


def test_a_base_rate_is_a_fraction_inside_its_interval():
    rate = base_rate(6, 20)
    assert 0 < rate.low < rate.middle == 0.3 < rate.high < 1
    assert (base_rate(0, 0).low, base_rate(0, 0).high) == (0.0, 1.0)


def test_no_model_is_assessed_with_too_few_offers_or_one_result_only():
    assert reliability(quotes(MIN_OFFERS - 1)) is None
    assert reliability([Quote("pro", 0.9, None, None, won=True)] * MIN_OFFERS) is None


def test_a_model_that_predicts_the_later_offers_is_proven():
    result = reliability(quotes(100))
    assert result.tested == 40 and sum(number for _predicted, _won, number in result.bins) == 40
    assert result.proven and result.low <= result.skill <= 1


def test_a_lower_price_is_likelier_to_win():
    model = fit(quotes(100))
    low, high = (model.win_probability(Quote("pro", index, False, 2)) for index in (0.7, 1.0))
    assert low.low < low.middle < low.high
    assert low.middle > high.middle


def test_the_curve_never_goes_below_the_floor():
    points = margin_curve(quotes(200), Quote("pro", 0.9, False, 2), net=100.0, cost=60.0, floor=98.0)
    assert [p.move for p in points] == [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert margin_curve(quotes(40), Quote("pro", 0.9, False, 2), net=100.0, cost=60.0, floor=0.0) == ()


def test_the_page_shows_on_how_many_offers_the_model_was_tested(cast, login, monkeypatch):
    report = WinRateReport(100, base_rate(50, 100), [], [], None, reliability(quotes(100)))
    monkeypatch.setattr("arpent.reports.web.win_rate_views.get_win_rate_report", lambda by: report)
    page = login(cast.owner).get(reverse("reports:win_rate")).content.decode()
    assert '<dd class="col-5 num">40</dd>' in page
