"""The door of a host: pages, terminals and SSH for people who are not at this machine."""
