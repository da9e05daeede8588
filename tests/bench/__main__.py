"""`make bench`: every measurement, one after the other."""

from tests.bench import exploring, keeping, reload, screen

reload.main()
screen.main()
keeping.main()
exploring.main()
