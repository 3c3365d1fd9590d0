//! Each point as a weighted sum of its neighbours.

use super::Picture;

/// `weights` are the rows of a square from its bottom to its top. Points at the edge, whose square is not whole, stay.
pub(super) fn filter(from: &Picture, side: usize, weights: &[f64], offset: f64) -> Picture {
    let (n, reach) = (from.channels, side / 2);
    let mut to = Picture { data: from.data.clone(), ..*from };
    let weights: Vec<f32> = weights.iter().map(|weight| *weight as f32).collect();
    for y in reach..from.height.saturating_sub(reach) {
        for x in reach..from.width.saturating_sub(reach) {
            for channel in 0..n {
                let mut sum = offset as f32 + 0.5;
                for (row, weights) in weights.chunks_exact(side).enumerate() {
                    let begin = n * ((y + reach - row) * from.width + x - reach) + channel;
                    let points = from.data[begin..].iter().step_by(n);
                    sum += points.zip(weights).map(|(point, weight)| f32::from(*point) * weight).sum::<f32>();
                }
                // A float becomes the nearest byte there is.
                to.data[n * (y * from.width + x) + channel] = sum as u8;
            }
        }
    }
    to
}
