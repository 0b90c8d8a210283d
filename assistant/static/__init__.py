"""The search box for sites without a server: a folder of files, searched in the browser."""
