"""python -m service_numpy SCENARIO FUTURES SEED: prints the figures' moments and the processor time as JSON."""

import sys

import moments
from scenario import read

from .service import simulate

moments.report(simulate, read(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
