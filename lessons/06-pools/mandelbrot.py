# ---
# title: The Mandelbrot set, tile by tile
# level: 3
# order: 8
# concepts: [Pool, imap_unordered, load balance, tiles]
# after: [chunks]
# question: Rows through the middle of the picture take much longer than those at its edge. What does that mean for sharing the work?
# answer: Equal numbers of rows are not equal amounts of work. Many small tiles, handed out as the workers become free, share it
#   better than one large part for each.
# challenge: Print for each row which worker computed it, for example by its process's name.
# docs:
#   - multiprocessing: multiprocessing.pool.Pool.imap_unordered
# covers: [0.11]
# output: exact
# check: [WIDTH=20, HEIGHT=8, DEPTH=20]
# ---

# %% [markdown]
# The Mandelbrot set is the classic picture for parallel computing: every point is computed by itself.
# Points inside the black shape take many steps, those outside only few, so the tiles are very different in length.
# A pool hands out tiles one by one and puts the picture together as they come back.

# %%
from multiprocessing import Pool

# Workers
WORKERS = 4  #@param {type:"slider", min:1, max:12, step:1}
# Width [characters]
WIDTH = 60  #@param {type:"slider", min:10, max:120, step:2}
# Height [lines]
HEIGHT = 20  #@param {type:"slider", min:4, max:60, step:2}
# Lines in a tile
TILE = 2  #@param {type:"slider", min:1, max:30, step:1}
# Greatest number of steps
DEPTH = 60  #@param {type:"slider", min:10, max:500, step:10}

# %%
SHADES = ".,:;-=+*#%"


def steps(a, b):
    x = y = 0.0
    for step in range(DEPTH):
        if x * x + y * y > 4:
            return step
        x, y = x * x - y * y + a, 2 * x * y + b
    return DEPTH


def tile(top):
    lines = []
    for row in range(top, min(top + TILE, HEIGHT)):
        b = 2.4 * row / (HEIGHT - 1) - 1.2
        counts = [steps(3.0 * column / (WIDTH - 1) - 2.1, b) for column in range(WIDTH)]
        lines.append("".join(" " if n == DEPTH else SHADES[min(n, len(SHADES) - 1)] for n in counts))
    return top, lines


if __name__ == "__main__":
    picture = {}
    with Pool(WORKERS) as pool:
        for top, lines in pool.imap_unordered(tile, range(0, HEIGHT, TILE)):
            picture[top] = lines
    for top in sorted(picture):
        print("\n".join(picture[top]))

# %% [markdown]
# ### What to look at
#
# - The timeline's colours show which worker was busy when. Short bars are edge tiles.
# - Make the tile as high as the picture divided by the workers. Some lanes end early and idle.
# - The picture is the same for every number of workers. That is worth checking in any parallel program.
