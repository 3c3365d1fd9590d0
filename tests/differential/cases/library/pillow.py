from PIL import Image, ImageDraw, ImageFilter


def picture(mode="RGB", width=7, height=5):
    """Every value differs from its neighbours."""
    count = len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, (width, height), bytes((31 * i + i * i // 3) % 256 for i in range(width * height * count)))


def show(image):
    print(image.mode, image.size, image.tobytes().hex())


def each(*programs):
    for program in programs:
        try:
            print(repr(program()))
        except Exception as error:
            print(f"{type(error).__name__}: {error}")


# %% making pictures
each(lambda: Image.new("RGB", (2, 1)).tobytes(), lambda: Image.new("L", (2, 2), 7).tobytes(),
     lambda: Image.new("RGB", (1, 1), (1, 2, 3)).getpixel((0, 0)), lambda: Image.new("RGBA", (1, 1), (1, 2, 3)).getpixel((0, 0)),
     lambda: Image.new("RGB", (1, 1), "red").getpixel((0, 0)), lambda: Image.new("RGB", (1, 1), "#ff8000").getpixel((0, 0)),
     lambda: Image.new("RGB", (1, 1), "#F80").getpixel((0, 0)), lambda: Image.new("L", (1, 1), "orange").getpixel((0, 0)),
     lambda: Image.new("RGBA", (1, 1), "#01020304").getpixel((0, 0)), lambda: Image.new("L", (1, 1), 300).getpixel((0, 0)),
     lambda: Image.new("RGB", (1, 1), 0x030201).getpixel((0, 0)), lambda: Image.new("RGB", (0, 3)).size)

# %% pictures that cannot be made
each(lambda: Image.new("XX", (1, 1)), lambda: Image.new("RGB", (1, -1)), lambda: Image.new("RGB", (1,)),
     lambda: Image.new("RGB", (1, 1), "nocolor"), lambda: Image.new("L", (1, 1), (1, 2)), lambda: Image.new("RGB", (1, 1), (1, 2)),
     lambda: Image.frombytes("RGB", (2, 2), b"123"), lambda: Image.frombytes("L", (1, 1), b""))

# %% what a picture tells
image = picture()
each(lambda: image.size, lambda: (image.width, image.height), lambda: image.mode, lambda: image.format, lambda: image.info,
     lambda: image.getbands(), lambda: image.getextrema(), lambda: picture("L").getextrema(), lambda: image == image.copy(),
     lambda: image == picture("L"), lambda: image == 5, lambda: repr(image)[:46])

# %% points
image = picture()
each(lambda: image.getpixel((6, 4)), lambda: image.getpixel([0, 1]), lambda: image.getpixel((-1, -1)), lambda: image.getpixel((7, 0)),
     lambda: image.getpixel((0, -6)), lambda: picture("L").getpixel((3, 3)), lambda: image.load()[2, 2])
image.putpixel((0, 0), (9, 8, 7))
image.putpixel((1, 0), (300, -5, 7))
image.putpixel((2, 0), 5)
image.load()[3, 0] = (1, 1, 1)
show(image)
each(lambda: image.putpixel((7, 0), (1, 1, 1)), lambda: image.putpixel((0, 0), (1, 1)),
     lambda: picture("L").putpixel((0, 0), (1, 2)), lambda: picture("L").putpixel((0, 0), "a"))

# %% other modes
for mode in ("L", "LA", "RGB", "RGBA"):
    for other in ("L", "LA", "RGB", "RGBA"):
        show(picture(mode, 3, 2).convert(other))
each(lambda: picture().convert("Q"))

# %% parts
image = picture()
show(image.crop((1, 1, 4, 3)))
show(image.crop((-1, -1, 2, 2)))
show(image.crop((5, 3, 9, 9)))
show(image.crop((2, 2, 2, 2)))
each(lambda: image.crop((2, 2, 1, 3)), lambda: image.crop((1, 3, 2, 2)))

# %% pasting
image = picture()
image.paste((1, 2, 3), (1, 1, 3, 3))
image.paste(picture("L", 2, 2), (5, 3))
image.paste(picture("RGB", 3, 3), (-1, -1))
image.paste(picture("RGB", 2, 2), (2, 0, 4, 2))
image.paste("blue", (6, 0, 7, 1))
show(image)
each(lambda: image.paste(picture("RGB", 2, 2), (0, 0, 3, 3)), lambda: image.paste((1, 1, 1), (0, 0, 2)))

# %% box blur
for radius in (0, 0.3, 1, 1.5, 2, 3, 10, (1, 0), (0, 2.5)):
    show(picture().filter(ImageFilter.BoxBlur(radius)))
show(picture("L", 1, 1).filter(ImageFilter.BoxBlur(1)))
show(picture("RGBA").filter(ImageFilter.BoxBlur(1)))
each(lambda: ImageFilter.BoxBlur(-1), lambda: ImageFilter.BoxBlur(2).radius)

# %% gaussian blur
for radius in (0, 0.5, 1, 1.2, 2, 4.7, (0, 1)):
    show(picture().filter(ImageFilter.GaussianBlur(radius)))
show(picture("L", 20, 3).filter(ImageFilter.GaussianBlur))
show(picture("RGBA", 4, 4).filter(ImageFilter.GaussianBlur(1)))

# %% kernels
for name in ("BLUR", "CONTOUR", "DETAIL", "EDGE_ENHANCE", "EDGE_ENHANCE_MORE", "EMBOSS", "FIND_EDGES", "SHARPEN", "SMOOTH", "SMOOTH_MORE"):
    kernel = getattr(ImageFilter, name)
    show(picture("L", 8, 7).filter(kernel))
    print(kernel.name)
show(picture().filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 0, 0, 0, 0, 0, 2))))
show(picture("L").filter(ImageFilter.Kernel((3, 3), (1, 2, 3, 4, 5, 6, 7, 8, 9), scale=20, offset=3)))
each(lambda: picture().filter(5), lambda: ImageFilter.Kernel((3, 3), (1, 2)))

# %% other sizes
for size in ((14, 10), (3, 2), (7, 9), (20, 5), (1, 1)):
    for resample in Image.Resampling:
        if resample in (0, 1, 2, 3, 4, 5):
            show(picture().resize(size, resample))
show(picture().resize((4, 4)))
show(picture("L").resize((4, 4), Image.BILINEAR))
show(picture("RGBA").resize((4, 3)))
show(picture("RGBA").resize((9, 8), Image.NEAREST))
each(lambda: picture().resize((0, 1)), lambda: picture().resize((1, -1)))

# %% thumbnails
for size in ((3, 3), (100, 2), (50, 50), (2, 100)):
    image = picture()
    image.thumbnail(size)
    show(image)

# %% turning
for method in Image.Transpose:
    show(picture().transpose(method))
each(lambda: picture().transpose(7))
for angle in (0, 90, 180, 270, 360, -90, 45, 30, 200.5):
    show(picture("L").rotate(angle))
    show(picture("L").rotate(angle, expand=True))
show(picture("RGB", 4, 4).rotate(90))

# %% channels
red, green, blue = picture().split()
show(red)
show(Image.merge("RGB", (blue, green, red)))
show(picture().getchannel("G"))
show(picture("RGBA").getchannel(3))
each(lambda: Image.merge("RGB", (red, red)), lambda: Image.merge("RGB", (red, red, picture())),
     lambda: Image.merge("RGB", (red, red, picture("L", 1, 1))), lambda: picture().getchannel("X"))

# %% each value by a function or a table
show(picture().point(lambda value: value * 2))
show(picture("L").point([255 - value for value in range(256)]))
each(lambda: picture().point([1, 2]))

# %% files
image = picture()
image.save("a.png")
with Image.open("a.png") as again:
    print(again.format, again.mode, again.size, again.filename, again.tobytes() == image.tobytes(), repr(again)[:49])
    show(again.filter(ImageFilter.BoxBlur(1)))
for mode in ("L", "LA", "RGB", "RGBA"):
    picture(mode, 9, 4).save("b", "png")
    print(Image.open("b").tobytes() == picture(mode, 9, 4).tobytes())
open("bad.png", "w").write("no picture")
each(lambda: Image.open("none.png"), lambda: Image.open("bad.png"), lambda: image.save("a.xyz"), lambda: image.save("a"),
     lambda: image.save("a", "abc"))

# %% a file that another program wrote
import base64, io
file = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAGCAIAAABvrngfAAAAB3RFWHRUaXRsZQB4KX5NOgAAAChJREFUeJwBcgCN/wBEIII8/ebxwmsw+Q7H3Q"
    "HkiHUBNKIP12v1uGHUSwMI71jpQ/0AAABVSURBVAbQefk7AmBpxihSk3o8AFMqsQJSYX8M4wOKU1E80Te56O1xg2ISNY3XDqEEoK6rAslKfRzZ"
    "RcozZ8R/jeBKANP4ttSxAKnqDnVaXC6CECQqCLWPMxq25E8JAAAAAElFTkSuQmCC"
)
show(Image.open(io.BytesIO(file)))
each(lambda: show(Image.open(io.BytesIO(file[:100]))))

# %% in memory, and between processes
import io, pickle
file = io.BytesIO()
picture().save(file, "PNG")
file.seek(0)
print(Image.open(file).tobytes() == picture().tobytes())
print(pickle.loads(pickle.dumps(picture())) == picture())

# %% drawing
image = Image.new("RGB", (12, 10))
draw = ImageDraw.Draw(image)
draw.rectangle((1, 1, 4, 3), fill=(9, 9, 9), outline="blue")
draw.rectangle([(6, 6), (20, 20)], outline="#102030")
draw.rectangle((8, 1, 10, 4), fill="red")
draw.point([(0, 0), (11, 9), (50, 50)], fill="white")
draw.line((0, 9, 11, 0), fill=(1, 2, 3))
draw.line([(2, 5), (3, 9), (9, 8), (9, 8)], fill=(200, 100, 50))
show(image)
each(lambda: draw.rectangle((2, 0, 1, 1)), lambda: draw.rectangle((0, 2, 1, 1)))
