"""Web Push (RFC 8030, 8291, 8292): many deliveries at once, each with an outcome of its own."""
