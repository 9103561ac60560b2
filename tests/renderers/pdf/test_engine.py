import subprocess
import sys

import pytest

PROGRAM = """
import sys
from specexport.renderers.pdf.weasyprint.engine import load
weasyprint = load()
assert load() is weasyprint
assert not any(name.startswith(("fontTools.subset", "fontTools.varLib")) for name in sys.modules)
from weasyprint.pdf import fonts
assert fonts.subset.Options(notdef_outline=True).notdef_outline
from fontTools import subset
assert type(fonts.subset.Options()) is subset.Options
try:
    fonts.instantiateVariableFont({}, {})
except ValueError as error:
    assert "fvar" in str(error)
"""


def test_what_is_seldom_needed_is_loaded_when_called():
    subprocess.run([sys.executable, "-W", "error", "-c", PROGRAM], check=True)


def test_libraries_are_found_without_other_programs():
    program = """
import ctypes.util, os, subprocess, sys
search = ctypes.util.find_library
def refuse(*_, **__): raise AssertionError("a program is started")
subprocess.Popen = os.popen = os.posix_spawn = refuse
from specexport.renderers.pdf.weasyprint.engine import load
load()
assert ctypes.util.find_library is search
"""
    if sys.platform != "linux":
        pytest.skip("on other systems WeasyPrint searches as it always does")
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)


def test_threads_that_come_at_once_see_all_of_it():
    program = """
import sys
from concurrent.futures import ThreadPoolExecutor
from specexport.renderers.pdf.weasyprint.engine import load
sys.setswitchinterval(1e-6)
with ThreadPoolExecutor(8) as threads:
    wanted = [threads.submit(lambda: load().HTML(string="x").render) for _ in range(8)]
assert len([one.result() for one in wanted]) == 8
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)
