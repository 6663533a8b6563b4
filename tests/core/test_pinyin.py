"""Spelling names as the people who live there do."""

import subprocess
import sys

import pytest

from xiangyi.core.pinyin import pinyin_of


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("长沙", "changsha", "cs"),
        ("芙蓉区", "furongqu", "frq"),
        ("溆浦县", "xupuxian", "xpx"),
        ("耒阳市", "leiyangshi", "lys"),
        ("醴陵市", "lilingshi", "lls"),
        ("郴州市", "chenzhoushi", "czs"),
        ("㮾梨街道", "langlijiedao", "lljd"),
        ("枨冲镇", "chengchongzhen", "ccz"),
        ("朝阳街道", "chaoyangjiedao", "cyjd"),
        ("都正街社区", "duzhengjieshequ", "dzjsq"),
        ("回龙圩", "huilongxu", "hlx"),
        ("沙咀村", "shazuicun", "szc"),
        ("长塘村", "changtangcun", "ctc"),
        ("成长驿站", "chengzhangyizhan", "czyz"),
        ("绿洲", "lvzhou", "lz"),
    ],
)
def test_a_name_is_spelt_as_it_is_said(name, pinyin, initials):
    assert pinyin_of(name) == (pinyin, initials)


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("12号Wi-Fi驿站", "12haowifiyizhan", "12hwfyz"),
        ("Ａ座（东门）", "azuodongmen", "azdm"),
        ("", "", ""),
    ],
)
def test_letters_and_digits_stay_and_the_rest_goes(name, pinyin, initials):
    assert pinyin_of(name) == (pinyin, initials)


SERVER = """
import asyncio, sys, tempfile, threading
from xiangyi.app import create_api
from xiangyi.settings import Settings

def asked(event, arguments):
    if event == "import" and arguments[0] == "pypinyin":
        print(threading.current_thread() is threading.main_thread(), flush=True)

async def main():
    api = create_api(Settings.from_environment({}, data=tempfile.mkdtemp()))
    async with api.lifespan():
        while "pypinyin.core" not in sys.modules:
            await asyncio.sleep(0)

sys.addaudithook(asked)
asyncio.run(main())
"""


def test_a_server_reads_the_dictionaries_beside_its_requests_and_before_the_first_word():
    done = subprocess.run(
        [sys.executable, "-c", SERVER], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.splitlines()[0] == "False"


def test_the_dictionaries_are_not_read_before_the_first_word():
    code = "import sys, xiangyi.app; print('pypinyin' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
