"""`make bench`: every measurement, one after the other."""

from tests.bench import exploring, keeping, progress, reload, screen

reload.main()
screen.main()
keeping.main()
progress.main()
exploring.main()
