"""``python -m portal.local keeper NAME``: started by ``ensure()``, not by hand."""

import sys

from portal.local.clusters import CLUSTERS
from portal.local.keeper import keep
from portal.local.places import Unusable

if len(sys.argv) != 3 or sys.argv[1] != "keeper" or sys.argv[2] not in CLUSTERS:
    sys.exit("usage: python -m portal.local keeper " + "|".join(CLUSTERS))
try:
    keep(sys.argv[2])
except Unusable as refusal:
    sys.exit(str(refusal))
