//! Blurring by boxes. A box with a fraction in its radius weighs the points at its ends by that fraction.

use super::Picture;

/// Rows `times` times, then columns.
pub(super) fn blur(picture: Picture, x: f32, y: f32, times: usize) -> Picture {
    let again = |radius: f32| move |from: Picture| (0..times).fold(from, |from, _| rows(from, radius));
    picture.by_rows_and_columns(again(x), again(y))
}

fn rows(from: Picture, radius: f32) -> Picture {
    if radius <= 0.0 || from.data.is_empty() {
        return from;
    }
    let n = from.channels;
    let mut to = Picture::new(n, from.width, from.height);
    // A box that large is a mean of the whole row.
    let radius = radius.min(1e6);
    // Weights with 24 bits behind the point.
    let whole = radius as usize;
    let one = ((1u32 << 24) as f32 / (radius * 2.0 + 1.0)) as u32;
    let end = (1u32 << 24).saturating_sub((whole as u32 * 2 + 1) * one) / 2;
    let last = from.width - 1;
    let length = n * from.width;
    for (source, target) in from.data.chunks_exact(length).zip(to.data.chunks_exact_mut(length)) {
        for channel in 0..n {
            let at = |x: isize| u32::from(source[n * (x.max(0) as usize).min(last) + channel]);
            let reach = whole as isize;
            let inside: u32 = (0..=reach.min(last as isize)).map(at).sum();
            let beyond = at(last as isize) * whole.saturating_sub(last) as u32;
            let mut sum = inside + beyond + at(0) * whole as u32;
            for x in 0..from.width {
                let here = x as isize;
                let ends = at(here - reach - 1) + at(here + reach + 1);
                let total = sum.wrapping_mul(one).wrapping_add(ends.wrapping_mul(end)).wrapping_add(1 << 23);
                target[n * x + channel] = (total >> 24) as u8;
                sum = sum.wrapping_add(at(here + reach + 1)).wrapping_sub(at(here - reach));
            }
        }
    }
    to
}

/// The radius of a box that, applied `times` times, has the variance of a Gaussian of that standard deviation.
pub(super) fn box_radius(deviation: f32, times: usize) -> f32 {
    let variance = deviation * deviation / times.max(1) as f32;
    let ideal = libm::sqrt(12.0 * f64::from(variance) + 1.0) as f32;
    let whole = libm::floor((f64::from(ideal) - 1.0) / 2.0) as f32;
    let part = (2.0 * whole + 1.0) * (whole * (whole + 1.0) - 3.0 * variance);
    whole + part / (6.0 * (variance - (whole + 1.0) * (whole + 1.0)))
}
