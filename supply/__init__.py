"""What is installed besides this project's own code: pinned, checked, listed."""
