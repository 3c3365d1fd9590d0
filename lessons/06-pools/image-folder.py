# ---
# title: All images of a folder
# level: 3
# order: 7
# concepts: [Pool, imap, data parallelism, images]
# after: [chunks]
# question: Six images, three workers. Do the workers need a lock?
# answer: No. Each image belongs to one worker at a time, and every result is a new image. Work that can be cut into
#   independent parts is the easiest to do in parallel.
# challenge: Cut one large image into strips instead. What does a strip need from its neighbours?
# docs:
#   - multiprocessing: Using a pool of workers
# covers: [0.11]
# output: exact
# check: [IMAGES=2, SIZE=6]
# ---

# %% [markdown]
# A folder full of images, the same filter for each: that is what pools are made for.
# The images here are small and generated, grey values from 0 to 9 in rows, so that they can be printed.
# The filter is a real one, a box blur: each new point is the mean of the old point and its neighbours.

# %%
from multiprocessing import Pool

# Images
IMAGES = 4  #@param {type:"slider", min:1, max:12, step:1}
# Side of an image [points]
SIZE = 12  #@param {type:"slider", min:4, max:40, step:1}
# Radius of the blur [points]
RADIUS = 1  #@param {type:"slider", min:0, max:4, step:1}
# Workers
WORKERS = 3  #@param {type:"slider", min:1, max:8, step:1}

# %%
SHADES = " .:-=+*#%@"


def draw(kind):
    """Image number `kind` of the folder: stripes or squares of different widths."""
    width = 2 + kind // 2
    if kind % 2 == 0:
        return [[9 if x // width % 2 == 0 else 0 for x in range(SIZE)] for y in range(SIZE)]
    return [[9 if (x // width + y // width) % 2 == 0 else 0 for x in range(SIZE)] for y in range(SIZE)]


def blur(job):
    name, image = job
    result = []
    for y in range(SIZE):
        row = []
        for x in range(SIZE):
            near = [
                image[j][i]
                for j in range(max(0, y - RADIUS), min(SIZE, y + RADIUS + 1))
                for i in range(max(0, x - RADIUS), min(SIZE, x + RADIUS + 1))
            ]
            row.append(round(sum(near) / len(near)))
        result.append(row)
    return name, result


def show(name, before, after):
    print(f"{name}, before and after")
    for old, new in zip(before, after):
        print("".join(SHADES[grey] for grey in old) + " | " + "".join(SHADES[grey] for grey in new))


if __name__ == "__main__":
    folder = {f"image-{number}": draw(number) for number in range(IMAGES)}
    with Pool(WORKERS) as pool:
        for name, after in pool.imap(blur, folder.items()):
            show(name, folder[name], after)

# %% [markdown]
# ### What to look at
#
# - One arrow takes an image to a worker, one brings the result back. All the data is pickled twice.
# - For real photos, send the file *name* and let the worker read and write the file. Then nothing large travels.
# - With the radius 0 there is hardly anything to compute, and sending the images takes longer than blurring them.
