"""The suite of tests looked at: what it runs of the product, and what it would notice."""
