"""What holds of notifications, told without a network, a clock or a database."""
