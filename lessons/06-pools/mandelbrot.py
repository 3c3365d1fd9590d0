# ---
# title: The Mandelbrot set, tile by tile
# level: 3
# order: 8
# concepts: [Pool, imap_unordered, load balance, tiles]
# after: [chunks, image-folder]
# question: Tiles inside the black shape take much longer than those far away from it. What does that mean for sharing the work?
# answer: Equal numbers of tiles are not equal amounts of work. Many small tiles, handed out as the workers become free, share it
#   better than one large part for each.
# questions:
#   - Make the tiles as large as the picture. How many workers work?
#   - Which worker made the most tiles, and was that the one that worked longest?
# challenge: Give the pool a `chunksize` of 10. How do the colours lie in the picture now, and which worker ends last?
# docs:
#   - multiprocessing: multiprocessing.pool.Pool.imap_unordered
# covers: [0.11]
# output: exact
# check: [DEPTH=20, SIZE=40, COLOURED="by steps"]
# ---

# %% [markdown]
# The Mandelbrot set is the classic picture for parallel computing: every point is computed by itself.
# Points inside the black shape take many steps, those outside only few, so the tiles are very different in length.
# A pool hands out tiles one by one, and each gets the colour of the worker that made it: the picture shows who did what.

# %%
from multiprocessing import Pool, current_process

from PIL import Image

# Workers
WORKERS = 4  #@param {type:"slider", min:1, max:8, step:1}
# Width of the picture [points]
SIZE = 72  #@param {type:"slider", min:40, max:240, step:8}
# Side of a tile [points]
TILE = 12  #@param {type:"slider", min:4, max:240, step:4}
# Greatest number of steps
DEPTH = 60  #@param {type:"slider", min:10, max:500, step:10}
# Coloured
COLOURED = "by worker"  #@param ["by worker", "by steps"]

# %%
WIDTH, HEIGHT = SIZE, SIZE * 2 // 3
# One colour for each lane of the timeline; the first is the main process's, which computes no tile.
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#777777"]
SHADES = ".,:;-=+*#%"


def steps(a, b):
    """How many steps the point a + bi stays near zero, `DEPTH` at most."""
    x = y = 0.0
    for step in range(DEPTH):
        if x * x + y * y > 4:
            return step
        x, y = x * x - y * y + a, 2 * x * y + b
    return DEPTH


def tile(place):
    """A task: the steps of all points of a tile, as a grey image, and the number of the worker that made it."""
    left, top = place
    image = Image.new("L", (min(TILE, WIDTH - left), min(TILE, HEIGHT - top)))
    for y in range(image.height):
        for x in range(image.width):
            count = steps(3.0 * (left + x) / WIDTH - 2.1, 2.0 * (top + y) / HEIGHT - 1.0)
            # Black inside, else the brighter the longer it stayed.
            image.putpixel((x, y), 0 if count == DEPTH else 55 + min(200, 20 * count))
    worker = int(current_process().name.rpartition("-")[2])  # as in ForkPoolWorker-2
    return place, image, worker


def coloured(image, colour):
    """A grey image in shades of a colour."""
    channels = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
    return Image.merge("RGB", [image.point([grey * part // 255 for grey in range(256)]) for part in channels])


if __name__ == "__main__":
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    lines = [[" "] * (WIDTH // 2) for _ in range(HEIGHT // 4)]
    made = [0] * (WORKERS + 1)  # tiles, by worker
    places = [(left, top) for top in range(0, HEIGHT, TILE) for left in range(0, WIDTH, TILE)]
    with Pool(WORKERS) as pool:
        for (left, top), image, worker in pool.imap_unordered(tile, places):
            made[worker] += 1
            colour = COLOURS[worker % len(COLOURS)] if COLOURED == "by worker" else "white"
            picture.paste(coloured(image, colour), (left, top))
            # In letters: every second column of every fourth row.
            for y in range(-top % 4, image.height, 4):
                for x in range(-left % 2, image.width, 2):
                    grey = image.getpixel((x, y))
                    if grey and (top + y) // 4 < len(lines):
                        letter = "?ABCDEFGH"[worker] if COLOURED == "by worker" else SHADES[(grey - 55) // 22]
                        lines[(top + y) // 4][(left + x) // 2] = letter
    picture.save("mandelbrot.png")
    for line in lines:
        print("".join(line))
    if COLOURED == "by worker":
        print("tiles made:", ", ".join(f"{'?ABCDEFGH'[worker]} {made[worker]}" for worker in range(1, WORKERS + 1)))

# %% [markdown]
# ### What to look at
#
# - The tab "Files" has the picture, `mandelbrot.png`. Its colours are those of the lanes; in the letters, A is the first worker.
# - Short bars in a lane are tiles at the edge of the picture, long ones lie in the black shape. Workers with short bars make
#   more tiles.
# - Make the tiles half as wide as the picture: there are four or six, some lanes end early and idle.
# - Run it again on real workers: the colours change, the shape never does. A picture that depends on who computed what
#   would be a race.
