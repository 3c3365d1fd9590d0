"""Stand-ins for `test.support.socket_helper`: there is no network."""

import unittest

HOST = HOSTv4 = "localhost"
HOSTv6 = "::1"
IPV6_ENABLED = False
has_gethostname = False


def find_unused_port(*args, **kwargs):
    raise unittest.SkipTest("no network")


bind_port = bind_unix_socket = find_unused_port


def skip_unless_bind_unix_socket(test):
    return unittest.skip("no network")(test)


skip_if_tcp_blackhole = skip_unless_bind_unix_socket
