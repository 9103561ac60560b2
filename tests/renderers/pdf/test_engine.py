import subprocess
import sys

import pytest

PROGRAM = """
import sys
from specexport.renderers.pdf.engine import engine
weasyprint = engine()
assert engine() is weasyprint
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
from specexport.renderers.pdf.engine import engine
engine()
assert ctypes.util.find_library is search
"""
    if sys.platform != "linux":
        pytest.skip("on other systems WeasyPrint searches as it always does")
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)
