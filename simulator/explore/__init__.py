"""What can be reached: the best and the worst that real plays of a scenario can earn."""
