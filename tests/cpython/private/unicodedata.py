"""What is known of each character is a large table that is not here: what needs it fails, and nothing else."""

unidata_version = "14.0.0"


def _absent(*args):
    raise NotImplementedError("unicodedata is not here")


bidirectional = category = combining = decimal = decomposition = digit = east_asian_width = _absent
is_normalized = lookup = mirrored = name = normalize = numeric = _absent


class ucd_3_2_0:
    unidata_version = "3.2.0"
    category = decomposition = normalize = _absent
