# Pickles look here for the errors of pickling.
from _image import PickleError, PicklingError, UnpicklingError
