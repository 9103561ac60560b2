"""`python -m specexport`, the same as the command `specexport`."""

import sys

from specexport.cli import main

if __name__ == "__main__":
    sys.exit(main())
