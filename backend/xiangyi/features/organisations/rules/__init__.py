"""What holds of organisations wherever they are kept. No I/O."""
