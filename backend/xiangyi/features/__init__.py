"""The product, one folder for each thing it does."""
