"""From questions to answers, and the doors to them: command line, page, later API and widget."""
