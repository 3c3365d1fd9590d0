"""`urllib.parse`; there is no network for the rest."""
