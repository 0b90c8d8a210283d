"""The search box that other sites embed: a custom element, and the routes that serve it."""
