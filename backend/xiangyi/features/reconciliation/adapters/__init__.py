"""How statements reach paper and spreadsheets."""
