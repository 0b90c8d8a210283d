"""From plan documents to records; knows nothing of search."""
