"""`make bench`: every measurement, one after the other."""

from tests.bench import reload, screen

reload.main()
screen.main()
