"""How many people said the same."""

from xiangyi.features.stations.rules.reporters import Reporter, are_independent, count_independent


def somebody(account=None, device=b"a", network=b"home", *, settled=False):
    return Reporter(account=account, device=device, network=network, settled=settled)


def test_two_accounts_are_two():
    assert are_independent(somebody("one"), somebody("two", b"b"))


def test_two_accounts_on_one_phone_are_one():
    assert not are_independent(somebody("one"), somebody("two"))


def test_one_account_on_two_phones_is_one():
    assert not are_independent(somebody("one"), somebody("one", b"b", b"away"))


def test_settled_devices_on_two_networks_are_two():
    settled = somebody(device=b"b", network=b"away", settled=True)
    assert are_independent(somebody(settled=True), settled)


def test_a_private_window_that_goes_over_to_mobile_data_is_not_another():
    """Beside another window, beside the phone's own, and beside whoever has signed in there."""
    window = somebody(device=b"b", network=b"away")
    for own in (somebody(), somebody(settled=True), somebody("one"), somebody("one", settled=True)):
        assert not are_independent(own, window)
        assert not are_independent(window, own)


def test_devices_behind_one_address_are_one():
    assert not are_independent(somebody(settled=True), somebody(device=b"b", settled=True))


def test_an_account_and_a_device_both_known_since_yesterday_are_two_behind_one_address():
    assert are_independent(somebody("one", settled=True), somebody(device=b"b", settled=True))


def test_a_phone_and_its_own_private_window_are_one():
    """Whichever of the two has signed in, and by whichever network it goes."""
    assert not are_independent(somebody("one"), somebody(device=b"b"))
    assert not are_independent(somebody("one"), somebody(device=b"b", settled=True))
    assert not are_independent(somebody("one", b"b", b"away"), somebody(settled=True))
    assert not are_independent(somebody(), somebody(device=b"b"))


def test_one_phone_saying_it_ten_times_is_one():
    assert count_independent([somebody()] * 10) == 1


def test_three_riders_are_three():
    riders = [somebody(device=bytes([one]), network=bytes([one]), settled=True) for one in range(3)]
    assert count_independent([*riders, *riders]) == 3


def test_a_new_rider_who_was_first_takes_the_place_of_nobody():
    new, account = somebody(), somebody("one", b"b", b"away", settled=True)
    settled = somebody(device=b"c", network=b"third", settled=True)
    assert count_independent([new]) == 1
    assert count_independent([new, settled, account]) == 2


def test_an_account_that_is_new_here_takes_the_place_of_nobody_and_counts_beside_another():
    window, other = somebody("one"), somebody("two", b"b")
    settled = [somebody(device=one, network=one, settled=True) for one in (b"c", b"d")]
    assert count_independent([window, *settled]) == 2
    assert count_independent([window, other, settled[0]]) == 2
