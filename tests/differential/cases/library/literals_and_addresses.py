# %% addresses, networks and interfaces
import ipaddress

a = ipaddress.ip_address("192.168.0.1")
print(a, repr(a + 5), int(a), a.is_private, a.packed, a.reverse_pointer, f"{a:#x}")
n = ipaddress.ip_network("10.0.0.0/29")
print([str(h) for h in n.hosts()], n.netmask, n.hostmask, n.num_addresses, a in n, n.broadcast_address)
print(list(n.subnets(new_prefix=30)), n.supernet(), n.with_netmask)
print(list(ipaddress.collapse_addresses([ipaddress.ip_network("10.0.0.0/25"), ipaddress.ip_network("10.0.0.128/25")])))
print(list(ipaddress.summarize_address_range(ipaddress.ip_address("10.0.0.1"), ipaddress.ip_address("10.0.0.6"))))
six = ipaddress.ip_address("2001:db8::1")
print(six.exploded, six.compressed, six.version, ipaddress.ip_address("::ffff:1.2.3.4").ipv4_mapped, ipaddress.ip_address("::"))
print(ipaddress.ip_interface("10.1.2.3/8").network, sorted([ipaddress.ip_address("10.0.0.2"), ipaddress.ip_address("9.0.0.1")]))
print(list(n.address_exclude(ipaddress.ip_network("10.0.0.0/30"))), n.overlaps(ipaddress.ip_network("10.0.0.4/31")))
for text in ("1.2.3", "1.2.3.256", "1.2.3.04", "::1::", "x", "10.0.0.1/8", "10.0.0.0/33", 2**40):
    for kind in (ipaddress.IPv4Address, ipaddress.IPv4Network, ipaddress.ip_address):
        try:
            print(kind(text))
        except ValueError as error:
            print(type(error).__name__, error)

# %% normal distributions
from statistics import NormalDist

d = NormalDist(100, 15)
print(d, d.pdf(100), d.cdf(115), d.inv_cdf(0.975), d.quantiles(), d.zscore(130))
print(d + NormalDist(1, 2), d * 2, -d, d.overlap(NormalDist(110, 10)), NormalDist.from_samples([1, 2, 4]), d == NormalDist(100, 15))

# %% letters for bytes
import base64

for data in (b"", b"a", b"hello world", bytes(range(256)), b"\0\0\0\0    "):
    for name in ("b85", "a85", "b32hex"):
        text = getattr(base64, name + "encode")(data)
        print(text, getattr(base64, name + "decode")(text) == data)
print(base64.a85encode(b"hello world" * 3, wrapcol=10, adobe=True), base64.a85encode(b"    ", foldspaces=True))

# %% words of a command
import getopt
import shlex
import stat

print(shlex.split("cp 'a b' c\\ d \"e\\\"f\" # no"), shlex.split("a # b", comments=True), shlex.quote("it's"), shlex.join(["a b", "c"]))
print(list(shlex.shlex("a=b && c|d", punctuation_chars=True)))
print(getopt.getopt(["-a", "-b", "1", "--long=2", "--flag", "rest", "-c"], "ab:", ["long=", "flag"]))
print(getopt.gnu_getopt(["x", "-a", "y"], "a"), stat.filemode(0o100644), stat.filemode(0o40755), stat.S_ISDIR(0o40000))
try:
    getopt.getopt(["-z"], "a")
except getopt.GetoptError as error:
    print(error, error.opt)

# %% literals
import ast

for text in ("1", "-1", "+1.5e3", "1+2j", "'a' 'b'", "b'x'", "(1,)", "()", "[1, 2,]", "{1:2, 'a':[3]}", "{1,2}", "set()", "None",
             "True, False", "...", "'''a\nb'''", r"r'\d'", "0x1F", "1_000", " 5", "{}", "{'k': (1, None)}", "1 # c"):
    print(text, repr(ast.literal_eval(text)))
for text in ("x", "f()", "1+1", "[1", "a.b", "'a' + 'b'", "1 if 2 else 3", "__import__('os')", "f'x'", "1 2", "--1"):
    try:
        print(ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        print(text, type(error).__name__)
