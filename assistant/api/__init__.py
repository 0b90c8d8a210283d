"""The HTTP API: the one Assistant's answers as JSON, under /api/v1, for pages, programs and agents."""
