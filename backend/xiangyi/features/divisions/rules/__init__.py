"""What holds of divisions wherever they are kept. No I/O."""
