"""What holds of benefits, touching nothing."""
