"""`python -m simulator` is `badbuzz`."""

import sys

from simulator.cli import main

sys.exit(main())
