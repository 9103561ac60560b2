"""Run by a Python that has openxml-audit: print one line of JSON for each Word document."""

import json
import sys

from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

for name in sys.argv[1:]:
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(name)
    found = [str(error) for error in result.errors if error.severity == ValidationSeverity.ERROR]
    print(json.dumps({"file": name, "findings": found}))
