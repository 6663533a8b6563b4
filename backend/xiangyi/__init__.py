"""The service behind the stations: routes ask services, services keep tables."""

__version__ = "0.1.0"
