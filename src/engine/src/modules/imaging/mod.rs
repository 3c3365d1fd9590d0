//! `_imaging`: what `lib/PIL` needs done fast. A picture is its bytes, row by row, one to four of them a point: L, LA, RGB, RGBA.
//!
//! Results are Pillow's to the byte: its fixed-point arithmetic is followed, though its sources are not.

mod affine;
mod blur;
mod convert;
mod kernel;
mod png;
mod resize;

use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done, none};
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_imaging",
    functions: &[
        Def::new("decode", decode, 1)
            .doc("(channels, width, height, bytes) of a PNG file's bytes; None if they are none."),
        Def::new("encode", encode, 1).doc("The PNG file of a picture."),
        Def::new("blur", blur, 4).doc("A picture blurred by boxes of two radii, so many times."),
        Def::new("sigma", sigma, 2).doc("The radius of boxes that, so many times, are like a Gaussian blur."),
        Def::new("resize", resize, 4).doc("A picture in another size."),
        Def::new("affine", affine, 4)
            .doc("A picture of a size, each point fetched from where a matrix says."),
        Def::new("kernel", kernel, 3).doc("A picture with each point made of its neighbours."),
        Def::new("convert", convert, 2).doc("A picture's bytes with another number of channels."),
    ],
    setup: None,
    doc: "Pictures, below the package PIL.",
};

/// The points of a picture.
struct Picture {
    channels: usize,
    width: usize,
    height: usize,
    data: Vec<u8>,
}

impl Picture {
    /// A black one.
    fn new(channels: usize, width: usize, height: usize) -> Picture {
        Picture { channels, width, height, data: vec![0; channels * width * height] }
    }

    /// Columns become rows.
    fn turned(&self) -> Picture {
        let mut turned = Picture::new(self.channels, self.height, self.width);
        let n = self.channels;
        for (y, row) in self.data.chunks_exact((n * self.width).max(1)).enumerate() {
            for (x, point) in row.chunks_exact(n).enumerate() {
                let to = n * (x * self.height + y);
                turned.data[to..to + n].copy_from_slice(point);
            }
        }
        turned
    }

    /// Each row made anew, then each column.
    fn by_rows_and_columns(
        self,
        rows: impl Fn(Picture) -> Picture,
        columns: impl Fn(Picture) -> Picture,
    ) -> Picture {
        columns(rows(self).turned()).turned()
    }
}

/// A tuple `(channels, width, height, bytes)`.
fn picture(ctx: &Context<'_>, value: &Value) -> Result<Picture, Value> {
    let wrong = || ctx.type_error("a picture is (channels, width, height, bytes)");
    let parts = value.as_tuple().ok_or_else(wrong)?;
    let [channels, width, height, data] = &parts[..] else { return Err(wrong()) };
    let (channels, width, height) = (ctx.size(channels)?, ctx.size(width)?, ctx.size(height)?);
    let data = match (data.as_bytes(), data.as_bytearray()) {
        (Some(bytes), _) => bytes.to_vec(),
        (_, Some(bytes)) => bytes.bytes.lock().to_vec(),
        _ => return Err(wrong()),
    };
    let size = channels.checked_mul(width).and_then(|row| row.checked_mul(height));
    if !(1..=4).contains(&channels) || size != Some(data.len()) {
        return Err(ctx.value_error("not enough image data"));
    }
    Ok(Picture { channels, width, height, data })
}

/// Refuses a picture for which there is no memory.
fn check(ctx: &Context<'_>, channels: usize, width: usize, height: usize) -> Result<(), Value> {
    let size = width.checked_mul(height).and_then(|points| points.checked_mul(channels));
    ctx.check_size(size.unwrap_or(usize::MAX))
}

fn numbers(ctx: &Context<'_>, value: &Value) -> Result<Vec<f64>, Value> {
    let items = value.as_tuple().ok_or_else(|| ctx.type_error("a tuple of numbers is expected"))?;
    items.iter().map(|item| ctx.float(item)).collect()
}

fn decode(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(file) = args[0].as_bytes() else { return Err(ctx.type_error("a PNG file is bytes")) };
    let Some(chunks) = png::chunks(&file[..]) else { return none() };
    let header = png::Header::read(&chunks)
        .map_err(|problem| ctx.error(&ctx.interpreter.exceptions.os_error, problem))?;
    check(ctx, header.channels, header.width, header.height)?;
    let picture = png::decode(&header, &chunks)
        .map_err(|problem| ctx.error(&ctx.interpreter.exceptions.os_error, problem))?;
    let size = [picture.channels, picture.width, picture.height].map(|number| Value::Int(number as i64));
    let parts: Vec<Value> = size.into_iter().chain([Value::bytes(picture.data)]).collect();
    done(Value::tuple(parts))
}

fn encode(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(Value::bytes(png::encode(&picture(ctx, &args[0])?)))
}

fn blur(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (x, y, times) = (ctx.float(&args[1])?, ctx.float(&args[2])?, ctx.size(&args[3])?);
    done(Value::bytes(blur::blur(picture(ctx, &args[0])?, x as f32, y as f32, times).data))
}

fn sigma(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(Value::from(f64::from(blur::box_radius(ctx.float(&args[0])? as f32, ctx.size(&args[1])?))))
}

fn resize(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (width, height) = (ctx.size(&args[1])?, ctx.size(&args[2])?);
    let from = picture(ctx, &args[0])?;
    check(ctx, from.channels, width, height)?;
    check(ctx, from.channels, width, from.height)?;
    done(Value::bytes(resize::resize(from, width, height, ctx.index(&args[3])?).data))
}

fn affine(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (width, height) = (ctx.size(&args[1])?, ctx.size(&args[2])?);
    let from = picture(ctx, &args[0])?;
    check(ctx, from.channels, width, height)?;
    let matrix = numbers(ctx, &args[3])?;
    let matrix: [f64; 6] = matrix.try_into().map_err(|_| ctx.value_error("the matrix has six numbers"))?;
    done(Value::bytes(affine::fetch(&from, width, height, &matrix).data))
}

fn kernel(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (numbers, offset) = (numbers(ctx, &args[1])?, ctx.float(&args[2])?);
    let side = if numbers.len() == 9 { 3 } else { 5 };
    if numbers.len() != side * side {
        return Err(ctx.value_error("bad kernel size"));
    }
    done(Value::bytes(kernel::filter(&picture(ctx, &args[0])?, side, &numbers, offset).data))
}

fn convert(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let channels = ctx.size(&args[1])?;
    let from = picture(ctx, &args[0])?;
    check(ctx, channels.min(4), from.width, from.height)?;
    let Some(data) = convert::convert(&from, channels) else {
        return Err(ctx.value_error("conversion not supported"));
    };
    done(Value::bytes(data))
}
