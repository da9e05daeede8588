"""`make bench`: every measurement, one after the other."""

from tests.bench import exploring, keeping, previewing, progress, reload, screen

reload.main()
screen.main()
previewing.main()
keeping.main()
progress.main()
exploring.main()
