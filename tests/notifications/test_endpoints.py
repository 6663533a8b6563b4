"""Nothing is posted to an address that is not a push service's."""

import pytest

from xiangyi.features.notifications.rules.addresses import is_public
from xiangyi.features.notifications.rules.endpoints import LONGEST, Endpoints, origin_of

ENDPOINTS = Endpoints.known(["up.example.org", "127.0.0.1"], ["https://127.0.0.1:9401"])


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dQw4w9WgXcQ:APA91bH-_x",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABl-_=",
        "https://web.push.apple.com/QGx1fVZk",
        "https://api.push.apple.com/3/device/00fc13ad",
        "https://db5p.notify.windows.com/w/?token=BQYAAAB%2fpd%2bVj",
        "https://wns2-by3p.notify.windows.com/w/?token=A",
        "https://up.example.org/upABC?up=1",
        "https://127.0.0.1:9401/wpush/v2/7f",
    ],
)
def test_push_services_are_posted_to(endpoint):
    assert ENDPOINTS.fault(endpoint) is None


@pytest.mark.parametrize(
    ("endpoint", "fault"),
    [
        ("https://evil.example/fcm.googleapis.com/x", "host"),
        ("https://fcm.googleapis.com.evil.example/x", "host"),
        ("https://evilfcm.googleapis.com/x", "host"),
        ("https://push.services.mozilla.com/x", "host"),
        ("https://evilpush.services.mozilla.com/x", "host"),
        ("https://x.fcm.googleapis.com/x", "host"),
        ("https://localhost/x", "host"),
        # Numbers in every form that a resolver reads, also where somebody has put them on the list.
        ("https://127.0.0.1/x", "host"),
        ("https://2130706433/x", "host"),
        ("https://0177.0.0.1/x", "host"),
        ("https://0x7f.1/x", "host"),
        ("https://0x7f000001/x", "host"),
        ("https://10.1/x", "host"),
        ("https://[::1]/x", "form"),
        ("https://[::ffff:127.0.0.1]/x", "form"),
        ("https://[fe80::1%25eth0]/x", "form"),
        # Another scheme, port or person.
        ("http://fcm.googleapis.com/x", "form"),
        ("HTTPS://fcm.googleapis.com/x", "form"),
        ("ftp://fcm.googleapis.com/x", "form"),
        ("file:///etc/passwd", "form"),
        ("//fcm.googleapis.com/x", "form"),
        ("https://fcm.googleapis.com:443/x", "form"),
        ("https://fcm.googleapis.com:8443/x", "form"),
        ("https://fcm.googleapis.com:/x", "form"),
        ("https://user@fcm.googleapis.com/x", "form"),
        ("https://fcm.googleapis.com:pass@evil.example/x", "form"),
        ("https://fcm.googleapis.com@evil.example/x", "form"),
        # What two readers might read as two hosts.
        ("https://evil.example\\@fcm.googleapis.com/x", "form"),
        ("https://fcm.googleapis.com\\.evil.example/x", "form"),
        ("https://fcm.googleapis.com#@evil.example/x", "form"),
        ("https://fcm.googleapis.com?x", "form"),
        ("https://fcm.googleapis.com%2eevil.example/x", "form"),
        ("https://fcm.googleapis.com./x", "form"),
        ("https://.fcm.googleapis.com/x", "form"),
        ("https://a..push.apple.com/x", "form"),
        ("https://-.push.apple.com/x", "form"),
        ("https://FCM.googleapis.com/x", "form"),
        ("https://ｆcm.googleapis.com/x", "form"),
        ("https://fcm。googleapis.com/x", "form"),
        ("https://推送.push.apple.com/x", "form"),
        ("https://fcm.googleapis.com/推送", "form"),
        ("https://fcm.googleapis.com/x y", "form"),
        ("https://fcm.googleapis.com/x\r\nHost: evil.example", "form"),
        ("https://fcm.googleapis.com/x\n", "form"),
        ("https://fcm.googleapis.com/x\t", "form"),
        ("https://fcm.googleapis.com/x#y", "form"),
        (" https://fcm.googleapis.com/x", "form"),
        ("https://fcm.googleapis.com", "form"),
        ("https://fcm.googleapis.com/", "form"),
        ("", "form"),
        ("https://fcm.googleapis.com/" + "x" * LONGEST, "too_long"),
        # Beside an origin that stands in.
        ("https://127.0.0.1:9402/x", "form"),
        ("http://127.0.0.1:9401/x", "form"),
        ("https://127.0.0.1:94010/x", "form"),
        ("https://127.0.0.1:9401@evil.example/x", "form"),
        ("https://127.0.0.1:9401/x y", "form"),
        ("https://127.0.0.1:9401", "form"),
    ],
)
def test_nothing_else_is(endpoint, fault):
    assert ENDPOINTS.fault(endpoint) == fault
    assert not ENDPOINTS.allowed(endpoint)


def test_a_token_is_for_scheme_host_and_port():
    assert origin_of("https://web.push.apple.com/Q@x:/y") == "https://web.push.apple.com"
    assert origin_of("http://127.0.0.1:9401/x") == "http://127.0.0.1:9401"


@pytest.mark.parametrize(
    "address",
    ["142.250.4.95", "34.107.152.202", "17.188.1.1", "2a00:1450:4001::5f", "64:ff9b::8efa:45f"],
)
def test_addresses_on_the_internet_are_connected_to(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.255.254", "0.1.2.3", "10.0.0.1", "172.16.0.1"),
        *("172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255"),
        *("192.0.0.8", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
        "0.0.0.0",  # noqa: S104  # nothing is bound to it
        *("::", "::1", "fe80::1", "fe80::1%eth0", "2a00:1450:4001::5f%eth0", "fc00::1", "fd12::1"),
        *("fec0::1", "ff02::1", "2001:db8::1", "2001::1", "3fff::1", "5f00::1"),
        # Another address inside: mapped, compatible, 6to4, translated.
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:142.250.4.95", "::127.0.0.1"),
        *("2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("64:ff9b:1::808:808", "::ffff:0:127.0.0.1"),
        *("", "localhost", "0x7f000001", "2130706433", "127.1", "010.0.0.1"),
    ],
)
def test_addresses_inside_are_not(address):
    assert not is_public(address)
