import subprocess
import sys

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
