"""Documents as trees."""
