"""Run by a Python that has page-validation: print one line of JSON for each PDF.

Usage: conformance.py PROFILE,... FILE...
"""

import json
import sys

from page import _page

profiles = sys.argv[1].split(",")
# A rule of PDF/A-1 that the validator applies to PDF/A-2 and -3 too, where compressed metadata is allowed.
NOT_A_RULE = "METADATA-FILTER-001"

for name in sys.argv[2:]:
    found = [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in profiles
        for failure in _page.validate_pdf(name, profile=profile).failures
        if NOT_A_RULE not in failure.rule_id
    ]
    print(json.dumps({"file": name, "findings": found}))
