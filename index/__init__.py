"""How a dataset is found: from records to ranked hits; knows nothing of questions and answers."""
