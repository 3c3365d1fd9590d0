//! SHA-3 and SHAKE, as FIPS 202 has them.

/// `length` bytes of digest. `rate` is how many bytes a block has, `suffix` what tells the functions apart.
pub(super) fn digest(data: &[u8], rate: usize, suffix: u8, length: usize) -> Vec<u8> {
    let mut state = [0u64; 25];
    let mut blocks = data.chunks_exact(rate);
    for block in &mut blocks {
        absorb(&mut state, block);
    }
    let rest = blocks.remainder();
    let mut last = vec![0; rate];
    last[..rest.len()].copy_from_slice(rest);
    last[rest.len()] ^= suffix;
    last[rate - 1] ^= 0x80;
    absorb(&mut state, &last);
    let mut out = Vec::with_capacity(length);
    loop {
        let bytes = state.iter().flat_map(|lane| lane.to_le_bytes());
        out.extend(bytes.take(rate.min(length - out.len())));
        if out.len() == length {
            return out;
        }
        permute(&mut state);
    }
}

fn absorb(state: &mut [u64; 25], block: &[u8]) {
    let (lanes, _) = block.as_chunks::<8>();
    for (lane, bytes) in state.iter_mut().zip(lanes) {
        *lane ^= u64::from_le_bytes(*bytes);
    }
    permute(state);
}

/// Keccak-f[1600]. The lane of column x and row y is `state[x + 5 * y]`.
fn permute(state: &mut [u64; 25]) {
    let mut register = 1u8;
    for _ in 0..24 {
        // θ
        let columns: [u64; 5] = std::array::from_fn(|x| (0..5).fold(0, |sum, y| sum ^ state[x + 5 * y]));
        for (at, lane) in state.iter_mut().enumerate() {
            *lane ^= columns[(at + 4) % 5] ^ columns[(at + 1) % 5].rotate_left(1);
        }
        // ρ and π
        let (mut x, mut y) = (1, 0);
        let mut moved = state[1];
        for step in 1..=24 {
            (x, y) = (y, (2 * x + 3 * y) % 5);
            moved = std::mem::replace(&mut state[x + 5 * y], moved.rotate_left(step * (step + 1) / 2 % 64));
        }
        // χ
        for row in state.chunks_exact_mut(5) {
            let old: [u64; 5] = std::array::from_fn(|x| row[x]);
            for (x, lane) in row.iter_mut().enumerate() {
                *lane ^= !old[(x + 1) % 5] & old[(x + 2) % 5];
            }
        }
        // ι: bits from a shift register
        for bit in 0..7 {
            state[0] ^= u64::from(register & 1) << ((1 << bit) - 1);
            register = register << 1 ^ if register & 0x80 == 0 { 0 } else { 0x71 };
        }
    }
}
