import os, time, pytest
from collections import defaultdict
from pathlib import Path
from tests.browser.test_accessible import *
from tests.browser.test_accessible import _SIDEWAYS,_TORN,_TOO_SMALL,_LENGTH,_AXE
from tests.browser import test_accessible as ta
for n in list(globals()):
    if n.startswith("test_"): del globals()[n]
def tree():
    kids=defaultdict(list); st={}
    for d in os.listdir('/proc'):
        if d.isdigit():
            try: f=Path(f'/proc/{d}/stat').read_text().rpartition(')')[2].split()
            except OSError: continue
            kids[int(f[1])].append(int(d)); st[int(d)]=sum(map(int,f[11:15]))/100
    tot=0; todo=[os.getpid()]
    while todo:
        p=todo.pop(); tot+=st.get(p,0); todo+=kids[p]
    return tot
T=defaultdict(lambda:[0,0,0])
class S:
    def __init__(s): s.c=tree(); s.w=time.monotonic()
    def __call__(s,n):
        c=tree(); w=time.monotonic(); T[n][0]+=c-s.c; T[n][1]+=w-s.w; T[n][2]+=1; s.c=tree(); s.w=time.monotonic()
NAMES=os.environ['S15'].split(',')
@pytest.mark.parametrize("screen", NAMES)
async def test_x(new_phone, screen):
    st=S()
    how = {"bypass_csp": True, "keeps_app": False, "device_scale_factor": 1}
    ph=await new_phone(**how)
    page = await ph.new_page()
    st('context')
    await page.emulate_media(reduced_motion="reduce")
    await wear(page, "light")
    st('wear')
    import tests.browser.screens as sc
    await sc.home(page,''); st('home')
    await SCREENS[screen](page, "")
    st('screen')
    await page.wait_for_load_state("networkidle")
    st('idle')
    if screen not in COVERED: await ends_as_every_page(page)
    st('ends')
    found=[]
    for width, letters, look in NARROW:
        await put_on(page, look, width=width, letters=letters)
        if (sticks_out := await page.evaluate(_SIDEWAYS)) > 0: found.append('x')
    st('narrow')
    for width, letters, look in PHRASES:
        await put_on(page, look, width=width, letters=letters)
        await page.evaluate(_TORN)
    st('phrases')
    for look, least in TARGETS:
        await put_on(page, look)
        await page.evaluate(_TOO_SMALL, least)
    st('targets')
    await page.add_script_tag(path=AXE)
    st('axe in')
    for look in ("light", "dark", "sun", "elder"):
        await put_on(page, look)
        rules = RULES if look == "light" else LOOKS_RULES
        height = await page.evaluate(_LENGTH)
        await page.set_viewport_size({"width": 360, "height": height})
        await page.evaluate(_AXE, rules)
        st('axe '+look)
    await ph.close(); st('close')
def test_z():
    for n,(c,w,k) in T.items(): print(f'{n:10} cpu {c/k:6.2f} wall {w/k:6.2f} x{k}')
    assert 0
