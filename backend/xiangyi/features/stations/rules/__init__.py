"""What can be decided about stations at a desk, without a database or a clock."""
