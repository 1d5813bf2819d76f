"""What is hidden in the statistics cannot be worked out from what is shown beside it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.civic.statistics.figures import Cell, _cells, _friction
from bot.civic.statistics.secrecy import unseen

COUNTS = st.one_of(st.integers(1, 12), st.integers(1, 60))
LISTS = st.dictionaries(st.sampled_from("abcdefghijklmno"), COUNTS, max_size=12)
SERVICES = {f"s{number}": f"d{number % 4}" for number in range(9)}
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(sorted(SERVICES)), st.sampled_from("uvwxyz")), COUNTS, max_size=20
)


def listed(counts: dict[str, int]) -> tuple[Cell, ...]:
    return _cells(dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))))


@settings(max_examples=300)
@given(LISTS)
def test_a_hidden_one_could_be_anything_from_one_to_nine(counts):
    cells = listed(counts)
    hidden = [cell.name for cell in cells if cell.count is None]
    for cell in cells:
        assert cell.count in {None, counts[cell.name]}
        assert cell.count is None or cell.count >= 10
    if hidden:
        rest = sum(counts.values()) - sum(cell.count or 0 for cell in cells)
        assert len(hidden) >= 2
        assert rest - (len(hidden) - 1) >= 9


@settings(max_examples=300)
@given(LISTS)
def test_everything_is_shown_where_nothing_is_small(counts):
    large = {name: count + 9 for name, count in counts.items()}
    assert {cell.name: cell.count for cell in listed(large)} == large


def test_the_order_does_not_tell_what_is_hidden():
    cells = listed({"a": 40, "b": 3, "c": 12, "d": 7})
    assert cells == (Cell("a", 40), Cell("c", 12), Cell("b", None), Cell("d", None))
    other = listed({"a": 40, "b": 7, "c": 12, "d": 3})
    assert cells == other


def test_twelve_single_reports_are_not_listed_at_all():
    assert unseen(dict.fromkeys("abcdefghijkl", 1)) is None
    assert listed(dict.fromkeys("abcdefghijkl", 1)) == ()
    assert listed({"a": 5}) == ()


def test_two_lonely_small_ones_take_a_third_along():
    assert unseen({"a": 1, "b": 1, "c": 30, "d": 50}) == {"a", "b", "c"}
    assert unseen({"a": 5, "b": 6, "c": 30}) == {"a", "b"}


@settings(max_examples=500)
@given(PAIRS)
def test_another_city_would_show_the_same_pairs_and_agencies(counts):
    """For every hidden number there is a city that differs in it and in nothing that is shown."""
    totals: dict[str, int] = {}
    for (service, _), count in counts.items():
        totals[SERVICES[service]] = totals.get(SERVICES[service], 0) + count
    agencies = listed(totals)
    hidden_agencies = {one.name for one in agencies if one.count is None}
    shown_agencies = {one.name for one in agencies if one.count is not None}
    friction = _friction(counts, SERVICES, agencies)
    hidden = [(service, stage) for service, stage, count in friction if count is None]
    assert all(count in {None, counts[a, b]} for a, b, count in friction)
    assert not [count for _, _, count in friction if count is not None and count < 10]

    def may_move(one, other) -> bool:
        homes = SERVICES[one[0]], SERVICES[other[0]]
        kept = homes[0] == homes[1] or not set(homes) & shown_agencies
        return one != other and kept and counts[one] > 1

    for pair in hidden:
        assert any(may_move(pair, other) or may_move(other, pair) for other in hidden)
    for agency in hidden_agencies & {SERVICES[service] for service, _, _ in friction}:
        inside = [pair for pair in hidden if SERVICES[pair[0]] == agency]
        outside = [pair for pair in hidden if SERVICES[pair[0]] in hidden_agencies - {agency}]
        assert any(may_move(a, b) or may_move(b, a) for a in inside for b in outside)


def test_a_companion_agency_is_not_added_up_from_its_services():
    """The case that looking at each list by itself misses."""
    counts = {("s0", "u"): 5, ("s1", "u"): 20, ("s1", "v"): 30, ("s2", "u"): 70, ("s2", "v"): 80}
    agencies = listed({"d0": 5, "d1": 50, "d2": 150})
    assert [one.count for one in agencies] == [150, None, None]
    friction = {(a, b): n for a, b, n in _friction(counts, SERVICES, agencies)}
    assert friction["s0", "u"] is None
    assert None in {friction["s1", "u"], friction["s1", "v"]}
    assert friction["s2", "u"] == 70
