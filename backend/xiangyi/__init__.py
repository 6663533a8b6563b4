"""The service behind 湘驿: routes ask services, services keep tables."""
