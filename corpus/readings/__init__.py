"""Documents of all kinds -> lines and table rows with their positions."""
