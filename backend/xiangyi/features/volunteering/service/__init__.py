"""What volunteering promises."""
