//! From one number of channels to another.

use super::Picture;

/// Brightness as ITU-R BT.601 weighs the colours, with 16 bits behind the point.
fn brightness(point: &[u8]) -> u8 {
    let [red, green, blue] = [0, 1, 2].map(|channel| u32::from(point[channel]));
    ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16) as u8
}

/// The bytes with so many channels; nothing if that number makes no picture.
pub(super) fn convert(from: &Picture, channels: usize) -> Option<Vec<u8>> {
    let mut to = Vec::with_capacity(from.width * from.height * channels.min(4));
    for point in from.data.chunks_exact(from.channels) {
        let alpha = if from.channels.is_multiple_of(2) { point[from.channels - 1] } else { 255 };
        let (grey, colour) = match from.channels {
            1 | 2 => (point[0], [point[0]; 3]),
            _ => (if channels < 3 { brightness(point) } else { 0 }, [point[0], point[1], point[2]]),
        };
        match channels {
            1 => to.push(grey),
            2 => to.extend([grey, alpha]),
            3 => to.extend(colour),
            4 => to.extend([colour[0], colour[1], colour[2], alpha]),
            _ => return None,
        }
    }
    Some(to)
}
