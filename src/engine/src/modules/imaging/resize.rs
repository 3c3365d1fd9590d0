//! Another size: the nearest point, or a weighted sum of the points near by.

use core::f64::consts::PI;

use super::Picture;

/// Bits behind the point of the weights.
const BITS: u32 = 22;

/// `kind` is a number of Pillow's `Resampling`.
pub(super) fn resize(from: Picture, width: usize, height: usize, kind: i64) -> Picture {
    if (from.width, from.height) == (width, height) {
        return from;
    }
    if from.data.is_empty() {
        return Picture::new(from.channels, width, height);
    }
    if kind == 0 {
        let (x, y) = (from.width as f64 / width as f64, from.height as f64 / height as f64);
        return super::affine::fetch(&from, width, height, &[x, 0.0, 0.0, 0.0, y, 0.0]);
    }
    // Colours count as much as one sees of them.
    let seen = from.channels.is_multiple_of(2);
    let mut from = from;
    if seen {
        each_with_alpha(&mut from, |colour, alpha| {
            let product = u32::from(colour) * u32::from(alpha) + 128;
            (((product >> 8) + product) >> 8) as u8
        });
    }
    let mut to =
        from.by_rows_and_columns(|picture| rows(picture, width, kind), |picture| rows(picture, height, kind));
    if seen {
        each_with_alpha(&mut to, |colour, alpha| match alpha {
            0 | 255 => colour,
            alpha => (255 * u32::from(colour) / u32::from(alpha)).min(255) as u8,
        });
    }
    to
}

fn each_with_alpha(picture: &mut Picture, change: impl Fn(u8, u8) -> u8) {
    for point in picture.data.chunks_exact_mut(picture.channels) {
        if let Some((alpha, colours)) = point.split_last_mut() {
            colours.iter_mut().for_each(|colour| *colour = change(*colour, *alpha));
        }
    }
}

fn rows(from: Picture, width: usize, kind: i64) -> Picture {
    if width == from.width || from.data.is_empty() {
        return from;
    }
    let n = from.channels;
    let mut to = Picture::new(n, width, from.height);
    let sums: Vec<(usize, Vec<i64>)> = (0..width).map(|x| weights(x, from.width, width, kind)).collect();
    for (source, target) in from.data.chunks_exact(n * from.width).zip(to.data.chunks_exact_mut(n * width)) {
        for ((first, weights), point) in sums.iter().zip(target.chunks_exact_mut(n)) {
            for (channel, value) in point.iter_mut().enumerate() {
                let points = source[n * first + channel..].iter().step_by(n);
                let sum: i64 = points.zip(weights).map(|(point, weight)| i64::from(*point) * weight).sum();
                *value = ((sum + (1 << (BITS - 1))) >> BITS).clamp(0, 255) as u8;
            }
        }
    }
    to
}

/// The first old point that counts for new point `x`, and the weights from there on.
fn weights(x: usize, from: usize, to: usize, kind: i64) -> (usize, Vec<i64>) {
    let scale = from as f64 / to as f64;
    let stretch = scale.max(1.0);
    let reach = reach(kind) * stretch;
    let middle = (x as f64 + 0.5) * scale;
    let first = (middle - reach + 0.5).max(0.0) as usize;
    let end = ((middle + reach + 0.5) as usize).min(from);
    let found: Vec<f64> = (first..end).map(|at| weight(kind, (at as f64 - middle + 0.5) / stretch)).collect();
    let sum: f64 = found.iter().sum();
    let fixed = |weight: &f64| {
        let weight = if sum == 0.0 { *weight } else { *weight / sum } * f64::from(1u32 << BITS);
        (weight + if weight < 0.0 { -0.5 } else { 0.5 }) as i64
    };
    (first, found.iter().map(fixed).collect())
}

/// How far a filter reaches, in old points.
fn reach(kind: i64) -> f64 {
    match kind {
        1 => 3.0,
        3 => 2.0,
        4 => 0.5,
        _ => 1.0,
    }
}

/// The filters by their numbers: Lanczos, bilinear, bicubic (a = -0.5), box, Hamming.
fn weight(kind: i64, x: f64) -> f64 {
    let distance = x.abs();
    if kind == 4 {
        return f64::from(u8::from(x > -0.5 && x <= 0.5));
    }
    if distance >= reach(kind) {
        return 0.0;
    }
    match kind {
        1 => sinc(x) * sinc(x / 3.0),
        3 if distance < 1.0 => (1.5 * distance - 2.5) * distance * distance + 1.0,
        3 => ((-0.5 * distance + 2.5) * distance - 4.0) * distance + 2.0,
        5 => sinc(x) * (0.54 + 0.46 * libm::cos(PI * x)),
        _ => 1.0 - distance,
    }
}

fn sinc(x: f64) -> f64 {
    if x == 0.0 { 1.0 } else { libm::sin(PI * x) / (PI * x) }
}
