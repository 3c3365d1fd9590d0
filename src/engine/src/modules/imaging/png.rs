//! PNG files (ISO/IEC 15948): eight bits a channel, no palette, not interlaced.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::Picture;

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
const CUT: &str = "image file is truncated";

/// Name and data of a file's chunks, up to where it is damaged; nothing if it is no PNG file.
pub(super) fn chunks(file: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut rest = file.strip_prefix(&SIGNATURE)?;
    let mut chunks = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        let (Some(name), Some(data)) = (after.get(..4), after.get(4..).and_then(|data| data.get(..length)))
        else {
            break;
        };
        chunks.push((name, data));
        // The check sum is for the way over a bad line.
        rest = after.get(4 + length + 4..).unwrap_or_default();
    }
    Some(chunks)
}

/// What the chunk `IHDR` says.
pub(super) struct Header {
    pub(super) channels: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Header {
    /// From the first chunk.
    ///
    /// # Errors
    /// Names what cannot be read here.
    pub(super) fn read(chunks: &[(&[u8], &[u8])]) -> Result<Header, &'static str> {
        let Some(&(b"IHDR", &[a, b, c, d, e, f, g, h, depth, colour, _, _, interlaced])) = chunks.first()
        else {
            return Err(CUT);
        };
        if depth != 8 || colour & 1 == 1 || interlaced != 0 {
            return Err(
                "only PNG files of eight bits a channel, without palette and not interlaced, can be read here",
            );
        }
        let channels = match colour {
            0 => 1,
            2 => 3,
            4 => 2,
            _ => 4,
        };
        let [width, height] = [[a, b, c, d], [e, f, g, h]].map(|bytes| u32::from_be_bytes(bytes) as usize);
        Ok(Header { channels, width, height })
    }
}

/// The points of a file.
///
/// # Errors
/// If there are too few.
pub(super) fn decode(header: &Header, chunks: &[(&[u8], &[u8])]) -> Result<Picture, &'static str> {
    let &Header { channels, width, height } = header;
    let packed: Vec<u8> =
        chunks.iter().filter(|(name, _)| *name == b"IDAT").flat_map(|(_, data)| *data).copied().collect();
    let length = channels * width;
    let lines = decompress_to_vec_zlib_with_limit(&packed, (length + 1) * height).map_err(|_| CUT)?;
    if lines.len() != (length + 1) * height {
        return Err(CUT);
    }
    let mut picture = Picture::new(channels, width, height);
    let mut above = vec![0; length];
    for (line, row) in lines.chunks_exact(length + 1).zip(picture.data.chunks_exact_mut(length.max(1))) {
        for at in 0..length {
            // To the left, above, and above to the left.
            let a = if at < channels { 0 } else { row[at - channels] };
            let b = above[at];
            let c = if at < channels { 0 } else { above[at - channels] };
            let guess = match line[0] {
                1 => a,
                2 => b,
                3 => ((u16::from(a) + u16::from(b)) / 2) as u8,
                4 => nearest(a, b, c),
                _ => 0,
            };
            row[at] = line[at + 1].wrapping_add(guess);
        }
        above.copy_from_slice(row);
    }
    Ok(picture)
}

/// Paeth's predictor: which of the three is nearest to a + b - c.
fn nearest(a: u8, b: u8, c: u8) -> u8 {
    let guess = i16::from(a) + i16::from(b) - i16::from(c);
    let [to_a, to_b, to_c] = [a, b, c].map(|one| (guess - i16::from(one)).abs());
    match () {
        () if to_a <= to_b && to_a <= to_c => a,
        () if to_b <= to_c => b,
        () => c,
    }
}

/// A file. Each line says how it differs from the one above.
pub(super) fn encode(picture: &Picture) -> Vec<u8> {
    let length = picture.channels * picture.width;
    let mut lines = Vec::with_capacity((length + 1) * picture.height);
    let mut above: &[u8] = &vec![0; length];
    for row in picture.data.chunks_exact(length.max(1)) {
        lines.push(2);
        lines.extend(row.iter().zip(above).map(|(here, above)| here.wrapping_sub(*above)));
        above = row;
    }
    let colour = [0, 4, 2, 6][picture.channels - 1];
    let mut header = Vec::new();
    for number in [picture.width, picture.height] {
        header.extend((number as u32).to_be_bytes());
    }
    header.extend([8, colour, 0, 0, 0]);
    let mut file = SIGNATURE.to_vec();
    for (name, data) in [(b"IHDR", header), (b"IDAT", compress_to_vec_zlib(&lines, 6)), (b"IEND", Vec::new())]
    {
        file.extend((data.len() as u32).to_be_bytes());
        let begin = file.len();
        file.extend(name);
        file.extend(data);
        file.extend(checksum(&file[begin..]).to_be_bytes());
    }
    file
}

/// CRC-32 (ISO 3309), bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 },
        )
    })
}
