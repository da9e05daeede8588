"""Bad Buzz: a training simulator for the people who answer when the internet is angry."""

__version__ = "0.1.0"
