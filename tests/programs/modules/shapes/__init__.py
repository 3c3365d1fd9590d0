from .flat import area
