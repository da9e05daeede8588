"""`make bench`: every measurement, one after the other."""

from tests.bench import exploring, keeping, previewing, progress, reload, screen, serving

reload.main()
screen.main()
previewing.main()
keeping.main()
progress.main()
serving.main()
exploring.main()
