//! Moving points about: each new point is fetched from one old point.

use super::Picture;

/// 16 bits behind the point.
fn fixed(number: f64) -> i64 {
    libm::floor(number * 65536.0 + 0.5) as i64
}

/// `matrix` leads from the middle of a new point to a place in the old picture, as (a x + b y + c, d x + e y + f). What lies outside is black.
pub(super) fn fetch(from: &Picture, width: usize, height: usize, matrix: &[f64; 6]) -> Picture {
    let n = from.channels;
    let mut to = Picture::new(n, width, height);
    let [a, b, c, d, e, f] = *matrix;
    let step = [a, b, d, e].map(fixed);
    let begin = [fixed(c + a * 0.5 + b * 0.5), fixed(f + d * 0.5 + e * 0.5)];
    for y in 0..height {
        for x in 0..width {
            let place = |begin: i64, across: i64, down: i64| {
                begin.wrapping_add(across.wrapping_mul(x as i64)).wrapping_add(down.wrapping_mul(y as i64))
                    >> 16
            };
            let (left, top) = (place(begin[0], step[0], step[1]), place(begin[1], step[2], step[3]));
            if (0..from.width as i64).contains(&left) && (0..from.height as i64).contains(&top) {
                let source = n * (top as usize * from.width + left as usize);
                let target = n * (y * width + x);
                to.data[target..target + n].copy_from_slice(&from.data[source..source + n]);
            }
        }
    }
    to
}
