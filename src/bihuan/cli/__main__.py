"""`python -m bihuan.cli` is `python3 dev` without the preparation."""

import sys

from bihuan.cli.main import main

sys.exit(main(sys.argv[1:]))
