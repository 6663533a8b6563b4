"""Wrong settings are named at start, not found out at the first request that minds."""

import pytest

from xiangyi.serving.pushing import expect_true_push
from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings, WrongSetting


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("XIANGYI_STALE_DAYS", "soon"),
        ("XIANGYI_STALE_DAYS", "0"),
        ("XIANGYI_REPORT_HOURS", "-1"),
        ("XIANGYI_DATABASE_URL", "mysql://localhost/x"),
        ("XIANGYI_LOG_LEVEL", "chatty"),
        ("XIANGYI_DEMO", "perhaps"),
        ("XIANGYI_DATA", ""),
        ("XIANGYI_PHONE", "<script>"),
        ("XIANGYI_TILES_ORIGIN", "ftp://tiles"),
        ("XIANGYI_ORIGIN", "xiangyi.example"),
        ("XIANGYI_ORIGIN", "https://xiangyi.example/"),
        ("XIANGYI_ORIGIN", "https://somebody@xiangyi.example"),
        ("XIANGYI_ORIGIN", "https://xiangyi.example:99999"),
        ("XIANGYI_SMS_WEBHOOK", "ftp://sms"),
        ("XIANGYI_SMS_WEBHOOK", "https://:443/"),
        ("XIANGYI_SMS_WEBHOOK", "https://sms.example:99999/"),
        ("XIANGYI_SMS_WEBHOOK", "https://sms.example/\u0001"),
        ("XIANGYI_SMS_WEBHOOK", "https://[sms/"),
        ("XIANGYI_PROXIES", "-1"),
        ("XIANGYI_PUSH_SUBJECT", "push@xiangyi.example"),
        ("XIANGYI_PUSH_SUBJECT", "http://xiangyi.example"),
        ("XIANGYI_PUSH_SUBJECT", "mailto:push"),
        ("XIANGYI_PUSH_HOSTS", "https://up.example.org"),
        ("XIANGYI_PUSH_HOSTS", "*.example.org"),
        ("XIANGYI_PUSH_HOSTS", "up.example.org,"),
        ("XIANGYI_PUSH_TEST_ORIGINS", "127.0.0.1:9401"),
        ("XIANGYI_PUSH_TEST_ORIGINS", "https://127.0.0.1:9401/"),
    ],
)
def test_it_names_the_variable_that_is_wrong(name, value):
    with pytest.raises(WrongSetting, match=rf"^{name}: "):
        Settings.from_environment({name: value})


def test_it_names_a_variable_that_nobody_reads():
    with pytest.raises(WrongSetting, match="XIANGYI_STALEDAYS is not a setting"):
        Settings.from_environment({"XIANGYI_STALEDAYS": "3", "PATH": "/bin"})


def test_a_tile_key_needs_the_words_its_licence_asks_for():
    with pytest.raises(WrongSetting, match="XIANGYI_TILES_ATTRIBUTION"):
        Settings.from_environment({"XIANGYI_TILES_KEY": "abc"})


def test_a_webhook_needs_what_its_posts_are_signed_with():
    with pytest.raises(WrongSetting, match="XIANGYI_SMS_SECRET"):
        Settings.from_environment({"XIANGYI_SMS_WEBHOOK": "https://sms.example/"})


def test_push_services_are_told_of_the_operator_or_of_the_site():
    site = {"XIANGYI_ORIGIN": "https://xiangyi.example"}
    subject = {"XIANGYI_PUSH_SUBJECT": "mailto:push@xiangyi.example"}
    told = [Settings.from_environment(one).push_contact for one in (site | subject, site, {})]
    assert told == ["mailto:push@xiangyi.example", "https://xiangyi.example", ""]


@pytest.mark.parametrize("develops", [{"sms_console": True}, {"demo": True}, {}])
def test_nothing_stands_in_for_push_services_but_while_developing(develops):
    settings = Settings.from_environment(
        {"XIANGYI_PUSH_TEST_ORIGINS": "https://127.0.0.1:9401,http://localhost:9402"}, **develops
    )
    assert settings.push_test_origin_names == ("https://127.0.0.1:9401", "http://localhost:9402")
    assert settings.push_host_names == ()
    if develops:
        expect_true_push(settings)
        return
    with pytest.raises(CannotStart, match="XIANGYI_PUSH_TEST_ORIGINS"):
        expect_true_push(settings)


def test_what_is_typed_goes_before_the_environment(tmp_path):
    settings = Settings.from_environment({"XIANGYI_DATA": "/elsewhere"}, data=str(tmp_path))
    assert settings.data_dir == tmp_path


def test_what_is_not_typed_leaves_the_environment_be():
    settings = Settings.from_environment({"XIANGYI_STALE_DAYS": "5"}, data=None, demo=None)
    assert (settings.stale_days, settings.demo) == (5, False)


def test_a_child_process_is_told_the_same(tmp_path):
    settings = Settings.from_environment(
        {"XIANGYI_PHONE": "0731-0000 0000"}, data=str(tmp_path), demo=True, stale_days=7
    )
    assert Settings.from_environment(settings.as_environment()) == settings
