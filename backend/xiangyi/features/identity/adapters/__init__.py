"""What identity speaks to: text messages, tokens, authenticators."""
