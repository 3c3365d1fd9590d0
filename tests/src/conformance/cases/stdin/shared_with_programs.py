#: stdin one
#: stdin two
import subprocess
import sys

if __name__ == "__main__":
    for code in "print(sys.stdin.readlines())", "print(repr(sys.stdin.read()))":
        program = subprocess.run([sys.executable, "-c", "import sys; " + code], stdout=subprocess.PIPE, text=True)
        print(program.returncode, program.stdout)
    program = subprocess.run([sys.executable, "-c", "print(input())"], input="given\n", stdout=subprocess.PIPE, text=True)
    print(program.returncode, program.stdout)
    print(repr(sys.stdin.read()))
