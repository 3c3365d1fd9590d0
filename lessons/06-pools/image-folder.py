# ---
# title: All images of a folder
# level: 3
# order: 7
# concepts: [Pool, imap, data parallelism, images]
# after: [chunks]
# question: Four image files, two workers. What has to be sent to a worker, and what has to come back?
# answer: A file name goes, a file name comes back. The worker opens the file, blurs the image and saves the result itself, so the
#   points of the images, a few thousand numbers each, never travel through the pool. No lock is needed, because every file
#   belongs to one worker at a time.
# challenge: Let the workers return the images instead of saving them, and compare how long the arrows make the workers wait.
# docs:
#   - multiprocessing: Using a pool of workers
#   - multiprocessing: multiprocessing.pool.Pool.imap
# covers: [0.11]
# output: exact
# check: [IMAGES=2, SIZE=16]
# ---

# %% [markdown]
# A folder full of images, the same filter for each: that is what pools are made for.
# The program draws some small PNG files, and a pool of processes blurs them, one file per task.
# The images are Pillow's (`pip install Pillow` for CPython; the playground has the part of it that is used here).

# %%
from multiprocessing import Pool
import os

from PIL import Image, ImageDraw, ImageFilter

# Images
IMAGES = 4  #@param {type:"slider", min:1, max:12, step:1}
# Side of an image [points]
SIZE = 48  #@param {type:"slider", min:16, max:128, step:8}
# Radius of the blur [points]
RADIUS = 3  #@param {type:"slider", min:0, max:12, step:1}
# Filter
FILTER = "BoxBlur"  #@param ["BoxBlur", "GaussianBlur"]
# Workers
WORKERS = 2  #@param {type:"slider", min:1, max:8, step:1}

# %%
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7"]
SHADES = " .:-=+*#%@"
COLUMNS = 20


def draw(kind):
    """Image number `kind`: squares, one in another, or a ladder of bars."""
    image = Image.new("RGB", (SIZE, SIZE), "black")
    pen = ImageDraw.Draw(image)
    step = SIZE // 8
    for number in range(4):
        colour = COLOURS[(kind + number) % 4] if number % 2 == 0 else "white"
        if kind % 2 == 0:
            edge = number * step
            pen.rectangle((edge, edge, SIZE - 1 - edge, SIZE - 1 - edge), fill=colour)
        else:
            pen.rectangle((0, 2 * number * step, (number + 1) * 2 * step - 1, (2 * number + 1) * step), fill=colour)
    return image


def blur(name):
    """A task: one file of the folder `images` becomes one of the folder `blurred`."""
    kind = ImageFilter.BoxBlur if FILTER == "BoxBlur" else ImageFilter.GaussianBlur
    with Image.open(f"images/{name}") as image:
        image.filter(kind(RADIUS)).save(f"blurred/{name}")
    return name


def in_letters(path):
    """A small picture of a picture: dark points are blanks."""
    with Image.open(path) as image:
        small = image.convert("L").resize((COLUMNS, COLUMNS // 2), Image.Resampling.BOX)
    letters = "".join(SHADES[grey * len(SHADES) // 256] for grey in small.tobytes())
    return [letters[at : at + COLUMNS] for at in range(0, len(letters), COLUMNS)]


if __name__ == "__main__":
    os.makedirs("images", exist_ok=True)
    os.makedirs("blurred", exist_ok=True)
    for number in range(IMAGES):
        draw(number).save(f"images/image-{number}.png")

    with Pool(WORKERS) as pool:
        for name in pool.imap(blur, sorted(os.listdir("images"))):
            print(f"{name}, before and after")
            for before, after in zip(in_letters(f"images/{name}"), in_letters(f"blurred/{name}")):
                print(f"{before} | {after}")

# %% [markdown]
# ### What to look at
#
# - The tab "Files" has the folders `images` and `blurred`: compare the pictures. In letters one sees the same, roughly.
# - One thin arrow takes a file name to a worker, one brings it back. What is large stays in the files.
# - Each solid bar of a worker is one image. For the simulator a filter is a single instruction, so the bars are short there; Web
#   Workers show how long it really takes.
# - With the radius 0 there is hardly anything to compute. Then starting the workers takes longer than the work.
# - A filter of Pillow is C code that lets go of the GIL, so threads would do here as well: try `multiprocessing.pool.ThreadPool`.
