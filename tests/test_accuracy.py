"""The figures that reports and docs print are what the code gives: none can sink or rise unnoticed."""

from __future__ import annotations

import pytest

from benchmarks.measure import BENCH, MEASURES, measure_all
from hindsight.reports.accuracy import read_accuracy

TOLERANCE = (
    0.005  # of a share: figures are kept with three decimals; other machines may round one case otherwise
)


@pytest.mark.slow
@pytest.mark.parametrize("name", MEASURES)
def test_a_kept_figure_is_what_the_code_gives(name: str) -> None:
    if not BENCH.exists():
        pytest.skip("the development data (../shared/bench) are not here")
    kept = {(m.extractor, m.measure, m.gold): m.figure for m in read_accuracy()}
    for key, figure in measure_all([name]).items():
        assert kept.get(key) == pytest.approx(figure, abs=TOLERANCE), key


def test_every_kept_figure_can_be_measured() -> None:
    extractors = {"pages", "dates", "mentions", "actors", "claims", "attributions", "links"}
    assert {m.extractor for m in read_accuracy()} == extractors
